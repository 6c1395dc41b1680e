"""What staff look up: agreement, who said what, what is said together, progress, and a search."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from interviews.coding import work
from interviews.coding.codebook import codebook
from interviews.coding.searching import matching
from interviews.coding.staff import ADJUDICATE, READ, for_staff, page
from interviews.models import Question, Study
from interviews.models.confidential import Reading, Respondent

# --- Agreement --------------------------------------------------------------------------------


@require_safe
@for_staff(ADJUDICATE)
def agreement(request, study: int):
    """Compare two coders, code by code and over whole sets of codes."""
    study = get_object_or_404(Study, pk=study)
    readers = Reading.objects.filter(response__respondent__study=study).values("coder")
    coders = list(get_user_model().objects.filter(pk__in=readers).order_by("username"))
    pair = [_coder(coders, request.GET.get(name), place) for place, name in enumerate("ab")]
    shown = {"coders": coders, "pair": pair}
    if None not in pair and pair[0] != pair[1]:
        found = work.compared(study, *pair)
        shown |= {
            "whole": found.whole,
            "rows": [(entry, found.by_code[entry.code.pk]) for entry in codebook(study)],
            "disputed": found.disputed,
        }
    return page(request, "agreement.html", title=_("Agreement"), study=study, **shown)


def _coder(coders: list, asked: str | None, place: int):
    """Return the coder who is asked for, else the one at this place."""
    named = (coder for coder in coders if str(coder.pk) == asked)
    return next(named, coders[place] if place < len(coders) else None)


# --- What is agreed on ------------------------------------------------------------------------


@require_safe
@for_staff(READ)
def matrix(request, study: int):
    """Show which respondents are agreed to have said what, to one question or to any."""
    study = get_object_or_404(Study, pk=study)
    questions = list(Question.objects.filter(study=study).by_number())
    question = next((q for q in questions if str(q.pk) == request.GET.get("question")), None)
    said: dict[int, set[int]] = {}
    for (asked, code), people in work.agreed_codes(study).items():
        if question is None or asked == question.pk:
            said.setdefault(code, set()).update(people)
    respondents = list(Respondent.objects.counted().filter(study=study))
    shown = {
        "questions": questions,
        "question": question,
        "respondents": respondents,
        "rows": [
            (entry, [each.pk in said.get(entry.code.pk, ()) for each in respondents])
            for entry in codebook(study)
        ],
    }
    return page(request, "matrix.html", title=_("Who said what"), study=study, **shown)


@require_safe
@for_staff(READ)
def together(request, study: int):
    """Show in how many answers two codes are agreed on together."""
    study = get_object_or_404(Study, pk=study)
    found = work.occurring_together(study)
    used = [entry for entry in codebook(study) if (entry.code.pk,) * 2 in found]
    shown = {
        "used": used,
        "rows": [
            (row, [(column, found.get((row.code.pk, column.code.pk), 0)) for column in used])
            for row in used
        ],
    }
    return page(request, "together.html", title=_("Said together"), study=study, **shown)


# --- Progress ---------------------------------------------------------------------------------


@require_safe
@for_staff(ADJUDICATE)
def progress(request, study: int):
    """Say how far the work on each question is."""
    study = get_object_or_404(Study, pk=study)
    rows = work.completeness(study)
    names = ("asked", "answered", "read", "read_by_two", "settled")
    totals = [sum(getattr(row, name) for row in rows) for name in names]
    shown = {"rows": rows, "totals": totals}
    return page(request, "progress.html", title=_("Progress"), study=study, **shown)


# --- Search -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    words: str
    question: Question | None


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@for_staff(READ)
def search(request, study: int):
    """Find words in answers. What is looked for is sent in a form: addresses stand in logs."""
    study = get_object_or_404(Study, pk=study)
    questions = list(Question.objects.filter(study=study).by_number())
    chosen = next((q for q in questions if str(q.pk) == request.POST.get("question")), None)
    words = request.POST.get("words", "")[:200]
    shown = {"questions": questions, "asked": Asked(words, chosen)}
    if words:
        shown["found"] = matching(study, words, question=chosen)
    return page(request, "search.html", title=_("Search answers"), study=study, **shown)
