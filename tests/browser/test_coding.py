"""A coder at the desk, without a mouse: three codes on one answer, in three scripts."""

import time

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models.confidential import Coding, Reading, normalised
from tests.factories import create_code, create_question, create_study, create_user
from tests.factories.confidential import create_respondent, create_response

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A family of seven code points, a flag of two, letters with marks that have no letter of their own.
FAMILY, FLAG = "👩‍👩‍👧", "🇦🇲"
TEXT = normalised(
    f"We met {FAMILY} in Tbilisi. Սահմանը փակվեց {FLAG}։ Потом о нас п\u0301исали газеты."
    "\n\nQorxurdum ki, adımı çəkəcəklər."
)


@pytest.fixture
def answer():
    call_command("setup_groups")
    create_user(username="ani", password="a-long-password", groups=["Coders"])
    study = create_study()
    for name in ("Personal contact", "Closed borders", "Media hostility", "Fear"):
        create_code(study=study, name=name)
    question = create_question(study=study)
    answers = [
        create_response(
            respondent=create_respondent(study=study, pseudonym=pseudonym),
            question=question,
            text=text,
        )
        for pseudonym, text in (("R-a", TEXT), ("R-b", "Another answer."))
    ]
    return answers[0]


def applied(page, name: str) -> None:
    """Wait until a code is kept and the keys are the text's again."""
    page.locator("#status", has_text=name).wait_for()
    page.locator("#text:focus").wait_for()


def marked(answer) -> dict[str, str]:
    rows = Coding.objects.filter(response=answer).select_related("code")
    for row in rows:
        assert row.quote == answer.text[row.start : row.end]
    return {row.code.name: row.quote for row in rows}


def test_one_answer_has_three_codes_within_twenty_seconds_by_keys_alone(hands, answer):
    hands.log_in("ani", "a-long-password")
    page, keys = hands.page, hands.page.keyboard
    page.goto(reverse("admin:coding_desk", args=[answer.pk]))
    page.locator("#text:focus").wait_for()
    begun = time.monotonic()

    keys.press("s")
    keys.press("/")
    keys.type("pers")
    keys.press("Enter")
    applied(page, "Personal contact")
    keys.press("f")
    keys.press("c")
    keys.type("bord")
    keys.press("Enter")
    applied(page, "Closed borders")
    keys.press("f")
    keys.press("/")
    keys.type("media")
    keys.press("Enter")
    applied(page, "Media hostility")
    keys.press("d")
    page.wait_for_url(f"**{reverse('admin:coding_desk', args=[answer.pk + 1])}")

    assert time.monotonic() - begun < 20
    assert marked(answer) == {
        "Personal contact": f"We met {FAMILY} in Tbilisi.",
        "Closed borders": f"Սահմանը փակվեց {FLAG}։",
        "Media hostility": "Потом о нас п\u0301исали газеты.",
    }
    assert Reading.objects.filter(response=answer).count() == 1


def test_a_passage_takes_whole_characters_and_can_be_noted_undone_and_shared(hands, answer):
    hands.log_in("ani", "a-long-password")
    page, keys = hands.page, hands.page.keyboard
    page.goto(reverse("admin:coding_desk", args=[answer.pk]))
    page.locator("#text:focus").wait_for()

    # "We met " has seven letters; the family is one step of the caret, whatever it is made of.
    for _ in range(7):
        keys.press("ArrowRight")
    keys.press("Shift+ArrowRight")
    keys.press("/")
    keys.type("fear")
    keys.press("Enter")
    applied(page, "Fear")
    assert marked(answer) == {"Fear": FAMILY}

    # The same passage, another code, by its digit after it was used once.
    keys.press("m")
    keys.type("who is it?")
    keys.press("Control+Enter")
    page.locator("#status", has_text="Memo kept").wait_for()
    keys.press("a")
    keys.press("1")
    page.locator("#passages li").nth(1).wait_for()
    assert Coding.objects.get(response=answer, start=7).memo == "who is it?"
    assert Coding.objects.get(response=answer, start=0).quote == TEXT
    assert page.locator(".lane[data-label]").count() == 2

    keys.press("Control+z")
    page.locator("#passages li").nth(1).wait_for(state="detached")
    assert marked(answer) == {"Fear": FAMILY}

    # Taken away, brought back, undone to the beginning: every step finds its passage.
    keys.press("x")
    page.locator("#status", has_text="Move the caret into a passage first.").wait_for()
    keys.press("ArrowLeft")
    for _ in range(7):
        keys.press("ArrowRight")
    keys.press("x")
    page.locator("#passages li").wait_for(state="detached")
    for left in (1, 1, 0):
        keys.press("u")
        expect(page.locator("#passages li")).to_have_count(left)
    expect(page.locator("#undo")).to_be_disabled()
    assert marked(answer) == {}

    # Nothing can be typed into the answer, and a selection through a letter's mark takes it whole.
    keys.type("q")
    assert page.evaluate("document.getElementById('text').textContent") == TEXT
    place = TEXT.index("п\u0301исали")
    in_units = len(TEXT[:place].encode("utf-16-le")) // 2
    found = page.evaluate(
        """([text, at]) => new Passages(document.createElement("p"), text).snapped(at + 1, at + 3)""",
        [TEXT, in_units],
    )
    assert found == {"start": in_units, "end": in_units + 3}
