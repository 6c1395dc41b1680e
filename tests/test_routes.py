"""Every route is classified, and answers as its class says: the same for every reader."""

import re
from http import HTTPStatus
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    create_actorkind,
    create_affiliation,
    create_assessment,
    create_code,
    create_event,
    create_finding,
    create_funding,
    create_involvement,
    create_name,
    create_organisation,
    create_output,
    create_participation,
    create_period,
    create_person,
    create_place,
    create_programme,
    create_question,
    create_recommendation,
    create_study,
    create_user,
)
from tests.once import kept_for_the_module
from tests.routes import (
    BY_ID,
    BY_SLUG,
    CONTACT,
    OPERATORS,
    PUBLIC,
    STAFF,
    addresses,
    every_route,
    one_of_each,
    public_routes,
    staff_routes,
)
from trackdiplo.records.models import changes

ROUTES = {route.name: route for route in public_routes()}
RECORDS = sorted(name for name, what in PUBLIC.items() if what in (BY_SLUG, BY_ID))
NOBODY = {BY_SLUG: "no-such-record", BY_ID: "prg-aaaaaaa"}
STAFF_PATTERNS = sorted({route.pattern for route in staff_routes()})

of_every_public_route = pytest.mark.parametrize("name", sorted(PUBLIC))

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """A little of everything that is public."""
    with kept_for_the_module(django_db_blocker):
        create_content()
        yield


@pytest.fixture(scope="module")
def anybody():
    """A reader who asks again and again, and may be told what the server has kept."""
    return Client()


@changes(by=None)
def create_content():
    place, donor = create_place(), create_organisation(is_donor=True)
    host = create_organisation(place=place, website="https://host.example/")
    create_name(target=host, name="Թեքալի", kind="variant", language="hy", script="Armn")
    programme = create_programme(places=[place], organisations=[host], donors=[donor])
    create_participation(programme=programme, role="partner", withheld="partner_azerbaijan")
    create_funding(programme=programme, withheld="donor")
    person = create_person()
    create_affiliation(person=person, organisation=host)
    create_involvement(programme=programme, person=person)
    event = create_event(places=[place])
    create_output(authors=[person], publishers=[host], programmes=[programme])
    create_assessment(programme=programme)
    period = create_period(when="2001/2005")
    create_programme(when="", periods=[period])
    study = create_study()
    question = create_question(study=study)
    answers = {"study": study, "question": question, "areas": programme.areas.all()}
    create_finding(**answers, periods=[period], events=[event], actor_kinds=[create_actorkind()])
    create_recommendation(**answers)
    create_code(study=study)


def test_every_route_is_classified():
    found = {route.name for route in every_route() if route.namespace != STAFF}

    assert found == set(PUBLIC) | OPERATORS | CONTACT


# --- Public -----------------------------------------------------------------------------------


# `test_leaks` asks every address, and is given no cookie: one is set whatever is read.
@pytest.mark.any_database
@pytest.mark.usefixtures("content")
@of_every_public_route
def test_where_there_is_something_a_public_address_answers_without_a_cookie(anybody, name):
    expected = HTTPStatus.FOUND if name == "record-by-id" else HTTPStatus.OK
    asked = one_of_each(addresses(ROUTES[name], published=True, thin=True))

    answers = {address: anybody.get(address) for address in asked}

    assert answers
    for answer in answers.values():
        assert answer.status_code == expected, answer.request["QUERY_STRING"]
        assert not answer.cookies
        assert "cookie" not in answer.get("Vary", "").lower()


@pytest.fixture(scope="module")
def curator(content, django_db_blocker):
    curator = Client(headers={"accept-language": "hy, fr;q=0.5", "accept": "text/html"})
    with kept_for_the_module(django_db_blocker):
        curator.force_login(create_user(is_superuser=True))
        curator.cookies["django_language"] = "ru"
        yield curator


# Who asks, and in which language, is decided before any row is read; what they are told, elsewhere.
@pytest.mark.any_database
@of_every_public_route
def test_a_public_answer_is_the_same_for_staff_and_in_every_language(anybody, curator, name):
    for address in one_of_each(addresses(ROUTES[name], published=True, thin=True)):
        assert whole(curator.get(address)) == whole(anybody.get(address))


# Methods, headers and slashes are the server's: these answers themselves are asked of both.
@pytest.mark.any_database
@pytest.mark.usefixtures("content")
@of_every_public_route
def test_head_has_the_headers_of_get_and_no_body(anybody, name):
    for address in addresses(ROUTES[name], published=True)[:3]:
        answer, headers = anybody.get(address), anybody.head(address)

        assert headers.status_code == answer.status_code
        assert headers.headers == answer.headers
        assert b"".join(headers) == b""


