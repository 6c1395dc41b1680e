"""A study with a little of all that is confidential, and something that was published of it."""

from __future__ import annotations

from interviews.coding import work
from interviews.disclosure.release import build_release, publish_release
from interviews.models import Finding
from interviews.models.confidential import PreparedFinding, Response
from tests.canary import Canaries
from tests.factories import create_code, create_question, create_study, create_user
from tests.factories.confidential import (
    create_auditentry,
    create_excerpt,
    create_respondent,
    create_response,
    create_undisclosedname,
)


class House:
    """A study with a release, an excerpt of whoever is the first of ten, and canaries all over."""

    def __init__(self):
        self.canaries = Canaries()
        secret = self.canaries.plant_secret
        self.lead, self.other = create_user(), create_user()
        self.study = create_study(name="Talks")
        self.question = create_question(study=self.study, number="1", name="Why")
        self.code = create_code(study=self.study, key="trust", name="Trust")
        create_undisclosedname(study=self.study, term=secret("undisclosed"))
        create_auditentry(study=self.study, reason=secret("reason"))
        self.answers = [self.answer(n) for n in range(10)]
        passage = self.answers[0].codings.get(phase="agreed")
        self.quoted = "Our old zqquoteqz [closed]."
        create_excerpt(
            coding=passage, public_text=self.quoted, prepared_by=self.lead, cleared_by=self.other
        )
        drafted = create_excerpt(coding=passage, public_text=secret("draftexcerpt"))
        assert drafted.cleared_by is None
        PreparedFinding.objects.create(
            question=self.question, code=self.code, name="Trust", prepared_by=self.lead,
            statement="Respondents hold that trust grew.",
        )  # fmt: skip
        publish_release(build_release(self.study, by=self.lead), by=self.other)
        self.finding = Finding.objects.get(study=self.study)

    def answer(self, n: int) -> Response:
        secret = self.canaries.plant_secret
        letter = "abcdefghij"[n]
        respondent = create_respondent(
            study=self.study, pseudonym=secret(f"p{letter}"), quote_consent=True
        )
        text = f"{secret(f'text{letter}')} and no more."
        answer = create_response(respondent=respondent, question=self.question, text=text)
        marked = work.mark(
            answer, self.code, start=0, end=6, by=self.other, memo=secret(f"memo{letter}")
        )
        work.settle(answer, [marked] if n < 3 else [], by=self.lead)
        return answer

    def held(self, text: str) -> set[str]:
        return {canary for canary in self.canaries.never if canary in text.lower()}
