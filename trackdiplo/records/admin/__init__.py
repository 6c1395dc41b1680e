"""The admin that every kind shares, and the admin of sources, their paragraphs, and pairs."""

from django.conf import settings
from django.contrib import admin

from trackdiplo.records.admin.base import RecordAdmin, TrackedAdmin
from trackdiplo.records.admin.inlines import CitationInline, NameInline, StartsWithOne
from trackdiplo.records.admin.pairs import DistinctPairAdmin
from trackdiplo.records.admin.paragraphs import ParagraphAdmin
from trackdiplo.records.admin.rows import RowAdmin
from trackdiplo.records.models import Source

__all__ = [
    "CitationInline",
    "DistinctPairAdmin",
    "NameInline",
    "ParagraphAdmin",
    "RecordAdmin",
    "RowAdmin",
    "StartsWithOne",
    "TrackedAdmin",
]

admin.site.site_header = f"{settings.SITE_NAME}: curation"
admin.site.site_title = settings.SITE_NAME
admin.site.index_title = "Records"


@admin.register(Source)
class SourceAdmin(TrackedAdmin):
    list_display = ["name", "authors", "published", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "authors", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = [
        "name", "authors", "publisher", "published", "kind", "language", "url", "archived_url",
        "note", "slug",
    ]  # fmt: skip