# As above.
@pytest.mark.any_database
@pytest.mark.usefixtures("content")
@of_every_public_route
def test_options_says_how_an_address_can_be_read(client, name):
    for address in addresses(ROUTES[name], published=True)[:3]:
        answer = client.options(address)

        assert answer.status_code in (HTTPStatus.OK, HTTPStatus.NO_CONTENT)
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.content == b""


# As above.
@pytest.mark.any_database
@pytest.mark.usefixtures("content")
@of_every_public_route
def test_what_would_write_is_refused(name):
    # A stranger's form has no token: it is told that nothing can be sent, not that it lacks one.
    stranger = Client(enforce_csrf_checks=True)
    methods = stranger.post, stranger.put, stranger.patch, stranger.delete, stranger.trace

    for ask, address in product(methods, addresses(ROUTES[name], published=True)[:3]):
        answer = ask(address)

        assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert not answer.cookies


@pytest.mark.parametrize("name", RECORDS)
def test_where_nothing_ever_was_there_is_nothing(client, name):
    answer = client.get(ROUTES[name].address(NOBODY[PUBLIC[name]]))

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert not answer.cookies


@pytest.mark.parametrize("name", RECORDS)
def test_a_strange_address_of_a_record_is_one_where_nothing_is(client, name):
    for part in ("%00", "a%00b", "%0A", "%E2%80%8F", "%ED%A0%80", "a" * 4000):
        address = ROUTES[name].address("strange").replace("strange", part)

        answers = {client.get(asked).status_code for asked in (address, address + "?utm_source=x")}

        assert HTTPStatus.NOT_FOUND in answers, part
        assert answers <= {HTTPStatus.NOT_FOUND, HTTPStatus.FOUND, HTTPStatus.BAD_REQUEST}, part


@pytest.mark.parametrize("path", ["/no-such-page/", "/api/v1/no-such-resource/", "/api/v2/"])
def test_an_address_outside_the_site_is_one_where_nothing_is(client, path):
    assert client.get(path).status_code == HTTPStatus.NOT_FOUND


# As above.
@pytest.mark.any_database
@pytest.mark.usefixtures("content")
@of_every_public_route
def test_without_its_last_slash_an_address_leads_to_the_one_with_it(client, name):
    path = addresses(ROUTES[name], published=True)[0]
    if path == "/" or not path.endswith("/"):
        return

    answer = client.get(f"{path[:-1]}?q=x")

    assert answer.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert answer["Location"] == f"{path}?q=x"


def test_partners_may_read_the_api_from_pages_of_their_own_without_cookies(client):
    origin = {"origin": "https://partner.example"}

    api, page = (client.get(path, headers=origin) for path in ("/api/v1/", "/programmes/"))

    assert api["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in api
    assert "Access-Control-Allow-Origin" not in page


# --- Staff ------------------------------------------------------------------------------------


# Who is let in is decided before any row is read.
@pytest.mark.any_database
@pytest.mark.parametrize("pattern", STAFF_PATTERNS)
def test_staff_addresses_lead_a_stranger_to_the_login_and_nowhere_else(client, pattern):
    path = "/" + re.sub(r"<[^>]+>|\(\?P<\w+>[^)]*\)|[\^$]", "1", pattern)
    login = reverse("admin:login")
    if path == login:
        assert client.get(path).status_code == HTTPStatus.OK
        return

    answers = [client.get(path), client.post(path, {"name": "x"})]

    for answer in answers:
        assert answer.status_code == HTTPStatus.FOUND
        # Whoever is not logged in cannot log out, and finds the door of the house.
        assert answer["Location"].startswith(login) or path == reverse("admin:logout")
        assert answer.content == b""


# --- Operators and static files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_what_an_operators_machine_asks_is_told_in_a_word_without_a_cookie(client, name):
    answer = client.get(reverse(name))

    assert answer.status_code == HTTPStatus.OK
    assert answer["Content-Type"] == "text/plain"
    assert len(answer.content) < 10
    assert not answer.cookies


def test_static_files_are_served_without_a_cookie_and_unknown_ones_are_not_there(client):
    found, missing = client.get("/static/admin/css/base.css"), client.get("/static/none.css")

    assert found.status_code == HTTPStatus.OK
    assert found["Content-Type"].startswith("text/css")
    assert b"".join(found)
    assert missing.status_code == HTTPStatus.NOT_FOUND
    assert not found.cookies
    assert not missing.cookies


def whole(answer) -> tuple[int, dict, bytes]:
    """Return all that a reader gets."""
    return answer.status_code, dict(answer.headers), b"".join(answer)
