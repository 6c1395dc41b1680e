"""Releases: what is prepared is judged and frozen, and published by somebody else."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interviews.coding import work
from interviews.coding.staff import BUILD, PUBLISH, for_staff, page
from interviews.disclosure import release as releases
from interviews.models import Band, Study
from interviews.models.confidential import Excerpt, PreparedFinding, StudyRelease


@dataclass(frozen=True)
class Content:
    """A release, and its findings in words: what whoever publishes it reads."""

    release: StudyRelease

    @property
    def findings(self) -> list[dict[str, object]]:
        rows = orjson.loads(self.release.payload)["findings"]
        return [row | {"band": Band(row["band"]).label} for row in rows]


@require_safe
@for_staff(BUILD)
def release_list(request, study: int, reasons=(), status: int = 200):
    """Show what the next release would rest on, and the releases there are; the reasons of a
    refusal, if there was one.
    """
    study = get_object_or_404(Study, pk=study)
    prepared = PreparedFinding.objects.filter(question__study=study).open()
    counts = work.prepared_on(prepared)
    waiting = Excerpt.objects.filter(
        coding__response__respondent__study=study, cleared_by__isnull=True
    )
    shown = {
        "rows": [
            (row, counts[row.question.pk])
            for row in work.completeness(study)
            if row.question.pk in counts
        ],
        "uncleared": waiting.count(),
        "releases": [
            Content(each)
            for each in study.releases.select_related("built_by", "published_by").order_by(
                "-number"
            )
        ],
        "reasons": reasons,
    }
    response = page(request, "releases.html", title=_("Releases"), study=study, **shown)
    response.status_code = status
    return response


@require_POST
@for_staff(BUILD)
def build(request, study: int):
    """Build a release; where it is refused, say all reasons, on this page alone."""
    study = get_object_or_404(Study, pk=study)
    try:
        built = releases.build_release(study, by=request.user)
    except releases.Refused as refused:
        request.method = "GET"
        return release_list(request, study.pk, reasons=refused.reasons, status=409)
    messages.success(request, _("Release %s is built. Somebody else publishes it.") % built.number)
    return redirect("admin:coding_releases", study.pk)


@require_POST
@for_staff(PUBLISH)
def publish(request, release: int):
    return _settled(request, release, releases.publish_release, _("Release %s is published."))


@require_POST
@for_staff(BUILD)
def discard(request, release: int):
    return _settled(request, release, releases.discard_release, _("Release %s is thrown away."))


def _settled(request, release: int, verb, said: str):
    """Do `verb` to a release, and go back to the list with what came of it."""
    found = get_object_or_404(StudyRelease, pk=release)
    number, study = found.number, found.study_id
    try:
        verb(found, by=request.user)
    except releases.Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, said % number)
    return redirect("admin:coding_releases", study)
