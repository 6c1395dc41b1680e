"""What partners read about organisations, donors and people."""

from rest_framework import serializers

from actors.models import Affiliation, Donor, Organisation, Person
from trackdiplo.records.api.help import Described
from trackdiplo.records.api.serializers import (
    CLOSING_FIELDS,
    RECORD_FIELDS,
    SPAN_FIELDS,
    AddressField,
    CitationSerializer,
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
    parent = ReferenceSerializer(source="public_parent", allow_null=True)

    class Meta:
        model = Organisation
        fields = [
            *RECORD_FIELDS,
            "kind",
            "place",
            "parent",
            *SPAN_FIELDS,
            "website",
            "is_donor",
            "summary",
            *CLOSING_FIELDS,
        ]


class GrantSerializer(Described):
    """What a donor paid for."""

    programme = ReferenceSerializer()
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    currency = serializers.CharField()
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


class AffiliationSerializer(DocumentSerializer):
    """Where someone works or worked, as far as a source says."""

    organisation = ReferenceSerializer()
    citations = CitationSerializer(many=True)

    class Meta:
        model = Affiliation
        fields = ["organisation", "role", "when", "citations"]


class PersonSerializer(RecordSerializer):
    """Someone whom a source names, with nothing that the source does not say."""

    affiliations = AffiliationSerializer(many=True, source="public_affiliations")

    class Meta:
        model = Person
        fields = [*RECORD_FIELDS, "summary", "affiliations", *CLOSING_FIELDS]


register_kind("organisation", Organisation, renderer(OrganisationSerializer))
register_kind("donor", Donor, renderer(DonorSerializer))
register_kind("person", Person, renderer(PersonSerializer))
