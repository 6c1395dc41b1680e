"""The coders' work: marking passages, being done with an answer, and settling what it means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from interviews.agreement import Agreement, SetAgreement, agreement_by_code, set_agreement
from interviews.models import Code, Question, Study
from interviews.models.confidential import Coding, Phase, Reading, Response, normalised

# --- Coding -----------------------------------------------------------------------------------


def mark(response: Response, code: Code, *, start: int, end: int, by, memo: str = "") -> Coding:
    """Mark a passage with a code, for a coder who works alone. Raises ValidationError."""
    coding = Coding(
        response=response,
        code=code,
        start=start,
        end=end,
        quote=response.text[start:end],
        coder=by,
        memo=memo,
    )
    coding.full_clean()
    coding.save()
    return coding


def place_of(quote: str, text: str) -> tuple[int, int]:
    """Return where `quote` stands in `text`; all of it when empty. Raises ValidationError.

    For coders whose browser runs no script: they copy the passage.
    """
    quote = normalised(quote).strip()
    if not quote:
        return 0, len(text)
    start = text.find(quote)
    if start < 0:
        raise ValidationError(_("The answer does not hold this passage: copy it from there."))
    if text.find(quote, start + 1) >= 0:
        raise ValidationError(_("It stands there more than once: copy more of what is around it."))
    return start, start + len(quote)


def done(response: Response, *, by) -> None:
    """Say that `by` has nothing to add to an answer."""
    Reading.objects.get_or_create(response=response, coder=by)


def reopened(response: Response, *, by) -> None:
    """Take back that `by` is done with it."""
    Reading.objects.filter(response=response, coder=by).delete()


def waiting_for(study: Study, coder) -> QuerySet[Response]:
    """Return the answers that `coder` is not done with, in the order of the questionnaire."""
    mine = Reading.objects.filter(response=OuterRef("pk"), coder=coder)
    answers = Response.objects.answered().filter(respondent__study=study, adjudicated=False)
    waiting = answers.exclude(Exists(mine)).in_order()
    return waiting.select_related("question", "respondent")


def next_waiting(
    study: Study, coder, *, after: Response | None = None, question: int | None = None
) -> Response | None:
    """Return the answer to read next: the first after `after`, else the first of all.

    With the key of a `question`, of its answers only.
    """
    rows = waiting_for(study, coder)
    waiting = list(rows if question is None else rows.filter(question=question))
    if after is None:
        return next(iter(waiting), None)
    place = (after.question.order, after.question_id, after.respondent.pseudonym, after.pk)
    later = (each for each in waiting if _place(each) > place)
    return next(later, next((each for each in waiting if each != after), None))


def _place(response: Response) -> tuple:
    question, respondent = response.question, response.respondent
    return question.order, question.pk, respondent.pseudonym, response.pk


def places(study: Study) -> list[int]:
    """Return the keys of all answers with something to code, in the order of the questionnaire."""
    answers = Response.objects.answered().filter(respondent__study=study).in_order()
    return list(answers.values_list("pk", flat=True))


@dataclass
class OwnProgress:
    """How far one coder is with the answers to one question."""

    question: Question
    answers: int = 0
    open: int = 0


def own_progress(study: Study, coder) -> list[OwnProgress]:
    """Return how far `coder` is with each question, in 2 queries. Tells nothing of others' work."""
    questions = Question.objects.filter(study=study).by_number()
    found = {question.pk: OwnProgress(question) for question in questions}
    mine = Reading.objects.filter(response=OuterRef("pk"), coder=coder)
    answers = Response.objects.answered().filter(respondent__study=study)
    for question, adjudicated, is_done in answers.annotate(is_done=Exists(mine)).values_list(
        "question", "adjudicated", "is_done"
    ):
        found[question].answers += 1
        found[question].open += not (adjudicated or is_done)
    return [progress for progress in found.values() if progress.answers]


# --- Settling ---------------------------------------------------------------------------------


@transaction.atomic
def settle(response: Response, codings: Iterable[Coding], *, by) -> None:
    """Make `codings` what is agreed on of an answer; none of them: that it has no code.

    What was agreed before is replaced. Passages of several coders that are the same are one.
    """
    response.codings.filter(phase=Phase.AGREED).delete()
    for (code_id, start, end), coding in {
        (each.code_id, each.start, each.end): each for each in codings
    }.items():
        Coding.objects.create(
            response=response,
            code_id=code_id,
            start=start,
            end=end,
            quote=coding.quote,
            coder=by,
            phase=Phase.AGREED,
            memo=coding.memo,
        )
    response.adjudicated = True
    response.save()


@transaction.atomic
def unsettle(response: Response) -> None:
    """Take back what was agreed on; the coders' own work stays."""
    response.codings.filter(phase=Phase.AGREED).delete()
    response.adjudicated = False
    response.save()


