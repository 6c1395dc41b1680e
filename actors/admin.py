from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Place
from actors.views import OrganisationPage
from trackdiplo.records.admin import CitationInline, NameInline, RecordAdmin, TrackedAdmin


class DonorFilter(admin.SimpleListFilter):
    title = _("donors")
    parameter_name = "donor"

    def lookups(self, request, model_admin):
        return [("yes", _("donors"))]

    def queryset(self, request, queryset):
        return queryset.donors() if self.value() else queryset


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    page = OrganisationPage
    inlines = [NameInline, CitationInline]
    list_display = ["name", "kind", "place", "status", "updated_at"]
    list_filter = [*RecordAdmin.list_filter, DonorFilter, "kind", "place"]
    list_select_related = ["place"]
    autocomplete_fields = ["place"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "place", "summary"]}),
        (_("Dates and addresses"), {"fields": ["when", "as_of", "website", "slug"]}),
        (_("Money"), {"fields": ["is_donor"]}),
    ]


@admin.register(Place)
class PlaceAdmin(TrackedAdmin):
    list_display = ["name", "country", "slug"]
    list_filter = ["country"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
