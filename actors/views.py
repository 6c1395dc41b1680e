"""The pages of organisations and donors."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actors.filters import DonorFilterSet, OrganisationFilterSet
from actors.models import Donor, Organisation
from programmes.models import Participation
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