def settle_undisputed(study: Study, *, by) -> int:
    """Settle what nobody disputes: one coder alone, or all with the same codes. Return how many.

    Of several coders the first one's passages are taken: where a span begins is a matter of taste.
    """
    count = 0
    for reading in readings_of(study, Response.objects.filter(adjudicated=False)):
        sets = [codes for _coder, codes in reading.sets()]
        if sets and all(codes == sets[0] for codes in sets):
            first = min(reading.codings)
            settle(reading.response, reading.codings[first], by=by)
            count += 1
    return count


# --- Comparing --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """An answer, and what each coder who is done with it marked there, by the coder's key."""

    response: Response
    codings: Mapping[int, list[Coding]]
    above: Mapping[int, frozenset[int]]

    def codes(self, coder: int) -> frozenset[int]:
        """Return the codes that `coder` used, with those above them."""
        return frozenset().union(*(self.above[coding.code_id] for coding in self.codings[coder]))

    def sets(self) -> list[tuple[int, frozenset[int]]]:
        return [(coder, self.codes(coder)) for coder in sorted(self.codings)]

    @property
    def is_disputed(self) -> bool:
        return len({codes for _coder, codes in self.sets()}) > 1


def readings_of(study: Study, among: QuerySet[Response] | None = None) -> list[Read]:
    """Return the answers that somebody is done with, in 4 queries however many."""
    among = Response.objects.all() if among is None else among
    answers = among.counted().filter(respondent__study=study).in_order()
    answers = answers.select_related("respondent", "question").filter(readings__isnull=False)
    answers = list(answers.prefetch_related("readings", "codings__code").distinct())
    above = codes_above(study)
    return [
        Read(
            response=answer,
            codings={
                reading.coder_id: [
                    coding
                    for coding in answer.codings.all()
                    if (coding.coder_id, coding.phase) == (reading.coder_id, Phase.INDEPENDENT)
                ]
                for reading in answer.readings.all()
            },
            above=above,
        )
        for answer in answers
    ]


def codes_above(study: Study) -> dict[int, frozenset[int]]:
    """Return for each code of a study itself and all codes that it is a part of."""
    parents = dict(Code.objects.filter(study=study).values_list("pk", "parent"))

    def chain(code):
        while code is not None:
            yield code
            code = parents[code]

    return {code: frozenset(chain(code)) for code in parents}


@dataclass(frozen=True)
class Comparison:
    """How far two coders agree, and where they do not."""

    by_code: Mapping[int, Agreement]
    whole: SetAgreement
    disputed: list[Read]


def compared(study: Study, one, other) -> Comparison:
    """Compare two coders over the answers that both are done with."""
    both = [read for read in readings_of(study) if {one.pk, other.pk} <= read.codings.keys()]
    sets = [(read.codes(one.pk), read.codes(other.pk)) for read in both]
    codes = list(Code.objects.filter(study=study).values_list("pk", flat=True))
    return Comparison(
        by_code=agreement_by_code(sets, codes),
        whole=set_agreement(sets),
        disputed=[read for read, (a, b) in zip(both, sets, strict=True) if a != b],
    )


# --- Tables for staff -------------------------------------------------------------------------


def agreed_codes(study: Study) -> dict[tuple[int, int], set[int]]:
    """Return (question, code) -> respondents who are agreed to have said so, codes above included.

    What every computed finding counts: people, never passages.
    """
    above = codes_above(study)
    found = defaultdict(set)
    rows = Coding.objects.agreed().filter(response__respondent__study=study)
    for code, question, respondent in rows.values_list(
        "code", "response__question", "response__respondent"
    ):
        for each in above[code]:
            found[question, each].add(respondent)
    return dict(found)


def occurring_together(study: Study) -> dict[tuple[int, int], int]:
    """Return in how many answers two codes are agreed on together; a code with itself: in all."""
    by_answer = defaultdict(set)
    rows = Coding.objects.agreed().filter(response__respondent__study=study)
    for answer, code in rows.values_list("response", "code"):
        by_answer[answer].add(code)
    found = defaultdict(int)
    for codes in by_answer.values():
        for one in codes:
            for other in codes:
                found[one, other] += 1
    return dict(found)


@dataclass
class Progress:
    """How far the work on one question is, counted in answers."""

    question: Question
    asked: int = 0
    answered: int = 0
    read: int = 0
    read_by_two: int = 0
    settled: int = 0


def completeness(study: Study) -> list[Progress]:
    """Return how far the work on each question is, in 2 queries."""
    questions = Question.objects.filter(study=study).by_number()
    found = {question.pk: Progress(question) for question in questions}
    answers = Response.objects.counted().filter(respondent__study=study, asked=True)
    for answer in answers.annotate(readers=Count("readings")):
        progress = found[answer.question_id]
        progress.asked += 1
        if answer.text:
            progress.answered += 1
            progress.read += answer.readers > 0
            progress.read_by_two += answer.readers > 1
            progress.settled += answer.adjudicated
    return [progress for progress in found.values() if progress.asked]


def prepared_on(prepared: QuerySet) -> dict[int, int]:
    """Return the key of each question -> how many findings are prepared on it. One query."""
    return dict(prepared.order_by().values_list("question").annotate(Count("pk")))
