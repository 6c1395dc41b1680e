"""The pages of organisations, donors and people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actors.filters import DonorFilterSet, OrganisationFilterSet, PersonFilterSet
from actors.models import Affiliation, Donor, Organisation, Person
from programmes.models import Involvement, Output, Participation
from programmes.views import claims_of
from trackdiplo.records.views import ListPage, RecordPage


class OrganisationList(ListPage):
    filterset_class = OrganisationFilterSet
    template_name = "actors/organisation_list.html"
    resource = "organisation"
    title = _("Organisations")

    def get_queryset(self):
        return Organisation.objects.published().for_list()


class OrganisationPage(RecordPage):
    template_name = "actors/organisation_page.html"

    def get_queryset(self):
        return Organisation.objects.published().for_document()

    @staticmethod
    def shown_with(record):
        roles = Participation.objects.published().filter(organisation=record)
        return {
            "roles": roles.for_organisation(),
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
    title = _("Donors")

    def get_queryset(self):
        return Donor.objects.published().for_list()


class DonorPage(RecordPage):
    template_name = "actors/donor_page.html"

    def get_queryset(self):
        return Donor.objects.published().for_document()


class PersonList(ListPage):
    filterset_class = PersonFilterSet
    template_name = "actors/person_list.html"
    resource = "person"
    title = _("People")

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
            "roles": roles.for_person(),
            "outputs": Output.objects.published().filter(authors=record).for_list(),
            "claims": claims_of(record),
        }
