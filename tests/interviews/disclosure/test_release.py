"""Releases: what is refused, what is frozen, and who publishes."""

from __future__ import annotations

import orjson
import pytest
from django.core.management import CommandError, call_command

from interviews.coding import work
from interviews.disclosure.release import (
    Refused,
    discard_release,
    publish_release,
)
from interviews.disclosure.withdrawal import withdraw
from interviews.models import Code, Finding
from interviews.models.confidential import (
    AuditEntry,
    Evidence,
    FindingBasis,
    PreparedFinding,
    Respondent,
    Response,
    StudyRelease,
)
from tests.factories import (
    create_citation,
    create_code,
    create_finding,
    create_question,
)
from tests.factories.confidential import (
    create_excerpt,
    create_preparedfinding,
    create_respondent,
    create_response,
    create_undisclosedname,
)
from tests.interviews.disclosure.field import Field
from trackdiplo.records.models import Counter
from trackdiplo.records.models import Refused as NotPublished

pytestmark = pytest.mark.django_db


# --- Building and publishing ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "band"),
    [(0, "few"), (4, "few"), (5, "some"), (10, "many"), (16, "most"), (20, "most")],
)
def test_a_release_says_the_band_and_never_the_count(said, band):
    release = Field(said).build()

    [finding] = orjson.loads(release.payload)["findings"]
    assert finding == {
        "question": "1",
        "code": "trust",
        "name": "Trust grew",
        "statement": "Respondents hold that trust grew.",
        "band": band,
        "excerpts": [],
    }


def test_nothing_is_public_until_somebody_else_publishes(client, field):
    before = Counter.current()
    release = field.build()
    finding = Finding.objects.get()

    assert (finding.status, Counter.current()) == ("draft", before)
    with pytest.raises(Refused, match="1 reasons"):
        publish_release(release, by=field.builder)

    publish_release(release, by=field.publisher)

    finding.refresh_from_db()
    assert (finding.status, finding.band, finding.kind) == ("published", "some", "computed")
    assert Counter.current() == before + 1
    basis = FindingBasis.objects.get()
    assert (basis.n_with, basis.n_base, basis.cleared_by) == (7, 20, field.publisher)
    assert Evidence.objects.count() == 7
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["published", "built"]


def test_a_computed_finding_is_published_by_a_release_alone(field):
    field.build()

    assert Finding.objects.get().missing() == [
        "What is counted goes public by a release of its study, not one by one."
    ]


def test_the_same_answers_give_the_same_bytes(field):
    field.quoted(0, "We [met].")
    first = field.build()
    digest = first.sha256
    discard_release(first, by=field.builder)

    assert field.build().sha256 == digest
    assert Finding.objects.count() == 1


def test_a_base_below_ten_is_not_shown_and_not_mentioned(field):
    rare = create_question(study=field.study, number="2")
    for answer in field.answers[:9]:
        create_response(respondent=answer.respondent, question=rare, text="")
    create_preparedfinding(question=rare, code=field.code)

    assert [line["question"] for line in orjson.loads(field.build().payload)["findings"]] == ["1"]


def test_a_part_of_a_code_counts_for_the_whole_and_is_linked_to_it():
    field = Field(said=0)
    part = create_code(study=field.study, key="lost", name="Lost", parent=field.code)
    for answer in field.answers[:12]:
        field.agreed(answer, part)
    create_preparedfinding(question=field.question, code=part)

    findings = orjson.loads(field.build().payload)["findings"]

    assert {line["code"]: line["band"] for line in findings} == {"lost": "many", "trust": "many"}


def test_what_was_published_cannot_be_thrown_away(field):
    with pytest.raises(Refused):
        discard_release(field.published(), by=field.builder)


def test_a_release_whose_content_was_touched_is_not_published(field):
    release = field.build()
    release.payload += " "

    with pytest.raises(Refused):
        publish_release(release, by=field.publisher)


# --- Refusals ---------------------------------------------------------------------------------


def test_unsettled_answers_are_refused_and_the_refusal_leaves_a_trace_without_reasons(field):
    create_response(
        respondent=create_respondent(study=field.study), question=field.question, text="Late."
    )

    assert "1 answers to these questions are not settled." in field.reasons()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.reason) == ("refused", "")
    assert not StudyRelease.objects.exists()
    assert not Finding.objects.exists()


def test_nothing_prepared_is_nothing_to_release(field):
    PreparedFinding.objects.all().delete()

    assert "There is nothing to release" in field.reasons()


def test_one_release_waits_at_a_time(field):
    field.build()

    assert "Another release waits" in field.reasons()


def test_exact_words_in_print_rule_out_bands(field):
    create_finding(study=field.study, kind="words", source_words="one respondent")

    assert "exact words" in field.reasons()


def test_one_respondent_more_is_a_new_study(field):
    field.published()
    create_response(
        respondent=create_respondent(study=field.study), question=field.question, text=""
    )
    create_preparedfinding(question=field.question, code=create_code(study=field.study))

    assert "rests on other respondents" in field.reasons()


def test_after_a_withdrawal_nothing_is_counted_again(field):
    field.published()
    withdraw(field.answers[19].respondent, by=field.builder)
    create_preparedfinding(question=field.question, code=create_code(study=field.study))

    assert "rests on other respondents" in field.reasons()


def test_what_is_left_to_release_is_judged_with_what_is_out_already(field):
    field.published()
    part = create_code(study=field.study, key="lost", name="Lost", parent=field.code)
    create_preparedfinding(question=field.question, code=part)

    second = field.published()

    assert second.number == 2
    assert [line["code"] for line in orjson.loads(second.payload)["findings"]] == ["lost"]


