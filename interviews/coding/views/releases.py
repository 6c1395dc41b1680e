"""What leaves the building: findings that are prepared, releases, files, and withdrawal."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interviews.coding.staff import (
    BUILD,
    EXPORT,
    IMPORT_CODES,
    PUBLISH,
    READ,
    WITHDRAW,
    for_staff,
    page,
)
from interviews.disclosure import release as releases
from interviews.disclosure.withdrawal import withdraw
from interviews.exchange.codebook import codebook_file, import_codebook
from interviews.exchange.project import codings_table, project_file
from interviews.models import Code, Question, Study
from interviews.models.confidential import Phase, PreparedFinding, Respondent, StudyRelease

# --- Releases ---------------------------------------------------------------------------------


@require_safe
@for_staff(BUILD)
def release_list(request, study: int, reasons=(), status: int = 200):
    """Show what is prepared, and the releases there are; after a refusal, its reasons."""
    study = get_object_or_404(Study, pk=study)
    prepared = PreparedFinding.objects.filter(question__study=study)
    shown = {
        "prepared": prepared.select_related("question", "code"),
        "questions": Question.objects.filter(study=study).by_number(),
        "releases": study.releases.select_related("built_by", "published_by"),
        "reasons": reasons,
    }
    response = page(request, "releases.html", title=_("Releases"), study=study, **shown)
    response.status_code = status
    return response


@require_POST
@for_staff(BUILD)
def prepare(request, study: int):
    """Prepare a finding on every code of the study, under the question that was chosen."""
    study = get_object_or_404(Study, pk=study)
    question = get_object_or_404(Question, pk=request.POST.get("question") or 0, study=study)
    known = PreparedFinding.objects.filter(question=question).values("code")
    codes = Code.objects.filter(study=study).exclude(pk__in=known).in_order()
    for code in codes:
        PreparedFinding.objects.create(
            question=question,
            code=code,
            name=code.name,
            statement=code.definition or code.name,
            prepared_by=request.user,
        )
    count = len(codes)
    messages.success(
        request,
        ngettext("%s finding is prepared.", "%s findings are prepared.", count) % count,
    )
    return redirect("admin:coding_releases", study.pk)


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


# --- Withdrawal -------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@for_staff(WITHDRAW)
def withdrawal(request, respondent: int):
    """Say what would be erased; erase it once that is confirmed."""
    found = get_object_or_404(Respondent.objects.counted(), pk=respondent)
    if request.method == "POST" and request.POST.get("pseudonym") == found.pseudonym:
        withdraw(found, by=request.user)
        messages.success(request, _("What %s said is erased.") % found)
        return redirect("admin:interviews_respondent_changelist")
    shown = {
        "respondent": found,
        "answers": found.responses.exclude(text="").count(),
        "wrong": request.method == "POST",
    }
    return page(request, "withdraw.html", title=_("Erase"), study=found.study, **shown)


# --- Files ------------------------------------------------------------------------------------


@require_safe
@for_staff(READ)
def codebook(request, study: int):
    study = get_object_or_404(Study, pk=study)
    try:
        content = codebook_file(study, for_coders=True)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("admin:coding_files", study.pk)
    return _file(content, f"{study.slug}.qdc", "application/xml")


@require_POST
@for_staff(EXPORT)
def project(request, study: int):
    study = get_object_or_404(Study, pk=study)
    try:
        content = project_file(study, phase=_phase(request), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("admin:coding_files", study.pk)
    return _file(content, f"{study.slug}.qdpx", "application/zip")


@require_POST
@for_staff(EXPORT)
def table(request, study: int):
    study = get_object_or_404(Study, pk=study)
    content = codings_table(study, phase=_phase(request), by=request.user)
    return _file(content, f"{study.slug}-codings.csv", "text/csv; charset=utf-8")


def _phase(request) -> Phase:
    return Phase.INDEPENDENT if request.POST.get("phase") == Phase.INDEPENDENT else Phase.AGREED


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=disposition)


@require_http_methods(["GET", "POST"])
@for_staff(READ)
def files(request, study: int):
    """Offer the files of a study; take a codebook from whoever may write codes."""
    study = get_object_or_404(Study, pk=study)
    shown = {}
    if request.method == "POST" and request.user.has_perm(IMPORT_CODES):
        try:
            file = request.FILES.get("file")
            if file is None:
                raise ValidationError(_("Choose a file."))
            shown["report"] = import_codebook(study, file.read(), by=request.user)
        except ValidationError as error:
            shown["errors"] = error.messages
    return page(request, "files.html", title=_("Files"), study=study, **shown)
