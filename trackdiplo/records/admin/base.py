"""The admin that every public kind shares: changes are numbered, kept in history, and judged."""

from __future__ import annotations

from contextlib import contextmanager

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from reversion.admin import VersionAdmin

from trackdiplo.records.admin.filters import CitationFilter, MineFilter, MissingFilter
from trackdiplo.records.admin.forms import STALE, EchoInput, RecordForm, TrackedForm, reading_of
from trackdiplo.records.history import restore
from trackdiplo.records.metadata import sentence_of
from trackdiplo.records.models import Refused, changes
from trackdiplo.records.models.record import UNPUBLISHED
from trackdiplo.records.similar import similar
from trackdiplo.records.views import site

SAFE = ("GET", "HEAD", "OPTIONS")


def form_of(row: models.Model) -> str:
    """Return the address of the form of a row."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return reverse(name, args=[quote(row.pk)])


class TrackedAdmin(VersionAdmin):
    """Rows that public documents may show.

    Views that write run in `changes()`. A refusal there, after the form itself was found right,
    is shown on the form, with what was typed.
    """

    form = TrackedForm
    history_latest_first = True
    list_per_page = 50
    show_full_result_count = False
    # The form has a link of its own, for published records only.
    view_on_site = False

    # --- Writing ----------------------------------------------------------------------------

    @contextmanager
    def create_revision(self, request):
        """Called by VersionAdmin around its views: reading takes no lock."""
        if request.method in SAFE:
            yield
            return
        with changes(by=request.user):
            yield

    def add_view(self, request, form_url="", extra_context=None):
        return self.refusable(request, super().add_view, form_url, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self.refusable(request, super().change_view, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            with self.create_revision(request):
                return super().delete_view(request, object_id, extra_context)
        except Refused as refused:
            return self.back_to(request, object_id, refused)

    def delete_queryset(self, request, queryset):
        with changes(by=request.user):
            for row in queryset:
                row.delete()

    def refusable(self, request, view, *args):
        """Answer by `view`; after a refusal once more, now with a form that tells it."""
        try:
            return view(request, *args)
        except Refused as refused:
            messages.get_messages(request)._queued_messages.clear()
            request.refusals = tuple(refused.messages)
            return view(request, *args)

    def back_to(self, request, object_id, refused: Refused):
        """Return to the record's form with the refusal as a message."""
        for message in refused.messages:
            messages.error(request, message)
        return HttpResponseRedirect(form_of(self.model(pk=object_id)))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusals = getattr(request, "refusals", ())
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        if isinstance(db_field, models.TextField):
            kwargs["widget"] = AdminTextareaWidget({"rows": 4})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def _reversion_revisionform_view(self, request, version, template_name, extra_context=None):
        # Only this record is brought back, whatever else the edit saved.
        version.revision.revert = lambda delete: restore(version)
        try:
            with changes(by=request.user):
                return super()._reversion_revisionform_view(
                    request, version, template_name, extra_context
                )
        except Refused as refused:
            return self.back_to(request, version.object_id, refused)

    # --- Who may ----------------------------------------------------------------------------

    def may_publish(self, request) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def is_live(self, row) -> bool:
        """Whether the public sees the row now: then only who may publish may change it."""
        return row.is_shown()

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self.may_publish(request) or not self.is_live(obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not self.is_live(obj))


