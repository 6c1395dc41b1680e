"""The admin that every kind shares, and the admin of sources and their paragraphs."""

from django.conf import settings
from django.contrib import admin

from trackdiplo.records.admin.base import RecordAdmin, TrackedAdmin
from trackdiplo.records.admin.inlines import CitationInline, NameInline, StartsWithOne
from trackdiplo.records.admin.rows import RowAdmin
from trackdiplo.records.models import Paragraph, Source

__all__ = [
    "CitationInline",
    "NameInline",
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


@admin.register(Paragraph)
class ParagraphAdmin(TrackedAdmin):
    """Paragraphs come with a package; curators say of those that nobody cites why that is so."""

    list_display = ["__str__", "opening", "key", "no_record_reason"]
    list_filter = ["source", "section"]
    search_fields = ["key", "section", "opening", "no_record_reason"]
    fields = ["source", "section", "number", "key", "opening", "no_record_reason"]
    readonly_fields = ["source", "section", "number", "key", "opening"]

    def is_live(self, row):
        """What the form writes is shown to nobody but staff."""
        return False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
