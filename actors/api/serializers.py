"""What partners read about organisations and donors."""

from rest_framework import serializers

from actors.models import Donor, Organisation
from trackdiplo.records.api.serializers import (
    CLOSING_FIELDS,
    HELP,
    RECORD_FIELDS,
    SPAN_FIELDS,
    AddressField,
    DocumentSerializer,
    IdField,
    PlaceSerializer,
    RecordSerializer,
    ReferenceSerializer,
    renderer,
)
from trackdiplo.records.models import register_kind


class OrganisationSerializer(RecordSerializer):
    """Who took part, hosted or paid: an organisation, movement, body or network."""

    place = PlaceSerializer(allow_null=True)

    class Meta:
        model = Organisation
        fields = [
            *RECORD_FIELDS,
            "kind",
            "place",
            *SPAN_FIELDS,
            "website",
            "is_donor",
            "summary",
            *CLOSING_FIELDS,
        ]


class GrantSerializer(serializers.Serializer):
    """What a donor paid for."""

    programme = ReferenceSerializer()
    amount = serializers.DecimalField(
        max_digits=14, decimal_places=2, allow_null=True, help_text=HELP["amount"]
    )
    currency = serializers.CharField(help_text=HELP["currency"])
    note = serializers.CharField()


class DonorSerializer(DocumentSerializer):
    """An organisation seen from the money; `organisation` leads to the rest about it."""

    id = IdField()
    url = AddressField("get_api_url")
    page = AddressField("get_absolute_url")
    organisation = AddressField("get_organisation_url")
    fundings = GrantSerializer(many=True, source="public_fundings")

    class Meta:
        model = Donor
        fields = [*RECORD_FIELDS, "organisation", "kind", "is_donor", "fundings"]


register_kind("organisation", Organisation, renderer(OrganisationSerializer))
register_kind("donor", Donor, renderer(DonorSerializer))
