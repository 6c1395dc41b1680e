"""Files of a study, out and in."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from interviews.coding.staff import CODE, EXPORT, IMPORT_CODES, READ, for_staff, page
from interviews.exchange.annotations import annotations, read_annotations
from interviews.exchange.codebook import LARGEST_FILE, codebook_file, import_codebook
from interviews.exchange.marks import take_over
from interviews.exchange.project import project_file, read_project
from interviews.exchange.table import codings_table, read_table
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


@require_POST
@for_staff(EXPORT)
def annotated(request, study: int):
    study = get_object_or_404(Study, pk=study)
    content = annotations(study, phase=_phase(request), by=request.user)
    return _file(content, f"{study.slug}-codings.json", "application/ld+json")


# --- The page ---------------------------------------------------------------------------------

READERS = {
    ".qdpx": read_project,
    ".csv": read_table,
    ".json": read_annotations,
    ".jsonld": read_annotations,
}


@require_safe
@for_staff(READ)
def files(request, study: int):
    """Offer the files of a study; take a codebook from whoever may write codes, and codings."""
    return _page(request, get_object_or_404(Study, pk=study))


def _page(request, study: Study, **shown):
    return page(request, "files.html", title=_("Files"), study=study, **shown)


@require_POST
@for_staff(IMPORT_CODES)
def codebook_in(request, study: int):
    study = get_object_or_404(Study, pk=study)
    try:
        _name, content = _given(request)
        return _page(request, study, report=import_codebook(study, content, by=request.user))
    except ValidationError as error:
        return _page(request, study, errors=error.messages)


@sensitive_post_parameters()
@require_POST
@for_staff(CODE)
def codings_in(request, study: int):
    """Take over what the reader marked in another program, as their own work."""
    study = get_object_or_404(Study, pk=study)
    try:
        name, content = _given(request)
        read = READERS.get(Path(name).suffix.lower())
        if read is None:
            raise ValidationError(_("Its name must end in one of: %s.") % ", ".join(READERS))
        return _page(request, study, taken=take_over(study, read(content), by=request.user))
    except ValidationError as error:
        return _page(request, study, untaken=error.messages)


def _given(request) -> tuple[str, bytes]:
    file = request.FILES.get("file")
    if file is None:
        raise ValidationError(_("Choose a file."))
    if file.size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 5 MB."))
    return file.name, file.read()
