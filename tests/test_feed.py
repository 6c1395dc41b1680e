"""The feed of changes: nothing is missing, nothing is there twice, and a copy follows by it."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import orjson
import pytest
from django.conf import settings
from django.test import Client

from programmes.models import Output
from tests.factories import (
    create_affiliation,
    create_assessment,
    create_event,
    create_funding,
    create_organisation,
    create_output,
    create_period,
    create_person,
    create_programme,
)
from tests.mirror import sync
from trackdiplo.records.models import Counter, changes

FEED = "/api/v1/changes/"

pytestmark = pytest.mark.django_db


def feed(client, **query) -> dict:
    answer = client.get(FEED, query)
    assert answer.status_code == HTTPStatus.OK
    return answer.json()


def edit(record, **values) -> None:
    record.refresh_from_db()
    with changes(by=None):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


def withdraw(record) -> None:
    record.refresh_from_db()
    record.withdraw(by=None, reason="A mistake.")


# --- The feed ---------------------------------------------------------------------------------


def test_before_anything_was_published_there_is_nothing(client):
    assert feed(client) == {"revision": 0, "next": None, "results": []}


def test_numbers_have_no_gap_and_say_what_happened(client):
    organisation = create_organisation()
    programme = create_programme(organisations=[organisation])
    edit(organisation, name="Renamed")

    found = feed(client)

    assert [change["number"] for change in found["results"]] == list(
        range(1, found["revision"] + 1)
    )
    assert found["revision"] == Counter.current()
    assert {change["url"] for change in found["results"][-2:]} == {
        organisation.get_api_url(),
        programme.get_api_url(),
    }
    assert found["results"][0] | {"at": ""} == {
        "number": 1,
        "kind": "organisation",
        "id": organisation.public_id,
        "action": "upsert",
        "at": "",
        "url": organisation.get_api_url(),
    }


@pytest.mark.parametrize("size", [1, 2, 3, 500])
def test_pages_by_number_have_everything_once(client, size):
    for _ in range(5):
        create_event()
    numbers, following = [], f"{FEED}?since=0&page_size={size}"

    while following:
        page = client.get(following).json()
        numbers += [change["number"] for change in page["results"]]
        following = page["next"]

    assert numbers == [1, 2, 3, 4, 5]


def test_what_was_withdrawn_leaves_a_tombstone_and_a_draft_leaves_nothing(client):
    event = create_event()
    withdraw(event)
    draft = create_event(published=False)
    edit(draft, name="Another")

    found = feed(client, since="1")

    assert [(each["id"], each["action"]) for each in found["results"]] == [
        (event.public_id, "withdrawn")
    ]
    assert client.get(found["results"][0]["url"]).status_code == HTTPStatus.GONE


def test_taking_a_name_off_is_a_tombstone(client):
    person = create_person()
    edit(person, indexed=False, unindexed_reason="asked for it")

    assert [each["action"] for each in feed(client)["results"]] == ["upsert", "withdrawn"]


@pytest.mark.parametrize("beyond", [0, 1, 1000])
def test_where_nothing_is_new_the_revision_is_told(client, beyond):
    create_event()

    assert feed(client, since=str(1 + beyond)) == {"revision": 1, "next": None, "results": []}


@pytest.mark.parametrize(
    "query",
    [
        "since=x", "since=-1", "since=1.5", "since=", "since=0&since=1", "since=00x", "since=%00",
        "since=99999999999999999999", "page_size=0", "page_size=501", "page_size=x", "page=2",
        "sicne=1",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(client, query):
    answer = client.get(f"{FEED}?{query}")

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["parameters"]) == [query.partition("=")[0]]


# --- A copy -----------------------------------------------------------------------------------


def fetch(path: str) -> tuple[int, bytes]:
    answer = Client().get(path)
    return answer.status_code, answer.content


def pulled() -> dict[str, dict]:
    """Return all records of all resources by their paths, as files have them."""
    resources = Client().get("/api/v1/").json()["resources"]
    files = [b"".join(Client().get(f"{path}?format=jsonl")) for path in resources.values()]
    records = [orjson.loads(line) for file in files for line in file.splitlines()]
    return {record["url"]: record for record in records}


def world() -> dict:
    organisation, person = create_organisation(name="Club"), create_person()
    period = create_period(when="2001/2010")
    create_affiliation(person=person, organisation=organisation)
    programme = create_programme(organisations=[organisation], donors=[organisation])
    made = {"authors": [person], "publishers": [organisation], "programmes": [programme]}
    return {
        "organisation": organisation,
        "person": person,
        "period": period,
        "programme": programme,
        "event": create_event(),
        "output": create_output(**made),
        "assessment": create_assessment(programme=programme),
    }


STEPS = {
    "nothing": lambda made: None,
    "publish": lambda made: create_programme(organisations=[made["organisation"]]),
    "edit": lambda made: edit(made["programme"], summary="Something else."),
    "a draft": lambda made: create_event(published=False),
    "rename": lambda made: edit(made["programme"], name="Bridge", slug="bridge"),
    "rename what others name": lambda made: edit(made["organisation"], name="Press Club"),
    "move a period": lambda made: edit(made["period"], when="2011/2012"),
    "pay": lambda made: create_funding(programme=made["programme"], donor=create_organisation()),
    "take a name off": lambda made: edit(
        made["person"], indexed=False, unindexed_reason="asked for it"
    ),
    "put it back": lambda made: edit(made["person"], indexed=True, unindexed_reason=""),
    "withdraw an output": lambda made: withdraw(made["output"]),
    "publish it again": lambda made: Output.objects.get().publish(by=None),
    "withdraw what is judged": lambda made: withdraw(made["programme"]),
    "withdraw what others name": lambda made: withdraw(made["organisation"]),
}


def test_a_copy_is_what_a_fresh_pull_gives_after_every_step():
    made, copy = world(), {}

    for name, step in STEPS.items():
        step(made)
        sync(copy, fetch)

        assert copy == {"revision": Counter.current(), "records": pulled()}, name


def test_a_copy_that_was_away_for_long_catches_up():
    made, copy = world(), {}
    sync(copy, fetch)

    for step in STEPS.values():
        step(made)
    sync(copy, fetch)

    assert copy == {"revision": Counter.current(), "records": pulled()}


def test_a_copy_of_a_later_state_than_the_site_begins_again():
    create_event()
    copy = {"revision": 99, "records": {"/api/v1/events/evt-aaaaaaa/": {}}}

    sync(copy, fetch)

    assert copy == {"revision": 1, "records": pulled()}


def test_the_document_prints_the_program_that_is_tested():
    root = Path(settings.BASE_DIR)
    program = (root / "tests" / "mirror.py").read_text(encoding="utf-8")

    text = (root / "docs" / "api.md").read_text(encoding="utf-8")

    section = text.partition("## Keeping a copy\n")[2].partition("\n## ")[0]
    assert section.count("```python\n") == 1
    assert section.partition("```python\n")[2].partition("```")[0] == program
