from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from actors.models import Affiliation, Organisation, Person, Place
from actors.views import OrganisationPage, PersonPage
from trackdiplo.records.admin import (
    CitationInline,
    NameInline,
    RecordAdmin,
    RowAdmin,
    StartsWithOne,
    TrackedAdmin,
)


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
    autocomplete_fields = ["place", "parent"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "place", "parent", "summary"]}),
        (_("Dates and addresses"), {"fields": ["when", "as_of", "website", "slug"]}),
        (_("Money"), {"fields": ["is_donor"]}),
    ]


@admin.register(Place)
class PlaceAdmin(TrackedAdmin):
    list_display = ["name", "country", "slug"]
    list_filter = ["country"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


class AffiliationInline(StartsWithOne, admin.TabularInline):
    model = Affiliation
    autocomplete_fields = ["organisation"]
    fields = ["organisation", "role", "when"]
    show_change_link = True


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    page = PersonPage
    inlines = [AffiliationInline, CitationInline, NameInline]
    list_display = ["name", "summary", "indexed", "status", "updated_at"]
    list_filter = [*RecordAdmin.list_filter, "indexed"]
    fieldsets = [
        (None, {"fields": ["name", "summary"]}),
        (_("Whether the name may be found"), {"fields": ["indexed", "unindexed_reason"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """Whether a name may be found is for those to decide who may publish."""
        return [] if self.may_publish(request) else ["indexed", "unindexed_reason"]


@admin.register(Affiliation)
class AffiliationAdmin(RowAdmin):
    owner = "person"
    autocomplete_fields = ["organisation"]
    fields = ["person", "organisation", "role", "when"]
