"""Import of answers: a file is judged, its report read, and only then it is written."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from interviews.coding.importing import COLUMNS, Refused, import_answers, table_of
from interviews.coding.staff import IMPORT, for_staff, page
from interviews.models import Study
from interviews.models.confidential import normalised


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@for_staff(IMPORT)
def import_file(request, study: int):
    """Ask for a file; say what it would do; write what was judged, judged once more."""
    study = get_object_or_404(Study, pk=study)
    shown = {"study": study, "columns": COLUMNS}
    if request.method == "POST":
        try:
            table = _table(request)
            apply = "import" in request.POST
            report = import_answers(study, table, by=request.user, apply=apply)
        except ValidationError as error:
            shown["errors"] = error.messages
        except Refused as refused:
            shown |= {"report": refused.report, "problems": refused.report.problems}
        else:
            if apply:
                messages.success(request, _said(report))
                return redirect("admin:coding_study", study.pk)
            shown |= {"report": report, "table": table}
    return page(request, "import.html", title=_("Import answers"), **shown)


def _table(request) -> str:
    """Return the table of the file, or the one that was judged before. Raises ValidationError."""
    if "file" in request.FILES:
        file = request.FILES["file"]
        return table_of(file.name, file.read())
    if "table" in request.POST:
        # A form sends lines that end in CR LF, whatever they ended in.
        return normalised(request.POST["table"])
    raise ValidationError(_("Choose a file."))


def _said(report) -> str:
    words = {
        "new": report.new,
        "changed": len(report.changed),
        "same": report.same,
        "respondents": report.respondents,
    }
    return (
        _(
            "Imported: %(new)s new answers of %(respondents)s new respondents, %(changed)s brought"
            " up to date, %(same)s as before."
        )
        % words
    )
