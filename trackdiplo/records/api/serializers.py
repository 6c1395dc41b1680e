"""What a document says, and how the schema describes it: written lists of fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import local

import orjson
from django.db import models
from rest_framework import serializers

from trackdiplo.records.api.help import Described
from trackdiplo.records.models import AlternateName, Citation, Source
from trackdiplo.records.spans import OPEN_END, OPEN_START

REFERENCE_FIELDS = ["id", "slug", "name", "url"]
SPAN_FIELDS = [
    "when", "as_of", "when_display", "earliest_start", "latest_start", "earliest_end", "latest_end",
]  # fmt: skip


class DocumentSerializer(Described, serializers.ModelSerializer):
    """A row as a document has it: every field is there, always."""

    def get_extra_kwargs(self):
        return {name: {"required": True, "help_text": ""} for name in self.Meta.fields}


class AddressField(serializers.CharField):
    """A path on this site: resolve it against the address of the answer (RFC 3986)."""

    def __init__(self, source: str):
        super().__init__(source=source, read_only=True, help_text=self.__doc__)


class IdField(serializers.CharField):
    """Permanent: `prg-`, `org-`, `prd-` and seven characters. It is never given to another."""

    def __init__(self):
        super().__init__(source="public_id", read_only=True, help_text=self.__doc__)


class BoundField(serializers.DateField):
    """One of the four bounds of a span; null where the span is open or nothing is known."""

    def __init__(self):
        super().__init__(allow_null=True, read_only=True, help_text=self.__doc__)

    def to_representation(self, value):
        return None if value in (OPEN_START, OPEN_END) else super().to_representation(value)


class ReferenceSerializer(Described):
    """A record as other records name it: never more than what identifies it."""

    id = IdField()
    slug = serializers.CharField()
    name = serializers.CharField()
    url = AddressField("get_api_url")


class PlaceSerializer(Described):
    """Where something was done, happened or is based, named neutrally."""

    slug = serializers.CharField()
    name = serializers.CharField()
    country = serializers.CharField(help_text="ISO 3166 code; empty where it is disputed.")


class WordSerializer(Described):
    """A word of a vocabulary: an area or an activity."""

    slug = serializers.CharField()
    name = serializers.CharField()
    definition = serializers.CharField()


class NameSerializer(DocumentSerializer):
    """Another name of a record: former, an acronym, in another language, script or spelling."""

    class Meta:
        model = AlternateName
        fields = ["name", "kind", "language", "script"]


class SourceSerializer(DocumentSerializer):
    """A work that claims rest on."""

    title = serializers.CharField(source="name")

    class Meta:
        model = Source
        fields = [
            "slug", "title", "kind", "authors", "publisher", "published", "language", "url",
            "archived_url", "note",
        ]  # fmt: skip


class CitationSerializer(DocumentSerializer):
    """Where a claim comes from. `field` is empty when the citation is for the whole record."""

    source = SourceSerializer()
    place = serializers.CharField()

    class Meta:
        model = Citation
        fields = ["field", "source", "locator", "place", "note", "confidence", "checked_on"]


class SpannedSerializer(DocumentSerializer):
    """A span: `when` is EDTF (ISO 8601-2, level 1), the four bounds are what it may mean."""

    earliest_start = BoundField()
    latest_start = BoundField()
    earliest_end = BoundField()
    latest_end = BoundField()
    when_display = serializers.CharField(read_only=True, help_text="The span in words.")


class RecordSerializer(SpannedSerializer):
    """What every record's document has."""

    id = IdField()
    url = AddressField("get_api_url")
    page = AddressField("get_absolute_url")
    names = NameSerializer(many=True)
    citations = CitationSerializer(many=True)


RECORD_FIELDS = [*REFERENCE_FIELDS, "page"]
CLOSING_FIELDS = ["names", "citations"]


def renderer(
    serializer: type[serializers.Serializer], context: Callable[[], dict] = dict
) -> Callable[[models.QuerySet], Iterator[tuple[str, str]]]:
    """Return a function that yields (public_id, JSON text) for the records of a queryset.

    The queryset has `for_document()`; `context` is asked once for each call. Each thread makes its
    serializer once: to make its fields takes longer than to render a record.
    """
    own = local()

    def render(queryset: models.QuerySet) -> Iterator[tuple[str, str]]:
        if not hasattr(own, "serializer"):
            own.serializer = serializer(context={})
        own.serializer.context.update(context())
        for record in queryset.for_document():
            body = orjson.dumps(own.serializer.to_representation(record)).decode()
            yield record.public_id, body

    return render
