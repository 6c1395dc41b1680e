"""List filters that curators work by."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class MissingFilter(admin.SimpleListFilter):
    """What a record still lacks to be published."""

    title = _("missing to publish")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [(rule.code, rule.message) for rule in model_admin.model.RULES]

    def queryset(self, request, queryset):
        return queryset.lacking(self.value()) if self.value() else queryset


class CitationFilter(admin.SimpleListFilter):
    title = _("citations")
    parameter_name = "cited"

    def lookups(self, request, model_admin):
        return [("no", _("without citation")), ("yes", _("with citation"))]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.lacking("citation")
        if self.value() == "yes":
            return queryset.exclude(pk__in=queryset.lacking("citation"))
        return queryset


class MineFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("mine"))]

    def queryset(self, request, queryset):
        return queryset.filter(created_by=request.user) if self.value() else queryset
