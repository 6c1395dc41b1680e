"""A study of twenty respondents, settled as a given truth has it: who said what to which question."""

from __future__ import annotations

import random
from collections.abc import Mapping

from interviews.disclosure.release import build_release, publish_release
from interviews.models.confidential import (
    Coding,
    Excerpt,
    PreparedFinding,
    Respondent,
    Response,
    StudyRelease,
)
from tests.factories import create_code, create_question, create_study, create_user

SECTORS = ["ngo"] * 10 + ["expert"] * 6 + ["media"] * 4
# Each code, and the one that it is a part of.
CODES = {"trust": "", "trust grew": "trust", "trust lost": "trust", "money": "", "borders": ""}
QUESTIONS = ("1", "2")

Truth = Mapping[tuple[str, str], frozenset[int]]


def any_truth(draw: random.Random) -> Truth:
    """Return who, of 0 to 19, said what: whoever said a part said the whole."""
    truth = {}
    for question in QUESTIONS:
        for code, above in CODES.items():
            among = sorted(truth[question, above]) if above else range(20)
            truth[question, code] = frozenset(draw.sample(among, draw.randint(0, len(among))))
    return truth


class Interviews:
    """The study, its people, and what is agreed on; `truth` counts respondents from 0."""

    def __init__(self, truth: Truth, *, name: str = "Talks"):
        self.truth = truth
        self.builder, self.publisher = create_user(), create_user()
        self.study = create_study(name=name)
        self.questions = {
            number: create_question(study=self.study, number=number, name=f"{name} {number}")
            for number in QUESTIONS
        }
        self.codes = {}
        for code, above in CODES.items():
            values = {"key": code.replace(" ", "-"), "name": code.capitalize()}
            self.codes[code] = create_code(study=self.study, parent=self.codes.get(above), **values)
        self.people = Respondent.objects.bulk_create(
            Respondent(study=self.study, pseudonym=f"R-{n}", sector=sector, quote_consent=True)
            for n, sector in enumerate(SECTORS)
        )
        self.answers = {
            (number, n): answer
            for number, question in self.questions.items()
            for n, answer in enumerate(self._answers(question))
        }
        Coding.objects.bulk_create(
            self._agreed(self.answers[question, n], code)
            for (question, code), said in truth.items()
            for n in sorted(said)
        )

    def _answers(self, question) -> list[Response]:
        return Response.objects.bulk_create(
            Response(respondent=each, question=question, text="We met.", adjudicated=True)
            for each in self.people
        )

    def _agreed(self, answer: Response, code: str) -> Coding:
        place = {"start": 0, "end": 2, "quote": "We"}
        return Coding(
            response=answer, code=self.codes[code], coder=self.builder, phase="agreed", **place
        )

    def prepare(self, *codes: str) -> None:
        """Prepare a finding on each code, all of them by default, under every question."""
        PreparedFinding.objects.bulk_create(
            PreparedFinding(
                question=question,
                code=self.codes[code],
                name=code.capitalize(),
                statement=f"Respondents speak of {code}.",
                prepared_by=self.builder,
            )
            for question in self.questions.values()
            for code in codes or CODES
        )

    def quote(self, question: str, code: str, n: int, text: str) -> Excerpt:
        coding = Coding.objects.get(
            response=self.answers[question, n], code=self.codes[code], phase="agreed"
        )
        people = {"prepared_by": self.builder, "cleared_by": self.publisher}
        return Excerpt.objects.create(coding=coding, public_text=text, **people)

    def release(self) -> StudyRelease:
        built = build_release(self.study, by=self.builder)
        publish_release(built, by=self.publisher)
        return built

    def own_answers(self, n: int) -> dict[str, bool]:
        """Return what respondent `n` knows of their own answers, by the attacker's items."""
        return {
            f"{question}/{code.capitalize()}": n in said
            for (question, code), said in self.truth.items()
        }
