"""Findings in full sentences, excerpts by two people, and what a release holds fast."""

from __future__ import annotations

import pytest
from django.urls import reverse

from interviews.coding import work
from interviews.disclosure.release import build_release, publish_release
from interviews.disclosure.withdrawal import withdraw
from interviews.models.confidential import AuditEntry, Coding, Excerpt, PreparedFinding
from tests.factories import create_code, create_user
from tests.factories.confidential import create_excerpt, create_preparedfinding, create_respondent
from tests.interviews.coding.conftest import SECRET
from tests.once import kept_for_the_module

pytestmark = pytest.mark.django_db
PUBLIC = "It [grew] slowly."


def address(name: str, *args) -> str:
    return reverse(f"admin:{name}", args=args)


@pytest.fixture(scope="module")
def settled(desks, django_db_blocker):
    """Twenty settled answers of people who may be quoted, seven with a code that is prepared."""
    with kept_for_the_module(django_db_blocker):
        desks.users["second"] = create_user(username="second", groups=["Lead coders"])
        respondents = [create_respondent(study=desks.study, quote_consent=True) for _ in range(17)]
        answers = [desks.answer(f"{SECRET} again.", respondent=each) for each in respondents]
        for number, answer in enumerate([*answers, *desks.answers]):
            passage = work.mark(answer, desks.trust, start=0, end=7, by=desks.users["ani"])
            work.settle(answer, [passage] if number < 7 else [], by=desks.users["lead"])
        create_preparedfinding(question=desks.question, code=desks.trust)
        yield desks


def passage() -> Coding:
    return Coding.objects.agreed().order_by("pk").first()


@pytest.fixture
def published(settled):
    """A release that says an excerpt."""
    lead, second = settled.users["lead"], settled.users["second"]
    excerpt = create_excerpt(
        coding=passage(), public_text=PUBLIC, prepared_by=lead, cleared_by=second
    )
    publish_release(build_release(settled.study, by=lead), by=second)
    return excerpt


# --- Findings ---------------------------------------------------------------------------------


def rows(page) -> dict[str, object]:
    """Return what the form of a page would send as it stands."""
    forms = page.context["forms"]
    fields = {"form-TOTAL_FORMS": len(forms), "form-INITIAL_FORMS": len(forms)}
    for number, form in enumerate(forms):
        fields |= {
            f"form-{number}-{name}": form[name].value() for name in ("id", "name", "statement")
        }
    return fields


def test_findings_are_prepared_on_every_code_and_written_in_one_form(settled):
    lead, path = settled.client("lead"), address("coding_findings", settled.study.pk)
    lead.post(address("coding_prepare", settled.study.pk), {"question": settled.question.pk})
    fields = rows(lead.get(path))

    lead.post(path, fields | {"form-0-statement": "Respondents hold so.", "form-2-DELETE": "on"})

    kept = PreparedFinding.objects.filter(question=settled.question)
    assert kept.count() == 2
    assert kept.get(pk=fields["form-0-id"]).statement == "Respondents hold so."
    assert kept.get(pk=fields["form-0-id"]).prepared_by == settled.users["lead"]


def test_a_statement_that_a_release_would_refuse_says_so_at_once(settled):
    PreparedFinding.objects.update(statement="Seven respondents hold so.")

    shown = settled.client("lead").get(address("coding_findings", settled.study.pk)).text

    assert "A release would be refused: “seven” counts people." in shown


def test_a_statement_of_another_question_is_not_reached_through_the_form(settled):
    other = create_preparedfinding(code=create_code(study=settled.study))
    lead, path = settled.client("lead"), address("coding_findings", settled.study.pk)
    fields = rows(lead.get(path, {"question": settled.question.pk}))

    lead.post(
        f"{path}?question={settled.question.pk}",
        fields | {"form-0-id": other.pk, "form-0-statement": "Taken over."},
    )

    other.refresh_from_db()
    assert other.statement != "Taken over."


# --- Excerpts ---------------------------------------------------------------------------------


def write(desks, who: str, coding: Coding, text: str):
    path = address("coding_write", coding.pk)
    return desks.client(who).post(path, {"public_text": text}, follow=True)


