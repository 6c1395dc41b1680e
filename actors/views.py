"""The pages of organisations, donors and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Max, QuerySet, prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.filters import DonorFilterSet, OrganisationFilterSet, PersonFilterSet
from actors.models import Affiliation, Donor, Organisation, Person
from programmes.in_time import work_of
from programmes.matrix import matrix_of
from programmes.models import (
    Assessment,
    Funding,
    Involvement,
    Output,
    Participation,
    Programme,
)
from programmes.views import all_periods, claims_of
from trackdiplo.records.first import First
from trackdiplo.records.models import cited
from trackdiplo.records.views import ListPage, RecordPage


class OrganisationList(ListPage):
    filterset_class = OrganisationFilterSet
    template_name = "actors/organisation_list.html"
    resource = "organisation"
    title = gettext_lazy("Organisations")

    def get_queryset(self):
        return Organisation.objects.published().for_list()

    def found(self, queryset):
        found = super().found(queryset)
        return found | {"took_part": Participation.objects.published().programmes_of(found["rows"])}


class OrganisationPage(RecordPage):
    template_name = "actors/organisation_page.html"

    def get_queryset(self):
        return Organisation.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        roles = Participation.objects.published().filter(organisation=record)
        return {
            **work_shown(
                roles.for_organisation(),
                Programme.objects.published().with_organisations([record]),
                organisation=record.slug,
            ),
            "people": Affiliation.objects.published()
            .filter(organisation=record)
            .for_organisation(),
            "outputs": Output.objects.published().filter(publishers=record).for_list(),
            "parts": Organisation.objects.published().filter(parent=record).in_order(),
            "donor": Donor.objects.published().filter(pk=record.pk).first(),
            "claims": claims_of(record),
        }


class DonorList(ListPage):
    filterset_class = DonorFilterSet
    template_name = "actors/donor_list.html"
    resource = "donor"
    title = gettext_lazy("Donors")

    def get_queryset(self):
        return Donor.objects.published().for_list()

    def found(self, queryset):
        found = super().found(queryset)
        return found | {"paid_for": Funding.objects.published().programmes_of(found["rows"])}


class DonorPage(RecordPage):
    template_name = "actors/donor_page.html"

    def get_queryset(self):
        return Donor.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        programmes = Programme.objects.published().funded_by([record])
        shown = work_shown(record.public_fundings, programmes, donor=record.slug)
        fundings = [row for _drawn, rows in shown["work"].rows for row in rows]
        prefetch_related_objects(fundings, *cited("citations"))
        claims = [(row.programme.name, row.citations.all()) for row in fundings]
        return {
            **shown,
            "claims": [(name, list(citations)) for name, citations in claims if citations],
            "checked": Checked.of(Funding.objects.published().filter(donor=record)),
        }


@dataclass(frozen=True)
class Checked:
    """How far a donor's list was checked against its sources, and when last."""

    on: date | None
    lines: int

    @classmethod
    def of(cls, fundings: QuerySet[Funding]) -> Checked:
        """Ask of all of them: 1 query, and no citation is read."""
        checked = fundings.filter(citations__checked_on__isnull=False)
        last, lines = Max("citations__checked_on"), Count("pk", distinct=True)
        return cls(**checked.aggregate(on=last, lines=lines))


def work_shown(rows, programmes, **asked: str) -> dict[str, object]:
    """Return what a page shows of `programmes`, to which `rows` belong.

    `asked`: how a list asks for these, such as donor="european-union".
    """
    query = urlencode(asked)
    work = work_of(rows, all_periods(), QueryDict(query))
    judged = Assessment.objects.published().filter(programme__in=programmes)
    return {
        "work": work,
        "downloads": {
            "SVG": f"{reverse('timeline')}?{query}&format=svg",
            "PNG": f"{reverse('timeline')}?{query}&format=png",
            "CSV": f"{reverse('api:programme-list')}?{query}&format=csv",
            "JSON": f"{reverse('api:programme-list')}?{query}",
        },
        "areas": matrix_of(
            programmes, work.timeline.periods, "area", whole=_("All"), asked=QueryDict(query)
        ),
        "areas_address": f"{reverse('areas-by-period')}?{query}",
        "assessments": First.of(judged.for_list()),
    }


class PersonList(ListPage):
    filterset_class = PersonFilterSet
    template_name = "actors/person_list.html"
    resource = "person"
    title = gettext_lazy("People")

    def get_queryset(self):
        return Person.objects.published().for_list()


class PersonPage(RecordPage):
    template_name = "actors/person_page.html"

    def get_queryset(self):
        return Person.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        roles = Involvement.objects.published().filter(person=record)
        return {
            "work": work_of(roles.for_person(), all_periods()),
            "outputs": Output.objects.published().filter(authors=record).for_list(),
            "claims": claims_of(record),
        }
