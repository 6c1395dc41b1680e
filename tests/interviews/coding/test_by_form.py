"""The desk where no script runs: forms take the same steps."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from interviews.coding import work
from interviews.models.confidential import Coding
from tests.interviews.coding.conftest import SECRET

pytestmark = pytest.mark.django_db
# As a browser asks after a form was sent.
PAGE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TEXT = "Cafe\u0301 👩‍👩‍👧. Մենք միասին։\nBir yerdə, bir yerdə."


def sent(desks, name: str, key: int, **values):
    path = reverse(f"admin:{name}", args=[key])
    return desks.client("ani").post(path, values, headers=PAGE, follow=True)


def test_a_passage_is_copied_noted_and_taken_away_by_forms(desks):
    answer = desks.answer("Peace 🕊 վստահություն\nbir yerdə")
    quote = "🕊 վստահություն\r\nbir"

    page = sent(desks, "coding_mark", answer.pk, code=desks.lost.pk, quote=quote, memo="a\r\nb")
    coding = Coding.objects.get(response=answer)
    assert (coding.quote, coding.memo) == ("🕊 վստահություն\nbir", "a\nb")
    assert page.redirect_chain[-1][0] == reverse("admin:coding_desk", args=[answer.pk])
    assert page.text.count("“🕊 վստահություն\nbir”") == 1

    sent(desks, "coding_memo", coding.pk, memo="sure")
    assert Coding.objects.get(response=answer).memo == "sure"
    sent(desks, "coding_remove", coding.pk)
    assert not Coding.objects.filter(response=answer).exists()


def test_why_a_step_was_refused_stands_above_the_desk_and_holds_no_answer(desks):
    answer = desks.answers[0]

    page = sent(desks, "coding_mark", answer.pk, code=desks.lost.pk, quote="Zebulon sat")

    [message] = page.context["messages"]
    assert str(message) == "The answer does not hold this passage: copy it from there."
    assert SECRET not in str(message)


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("", (0, len(work.normalised(TEXT)))),
        ("Café", (0, 4)),
        ("Cafe\u0301", (0, 4)),
        (" 👩‍👩‍👧. ", (5, 11)),
        ("միասին։\r\nBir", (17, 28)),
    ],
)
def test_a_copied_passage_is_found_where_it_stands(quote, place):
    text = work.normalised(TEXT)

    assert work.place_of(quote, text) == place
    assert text[slice(*place)] == (work.normalised(quote).strip() or text)


def test_a_passage_that_stands_twice_is_not_guessed():
    with pytest.raises(ValidationError, match="more than once"):
        work.place_of("yerdə", TEXT)
