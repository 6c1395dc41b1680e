"""Public answers are kept and not sent twice, and none is ever older than the record."""

from __future__ import annotations

import random
from http import HTTPStatus

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from actors.models import Affiliation
from programmes.models import Funding, Involvement, Participation
from tests.factories import (
    create_affiliation,
    create_assessment,
    create_citation,
    create_event,
    create_funding,
    create_involvement,
    create_name,
    create_organisation,
    create_output,
    create_paragraph,
    create_period,
    create_person,
    create_place,
    create_programme,
    create_source,
)
from tests.routes import PUBLIC, addresses, every_address, public_routes
from trackdiplo.records.caching import Revisioned
from trackdiplo.records.models import AlternateName, Citation, Status, changes

ROUTES = {route.name: route for route in public_routes()}
# Where a route redirects there is nothing to keep.
KEPT = sorted(set(PUBLIC) - {"record-by-id"})

of_every_kept_route = pytest.mark.parametrize("name", KEPT)

pytestmark = pytest.mark.django_db


def save(row, **values) -> None:
    row.refresh_from_db()
    with changes(by=None):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


@pytest.fixture
def made() -> dict[str, list]:
    """A little of everything that is public, each linked to most of the others."""
    return create_world()


def create_world() -> dict[str, list]:
    place, source = create_place(), create_source()
    create_paragraph(source=source)
    organisation, other = create_organisation(place=place), create_organisation(is_donor=True)
    period = create_period(when="2001/2010")
    programme = create_programme(
        places=[place], organisations=[organisation], donors=[other], parent=None
    )
    undated = create_programme(when="", periods=[period], parent=programme)
    person = create_person()
    create_affiliation(person=person, organisation=organisation)
    create_involvement(programme=programme, person=person)
    made = {"authors": [person], "publishers": [organisation], "programmes": [programme]}
    records = [
        organisation, other, period, programme, undated, person,
        create_event(places=[place], when="2003"), create_output(**made),
        create_assessment(programme=programme), create_assessment(period=period),
    ]  # fmt: skip
    for record in records:
        create_citation(target=record, source=source, locator="stages-1")
        create_name(target=record, name=f"Another {record.pk}")
    words = [place, *programme.areas.all(), *programme.activities.all(), source]
    return {"records": records, "words": words}


def files(address: str) -> bool:
    return "format=csv" in address or "format=jsonl" in address


def documents(name: str) -> list[str]:
    found = [each for each in addresses(ROUTES[name], published=True) if not files(each)]
    return found[:8]


# --- Conditional answers ----------------------------------------------------------------------


@of_every_kept_route
def test_while_nothing_changes_an_answer_is_not_sent_again(client, made, name):
    for address in documents(name):
        tag = client.get(address)["ETag"]

        again = client.get(address, headers={"if-none-match": tag})

        assert again.status_code == HTTPStatus.NOT_MODIFIED
        assert again.content == b""
        assert again["ETag"] == tag


@of_every_kept_route
def test_after_a_public_change_it_is(client, made, name):
    tags = {address: client.get(address)["ETag"] for address in documents(name)}

    create_event(name="Something new")

    for address, tag in tags.items():
        answer = client.get(address, headers={"if-none-match": tag})
        assert answer.status_code == HTTPStatus.OK
        assert answer["ETag"] != tag


def test_a_draft_and_a_note_change_no_tag(client, made):
    asked = [address for name in KEPT for address in documents(name)[:2]]
    tags = {address: client.get(address)["ETag"] for address in asked}

    draft = create_event(published=False)
    save(draft, name="Another draft")
    for record in made["records"]:
        save(record, internal_note="Ask again in May.")

    for address, tag in tags.items():
        answer = client.get(address, headers={"if-none-match": tag})
        assert answer.status_code == HTTPStatus.NOT_MODIFIED


def test_head_has_the_tag_of_get_and_is_no_answer_to_it(client, made):
    head = client.head("/programmes/")
    answer = client.get("/programmes/")
    unchanged = client.head("/programmes/", headers={"if-none-match": head["ETag"]})

    assert head["ETag"] == answer["ETag"]
    assert head.content == b""
    assert answer.content
    assert unchanged.status_code == HTTPStatus.NOT_MODIFIED


@pytest.mark.parametrize("wanted", ["csv", "jsonl"])
def test_a_file_has_no_tag(client, made, wanted):
    answer = client.get(f"/api/v1/programmes/?format={wanted}")

    assert answer.streaming
    assert "ETag" not in answer


@pytest.mark.parametrize("address", ["/no-such-page/", "/programmes/?x=y", "/api/v1/?x=y"])
def test_what_is_no_answer_has_no_tag(client, address):
    assert "ETag" not in client.get(address)


