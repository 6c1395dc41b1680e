"""What is confidential: what two may not share, places in a text, and what a form refuses."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from interviews.models.confidential import Coding, Respondent, normalised
from tests.factories import create_code, create_question, create_study, create_user
from tests.factories.confidential import (
    create_coding,
    create_excerpt,
    create_response,
    create_studyrelease,
    create_undisclosedname,
)

pytestmark = pytest.mark.django_db

# 20 code points, 35 bytes in UTF-8, 21 units in UTF-16.
MIXED = "Peace 🕊 վստահություն"
AFTER_THE_DOVE = 8


def set_unchecked(row, **values) -> None:
    """Write past the model: only the database can refuse it."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    ("create", "prepared", "cleared", "constraint"),
    [
        (create_excerpt, "prepared_by", "cleared_by", "excerpt_cleared_by_another"),
        (create_studyrelease, "built_by", "published_by", "study_release_published_by_another"),
    ],
)
def test_nobody_clears_what_they_prepared(create, prepared, cleared, constraint):
    row = create()
    extra = {"published_at": timezone.now()} if cleared == "published_by" else {}

    with refused(constraint), transaction.atomic():
        set_unchecked(row, **{cleared: getattr(row, prepared)}, **extra)

    set_unchecked(row, **{cleared: create_user()}, **extra)
    row.refresh_from_db()
    assert getattr(row, cleared) is not None


def test_a_passage_has_a_code_once_for_each_coder_and_once_agreed():
    coding = create_coding(phase="agreed")
    same = {"response": coding.response, "code": coding.code}

    with refused("coding_uniq|coding"), transaction.atomic():
        create_coding(**same, coder=coding.coder, phase="agreed")
    with refused("coding_agreed_once|coding"), transaction.atomic():
        create_coding(**same, phase="agreed")
    create_coding(**same)
    create_coding(**same)

    assert Coding.objects.count() == 3


def test_no_row_says_what_it_holds_to_the_admins_log():
    coding = create_coding(response=create_response(text="Nobody may read this."))
    rows = [coding, coding.response, create_excerpt(coding=coding), create_undisclosedname()]

    assert not any("read" in str(row) or "Name" in str(row) for row in rows)


# --- Places in a text -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("\ufeffone\r\ntwo\rthree", "one\ntwo\nthree"),
        ("e\u0301", "\u00e9"),
        (MIXED, MIXED),
    ],
)
def test_a_text_is_kept_in_one_form(given, kept):
    assert normalised(given) == kept


@pytest.mark.parametrize(
    ("text", "start", "end", "quote"),
    [
        (MIXED, 6, 7, "🕊"),
        (MIXED, AFTER_THE_DOVE, 20, "վստահություն"),
        (normalised("cafe\u0301 вместе"), 0, 4, "caf\u00e9"),
        ("x\u0323\u0307 y", 0, 3, "x\u0323\u0307"),
    ],
)
def test_places_count_code_points_on_this_database_too(text, start, end, quote):
    response = create_response(text=text)

    coding = create_coding(response=response, start=start, end=end)

    coding.full_clean()
    assert coding.quote == quote


def test_a_passage_must_be_what_stands_there():
    coding = create_coding()
    coding.quote = "He"

    with pytest.raises(ValidationError, match="another text"):
        coding.full_clean()


# --- Two tables: what a form refuses ----------------------------------------------------------


def test_a_code_or_a_question_of_another_study_is_refused():
    coding = create_coding()
    coding.code = create_code()
    response = coding.response
    response.question = create_question()

    with pytest.raises(ValidationError, match="another study"):
        coding.full_clean()
    with pytest.raises(ValidationError, match="another study"):
        response.full_clean()


def test_a_heading_is_no_code_for_a_passage():
    coding = create_coding()
    coding.code = create_code(study=coding.code.study, codable=False)

    with pytest.raises(ValidationError, match="heading"):
        coding.full_clean()


def test_a_coded_answer_keeps_its_text():
    response = create_response()
    response.text = "Before it is coded it can be mended."
    response.full_clean()
    response.save()
    create_coding(response=response)
    response.text = "After that it cannot."

    with pytest.raises(ValidationError, match="coded"):
        response.full_clean()


def test_an_excerpt_is_short_and_agreed_to():
    excerpt = create_excerpt()

    with pytest.raises(ValidationError, match="agreed to be quoted"):
        excerpt.full_clean()
    Respondent.objects.update(quote_consent=True)
    excerpt.coding.response.respondent.refresh_from_db()
    excerpt.full_clean()
    excerpt.public_text = "word " * 61
    with pytest.raises(ValidationError, match="60 words"):
        excerpt.full_clean()


def test_a_coder_sees_their_own_work_and_what_is_settled():
    mine, other = create_user(), create_user()
    response = create_response()
    own = create_coding(response=response, coder=mine)
    create_coding(response=response, coder=other)
    agreed = create_coding(response=response, coder=other, phase="agreed")

    assert set(Coding.objects.seen_by(mine)) == {own, agreed}
    response.adjudicated = True
    response.save()
    assert Coding.objects.seen_by(mine).count() == 3


def test_confidential_rows_leave_no_history():
    from reversion.models import Version

    study = create_study()
    before = Version.objects.count()

    create_coding(response=create_response(study=study))

    kept = Version.objects.order_by("pk")[before:].values_list("content_type__model", flat=True)
    assert not {"respondent", "response", "coding"} & set(kept)