@pytest.mark.parametrize(
    "statement",
    [
        "Seven respondents hold that trust grew.",
        "Only some hold that trust grew.",
        "35 % hold that trust grew.",
        "The majority holds that trust grew.",
        "Respondents of Tekali hold that trust grew.",
        "Респонденты из Текали видят рост доверия.",
    ],
)
def test_a_statement_that_counts_or_names_is_refused(statement, field):
    create_undisclosedname(study=field.study, term="Թեքալի")
    PreparedFinding.objects.update(statement=statement)

    assert "1/trust: " in field.reasons()


def test_a_pseudonym_in_an_excerpt_is_refused(field):
    Respondent.objects.filter(pk=field.answers[3].respondent_id).update(pseudonym="Nairi")
    field.quoted(0, "I agree with Nairi.")

    assert "must not be public" in field.reasons()


def test_what_bands_and_excerpts_give_away_together_is_refused():
    """At most four said it, and three of them are quoted."""
    field = Field(said=4)
    for number, text in enumerate(["We [met].", "It [helped].", "People [talked]."]):
        field.quoted(number, text)

    assert "how many said it is known within one" in field.reasons()


# --- Excerpts ---------------------------------------------------------------------------------


def test_cleared_excerpts_go_with_their_finding_in_an_order_of_their_own(field):
    texts = ["We [met].", "It [helped].", "People [talked]."]
    for number, text in enumerate(texts):
        field.quoted(number, text)
    create_excerpt(coding=field.codings[4], prepared_by=field.builder)  # nobody cleared it

    field.published()

    assert sorted(Finding.objects.get().excerpts) == sorted(texts)


def test_who_has_not_agreed_to_be_quoted_is_not(field):
    field.quoted(0, "We [met].")
    Respondent.objects.filter(pk=field.answers[0].respondent_id).update(quote_consent=False)

    field.published()

    assert Finding.objects.get().excerpts == []


def test_too_many_excerpts_are_refused(field):
    for number in range(4):
        field.quoted(number, f"[Words {'x' * number}].")

    assert "more than three excerpts" in field.reasons()


def test_two_excerpts_of_one_respondent_below_a_finding_are_refused(field):
    field.quoted(0, "We [met].")
    field.quoted(0, "We [met] again.")

    assert "two excerpts are from one respondent" in field.reasons()


# --- What is out is out -----------------------------------------------------------------------


def next_to(field: Field, said: int) -> None:
    """Prepare a part of what is released, which the first `said` respondents said."""
    part = create_code(study=field.study, key="lost", name="Lost", parent=field.code)
    for answer in field.answers[:said]:
        work.settle(answer, [], by=field.builder)
        field.agreed(answer, part)
    create_preparedfinding(question=field.question, code=part)


def test_what_is_out_counts_as_it_was_published_and_not_as_it_is_coded_now():
    """Published: few said the whole. Were it counted anew, twelve could have said a part of it."""
    field = Field(said=3)
    field.published()
    next_to(field, said=12)

    assert "cannot all be true" in field.reasons()


def test_what_is_out_counts_though_it_is_prepared_no_more():
    field = Field(said=3)
    field.published()
    PreparedFinding.objects.all().delete()
    next_to(field, said=12)

    assert "cannot all be true" in field.reasons()


def test_what_was_put_to_others_since_is_refused(field):
    field.published()
    create_preparedfinding(question=field.question, code=create_code(study=field.study))
    Response.objects.filter(pk=field.answers[19].pk).update(asked=False, text="")

    assert "put to others than when it was released" in field.reasons()


def test_nobody_is_quoted_more_than_twice_in_all_releases_together(field):
    field.quoted(0, "It [helped].")
    field.published()
    others = [create_code(study=field.study, key=key, name=key) for key in ("first", "second")]
    for answer in field.answers[:12]:
        field.agreed(answer, *others)
    for other in others:
        create_preparedfinding(question=field.question, code=other, name=other.name)
        create_excerpt(
            coding=field.answers[0].codings.get(code=other, phase="agreed"),
            public_text=f"[{other}] words.",
            prepared_by=field.builder,
            cleared_by=field.publisher,
        )

    assert "quoted more than twice" in field.reasons()


@pytest.mark.parametrize("kind", ["words", "comparative"])
def test_exact_words_are_not_published_beside_released_bands(kind, field):
    field.published()
    words = create_finding(study=field.study, kind=kind, source_words="unanimous", published=False)
    create_citation(target=words)

    with pytest.raises(NotPublished, match="released bands"):
        words.publish(by=None)


def test_what_is_written_by_hand_beside_bands_is_judged_before_a_release_and_every_night(
    capsys, field
):
    written = create_finding(
        study=field.study, name="Borders", statement="Seven respondents spoke of borders."
    )
    assert "counts people" in field.reasons()
    Finding.objects.filter(pk=written.pk).update(statement="Respondents spoke of borders.")
    field.published()
    call_command("check_interviews")

    Finding.objects.filter(pk=written.pk).update(statement="Two editors spoke of borders.")

    with pytest.raises(CommandError):
        call_command("check_interviews")
    assert f"finding {written.pk}: it says how many" in capsys.readouterr().err
    assert "editors" not in capsys.readouterr().err


def test_a_code_that_holds_a_name_is_refused(field):
    create_undisclosedname(study=field.study, term="Տեկալի")
    Code.objects.filter(pk=field.code.pk).update(key="tekali-closed")

    assert "must not be public" in field.reasons()
