"""The coder's desk: one answer at a time, its passages and their codes."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from interviews.coding import work
from interviews.coding.codebook import codebook, recently_used
from interviews.coding.staff import CODE, READ, for_staff, page, ways
from interviews.models import Code, Question, Study
from interviews.models.confidential import Coding, Phase, Reading, Response

# --- The way to an answer ---------------------------------------------------------------------


@require_safe
@for_staff(READ)
def studies(request):
    """List the studies that have answers."""
    answers = Q(respondents__withdrawn_at__isnull=True) & ~Q(respondents__responses__text="")
    rows = Study.objects.in_order().annotate(
        answers=Count("respondents__responses", filter=answers)
    )
    shown = [(study, ways(request, study)) for study in rows]
    return page(request, "studies.html", title=_("Coding"), studies=shown)


@require_safe
@for_staff(READ)
def study(request, study: int):
    """Say how far the coder is, question by question."""
    study = get_object_or_404(Study, pk=study)
    rows = work.own_progress(study, request.user)
    shown = {
        "rows": rows,
        "answers": sum(row.answers for row in rows),
        "open": sum(row.open for row in rows),
        "is_coded": study.codes.filter(codable=True).exists(),
    }
    return page(request, "study.html", title=str(study), study=study, **shown)


@require_safe
@for_staff(READ)
def next_answer(request, study: int):
    """Lead to the answer to read next: of a question, after an answer, or the first of all."""
    study = get_object_or_404(Study, pk=study)
    after = _answers().filter(pk=_number(request.GET.get("after"))).first()
    found = work.next_waiting(
        study, request.user, after=after, question=_number(request.GET.get("question"))
    )
    if found is None:
        messages.success(request, _("Nothing waits for you."))
        return redirect("admin:coding_study", study.pk)
    return redirect("admin:coding_desk", found.pk)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def _answers():
    return Response.objects.counted().select_related("question__parent", "respondent__study")


# --- The desk ---------------------------------------------------------------------------------


@require_safe
@for_staff(READ)
def answer(request, answer: int):
    answer = get_object_or_404(_answers(), pk=answer)
    study = answer.respondent.study
    codes = codebook(study)
    order = work.places(study)
    place = order.index(answer.pk) if answer.pk in order else None
    codings = seen(answer, request.user)
    shown = {
        "answer": answer,
        "parts": Question.objects.filter(parent=answer.question).by_number(),
        "codes": codes,
        "codings": codings,
        "state": {
            "text": answer.text,
            "codings": [shown_to(request.user, each) for each in codings],
            "codes": [entry.as_json for entry in codes],
            "recent": recently_used(request.user, study),
        },
        "is_done": Reading.objects.filter(response=answer, coder=request.user).exists(),
        "may_code": request.user.has_perm(CODE) and not answer.adjudicated and answer.text,
        "place": None if place is None else place + 1,
        "of": len(order),
        "previous": order[place - 1] if place else None,
        "following": order[place + 1] if place is not None and place + 1 < len(order) else None,
    }
    title = _("Question %(number)s, %(respondent)s") % {
        "number": answer.question.number,
        "respondent": answer.respondent,
    }
    return page(request, "desk.html", title=title, study=study, **shown)


def seen(answer: Response, user) -> list[Coding]:
    """Return the passages of an answer that `user` may see."""
    codings = Coding.objects.seen_by(user).filter(response=answer)
    return list(codings.select_related("coder", "code").in_order())


def shown_to(user, coding: Coding) -> dict[str, object]:
    agreed = coding.phase == Phase.AGREED
    return {
        "id": coding.pk,
        "code": coding.code_id,
        "start": coding.start,
        "end": coding.end,
        "memo": coding.memo,
        "by": "agreed" if agreed else "" if coding.coder == user else coding.coder.get_username(),
    }


# --- Passages ---------------------------------------------------------------------------------


def step(view):
    """Let a coder take one step: `view` takes it and returns the answer.

    A script is told in JSON what is marked now, or why it was refused; a form, where no script
    runs, leads back to the desk.
    """

    @sensitive_post_parameters()
    @require_POST
    @for_staff(CODE)
    @wraps(view)
    def told(request, answer: int | None = None, coding: int | None = None):
        where = {"pk": answer} if coding is None else {"codings": coding}
        answer = get_object_or_404(_answers(), **where)
        error, status = None, HTTPStatus.BAD_REQUEST
        try:
            with transaction.atomic():
                view(request, _open(answer), *([] if coding is None else [_own(request, coding)]))
        except ValidationError as refused:
            error = " ".join(refused.messages)
        except IntegrityError:
            error, status = _("This passage has this code."), HTTPStatus.CONFLICT
        if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
            if error:
                messages.error(request, error)
            return redirect("admin:coding_desk", answer.pk)
        if error:
            return JsonResponse({"error": error}, status=status)
        rows = seen(answer, request.user)
        return JsonResponse({"codings": [shown_to(request.user, each) for each in rows]})

    return told


def _open(answer: Response) -> Response:
    """Return `answer` while its codes are not agreed on. Raises ValidationError."""
    if answer.adjudicated:
        raise ValidationError(_("The codes of this answer are agreed on; nothing was changed."))
    return answer


def _own(request, coding: int) -> Coding:
    """Return a passage that the reader marked."""
    mine = Coding.objects.independent().filter(coder=request.user)
    return get_object_or_404(mine.select_related("response", "code"), pk=coding)


@step
def mark(request, answer: Response) -> None:
    code = get_object_or_404(Code, pk=_number(request.POST.get("code")))
    start, end = _place(request, answer.text)
    work.mark(
        answer, code, start=start, end=end, by=request.user, memo=_line_ends(request.POST, "memo")
    )


def _place(request, text: str) -> tuple[int, int]:
    """Return the place that was chosen, by numbers or by its words. Raises ValidationError."""
    if "quote" in request.POST:
        return work.place_of(request.POST["quote"], text)
    start, end = (_number(request.POST.get(name)) for name in ("start", "end"))
    if start is None or end is None or end > len(text):
        raise ValidationError(_("Choose a passage of the answer."))
    return start, end


def _line_ends(values, name: str) -> str:
    return values.get(name, "").replace("\r\n", "\n").replace("\0", "")


@step
def memo(request, answer: Response, coding: Coding) -> None:
    coding.memo = _line_ends(request.POST, "memo")
    coding.save(update_fields=["memo"])


@step
def remove(request, answer: Response, coding: Coding) -> None:
    coding.delete()


# --- Done -------------------------------------------------------------------------------------


@require_POST
@for_staff(CODE)
def done(request, answer: int):
    """Be done with an answer, and go on to the next."""
    answer = get_object_or_404(_answers(), pk=answer)
    work.done(answer, by=request.user)
    found = work.next_waiting(answer.respondent.study, request.user, after=answer)
    if found is None:
        messages.success(request, _("That was the last: nothing waits for you."))
        return redirect("admin:coding_study", answer.respondent.study_id)
    return redirect("admin:coding_desk", found.pk)


@require_POST
@for_staff(CODE)
def reopen(request, answer: int):
    """Take back that the coder is done, while the codes are not agreed on."""
    answer = get_object_or_404(_answers(), pk=answer)
    if not answer.adjudicated:
        work.reopened(answer, by=request.user)
    return redirect("admin:coding_desk", answer.pk)