def test_another_host_is_another_answer(client, made, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    made_of = [create_event() for _ in range(2)]
    address = "/api/v1/events/?page_size=1"

    answers = [client.get(address, HTTP_HOST=f"{each}.example") for each in ("one", "two")]

    assert made_of
    assert [answer.json()["next"][:18] for answer in answers] == [
        "http://one.example",
        "http://two.example",
    ]


def test_what_is_kept_is_bounded():
    served = []

    def view(request):
        served.append(request.path)
        return HttpResponse(b"x" * int(request.GET["size"]))

    middleware = Revisioned(view)

    def ask(path: str, size: int) -> HttpResponse:
        request = HttpRequest()
        request.method, request.path = "GET", path
        request.META |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80"}
        request.GET = request.GET.copy()
        request.GET["size"] = str(size)
        return middleware(request)

    for number in range(100):
        ask(f"/{number}/", 1_000_000)
    ask("/99/", 1_000_000)
    huge = middleware.kept.maxsize // 8
    ask("/huge/", huge), ask("/huge/", huge)

    assert middleware.kept.currsize <= middleware.kept.maxsize
    assert len(served) == 100 + 2  # what was kept last is not made again; what is huge is
    assert len(middleware.kept) < 40


# --- Never old --------------------------------------------------------------------------------

ROWS = [Participation, Funding, Involvement, Affiliation, AlternateName, Citation]


class Curator:
    """Does something at random, again and again; the same for the same seed."""

    def __init__(self, seed: int, made: dict[str, list]):
        self.random, self.made, self.count = random.Random(seed), made, 0

    def act(self) -> str:
        self.count += 1
        what = self.random.choice([
            self.rename, self.summarise, self.move_slug, self.edit_row, self.drop_row, self.add_row,
            self.edit_word, self.withdraw_or_publish, self.hide_or_show, self.nest, self.date,
            self.draft,
        ])  # fmt: skip
        what()
        return what.__name__

    @property
    def record(self):
        record = self.random.choice(self.made["records"])
        record.refresh_from_db()
        return record

    def of(self, kind: str):
        found = [each for each in self.made["records"] if kind == each.KIND]
        return self.random.choice(found)

    def rename(self):
        save(self.record, name=f"Renamed {self.count}")

    def summarise(self):
        record = self.record
        save(record, **({"summary": f"Text {self.count}."} if hasattr(record, "summary") else {}))

    def move_slug(self):
        save(self.record, slug=f"slug-{self.count}")

    def row(self):
        rows = list(self.random.choice(ROWS).objects.order_by("pk"))
        return self.random.choice(rows) if rows else None

    def edit_row(self):
        row = self.row()
        if isinstance(row, AlternateName):
            save(row, name=f"Other {self.count}")
        elif isinstance(row, Affiliation):
            save(row, role=f"Role {self.count}")
        elif row is not None:
            save(row, note=f"Note {self.count}")

    def drop_row(self):
        row = self.row()
        if isinstance(row, Citation | Participation) or row is None:
            return  # a record may need it
        with changes(by=None):
            row.delete()

    def add_row(self):
        programme = self.of("programme")
        one = self.random.choice(["funding", "name", "citation", "role", "part"])
        if one == "funding":
            create_funding(programme=programme, donor=create_organisation())
        elif one == "name":
            create_name(target=self.record, name=f"New name {self.count}")
        elif one == "citation":
            create_citation(target=self.record, note=f"Note {self.count}")
        elif one == "role":
            create_affiliation(person=self.of("person"), role=f"Role {self.count}")
        else:
            create_involvement(programme=programme)

    def edit_word(self):
        word = self.random.choice(self.made["words"])
        values = {"name": f"Word {self.count}"}
        if hasattr(word, "definition"):
            values["definition"] = f"Meaning {self.count}."
        if hasattr(word, "order"):
            values["order"] = self.count
        save(word, **values)

    def withdraw_or_publish(self):
        record = self.record
        if record.status == Status.PUBLISHED and record.KIND != "period":
            record.withdraw(by=None, reason="A mistake.")
        elif record.status != Status.PUBLISHED:
            record.publish(by=None)

    def hide_or_show(self):
        person = self.of("person")
        person.refresh_from_db()
        save(person, indexed=not person.indexed, unindexed_reason="asked for it")

    def nest(self):
        parts = [each for each in self.made["records"] if each.KIND == "organisation"]
        for part in parts:
            part.refresh_from_db()
        first, second = parts[:2]
        save(second, parent=None if second.parent_id else first)

    def date(self):
        record = self.of(self.random.choice(["event", "programme", "output", "period"]))
        save(record, when=str(1990 + self.count % 20))

    def draft(self):
        create_programme(published=False)


def bytes_of(client: Client, address: str) -> tuple[int, bytes]:
    answer = client.get(address)
    return answer.status_code, b"".join(answer)


@pytest.mark.parametrize("seed", range(2))
def test_no_answer_is_ever_older_than_the_record(seed):
    curator, reader = Curator(seed, create_world()), Client()
    # The reader's process keeps answers; a new client is a process that has kept none.
    asked, done = [], []
    for _ in range(15):
        done.append(curator.act())
        everything = every_address()
        asked = [*asked[-8:], *curator.random.sample(everything, 8), "/", "/api/v1/"]
        stranger = Client()

        for address in dict.fromkeys(asked):
            assert bytes_of(reader, address) == bytes_of(stranger, address), (address, done)
