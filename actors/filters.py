"""The parameters of organisations and donors: what one can ask of their programmes, and kinds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actors.models import Affiliation, Donor, Organisation, OrganisationKind, Person
from programmes.filters import ProgrammeParameters, of_kinds
from programmes.models import Involvement, Programme
from trackdiplo.records.filters import AddressFilter, ChoicesFilter, RecordFilterSet


class ActorParameters(ProgrammeParameters):
    """Those who took part in, or paid for, any programme that was asked for."""

    kind = ChoicesFilter(
        path="kind",
        choices=OrganisationKind.choices,
        label=_("Kind"),
        help_text=_("Any of these."),
    )
    # From a programme to those who are listed.
    actors = ""

    def filter_queryset(self, queryset):
        queryset = self.themselves(queryset)
        if not self.narrows:
            return queryset
        # Roles and money between these and published programmes: both ends are public.
        programmes = self.narrowed(Programme.objects.published())
        return queryset.filter(pk__in=programmes.values(self.actors))

    def themselves(self, queryset):
        """Return the rows of `queryset` that are as was asked, whatever their programmes."""
        return of_kinds(super().filter_queryset(queryset), self)

    def counted(self, name):
        """Values that are asked of programmes choose among these; who has them is counted."""
        if name not in ProgrammeParameters.base_filters:
            return super().counted(name)
        programmes = self.asking(**{name: None}).narrowed(Programme.objects.published())
        listed = self.themselves(self.queryset).values("pk")
        return programmes.filter(**{f"{self.actors}__in": listed}), self.actors


class OrganisationFilterSet(ActorParameters):
    """The parameters of the list of organisations, in HTML and in the API."""

    organisation = None
    actors = "participations__organisation"

    class Meta:
        model = Organisation
        fields: list[str] = []


class DonorFilterSet(ActorParameters):
    """The parameters of the list of donors, in HTML and in the API."""

    donor = None
    actors = "fundings__donor"

    class Meta:
        model = Donor
        fields: list[str] = []


class PersonFilterSet(RecordFilterSet):
    """The parameters of the list of people, in HTML and in the API."""

    organisation = AddressFilter(
        path="affiliations__organisation",
        repeats=True,
        ranked=True,
        queryset=Organisation.objects.published().in_order(),
        label=_("Organisation"),
        help_text=_("By slug or id. Who works or worked in any of these."),
    )
    programme = AddressFilter(
        path="involvements__programme",
        repeats=True,
        ranked=True,
        queryset=Programme.objects.published().in_order(),
        label=_("Programme"),
        help_text=_("By slug or id. Who had a part in any of these."),
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        # Rows between these people and published records: both ends are public.
        if "organisation" in self.asked:
            rows = Affiliation.objects.filter(organisation__in=self.asked["organisation"])
            queryset = queryset.filter(pk__in=rows.values("person"))
        if "programme" in self.asked:
            rows = Involvement.objects.filter(programme__in=self.asked["programme"])
            queryset = queryset.filter(pk__in=rows.values("person"))
        return queryset
