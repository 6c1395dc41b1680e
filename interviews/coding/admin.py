"""Staff's lists of what is confidential. Nothing here is deleted: a respondent withdraws.

Codings, findings and excerpts have desks of their own, and no list here.
"""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.coding import urls
from interviews.coding.staff import discreet
from interviews.disclosure.withdrawal import unquote
from interviews.models.confidential import (
    AuditEntry,
    Respondent,
    Response,
    UndisclosedName,
    unused_pseudonym,
)


class DiscreetAdmin(admin.ModelAdmin):
    """No error of its pages carries a row into the log, and no list of it is counted twice."""

    show_full_result_count = False
    list_per_page = 100
    view_on_site = False

    changeform_view = discreet(admin.ModelAdmin.changeform_view)

    def history_view(self, request, object_id, extra_context=None):
        # Django looks for the row before it asks: an answer would tell which there are.
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)


class ReadOnlyAdmin(DiscreetAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class RespondentForm(forms.ModelForm):
    """A pseudonym that is left empty is drawn."""

    class Meta:
        model = Respondent
        fields = ["study", "pseudonym", "sector", "quote_consent"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "pseudonym" in self.fields:
            self.fields["pseudonym"].required = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("study") and not cleaned.get("pseudonym"):
            self.instance.pseudonym = cleaned["pseudonym"] = unused_pseudonym(cleaned["study"])
        return cleaned


@admin.register(Respondent)
class RespondentAdmin(DiscreetAdmin):
    form = RespondentForm
    list_display = ["pseudonym", "study", "sector", "quote_consent", "withdrawn_at"]
    list_filter = ["study", "sector", "quote_consent", ("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ["study"]
    search_fields = ["pseudonym"]
    fields = ["study", "pseudonym", "sector", "quote_consent"]

    def get_fields(self, request, obj=None):
        return [*self.fields, "withdrawn_at"] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        # Answers belong to questions of this study, and to this pseudonym.
        return ["study", "pseudonym", "withdrawn_at"] if obj else []

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "quote_consent" in form.changed_data and not obj.quote_consent:
            unquote(obj, by=request.user)

    def has_change_permission(self, request, obj=None):
        gone = obj is not None and obj.withdrawn_at is not None
        return super().has_change_permission(request, obj) and not gone

    def has_delete_permission(self, request, obj=None):
        return False


class AnsweredFilter(admin.SimpleListFilter):
    title = _("answered")
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.exclude(text="")
        return queryset.filter(text="") if self.value() == "no" else queryset


@admin.register(Response)
class ResponseAdmin(ReadOnlyAdmin):
    """Answers come by import. The desks of the coders have their addresses below this list."""

    list_display = ["question_number", "respondent", "asked", "has_text", "adjudicated", "desk"]
    list_display_links = None
    list_filter = ["respondent__study", "adjudicated", "asked", AnsweredFilter]
    list_select_related = ["question", "respondent"]
    ordering = ["question__order", "respondent__pseudonym"]
    fields = ["respondent", "question", "asked", "text", "adjudicated"]

    def get_urls(self):
        return [*urls.patterns(self.admin_site.admin_view), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).counted()

    @admin.display(description=_("question"), ordering="question__order")
    def question_number(self, response):
        return f"{response.question.number}. {response.question}"

    @admin.display(description=_("answered"), boolean=True)
    def has_text(self, response):
        return bool(response.text)

    @admin.display(description=_("desk"))
    def desk(self, response):
        address = reverse("admin:coding_desk", args=[response.pk])
        return format_html('<a href="{}">{}</a>', address, _("Open"))


@admin.register(UndisclosedName)
class UndisclosedNameAdmin(DiscreetAdmin):
    list_display = ["term", "kind", "study"]
    list_filter = ["study", "kind"]
    list_select_related = ["study"]


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "action", "by", "study", "reason"]
    list_filter = ["action", "study"]
    list_select_related = ["by", "study"]
    date_hierarchy = "at"
