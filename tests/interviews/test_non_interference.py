"""With the public record as it is, nothing confidential changes a byte of any public answer."""

from __future__ import annotations

import random

import pytest

from interviews.coding import work
from tests.canaries import plant_public
from tests.factories import create_code, create_finding, create_question, create_user
from tests.factories.confidential import (
    create_auditentry,
    create_excerpt,
    create_preparedfinding,
    create_respondent,
    create_response,
    create_undisclosedname,
)
from tests.routes import every_address
from tests.test_leaks import answers_made_anew
from trackdiplo.records.models import changes

pytestmark = pytest.mark.django_db
WORDS = ["peace", "bridge", "Նարե", "мост", "görüş", "🕊", "never", "always", "trust"]


def some_words(draw: random.Random, count: int) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(count))


def write_confidential_rows(study, draw: random.Random) -> None:
    """Add respondents, answers, codings, excerpts, notes and drafts, all drawn at random."""
    question = study.questions.first()
    code = create_code(study=study, published=False, definition=some_words(draw, 5))
    coder, lead = create_user(), create_user()
    for _ in range(draw.randint(3, 8)):
        respondent = create_respondent(
            study=study, sector=draw.choice(["ngo", "expert", "media"]), quote_consent=True
        )
        answer = create_response(
            respondent=respondent, question=question, text=some_words(draw, draw.randint(2, 30))
        )
        coding = work.mark(answer, code, start=0, end=draw.randint(1, 4), by=coder)
        if draw.random() < 0.7:
            work.settle(answer, [coding], by=lead)
            create_excerpt(coding=answer.codings.filter(phase="agreed").first(), cleared_by=lead)
    create_undisclosedname(study=study, term=some_words(draw, 2))
    create_auditentry(study=study, reason=some_words(draw, 4))
    create_preparedfinding(code=code, question=question, statement=some_words(draw, 6))
    create_finding(study=study, published=False, statement=some_words(draw, 8))
    create_finding(study=study, published=False, kind="computed", band=draw.choice(["few", "most"]))
    create_question(study=study, published=False, wording=some_words(draw, 6))
    with changes(by=lead):
        study.internal_note = some_words(draw, 5)
        study.save()


def test_what_is_confidential_changes_no_byte_of_any_public_answer():
    public = plant_public()
    study = public.study
    addresses = every_address()
    before = answers_made_anew(addresses)

    for seed in range(3):
        write_confidential_rows(study, random.Random(seed))

    assert answers_made_anew(addresses) == before
