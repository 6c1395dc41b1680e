"""The admin of studies and what they found. What is confidential stands in `coding.admin`."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.utils.translation import gettext_lazy as _

import interviews.coding.admin  # noqa: F401 - so that the admin knows it
from interviews.models import (
    ActorKind,
    Code,
    Finding,
    FindingKind,
    Question,
    Recommendation,
    Study,
)
from interviews.views import CodePage, FindingPage, QuestionPage, RecommendationPage, StudyPage
from programmes.admin import WordAdmin
from trackdiplo.records.admin import CitationInline, NameInline, RecordAdmin

COMPUTED = FindingKind.COMPUTED
ADDRESS = (_("Address"), {"fields": ["slug"], "classes": ["collapse"]})


class QuestionInline(admin.TabularInline):
    """A whole questionnaire, typed below its study. What is there is changed in its own form."""

    model = Question
    extra = 0
    show_change_link = True
    view_on_site = False
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget({"rows": 2})}}
    verbose_name_plural = _("Questions: add them here, row by row, then publish them in their list")
    fields = ["number", "order", "name", "wording"]
    ordering = ["order", "sort_key", "pk"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Study)
class StudyAdmin(RecordAdmin):
    page = StudyPage
    inlines = [QuestionInline, CitationInline, NameInline]
    list_display = ["name", "source", "is_fictional", "status", "updated_at"]
    list_select_related = ["source"]
    autocomplete_fields = ["source"]
    fieldsets = [
        (None, {"fields": ["name", "source", "voices", "missing_voices", "summary"]}),
        (_("Rules"), {"fields": ["min_base", "is_fictional"]}),
        ADDRESS,
    ]

    def lookup_allowed(self, lookup, value, request):
        """Not by rows that point to it: respondents do, and a yes or no tells of them."""
        field = self.model._meta.get_field(lookup.partition("__")[0])
        return field.concrete and super().lookup_allowed(lookup, value, request)

    def _reversion_introspect_inline_admin(self, inline):
        # A question is a record with a history of its own: to revert its study leaves it alone.
        if inline is QuestionInline:
            return None, None
        return super()._reversion_introspect_inline_admin(inline)


class OfStudyAdmin(RecordAdmin):
    """What belongs to a study, with the study in list and filter."""

    inlines = [CitationInline, NameInline]
    list_select_related = ["study"]


@admin.register(Question)
class QuestionAdmin(OfStudyAdmin):
    page = QuestionPage
    list_display = ["number", "name", "study", "status", "updated_at"]
    list_filter = [*RecordAdmin.list_filter, "study"]
    ordering = ["study", "order"]
    autocomplete_fields = ["study", "parent"]
    fieldsets = [
        (None, {"fields": ["study", "number", "name", "wording"]}),
        (_("Place in the questionnaire"), {"fields": ["parent", "order"]}),
        ADDRESS,
    ]


@admin.register(Code)
class CodeAdmin(OfStudyAdmin):
    page = CodePage
    list_display = ["name", "key", "study", "codable", "status", "updated_at"]
    list_filter = [*RecordAdmin.list_filter, "study", "codable"]
    fieldsets = [
        (None, {"fields": ["study", "parent", "key", "name", "definition", "codable"]}),
        (_("For coders only"), {"fields": ["include_when", "exclude_when", "example"]}),
        ADDRESS,
    ]


@admin.register(Finding)
class FindingAdmin(OfStudyAdmin):
    """What is counted comes by a release of its study: nobody writes it by hand, or changes it."""

    page = FindingPage
    list_display = ["name", "question", "kind", "source_words", "band", "status", "updated_at"]
    list_select_related = ["study", "question"]
    list_filter = [
        *RecordAdmin.list_filter, "study", "question", "kind", "band", "actor_kinds", "highlighted",
    ]  # fmt: skip
    autocomplete_fields = ["study", "question", "periods", "areas", "events", "actor_kinds"]
    fieldsets = [
        (None, {"fields": ["study", "question", "name", "statement", "stance"]}),
        (_("How common"), {"fields": ["kind", "source_words", "band"]}),
        (_("What it speaks of"), {"fields": ["periods", "areas", "events", "actor_kinds"]}),
        (_("Where it stands here"), {"fields": ["order", "highlighted"]}),
        ADDRESS,
    ]

    def reversion_register(self, model, **options):
        # The history of a finding would keep what a respondent who withdraws has said.
        super().reversion_register(model, exclude=["excerpts", "released"], **options)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "kind":
            kwargs["choices"] = [each for each in FindingKind.choices if each[0] != COMPUTED]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.kind != COMPUTED)

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.kind != COMPUTED)


@admin.register(Recommendation)
class RecommendationAdmin(OfStudyAdmin):
    page = RecommendationPage
    list_display = ["name", "kind", "question", "status", "updated_at"]
    list_select_related = ["study", "question"]
    list_filter = [*RecordAdmin.list_filter, "study", "kind", "addressees", "areas"]
    autocomplete_fields = ["study", "question", "addressees", "areas"]
    fieldsets = [
        (None, {"fields": ["study", "kind", "name", "statement"]}),
        (_("To whom, and on what"), {"fields": ["addressees", "areas", "question", "order"]}),
        ADDRESS,
    ]


@admin.register(ActorKind)
class ActorKindAdmin(WordAdmin):
    pass