def clear(desks, who: str, excerpt: Excerpt, reason: str = "Nobody is named."):
    path = address("coding_clear", excerpt.pk)
    return desks.client(who).post(path, {"reason": reason}, follow=True)


def test_an_excerpt_is_written_by_one_and_cleared_by_another_with_a_reason_on_record(settled):
    write(settled, "lead", passage(), PUBLIC)
    excerpt = Excerpt.objects.get()

    assert "Somebody else must clear" in clear(settled, "lead", excerpt).text
    assert "Say in a few words" in clear(settled, "second", excerpt, " ").text
    assert Excerpt.objects.get().cleared_by is None
    assert "cleared by second" in clear(settled, "second", excerpt).text
    assert Excerpt.objects.get().cleared_by == settled.users["second"]
    assert AuditEntry.objects.get(action="cleared").reason == "Nobody is named."


def test_an_excerpt_that_is_written_anew_waits_to_be_cleared_again(settled):
    write(settled, "lead", passage(), PUBLIC)
    clear(settled, "second", Excerpt.objects.get())

    write(settled, "second", passage(), "It [did not grow].")

    excerpt = Excerpt.objects.get()
    assert (excerpt.public_text, excerpt.cleared_by) == ("It [did not grow].", None)
    assert excerpt.prepared_by == settled.users["second"]


def test_more_than_sixty_words_are_refused(settled):
    assert "more than 60 words" in write(settled, "lead", passage(), "so " * 61).text
    assert not Excerpt.objects.exists()


def test_nobody_is_quoted_who_has_not_agreed_to_it(settled):
    coding = passage()
    coding.response.respondent.quote_consent = False
    coding.response.respondent.save()

    page = settled.client("lead").get(address("coding_excerpts", settled.study.pk)).text

    assert f"passage/{coding.pk}/excerpt" not in page
    assert settled.client("lead").get(address("coding_write", coding.pk)).status_code == 404


def test_the_passage_stands_in_its_answer_while_the_excerpt_is_written(settled):
    page = settled.client("lead").get(address("coding_write", passage().pk)).text

    assert "<mark>Zabulon</mark> sat beneath the fig tree again." in page
    assert "at most 60 words" in page


@pytest.mark.parametrize("written", [1, 3])
def test_excerpts_cost_the_same_for_one_and_for_three(settled, written, django_assert_num_queries):
    for coding in Coding.objects.agreed()[:written]:
        create_excerpt(coding=coding, prepared_by=settled.users["lead"])
    client, path = settled.client("second"), address("coding_excerpts", settled.study.pk)
    client.get(path)

    # Session, user, two of permissions; study, questions twice, what is prepared on them, twice;
    # excerpts twice, undisclosed names, pseudonyms, passages, findings.
    with django_assert_num_queries(15):
        client.get(path)


# --- What a release holds fast ----------------------------------------------------------------


def test_a_finding_that_a_release_says_is_offered_no_excerpts(settled, published):
    page = settled.client("lead").get(address("coding_excerpts", settled.study.pk)).text

    assert "No finding on this question waits for a release." in page
    assert "Write an excerpt" not in page


def test_what_a_release_says_is_neither_written_anew_nor_taken_away(settled, published):
    write(settled, "lead", published.coding, "Something else.")
    settled.client("lead").post(address("coding_take_away", published.pk))

    assert Excerpt.objects.get().public_text == PUBLIC
    assert (
        not settled.client("lead").get(address("coding_findings", settled.study.pk)).context["rows"]
    )


def test_the_list_of_respondents_leads_to_the_withdrawal_and_keeps_who_is_gone(settled):
    respondent = settled.answers[0].respondent
    lead, path = settled.client("lead"), address("coding_respondents", settled.study.pk)
    assert address("coding_withdraw", respondent.pk) in lead.get(path).text

    withdraw(respondent, by=settled.users["lead"])

    page = lead.get(path).text
    assert address("coding_withdraw", respondent.pk) not in page
    assert respondent.pseudonym in page
