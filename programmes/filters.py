"""The parameters of programmes, of the timeline, and of what is found through programmes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actors.models import Donor, Organisation, Person, Place
from programmes.models import (
    Activity,
    Area,
    Assessment,
    AssessmentKind,
    Bearing,
    Event,
    EventKind,
    Output,
    OutputKind,
    Period,
    Programme,
    ProgrammeKind,
    Track,
)
from trackdiplo.records.filters import (
    ActiveFilterSet,
    AddressFilter,
    ChoicesFilter,
    RecordFilterSet,
)


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
    place = AddressFilter(
        queryset=Place.objects.of_programmes(),
        label=_("Place"),
        help_text=_("By slug. Where things were done; any of these."),
    )
    track = ChoicesFilter(
        choices=Track.choices, label=_("Track"), help_text=_("1.5, 2 or unknown. Any of these.")
    )
    assessment = ChoicesFilter(
        choices=AssessmentKind.choices,
        label=_("Assessment"),
        help_text=_("Programmes that a source judges so. Any of these."),
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
        if "place" in asked:
            programmes = programmes.in_places(asked["place"])
        if "assessment" in asked:
            programmes = programmes.judged(asked["assessment"])
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

    kind = ChoicesFilter(
        choices=ProgrammeKind.choices, label=_("Kind"), help_text=_("Any of these.")
    )

    class Meta:
        model = Programme
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = of_kinds(super().filter_queryset(queryset), self)
        return self.narrowed(queryset)


class PeriodFilterSet(ActiveFilterSet):
    """The parameters of the list of periods."""

    class Meta:
        model = Period
        fields: list[str] = []

    def filter_queryset(self, queryset):
        return self.in_window(super().filter_queryset(queryset))


class EventFilterSet(ActiveFilterSet):
    """The parameters of the list of events."""

    period = AddressFilter(
        queryset=Period.objects.published().in_order(),
        label=_("Period"),
        help_text=_("By slug or id. Events in any of these, as “match” says."),
    )
    kind = ChoicesFilter(choices=EventKind.choices, label=_("Kind"), help_text=_("Any of these."))
    bearing = ChoicesFilter(
        choices=Bearing.choices,
        label=_("Bearing on dialogue"),
        help_text=_("As the sources judge it. Any of these."),
    )
    place = AddressFilter(
        queryset=Place.objects.of_events(),
        label=_("Place"),
        help_text=_("By slug. Where it happened; any of these."),
    )

    class Meta:
        model = Event
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = self.in_window(of_kinds(super().filter_queryset(queryset), self))
        asked = self.form.cleaned_data
        if asked["period"]:
            spans = [period.span for period in asked["period"]]
            queryset = queryset.active_in_any(spans, self.chosen_match)
        if asked["bearing"]:
            queryset = queryset.filter(bearing__in=asked["bearing"])
        if asked["place"]:
            queryset = queryset.in_places(asked["place"])
        return queryset


class OutputFilterSet(ActiveFilterSet):
    """The parameters of the list of outputs."""

    kind = ChoicesFilter(choices=OutputKind.choices, label=_("Kind"), help_text=_("Any of these."))
    programme = AddressFilter(
        queryset=Programme.objects.published().in_order(),
        label=_("Programme"),
        help_text=_("By slug or id. Made in any of these."),
    )
    organisation = AddressFilter(
        queryset=Organisation.objects.published().in_order(),
        label=_("Organisation"),
        help_text=_("By slug or id. Made or brought out by any of these."),
    )
    person = AddressFilter(
        queryset=Person.objects.published().in_order(),
        label=_("Author"),
        help_text=_("By slug or id. Written by any of these."),
    )

    class Meta:
        model = Output
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = self.in_window(of_kinds(super().filter_queryset(queryset), self))
        asked = self.form.cleaned_data
        for name, relation in OUTPUT_RELATIONS.items():
            if asked[name]:
                queryset = queryset.made_with(relation, asked[name])
        return queryset


OUTPUT_RELATIONS = {"programme": "programmes", "organisation": "publishers", "person": "authors"}


class AssessmentFilterSet(RecordFilterSet):
    """The parameters of the list of assessments."""

    kind = ChoicesFilter(
        choices=AssessmentKind.choices, label=_("Kind"), help_text=_("Any of these.")
    )
    programme = AddressFilter(
        queryset=Programme.objects.published().in_order(),
        label=_("Programme"),
        help_text=_("By slug or id. Judgements of any of these."),
    )
    period = AddressFilter(
        queryset=Period.objects.published().in_order(),
        label=_("Period"),
        help_text=_("By slug or id. Judgements of any of these, not of programmes in them."),
    )

    class Meta:
        model = Assessment
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = of_kinds(super().filter_queryset(queryset), self)
        for name in ("programme", "period"):
            if found := self.form.cleaned_data[name]:
                queryset = queryset.filter(**{f"{name}__in": found})
        return queryset


def of_kinds(queryset, filterset):
    """Return the rows of `queryset` of the kinds that were asked for."""
    kinds = filterset.form.cleaned_data["kind"]
    return queryset.filter(kind__in=kinds) if kinds else queryset
