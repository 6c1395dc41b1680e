"""From two coders' passages to those that are agreed on; and the tables that staff look up."""

from __future__ import annotations

import logging
from http import HTTPStatus

import pytest
from django.db import IntegrityError
from django.urls import reverse

from interviews.coding import work
from interviews.coding.staff import Hidden
from interviews.models.confidential import Coding, Response
from tests.factories import create_code
from tests.interviews.coding.conftest import SECRET

pytestmark = pytest.mark.django_db


def address(name: str, *args) -> str:
    return reverse(f"admin:{name}", args=args)


@pytest.fixture
def lead(desks):
    return desks.client("lead")


def read(desks, who: str, answer, *codes, start=0, end=7, memo=""):
    """Let a coder mark the codes and be done."""
    user = desks.users[who]
    for code in codes:
        work.mark(answer, code, start=start, end=end, by=user, memo=memo)
    work.done(answer, by=user)


def agreed(answer) -> set[tuple]:
    return set(Coding.objects.agreed().filter(response=answer).values_list("code", "start", "end"))


def settle(lead, answer, **values):
    return lead.post(address("coding_settle", answer.pk), values)


# --- Settling ---------------------------------------------------------------------------------


def test_what_coders_disagree_on_comes_first_and_the_rest_is_settled_by_a_button(desks, lead):
    same, differs, alone = desks.answers
    for who in ("ani", "vugar"):
        read(desks, who, same, desks.lost)
    read(desks, "ani", differs, desks.lost)
    read(desks, "vugar", differs, desks.borders)
    read(desks, "ani", alone)

    page = lead.get(address("coding_disputed", desks.study.pk))

    assert [row["read"].response for row in page.context["disputed"]] == [differs]
    assert {row["read"].response for row in page.context["undisputed"]} == {same, alone}
    assert "2 of 3 answers double-coded." in page.text
    lead.post(address("coding_undisputed", desks.study.pk))
    assert set(Response.objects.filter(adjudicated=True)) == {same, alone}
    assert agreed(same) == {(desks.lost.pk, 0, 7)}


def test_both_coders_passages_stand_side_by_side_and_what_they_share_is_ticked(desks, lead):
    answer = desks.answers[0]
    read(desks, "ani", answer, desks.lost, desks.borders, memo="surely")
    read(desks, "vugar", answer, desks.lost, start=1)

    page = lead.get(address("coding_settle", answer.pk))

    rows = [(row.code, row.start, row.chosen, marks) for row, _, marks in page.context["rows"]]
    assert sorted(rows, key=lambda row: (row[0].name, row[1])) == [
        (desks.borders, 0, False, [("ani", True), ("vugar", False)]),
        (desks.lost, 0, True, [("ani", True), ("vugar", False)]),
        (desks.lost, 1, False, [("ani", False), ("vugar", True)]),
    ]
    assert "surely" in page.text


def test_chosen_passages_and_one_that_nobody_marked_become_what_is_agreed(desks, lead):
    answer, other = desks.answers[:2]
    for each in (answer, other):
        read(desks, "ani", each, desks.lost, memo="surely")
        read(desks, "vugar", each, desks.borders)

    led = settle(lead, answer, passage=[f"{desks.lost.pk}:0:7", f"{desks.trust.pk}:8:11"])

    assert led["Location"] == address("coding_settle", other.pk)
    assert agreed(answer) == {(desks.lost.pk, 0, 7), (desks.trust.pk, 8, 11)}
    assert {c.memo for c in Coding.objects.agreed()} == {"surely", ""}
    assert {c.coder for c in Coding.objects.agreed()} == {desks.users["lead"]}
    assert settle(lead, other, none="")["Location"] == address("coding_disputed", desks.study.pk)
    assert agreed(other) == set()
    assert Response.objects.get(pk=other.pk).adjudicated
    lead.post(address("coding_unsettle", answer.pk))
    assert agreed(answer) == set()
    assert not Response.objects.get(pk=answer.pk).adjudicated
    assert Coding.objects.filter(response=answer).count() == 2


@pytest.mark.parametrize("passage", ["", "x:0:7", "{code}:7:0", "{code}:0:9999", "{other}:0:7"])
def test_what_is_no_passage_under_a_code_of_the_study_settles_nothing(desks, lead, passage):
    answer, other = desks.answers[0], create_code()
    passage = passage.format(code=desks.lost.pk, other=other.pk)

    told = lead.post(
        address("coding_settle", answer.pk), {"passage": passage} if passage else {}, follow=True
    )

    [message] = told.context["messages"]
    assert message.level_tag == "error"
    assert not Response.objects.get(pk=answer.pk).adjudicated


# --- Tables -----------------------------------------------------------------------------------


