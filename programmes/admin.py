from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation
from programmes.models import (
    Activity,
    Area,
    Assessment,
    Event,
    Funding,
    Involvement,
    Output,
    Participation,
    Period,
    Programme,
)
from programmes.views import (
    AssessmentPage,
    EventPage,
    OutputPage,
    PeriodPage,
    ProgrammePage,
)
from trackdiplo.records.admin import (
    CitationInline,
    NameInline,
    RecordAdmin,
    RowAdmin,
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


class InvolvementInline(admin.TabularInline):
    model = Involvement
    extra = 0
    autocomplete_fields = ["person"]
    fields = ["person", "role", "note"]
    show_change_link = True
    verbose_name = _("person")
    verbose_name_plural = _("People whom the source names")


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
    inlines = [
        ParticipationInline,
        FundingInline,
        InvolvementInline,
        CitationInline,
        NameInline,
    ]
    list_display = ["name", "kind", "when_column", "status", "updated_at"]
    list_filter = [*RecordAdmin.list_filter, PeriodFilter, DonorFilter, "kind", "areas"]
    autocomplete_fields = ["areas", "activities", "places", "periods", "parent"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "track", "parent"]}),
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


@admin.register(Participation)
class ParticipationAdmin(RowAdmin):
    autocomplete_fields = ["organisation"]
    fields = ["programme", "organisation", "role", "withheld", "when", "note"]


@admin.register(Funding)
class FundingAdmin(RowAdmin):
    autocomplete_fields = ["donor"]
    fields = ["programme", "donor", "amount", "currency", "withheld", "note"]


@admin.register(Involvement)
class InvolvementAdmin(RowAdmin):
    autocomplete_fields = ["person"]
    fields = ["programme", "person", "role", "note"]


@admin.register(Event)
class EventAdmin(RecordAdmin):
    page = EventPage
    inlines = [CitationInline, NameInline]
    list_display = ["name", "kind", "when_column", "bearing", "status", "updated_at"]
    list_filter = [*RecordAdmin.list_filter, "kind", "bearing"]
    autocomplete_fields = ["places"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "when", "as_of", "places"]}),
        (_("What"), {"fields": ["summary", "bearing"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]

    @admin.display(description=_("when"), ordering="earliest_start")
    def when_column(self, event):
        return event.when_display


@admin.register(Output)
class OutputAdmin(RecordAdmin):
    page = OutputPage
    inlines = [CitationInline, NameInline]
    list_display = ["name", "kind", "when_column", "count", "status", "updated_at"]
    list_filter = [*RecordAdmin.list_filter, "kind"]
    autocomplete_fields = ["programmes", "authors", "publishers"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "authors", "publishers", "when", "as_of"]}),
        (_("What"), {"fields": ["summary", "count", "count_is_approximate", "programmes"]}),
        (_("Where to find it"), {"fields": ["language", "website"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]

    @admin.display(description=_("when"), ordering="earliest_start")
    def when_column(self, output):
        return output.when_display


@admin.register(Assessment)
class AssessmentAdmin(RecordAdmin):
    page = AssessmentPage
    inlines = [CitationInline, NameInline]
    list_display = ["name", "kind", "programme", "period", "status", "updated_at"]
    list_filter = [*RecordAdmin.list_filter, "kind"]
    list_select_related = ["programme", "period"]
    autocomplete_fields = ["programme", "period"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "programme", "period", "summary"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
