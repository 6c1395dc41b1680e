"""Organisations, donors and people as JSON."""

from drf_spectacular.utils import extend_schema_view

from actors.api.serializers import DonorSerializer, OrganisationSerializer, PersonSerializer
from actors.filters import DonorFilterSet, OrganisationFilterSet, PersonFilterSet
from actors.models import Donor, Organisation, Person
from trackdiplo.records.api.views import RecordViewSet, described


@extend_schema_view(**described("organisations, by name", OrganisationSerializer))
class OrganisationViewSet(RecordViewSet):
    """Published organisations, by name."""

    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilterSet

    def get_queryset(self):
        return Organisation.objects.published().in_order()


@extend_schema_view(**described("donors, by name", DonorSerializer))
class DonorViewSet(RecordViewSet):
    """Published organisations that pay, by name, with what they paid for."""

    serializer_class = DonorSerializer
    filterset_class = DonorFilterSet

    def get_queryset(self):
        return Donor.objects.published().in_order()


@extend_schema_view(**described("people, by name", PersonSerializer))
class PersonViewSet(RecordViewSet):
    """Published people who may be found by name."""

    serializer_class = PersonSerializer
    filterset_class = PersonFilterSet

    def get_queryset(self):
        return Person.objects.published().in_order()
