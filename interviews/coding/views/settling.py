"""From the coders' passages to those that are agreed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interviews.coding import work
from interviews.coding.codebook import codebook, recently_used
from interviews.coding.staff import ADJUDICATE, for_staff, page
from interviews.models import Code, Question, Study
from interviews.models.confidential import Coding, Phase, Response

MOST_PASSAGES = 500


@dataclass
class Passage:
    """One passage under one code, who marked it, and whether it is (to be) agreed on."""

    code: Code
    start: int
    end: int
    quote: str
    coders: dict[int, str]
    chosen: bool = False

    @property
    def key(self) -> str:
        return f"{self.code.pk}:{self.start}:{self.end}"

    @property
    def memos(self) -> list[str]:
        return [memo for memo in dict.fromkeys(self.coders.values()) if memo]


# --- The list ---------------------------------------------------------------------------------


@require_safe
@for_staff(ADJUDICATE)
def disputed(request, study: int):
    """List the answers on which coders disagree, then what else is not settled."""
    study = get_object_or_404(Study, pk=study)
    reads = work.readings_of(study)
    waiting = [read for read in reads if not read.response.adjudicated]
    codes = {entry.code.pk: entry.code for entry in codebook(study)}
    names = _names({coder for read in reads for coder in read.codings})
    rows = [
        {
            "read": read,
            "coders": [
                (names[coder], sorted(_used(read.codings[coder], codes), key=str))
                for coder in sorted(read.codings)
            ],
        }
        for read in sorted(waiting, key=lambda read: not read.is_disputed)
    ]
    shown = {
        "disputed": [row for row in rows if row["read"].is_disputed],
        "undisputed": [row for row in rows if not row["read"].is_disputed],
        "settled": [read for read in reads if read.response.adjudicated],
        "read": len(reads),
        "double": sum(len(read.codings) > 1 for read in reads),
    }
    return page(request, "disputed.html", title=_("Disagreements"), study=study, **shown)


def _used(codings: Iterable[Coding], codes: dict[int, Code]) -> set[Code]:
    return {codes[coding.code_id] for coding in codings}


def _names(users: Iterable[int]) -> dict[int, str]:
    found = get_user_model().objects.filter(pk__in=users)
    return {user.pk: user.get_full_name() or user.get_username() for user in found}


@require_POST
@for_staff(ADJUDICATE)
def undisputed(request, study: int):
    """Settle what nobody disputes."""
    study = get_object_or_404(Study, pk=study)
    count = work.settle_undisputed(study, by=request.user)
    messages.success(request, _("Settled: %s answers.") % count)
    return redirect("admin:coding_disputed", study.pk)


# --- One answer -------------------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@for_staff(ADJUDICATE)
def settle(request, answer: int):
    """Show all coders' passages side by side; settle those that are chosen, or none."""
    answers = Response.objects.counted().select_related("question__parent", "respondent__study")
    answer = get_object_or_404(answers, pk=answer)
    study = answer.respondent.study
    if request.method == "POST":
        try:
            work.settle(answer, _chosen(request, answer), by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("admin:coding_settle", answer.pk)
        messages.success(request, _("Settled: %s.") % _place(answer))
        return redirect(_next(study, after=answer))
    readers = list(answer.readings.order_by("coder").values_list("coder", flat=True))
    rows = _passages(answer, readers)
    codes = codebook(study)
    looks = {entry.code.pk: entry.look for entry in codes}
    names = _names(readers)
    shown = {
        "answer": answer,
        "parts": Question.objects.filter(parent=answer.question).by_number(),
        "codes": codes,
        "coders": [names[reader] for reader in readers],
        "rows": [
            (row, looks[row.code.pk], [(names[r], r in row.coders) for r in readers])
            for row in rows
        ],
        "state": {
            "text": answer.text,
            "codes": [entry.as_json for entry in codes],
            "recent": recently_used(request.user, study),
        },
    }
    title = _("Settle %s") % _place(answer)
    return page(request, "settle.html", title=title, study=study, **shown)


def _place(answer: Response) -> str:
    words = {"number": answer.question.number, "respondent": answer.respondent}
    return _("question %(number)s, %(respondent)s") % words


def _passages(answer: Response, readers: list[int]) -> list[Passage]:
    """Return every passage once, with who marked it.

    Chosen are those that are agreed on; of an answer that is not settled, those of one reader who
    is alone, and those whose code all readers used.
    """
    rows: dict[tuple, Passage] = {}
    agreed = set()
    by_code: dict[int, set[int]] = {}
    for coding in answer.codings.select_related("code").order_by("start", "end", "pk"):
        place = coding.code_id, coding.start, coding.end
        row = Passage(coding.code, coding.start, coding.end, coding.quote, {})
        if coding.phase == Phase.AGREED:
            agreed.add(place)
        elif coding.coder_id not in readers:
            continue  # somebody who is not done yet
        else:
            by_code.setdefault(coding.code_id, set()).add(coding.coder_id)
        row = rows.setdefault(place, row)
        if coding.phase == Phase.INDEPENDENT:
            row.coders[coding.coder_id] = coding.memo
    for place, row in rows.items():
        first = row.coders and min(by_code[row.code.pk]) in row.coders
        shared = by_code.get(row.code.pk, set()) >= set(readers) and first
        row.chosen = place in agreed if answer.adjudicated else bool(shared)
    return list(rows.values())


def _chosen(request, answer: Response) -> list[Coding]:
    """Return the passages that were chosen, judged like any other. Raises ValidationError."""
    keys = list(dict.fromkeys(request.POST.getlist("passage")))
    if "none" in request.POST:
        return []
    if not keys or len(keys) > MOST_PASSAGES:
        raise ValidationError(_("Choose a passage, or press “No code”."))
    memos = {
        (coding.code_id, coding.start, coding.end): coding.memo
        for coding in answer.codings.filter(phase=Phase.INDEPENDENT).order_by("-pk")
    }
    return [_coding(answer, key, memos, by=request.user) for key in keys]


def _coding(answer: Response, key: str, memos: dict[tuple, str], *, by) -> Coding:
    parts = key.split(":")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 19 for part in parts):
        raise ValidationError(_("Choose a passage of the answer."))
    code, start, end = map(int, parts)
    coding = Coding(
        response=answer,
        code=get_object_or_404(Code, pk=code),
        start=start,
        end=end,
        quote=answer.text[start:end],
        coder=by,
        phase=Phase.AGREED,
        memo=memos.get((code, start, end), ""),
    )
    coding.full_clean(validate_constraints=False)
    if not 0 <= start < end <= len(answer.text):
        raise ValidationError(_("Choose a passage of the answer."))
    return coding


def _next(study: Study, *, after: Response) -> str:
    """Return where the next disputed answer is settled, or the list."""
    reads = work.readings_of(study, Response.objects.filter(adjudicated=False))
    left = [read.response for read in reads if read.is_disputed and read.response != after]
    if not left:
        return reverse("admin:coding_disputed", args=[study.pk])
    return reverse("admin:coding_settle", args=[left[0].pk])


@require_POST
@for_staff(ADJUDICATE)
@transaction.atomic
def unsettle(request, answer: int):
    """Take back what was agreed on."""
    answers = Response.objects.counted().select_related("question", "respondent")
    answer = get_object_or_404(answers, pk=answer)
    work.unsettle(answer)
    messages.success(request, _("Not settled any more: %s.") % _place(answer))
    return redirect("admin:coding_settle", answer.pk)
