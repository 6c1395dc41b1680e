"""What files of codings share: whose they are going out, and finding their passages coming back.

A file may come from a program that counts otherwise, or from before a text was corrected: a
passage is taken over where its words stand, and never near there.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from interviews.models import Code, Study
from interviews.models.confidential import Coding, Phase, Response

CONTEXT = 32  # code points around a passage that help to find it again


@dataclass(frozen=True)
class Mark:
    """A passage under a code, as a file has it. `code` is the guid or the key of one."""

    respondent: str
    question: str
    code: str
    start: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass
class Report:
    """What came back. Problems hold the number of a passage in the file, never its words."""

    new: int = 0
    same: int = 0
    problems: list[str] = field(default_factory=list)


# --- Out --------------------------------------------------------------------------------------


def exported(study: Study) -> list[Response]:
    """Return the answers of a study, with their codings, as every file of them has them."""
    answers = Response.objects.answered().filter(respondent__study=study).in_order()
    answers = answers.select_related("respondent", "question")
    return list(answers.prefetch_related("codings__code"))


def coders(study: Study, phase: Phase) -> dict[int, str]:
    """Return what coders are called, by their key: not in the order in which they joined."""
    codings = Coding.objects.filter(response__respondent__study=study, phase=phase)
    keys = sorted(set(codings.values_list("coder", flat=True)), key=lambda _key: uuid.uuid4())
    return {key: f"coder-{number}" for number, key in enumerate(keys, start=1)}


# --- In ---------------------------------------------------------------------------------------


def take_over(study: Study, marks: Iterable[Mark], *, by) -> Report:
    """Make `marks` codings of `by`, who works alone: all of them, or none where there is a problem."""
    report = Report()
    answers = {
        (answer.respondent.pseudonym, answer.question.number): answer for answer in exported(study)
    }
    codes = Code.objects.filter(study=study)
    by_name = {name: code for code in codes for name in (str(code.guid), code.key)}
    with transaction.atomic():
        for number, mark in enumerate(marks, start=1):
            answer = answers.get((mark.respondent, mark.question))
            try:
                _take(answer, by_name.get(mark.code), mark, report, by=by)
            except ValidationError as error:
                report.problems += [f"{number}: {message}" for message in error.messages]
        if report.problems:
            transaction.set_rollback(True)
    return report


def _take(answer: Response | None, code: Code | None, mark: Mark, report: Report, *, by) -> None:
    if answer is None:
        raise ValidationError(_("The study has no such answer."))
    if code is None:
        raise ValidationError(_("The study has no such code."))
    if answer.adjudicated:
        raise ValidationError(_("The codes of this answer are agreed on."))
    start = found_in(answer.text, mark)
    place = {"code": code, "start": start, "end": start + len(mark.exact), "coder": by}
    if answer.codings.filter(phase=Phase.INDEPENDENT, **place).exists():
        report.same += 1
        return
    coding = Coding(response=answer, quote=mark.exact, **place)
    coding.full_clean()
    coding.save()
    report.new += 1


def found_in(text: str, mark: Mark) -> int:
    """Return where the passage stands: at its place, else where its words with those around them
    stand exactly once. Raises ValidationError.
    """
    if mark.exact and text[mark.start : mark.start + len(mark.exact)] == mark.exact:
        return mark.start
    around = mark.prefix + mark.exact + mark.suffix
    first = text.find(around)
    if not mark.exact or first < 0 or text.find(around, first + 1) >= 0:
        raise ValidationError(_("The words of this passage stand nowhere, or more than once."))
    return first + len(mark.prefix)
