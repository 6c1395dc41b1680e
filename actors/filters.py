"""The parameters of organisations and donors: what one can ask of their programmes, and kinds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actors.models import Donor, Organisation, OrganisationKind
from programmes.filters import ProgrammeParameters
from programmes.models import Funding, Participation, Programme
from trackdiplo.records.filters import ChoicesFilter


class ActorParameters(ProgrammeParameters):
    """Those who took part in, or paid for, any programme that was asked for."""

    kind = ChoicesFilter(
        choices=OrganisationKind.choices, label=_("Kind"), help_text=_("Any of these.")
    )

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if kinds := self.form.cleaned_data["kind"]:
            queryset = queryset.filter(kind__in=kinds)
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
