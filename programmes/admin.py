from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation
from programmes.models import Activity, Area, Funding, Participation, Period, Programme
from programmes.views import PeriodPage, ProgrammePage
from trackdiplo.records.admin import (
    CitationInline,
    NameInline,
    RecordAdmin,
    StartsWithOne,
    TrackedAdmin,
)


class ParticipationInline(StartsWithOne, admin.TabularInline):
    model = Participation
    autocomplete_fields = ["organisation"]
    fields = ["organisation", "role", "withheld", "when", "note"]
    show_change_link = True
    verbose_name = _("role")
    verbose_name_plural = _("Who took part")


class FundingInline(StartsWithOne, admin.TabularInline):
    model = Funding
    autocomplete_fields = ["donor"]
    fields = ["donor", "amount", "currency", "withheld", "note"]
    show_change_link = True
    verbose_name = _("funding")
    verbose_name_plural = _("Who paid")


class PeriodFilter(admin.SimpleListFilter):
    title = _("period")
    parameter_name = "period"

    def lookups(self, request, model_admin):
        return [(period.pk, f"{period.number}. {period}") for period in Period.objects.in_order()]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        return queryset.in_periods(Period.objects.filter(pk=self.value()))


class DonorFilter(admin.SimpleListFilter):
    title = _("donor")
    parameter_name = "donor"

    def lookups(self, request, model_admin):
        donors = Organisation.objects.filter(fundings__isnull=False).distinct().in_order()
        return [(donor.pk, str(donor)) for donor in donors]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        return queryset.filter(fundings__donor=self.value())


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    page = ProgrammePage
    inlines = [ParticipationInline, FundingInline, CitationInline, NameInline]
    list_display = ["name", "kind", "when_column", "status", "updated_at"]
    list_filter = [*RecordAdmin.list_filter, PeriodFilter, DonorFilter, "kind", "areas"]
    autocomplete_fields = ["areas", "activities", "places", "periods"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "track"]}),
        (_("When and where"), {"fields": ["when", "as_of", "places", "periods"]}),
        (_("What"), {"fields": ["areas", "activities", "summary", "reach"]}),
        (_("What came of it"), {"fields": ["outcome", "outcome_unknown"]}),
        (_("Addresses"), {"fields": ["website", "slug"], "classes": ["collapse"]}),
    ]

    @admin.display(description=_("when"), ordering="earliest_start")
    def when_column(self, programme):
        return programme.when_display or _("by period")


@admin.register(Period)
class PeriodAdmin(RecordAdmin):
    page = PeriodPage
    inlines = [CitationInline, NameInline]
    list_display = ["number", "name", "when_column", "status", "updated_at"]
    ordering = ["number"]
    fieldsets = [
        (None, {"fields": ["number", "name", "when", "as_of", "summary"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]

    @admin.display(description=_("when"), ordering="earliest_start")
    def when_column(self, period):
        return period.when_display


@admin.register(Area, Activity)
class WordAdmin(TrackedAdmin):
    list_display = ["name", "definition", "order"]
    search_fields = ["name", "definition"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "definition", "order", "slug"]


class RoleAdmin(TrackedAdmin):
    """A role or a funding on its own page: for its citations. One reaches it from the programme."""

    inlines = [CitationInline]
    readonly_fields = ["programme"]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def may_publish(self, request):
        return request.user.has_perm("programmes.publish_programme")

    def is_live(self, row):
        return row.programme.status not in ("draft", "review")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # The programme's history and version move with what its page shows.
        form.instance.programme.save()


@admin.register(Participation)
class ParticipationAdmin(RoleAdmin):
    autocomplete_fields = ["organisation"]
    fields = ["programme", "organisation", "role", "withheld", "when", "note"]


@admin.register(Funding)
class FundingAdmin(RoleAdmin):
    autocomplete_fields = ["donor"]
    fields = ["programme", "donor", "amount", "currency", "withheld", "note"]
