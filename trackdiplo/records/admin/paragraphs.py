"""The paragraphs of a source: what cites each, and why nothing cites the rest."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.admin.base import TrackedAdmin, form_of
from trackdiplo.records.models import Coverage, Paragraph


class SourceFilter(admin.RelatedFieldListFilter):
    """Sources that have paragraphs."""

    def field_choices(self, field, request, model_admin):
        with_paragraphs = {"pk__in": Paragraph.objects.values("source")}
        return field.get_choices(include_blank=False, limit_choices_to=with_paragraphs)


class SectionFilter(admin.SimpleListFilter):
    title = _("section")
    parameter_name = "section"

    def lookups(self, request, model_admin):
        sections = Paragraph.objects.in_order().values_list("section", flat=True)
        return [(section, section) for section in dict.fromkeys(sections)]

    def queryset(self, request, queryset):
        return queryset.filter(section=self.value()) if self.value() else queryset


class CoverageFilter(admin.SimpleListFilter):
    title = _("coverage")
    parameter_name = "coverage"

    def lookups(self, request, model_admin):
        return Coverage.choices

    def queryset(self, request, queryset):
        return queryset.filter(coverage=self.value()) if self.value() else queryset


@admin.register(Paragraph)
class ParagraphAdmin(TrackedAdmin):
    """Paragraphs come with a package; curators say of those that nobody cites why that is so."""

    list_display = ["place", "cited_by"]
    list_filter = [CoverageFilter, SectionFilter, ("source", SourceFilter)]
    list_per_page = 200
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ["key", "section", "opening", "no_record_reason"]
    fields = ["source", "section", "number", "key", "opening", "cited_by", "no_record_reason"]
    readonly_fields = ["source", "section", "number", "key", "opening", "cited_by"]

    class Media:
        css = {"all": ["admin/record.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).with_coverage().with_citing()

    def get_ordering(self, request):
        return Paragraph.objects.all().ORDER

    @admin.display(description=_("paragraph"))
    def place(self, paragraph):
        words = "{}<br><code>{}</code><br><q>{} …</q>"
        return format_html(words, paragraph, paragraph.key, paragraph.opening)

    @admin.display(description=_("cited by"))
    def cited_by(self, paragraph):
        citing = [(form_of(each.row), each) for each in paragraph.citing()]
        return render_to_string("admin/cited_by.html", {"paragraph": paragraph, "citing": citing})

    def is_live(self, row):
        """What the form writes is shown to nobody but staff."""
        return False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
