"""The coder's desk: who may sit at it, what is kept, and what a coder does not see."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import NoReverseMatch, reverse

from interviews.coding import urls, work
from interviews.models.confidential import Coding, Reading
from tests.factories import create_code
from tests.factories.confidential import create_coding
from tests.interviews.coding.conftest import SECRET

pytestmark = pytest.mark.django_db
NAMES = sorted(route.name for route in urls.patterns(lambda view: view))
FOR_LEADS = {
    "coding_import", "coding_disputed", "coding_undisputed", "coding_settle", "coding_unsettle",
    "coding_agreement", "coding_progress", "coding_releases", "coding_prepare", "coding_build",
    "coding_publish", "coding_discard", "coding_withdraw", "coding_project", "coding_table",
    "coding_findings", "coding_excerpts", "coding_write", "coding_clear", "coding_take_away",
    "coding_respondents", "coding_annotations", "coding_codebook_in",
}  # fmt: skip
LISTS = ["respondent", "response", "undisclosedname", "auditentry"]


def address(name: str, *args) -> str:
    return reverse(f"admin:{name}", args=args)


def some_address(desks, name: str) -> str:
    """Return the address of a page for something that is there."""
    coding = Coding.objects.first() or create_coding(response=desks.answers[0], code=desks.trust)
    for args in ([], [desks.study.pk], [desks.answers[0].pk], [coding.pk]):
        try:
            found = address(name, *args)
        except NoReverseMatch:
            continue
        kind = "passage" if "passage" in found else "answer" if "/answer/" in found else "study"
        keys = {"passage": coding.pk, "answer": desks.answers[0].pk, "study": desks.study.pk}
        return address(name, *([keys[kind]] if args else []))
    raise AssertionError(name)


def post(desks, who: str, name: str, *args, **values):
    return desks.client(who).post(address(name, *args), values)


def marked(desks, who: str, answer, code, *, start=0, end=7, **values):
    values = {"code": code.pk, "start": start, "end": end} | values
    return post(desks, who, "coding_mark", answer.pk, **values)


# --- Who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_curators_and_publishers_meet_a_closed_door(desks, name):
    client, path = desks.client("curator"), some_address(desks, name)

    for answer in (client.get(path), client.post(path, {"words": "Zabulon"})):
        assert answer.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED)
        assert SECRET not in answer.text


@pytest.mark.parametrize("name", NAMES)
def test_coders_have_their_desk_and_not_what_shows_the_work_of_others(desks, name):
    path = some_address(desks, name)
    answers = [desks.client("ani").get(path), desks.client("ani").post(path)]

    allowed = {each.status_code for each in answers} != {HTTPStatus.FORBIDDEN} and (
        HTTPStatus.FORBIDDEN not in {each.status_code for each in answers}
    )
    assert allowed == (name not in FOR_LEADS)


@pytest.mark.parametrize("model", LISTS)
def test_the_lists_of_what_is_confidential_are_closed_to_curators(desks, model):
    for page in ("changelist", "add"):
        answer = desks.client("curator").get(address(f"interviews_{model}_{page}"))
        assert answer.status_code == HTTPStatus.FORBIDDEN
    index = desks.client("curator").get(address("index")).text
    assert f"/interviews/{model}/" not in index
    assert "Coding</a>" not in index


def test_nobody_deletes_a_respondent_or_an_answer_or_writes_an_answer_by_hand(desks):
    client, answer = desks.client("lead"), desks.answers[0]

    for model, row in (("respondent", answer.respondent), ("response", answer)):
        path = address(f"interviews_{model}_delete", row.pk)
        assert client.post(path, {"post": "yes"}).status_code == HTTPStatus.FORBIDDEN
    change = address("interviews_response_change", answer.pk)
    assert client.post(change, {"text": "x"}).status_code == HTTPStatus.FORBIDDEN
    assert SECRET in client.get(change).text


# --- Passages ---------------------------------------------------------------------------------


def test_a_passage_is_marked_noted_and_taken_away(desks):
    answer = desks.answer("Peace 🕊 վստահություն")

    told = marked(desks, "ani", answer, desks.lost, start=6, end=7, memo="a dove").json()

    [coding] = Coding.objects.filter(response=answer)
    assert (coding.quote, coding.coder, coding.phase) == ("🕊", desks.users["ani"], "independent")
    [shown] = told["codings"]
    assert shown == {
        "id": coding.pk, "code": desks.lost.pk, "start": 6, "end": 7, "memo": "a dove", "by": "",
    }  # fmt: skip
    told = post(desks, "ani", "coding_memo", coding.pk, memo="not sure").json()
    assert told["codings"][0]["memo"] == "not sure"
    assert post(desks, "ani", "coding_remove", coding.pk).json() == {"codings": []}


@pytest.mark.parametrize(
    "place",
    [{"start": 3, "end": 999}, {"start": 5, "end": 5}, {"start": "", "end": 5}, {"start": -1},
     {"start": "9" * 30}],
)  # fmt: skip
def test_a_place_that_is_not_in_the_answer_is_refused_in_words(desks, place):
    answer = marked(desks, "ani", desks.answers[0], desks.trust, **place)

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.json()["error"]
    assert not Coding.objects.filter(response=desks.answers[0], coder=desks.users["ani"]).exists()


def test_the_same_passage_twice_a_heading_and_a_code_of_another_study_are_refused(desks):
    heading = create_code(study=desks.study, codable=False)

    assert marked(desks, "ani", desks.answers[0], desks.trust).status_code == HTTPStatus.OK
    for code in (desks.trust, heading, create_code()):
        refused = marked(desks, "ani", desks.answers[0], code)
        assert refused.status_code == HTTPStatus.BAD_REQUEST
        assert SECRET not in refused.text


def test_what_is_agreed_on_is_not_changed_at_the_desk(desks):
    answer = desks.answers[0]
    marked(desks, "ani", answer, desks.trust)
    coding = Coding.objects.get(response=answer)
    work.settle(answer, [coding], by=desks.users["lead"])

    refused = [
        marked(desks, "ani", answer, desks.borders),
        post(desks, "ani", "coding_memo", coding.pk, memo="x"),
        post(desks, "ani", "coding_remove", coding.pk),
    ]

    assert {each.status_code for each in refused} == {HTTPStatus.BAD_REQUEST}
    assert Coding.objects.filter(response=answer).count() == 2


# --- Alone ------------------------------------------------------------------------------------


def test_a_coder_sees_nothing_of_anothers_work_before_it_is_settled(desks):
    answer = desks.answers[0]
    marked(desks, "vugar", answer, desks.borders, memo="Vugar thinks so")
    post(desks, "vugar", "coding_done", answer.pk)
    [coding] = Coding.objects.filter(response=answer)

    client = desks.client("ani")
    shown = client.get(address("coding_desk", answer.pk))
    assert shown.context["state"]["codings"] == []
    for name in NAMES:
        page = client.get(some_address(desks, name), follow=True)
        assert "Vugar thinks so" not in page.text
        assert "vugar" not in page.text
    assert marked(desks, "ani", answer, desks.trust).json()["codings"][0]["by"] == ""
    for name in ("coding_memo", "coding_remove"):
        assert client.post(address(name, coding.pk)).status_code == HTTPStatus.NOT_FOUND

    work.settle(answer, [coding], by=desks.users["lead"])
    shown = client.get(address("coding_desk", answer.pk)).context["state"]["codings"]
    assert {each["by"] for each in shown} == {"agreed", "", "vugar"}


@pytest.mark.parametrize("path", ["coding", "coding_study", "coding_desk", "coding_matrix"])
def test_a_coders_pages_are_the_same_bytes_whatever_others_marked(desks, path):
    client = desks.client("ani")
    before = client.get(some_address(desks, path)).context

    marked(desks, "vugar", desks.answers[0], desks.borders)
    post(desks, "vugar", "coding_done", desks.answers[0].pk)

    after = client.get(some_address(desks, path)).context
    for name in ("state", "rows", "open", "answers", "studies", "place", "of"):
        assert repr(before.get(name)) == repr(after.get(name))


# --- On and on --------------------------------------------------------------------------------


def test_done_leads_to_the_next_answer_and_home_after_the_last(desks):
    order = work.places(desks.study)

    first = desks.client("ani").get(address("coding_next", desks.study.pk))
    assert first["Location"] == address("coding_desk", order[0])
    for answer, following in zip(order, order[1:], strict=False):
        led = post(desks, "ani", "coding_done", answer)
        assert led["Location"] == address("coding_desk", following)
    led = post(desks, "ani", "coding_done", order[-1])
    assert led["Location"] == address("coding_study", desks.study.pk)

    led = post(desks, "ani", "coding_reopen", order[1])
    assert Reading.objects.filter(coder=desks.users["ani"]).count() == len(order) - 1
    again = desks.client("ani").get(
        address("coding_next", desks.study.pk), {"question": desks.question.pk}
    )
    assert again["Location"] == address("coding_desk", order[1])


def test_no_answer_is_left_in_the_log_of_the_admin_in_a_message_or_in_an_address(desks, caplog):
    answer = desks.answers[0]
    client = desks.client("lead")
    client.post(address("coding_search", desks.study.pk), {"words": "Zabulon"})
    client.post(address("coding_mark", answer.pk), {"code": desks.trust.pk, "start": 0, "end": 12})
    client.post(address("coding_done", answer.pk))
    client.post(address("coding_undisputed", desks.study.pk))
    told = client.post(address("coding_unsettle", answer.pk), follow=True)
    client.post(
        address("interviews_respondent_add"),
        {"study": desks.study.pk, "sector": "ngo", "pseudonym": ""},
    )

    entries = LogEntry.objects.values_list("object_repr", "change_message")
    assert entries
    kept = [*map(str, entries), *map(str, told.context["messages"]), caplog.text]
    kept += [address for address, _ in told.redirect_chain]
    assert not any(word in text for text in kept for word in ("Zabulon", "fig tree"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_desk_costs_the_same_for_one_passage_and_for_three(
    desks, item_count, django_assert_num_queries
):
    answer = desks.answers[0]
    for end in range(1, item_count + 1):
        work.mark(answer, desks.trust, start=0, end=end, by=desks.users["ani"])
    client, path = desks.client("ani"), address("coding_desk", answer.pk)
    client.get(path)

    # Session, user, the admin's own two of permissions; answer, codes, places, parts, passages,
    # recent codes, done.
    with django_assert_num_queries(11):
        client.get(path)
