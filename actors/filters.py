"""The parameters of organisations and donors: what one can ask of their programmes, and kinds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actors.models import Affiliation, Donor, Organisation, OrganisationKind, Person
from programmes.filters import ProgrammeParameters, of_kinds
from programmes.models import Funding, Involvement, Participation, Programme
from trackdiplo.records.filters import AddressFilter, ChoicesFilter, RecordFilterSet


class ActorParameters(ProgrammeParameters):
    """Those who took part in, or paid for, any programme that was asked for."""

    kind = ChoicesFilter(
        choices=OrganisationKind.choices, label=_("Kind"), help_text=_("Any of these.")
    )

    def filter_queryset(self, queryset):
        queryset = of_kinds(super().filter_queryset(queryset), self)
        if not self.narrows:
            return queryset
        # Roles and money between these and published programmes: both ends are public.
        return queryset.filter(pk__in=self.actors_of(self.narrowed(Programme.objects.published())))


class OrganisationFilterSet(ActorParameters):
    """The parameters of the list of organisations, in HTML and in the API."""

    organisation = None

    class Meta:
        model = Organisation
        fields: list[str] = []

    def actors_of(self, programmes):
        return Participation.objects.filter(programme__in=programmes).values("organisation")


class DonorFilterSet(ActorParameters):
    """The parameters of the list of donors, in HTML and in the API."""

    donor = None

    class Meta:
        model = Donor
        fields: list[str] = []

    def actors_of(self, programmes):
        return Funding.objects.filter(programme__in=programmes).values("donor")


class PersonFilterSet(RecordFilterSet):
    """The parameters of the list of people, in HTML and in the API."""

    organisation = AddressFilter(
        queryset=Organisation.objects.published().in_order(),
        label=_("Organisation"),
        help_text=_("By slug or id. Who works or worked in any of these."),
    )
    programme = AddressFilter(
        queryset=Programme.objects.published().in_order(),
        label=_("Programme"),
        help_text=_("By slug or id. Who had a part in any of these."),
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        # Rows between these people and published records: both ends are public.
        if asked["organisation"]:
            rows = Affiliation.objects.filter(organisation__in=asked["organisation"])
            queryset = queryset.filter(pk__in=rows.values("person"))
        if asked["programme"]:
            rows = Involvement.objects.filter(programme__in=asked["programme"])
            queryset = queryset.filter(pk__in=rows.values("person"))
        return queryset
