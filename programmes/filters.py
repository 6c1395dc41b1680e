"""The parameters of programmes, of the timeline, and of what is found through programmes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actors.models import Donor, Organisation
from programmes.models import Activity, Area, Period, Programme, Track
from trackdiplo.records.filters import ActiveFilterSet, AddressFilter, ChoicesFilter


class ProgrammeParameters(ActiveFilterSet):
    """What one can ask of programmes, in a list of these or of who took part in them or paid."""

    period = AddressFilter(
        queryset=Period.objects.published().in_order(),
        label=_("Period"),
        help_text=_("By slug or id. Programmes in any of these, as “match” says."),
    )
    area = AddressFilter(
        queryset=Area.objects.public(), label=_("Area"), help_text=_("By slug. Any of these.")
    )
    activity = AddressFilter(
        queryset=Activity.objects.public(),
        label=_("Activity"),
        help_text=_("By slug. Any of these."),
    )
    donor = AddressFilter(
        queryset=Donor.objects.published().in_order(),
        label=_("Donor"),
        help_text=_("By slug or id. Programmes that any of these paid for."),
    )
    organisation = AddressFilter(
        queryset=Organisation.objects.published().in_order(),
        label=_("Organisation"),
        help_text=_("By slug or id. Programmes that any of these took part in."),
    )
    track = ChoicesFilter(
        choices=Track.choices, label=_("Track"), help_text=_("1.5, 2 or unknown. Any of these.")
    )

    def narrowed(self, programmes):
        """Return those of `programmes` that were asked for."""
        asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        if "period" in asked:
            programmes = programmes.in_periods(asked["period"], self.chosen_match)
        if "area" in asked:
            programmes = programmes.in_areas(asked["area"])
        if "activity" in asked:
            programmes = programmes.with_activities(asked["activity"])
        if "donor" in asked:
            programmes = programmes.funded_by(asked["donor"])
        if "organisation" in asked:
            programmes = programmes.with_organisations(asked["organisation"])
        if "track" in asked:
            programmes = programmes.filter(track__in=asked["track"])
        return self.in_window(programmes)

    @property
    def narrows(self) -> bool:
        """Whether anything was asked of programmes."""
        names = ProgrammeParameters.base_filters.keys() - {"q", "match"}
        return any(self.form.cleaned_data.get(name) for name in names)


class ProgrammeFilterSet(ProgrammeParameters):
    """The parameters of the programme list and of the timeline, in HTML and in the API."""

    class Meta:
        model = Programme
        fields: list[str] = []

    def filter_queryset(self, queryset):
        return self.narrowed(super().filter_queryset(queryset))


class PeriodFilterSet(ActiveFilterSet):
    """The parameters of the list of periods."""

    class Meta:
        model = Period
        fields: list[str] = []

    def filter_queryset(self, queryset):
        return self.in_window(super().filter_queryset(queryset))
