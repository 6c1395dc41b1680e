"""Public answers are kept and not sent twice, and none is ever older than the record."""

from __future__ import annotations

import gzip
from http import HTTPStatus

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests.factories import create_event
from tests.once import kept_for_the_module
from tests.routes import PUBLIC, addresses, public_routes
from tests.world import create_world, save
from trackdiplo.records.caching import SMALL, Revisioned

ROUTES = {route.name: route for route in public_routes()}
# Where a route redirects there is nothing to keep.
KEPT = sorted(set(PUBLIC) - {"record-by-id"})

of_every_kept_route = pytest.mark.parametrize("name", KEPT)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> dict[str, list]:
    """A little of everything that is public, each linked to most of the others."""
    with kept_for_the_module(django_db_blocker):
        yield create_world()


@pytest.fixture(scope="module")
def asking(made):
    """A reader whose answers the server keeps from one test to the next."""
    return Client()


def files(address: str) -> bool:
    return "format=csv" in address or "format=jsonl" in address


def documents(name: str) -> list[str]:
    found = [each for each in addresses(ROUTES[name], published=True) if not files(each)]
    return found[:4]


# --- Conditional answers ----------------------------------------------------------------------


# Tags and packing are of the answer, whatever it was read from.
@pytest.mark.any_database
@of_every_kept_route
def test_while_nothing_changes_an_answer_is_not_sent_again(asking, name):
    for address in documents(name):
        tag = asking.get(address)["ETag"]

        again = asking.get(address, headers={"if-none-match": tag})

        assert again.status_code == HTTPStatus.NOT_MODIFIED
        assert again.content == b""
        assert again["ETag"] == tag


# As above; and `test_never_old` asks both whether a tag is ever that of an older answer.
@pytest.mark.any_database
@of_every_kept_route
def test_after_a_public_change_it_is(asking, client, name):
    tags = {address: asking.get(address)["ETag"] for address in documents(name)}

    create_event(name="Something new")

    for address, tag in tags.items():
        answer = client.get(address, headers={"if-none-match": tag})
        assert answer.status_code == HTTPStatus.OK
        assert answer["ETag"] != tag


# Tags are of the revision, and `test_changes` asks both that this stays where it is.
@pytest.mark.any_database
def test_a_draft_and_a_note_change_no_tag(asking, made):
    asked = [address for name in KEPT for address in documents(name)[:2]]
    tags = {address: asking.get(address)["ETag"] for address in asked}

    draft = create_event(published=False)
    save(draft, name="Another draft")
    for record in made["records"]:
        save(record, internal_note="Ask again in May.")

    for address, tag in tags.items():
        answer = asking.get(address, headers={"if-none-match": tag})
        assert answer.status_code == HTTPStatus.NOT_MODIFIED


def test_head_has_the_tag_of_get_and_is_no_answer_to_it(client, made):
    head = client.head("/programmes/")
    answer = client.get("/programmes/")
    unchanged = client.head("/programmes/", headers={"if-none-match": head["ETag"]})

    assert head["ETag"] == answer["ETag"]
    assert head.content == b""
    assert answer.content
    assert unchanged.status_code == HTTPStatus.NOT_MODIFIED


def unpacked(answer) -> bytes:
    packed = answer.get("Content-Encoding") == "gzip"
    return gzip.decompress(answer.content) if packed else answer.content


# As above.
@pytest.mark.any_database
@of_every_kept_route
def test_who_takes_gzip_gets_the_same_answer_packed_once_under_the_same_tag(asking, name):
    for address in documents(name):
        first = asking.get(address, headers={"accept-encoding": "br, gzip"})
        kept = asking.get(address, headers={"accept-encoding": "gzip;q=0.5"})
        plain = asking.get(address)

        assert first.content == kept.content
        assert unpacked(kept) == plain.content
        assert ("Content-Encoding" in kept) is (len(plain.content) >= SMALL)
        assert first["ETag"] == plain["ETag"]
        for each in (first, kept, plain):
            assert each["Content-Length"] == str(len(each.content))
            assert "Accept-Encoding" in each["Vary"]


def test_a_file_is_packed_while_it_is_sent(client, made):
    answer = client.get("/api/v1/programmes/?format=csv", headers={"accept-encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(answer)).startswith(b"\xef\xbb\xbfid,slug,name")


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
