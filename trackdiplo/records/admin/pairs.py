"""Pairs of records that look like one: those to be settled, and those that are told apart."""

from django import forms
from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.admin.base import TrackedAdmin, form_of
from trackdiplo.records.models import DistinctPair, changes
from trackdiplo.records.similar import Candidate, candidates, compared_kinds


class PairForm(forms.Form):
    """Two records of a kind, and why they are two. `pair`: the row made of them, once valid."""

    kind = forms.CharField()
    one = forms.IntegerField()
    other = forms.IntegerField()
    reason = forms.CharField()

    def clean(self):
        said = super().clean()
        if not self.errors:
            model = compared_kinds().get(said["kind"])
            keys = {said["one"], said["other"]}
            if model is None or model.objects.filter(pk__in=keys).count() != 2:
                raise forms.ValidationError(_("One of the two is no longer there."))
            self.pair = DistinctPair(
                content_type=ContentType.objects.get_for_model(model),
                object_id=said["one"],
                other_id=said["other"],
                reason=said["reason"],
            )
            self.pair.full_clean()
        return said


@admin.register(DistinctPair)
class DistinctPairAdmin(TrackedAdmin):
    """The list has what is settled. What looks alike and is not settled is where one adds a pair."""

    list_display = ["__str__", "kind", "reason"]
    search_fields = ["reason"]
    fields = ["kind", "one", "two", "reason"]
    readonly_fields = ["kind", "one", "two"]

    def get_queryset(self, request):
        pairs = super().get_queryset(request)
        return pairs.select_related("content_type").prefetch_related("target", "other")

    @admin.display(description=_("kind"), ordering="content_type")
    def kind(self, pair):
        return pair.target._meta.verbose_name

    @admin.display(description=_("one"))
    def one(self, pair):
        return linked(pair.target)

    @admin.display(description=_("the other"))
    def two(self, pair):
        return linked(pair.other)

    def add_view(self, request, form_url="", extra_context=None):
        """Show what may be the same thing; take the reason why a pair is not."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PairForm(request.POST or None)
        if form.is_valid():
            self.settle(request, form.pair)
            return HttpResponseRedirect(request.get_full_path())
        kinds = [(model, with_forms(candidates(model))) for model in compared_kinds().values()]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Records that may be the same thing"),
            "opts": self.opts,
            "kinds": [(model._meta, found) for model, found in kinds if found],
            "form": form,
        }
        return TemplateResponse(request, "admin/candidates.html", context)

    def settle(self, request, pair: DistinctPair) -> None:
        with changes(by=request.user):
            pair.save()
        messages.success(request, _("Told apart: %s") % pair)


def linked(record):
    return format_html('<a href="{}">{}</a>', form_of(record), record)


def with_forms(found: list[Candidate]) -> list[tuple[Candidate, str, str]]:
    """Return candidates with the forms of their two records."""
    return [(each, form_of(each.one), form_of(each.other)) for each in found]