class RecordAdmin(TrackedAdmin):
    """A kind with its own publication. A subclass names `page`, the public view of its kind."""

    form = RecordForm
    page = None
    change_form_template = "admin/record_change_form.html"
    actions = ["submit_chosen", "publish_chosen", "publish_chosen_with_drafts"]
    list_filter = ["status", MissingFilter, CitationFilter, MineFilter]
    list_display_links = ["name"]
    search_fields = ["search_text"]
    search_help_text = _("In all names and texts; any spelling, Latin, Armenian or Cyrillic.")
    ordering = ["sort_key"]

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("reading/", view(self.reading_view), name=f"{name}_reading"),
            path("similar/", view(self.similar_view), name=f"{name}_similar"),
            path("<path:object_id>/preview/", view(self.preview_view), name=f"{name}_preview"),
            *super().get_urls(),
        ]

    def get_search_results(self, request, queryset, search_term):
        return (queryset.matching(search_term) if search_term else queryset), False

    def get_search_fields(self, request):
        return ["search_text"]

    # --- The form ---------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        """The kind's own fieldsets, then what is for colleagues, with the version seen."""
        closing = (_("For colleagues"), {"fields": ["internal_note", "version_seen"]})
        return [*self.fieldsets, closing]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if db_field.name == "when":
            kwargs["widget"] = EchoInput(reverse(f"{name}_reading"), read=reading_of)
        if db_field.name == "name":
            kwargs["widget"] = EchoInput(reverse(f"{name}_similar"))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {
                "may_publish": self.may_publish(request),
                "missing": obj.missing(),
                "linked_drafts": obj.linked_drafts(),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if change:
            seen = form.cleaned_data.get("version_seen")
            row = self.model.objects.select_for_update().get(pk=obj.pk)
            if seen != row.version:
                raise Refused(STALE)
        super().save_model(request, obj, form, change)

    def response_change(self, request, obj):
        return self.moved(request, obj) or super().response_change(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        if "_submit" in request.POST:
            self.moved(request, obj)
            return HttpResponseRedirect(form_of(obj))
        return super().response_add(request, obj, post_url_continue)

    def moved(self, request, obj):
        """Carry out the button that was pressed, after the save; None when it was only a save."""
        obj.refresh_from_db()
        if "_submit" in request.POST:
            obj.submit(by=request.user)
            messages.success(request, _("“%s” is in review.") % obj)
        elif "_publish" in request.POST and self.may_publish(request):
            obj.publish(by=request.user)
            messages.success(request, _("“%s” is published.") % obj)
        elif "_publish_with_drafts" in request.POST and self.may_publish(request):
            self.tell_left(request, obj, obj.publish_with_drafts(by=request.user))
        elif "_withdraw" in request.POST and self.may_publish(request):
            obj.withdraw(by=request.user, reason=request.POST.get("withdraw_reason", ""))
            messages.success(request, _("“%s” is withdrawn.") % obj)
        else:
            return None
        return HttpResponseRedirect(form_of(obj))

    def tell_left(self, request, obj, left: list[str]) -> None:
        messages.success(request, _("“%s” is published, with its drafts.") % obj)
        for draft in left:
            messages.warning(request, _("Left as a draft: %s") % draft)

    # --- Actions ----------------------------------------------------------------------------

    @admin.action(description=_("Submit for review"), permissions=["change"])
    def submit_chosen(self, request, queryset):
        self.each(request, queryset, lambda record: record.submit(by=request.user))

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish_chosen(self, request, queryset):
        self.each(request, queryset, lambda record: record.publish(by=request.user))

    @admin.action(description=_("Publish with their drafts"), permissions=["publish"])
    def publish_chosen_with_drafts(self, request, queryset):
        def publish(record):
            for draft in record.publish_with_drafts(by=request.user):
                messages.warning(request, _("Left as a draft: %s") % draft)

        self.each(request, queryset, publish)

    def has_publish_permission(self, request) -> bool:
        return self.may_publish(request)

    def each(self, request, queryset, verb) -> None:
        """Do `verb` to each record on its own; say which refused and why."""
        done = 0
        for record in queryset:
            try:
                with changes(by=request.user):
                    verb(record)
                done += 1
            except Refused as refused:
                messages.error(request, f"{record}: {refused}")
        if done:
            messages.success(request, _("Done: %s") % done)

    # --- Who may ----------------------------------------------------------------------------

    def is_live(self, row) -> bool:
        return row.status not in UNPUBLISHED

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.was_public())

    # --- Beside the form --------------------------------------------------------------------

    def reading_view(self, request):
        """Answer how an EDTF text is read."""
        text = request.GET.get("text", "")[:100]
        return JsonResponse({"text": reading_of(text) if text else "", "links": []})

    def similar_view(self, request):
        """Answer which records have a name like the one that is being typed."""
        typed, own = request.GET.get("text", "")[:200], request.GET.get("own", "")
        found = similar(self.model, typed, own=own)
        links = [{"name": str(record), "url": form_of(record)} for record in found]
        text = str(_("There already is, under a similar name:")) if links else ""
        return JsonResponse({"text": text, "links": links})

    def preview_view(self, request, object_id):
        """Show the public page as it would be: for staff, marked, and never kept."""
        record = self.model.objects.filter(pk=unquote(object_id)).for_preview().first()
        if record is None or not self.has_view_permission(request, record):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        shown = self.page.shown_with(record) | {"sentence": sentence_of(record), "preview": True}
        context = {"record": record, **shown, **site()}
        template = self.page.template_name
        response = TemplateResponse(request, template, context)
        add_never_cache_headers(response)
        return response
