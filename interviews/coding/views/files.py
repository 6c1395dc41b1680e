"""Files of a study, out and in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interviews.coding.staff import EXPORT, IMPORT_CODES, READ, for_staff, page
from interviews.exchange.codebook import codebook_file, import_codebook
from interviews.exchange.project import codings_table, project_file
from interviews.models import Study
from interviews.models.confidential import Phase


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
