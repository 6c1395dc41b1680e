"""A study whose answers are coded and settled, ready to be released."""

from __future__ import annotations

import pytest

from interviews.coding import work
from interviews.disclosure.release import (
    Refused,
    build_release,
    publish_release,
)
from interviews.models.confidential import (
    Coding,
    StudyRelease,
)
from tests.factories import (
    create_code,
    create_question,
    create_study,
    create_user,
)
from tests.factories.confidential import (
    create_excerpt,
    create_preparedfinding,
    create_respondent,
    create_response,
)

SECTORS = ["ngo"] * 10 + ["expert"] * 6 + ["media"] * 4


class Field:
    """A study in which `said` of twenty respondents said what the code means."""

    def __init__(self, said: int = 7, *, sectors=SECTORS):
        self.builder, self.publisher = create_user(), create_user()
        self.study = create_study()
        self.question = create_question(study=self.study, number="1")
        self.code = create_code(study=self.study, key="trust", name="Trust grew")
        self.answers = [
            create_response(
                respondent=create_respondent(study=self.study, sector=sector, quote_consent=True),
                question=self.question,
            )
            for sector in sectors
        ]
        self.codings = [self.agreed(answer, self.code) for answer in self.answers[:said]]
        for answer in self.answers[said:]:
            work.settle(answer, [], by=self.builder)
        self.prepared = create_preparedfinding(
            question=self.question,
            code=self.code,
            name="Trust grew",
            statement="Respondents hold that trust grew.",
        )

    def agreed(self, answer, *codes) -> Coding:
        marked = [work.mark(answer, code, start=0, end=2, by=self.builder) for code in codes]
        work.settle(answer, marked, by=self.builder)
        return answer.codings.filter(phase="agreed").first()

    def quoted(self, number: int, text: str):
        return create_excerpt(
            coding=self.codings[number],
            public_text=text,
            prepared_by=self.builder,
            cleared_by=self.publisher,
        )

    def build(self) -> StudyRelease:
        return build_release(self.study, by=self.builder)

    def published(self) -> StudyRelease:
        release = self.build()
        publish_release(release, by=self.publisher)
        return release

    def reasons(self) -> str:
        with pytest.raises(Refused) as refused:
            self.build()
        return "\n".join(refused.value.reasons)