def test_agreement_is_told_code_by_code_and_where_there_is_none_it_says_so(desks, lead):
    for number, answer in enumerate(desks.answers):
        read(desks, "ani", answer, desks.lost)
        read(desks, "vugar", answer, *([desks.lost] if number else [desks.borders]))

    page = lead.get(address("coding_agreement", desks.study.pk))

    assert page.context["pair"] == [desks.users["ani"], desks.users["vugar"]]
    found = {entry.code: each for entry, each in page.context["rows"]}
    assert (found[desks.lost].both, found[desks.lost].only_a) == (2, 1)
    assert (found[desks.borders].only_b, found[desks.borders].neither) == (1, 2)
    assert "not defined: no variation" not in page.text
    create_code(study=desks.study)  # which nobody used
    assert "not defined: no variation" in lead.get(page.request["PATH_INFO"]).text
    again = lead.get(page.request["PATH_INFO"], {"a": desks.users["vugar"].pk})
    assert "Choose two different coders." in again.text


def test_who_said_what_and_what_is_said_together_show_what_is_agreed_alone(desks, lead):
    first, second, _third = desks.answers
    read(desks, "ani", first, desks.lost, desks.borders)
    read(desks, "vugar", second, desks.lost)
    assert "✓" not in lead.get(address("coding_matrix", desks.study.pk)).text

    work.settle(first, Coding.objects.filter(response=first), by=desks.users["lead"])

    page = lead.get(address("coding_matrix", desks.study.pk))
    said = {
        (entry.code.name, respondent)
        for entry, cells in page.context["rows"]
        for respondent, said in zip(page.context["respondents"], cells, strict=True)
        if said
    }
    names = ("Trust", "Trust lost", "Closed borders")
    assert said == {(name, first.respondent) for name in names}
    page = lead.get(address("coding_together", desks.study.pk))
    counts = {
        (row.code, column.code): count
        for row, cells in page.context["rows"]
        for column, count in cells
    }
    assert counts[desks.lost, desks.borders] == 1
    assert len(counts) == 4


def test_progress_counts_answers_of_all_coders(desks, lead):
    read(desks, "ani", desks.answers[0], desks.lost)
    desks.answer("")

    page = lead.get(address("coding_progress", desks.study.pk))

    assert page.context["totals"] == [4, 3, 1, 0, 0]


@pytest.mark.parametrize("words", ["sahman pakvets", "ՍԱՀՄԱՆԸ փակվեց", "SAHMAN"])
def test_words_are_found_in_any_spelling(desks, words):
    answer = desks.answer("Հետո սահմանը փակվեց։")
    client = desks.client("ani")

    page = client.post(address("coding_search", desks.study.pk), {"words": words})

    [hit] = page.context["found"]
    assert (hit.response, hit.before, hit.word) == (answer, "Հետո ", "սահմանը")
    assert client.post(page.request["PATH_INFO"], {"words": "nowhere"}).context["found"] == []


def test_a_hit_is_shown_with_whole_words_around_it(desks):
    around = " ".join(["word"] * 40)
    desks.answer(f"{around} fishing {around}")

    page = desks.client("ani").post(address("coding_search", desks.study.pk), {"words": "fishin"})

    [hit] = page.context["found"]
    words = " ".join(["word"] * 23)
    assert (hit.before, hit.word, hit.after) == (f"… {words} ", "fishing", f" {words} …")


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("coding_disputed", 12), ("coding_agreement", 13), ("coding_matrix", 10),
        ("coding_together", 7), ("coding_progress", 7), ("coding_study", 8), ("coding", 5),
    ],
)  # fmt: skip
def test_tables_cost_the_same_for_one_answer_and_for_three(
    desks, lead, name, queries, item_count, django_assert_num_queries
):
    for answer in desks.answers[:item_count]:
        read(desks, "ani", answer, desks.lost)
        read(desks, "vugar", answer, desks.borders)
    path = address(name, *([desks.study.pk] if name != "coding" else []))
    lead.get(path)

    with django_assert_num_queries(queries):
        lead.get(path)


# --- Discretion -------------------------------------------------------------------------------


def test_what_a_database_says_of_a_refused_row_is_kept_out_of_the_log(
    desks, lead, monkeypatch, caplog
):
    def refused(*args, **kwargs):
        raise IntegrityError(f"DETAIL: Failing row contains ({SECRET})")

    monkeypatch.setattr(work, "settle", refused)
    lead.raise_request_exception = False

    with caplog.at_level(logging.DEBUG):
        answer = settle(lead, desks.answers[0], none="")

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert Hidden.__name__ in caplog.text
    assert "Zabulon" not in caplog.text + answer.text
