"""What is not understood is refused in words that name it, on pages and in the API alike."""

from __future__ import annotations

import csv
import io
import re
from http import HTTPStatus
from operator import attrgetter

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    create_assessment,
    create_code,
    create_event,
    create_finding,
    create_funding,
    create_name,
    create_organisation,
    create_output,
    create_period,
    create_person,
    create_place,
    create_programme,
    create_question,
    create_recommendation,
)
from tests.routes import LIST, PUBLIC, addresses, public_routes
from trackdiplo.records.models import Counter, Document, changes

PROBLEM = "application/problem+json"
PROGRAMMES = ["/programmes/", "/timeline/", "/network/"]
PROGRAMMES += [f"/api/v1{path}" for path in PROGRAMMES]
# What no list understands: query, and the parameter that the answer names. What stands here first
# would be refused by a database, or be too much for it.
FOR_NO_DATABASE = [
    ("a%00b=1", "a␀b"),
    ("q=a%00", "q"),
    ("q=" + "a" * 501, "q"),
    ("active_from=0003", "active_from"),
]
ON_EVERY_LIST = [
    ("preiod=x", "preiod"),
    ("q=a&Q=b", "Q"),
    ("=x", ""),
    ("format=xml", "format"),
    ("q=a&q=a", "q"),
    ("q=%20", "q"),
    ("q=!%3F", "q"),
    ("active_from=yesterday", "active_from"),
    ("active_from=2003-13", "active_from"),
    ("active_from=2003-02-30", "active_from"),
    ("active_from=2003/2004", "active_from"),
    ("active_from=2003&active_from=2003", "active_from"),
    ("active_to=2003-9", "active_to"),
    ("match=perhaps", "match"),
    ("match=certain&match=certain", "match"),
]
ON_LISTS_WITH_DATES = [("active_from=2004&active_to=2003", "active_to")]
ON_PAGED_LISTS = [
    ("page=999", "page"),
    ("page=-1", "page"),
    ("page=1.0", "page"),
    ("page=last", "page"),
    ("page=%C2%B2", "page"),
    ("page=1&page=1", "page"),
]
ON_PROGRAMMES = [
    ("period=no-such-period", "period"),
    ("period=prd-aaaaaaa", "period"),
    ("period=%00", "period"),
    ("area=" + "a" * 501, "area"),
    ("activity=no-such-activity", "activity"),
    ("donor=no-such-donor", "donor"),
    ("organisation=no-such-organisation", "organisation"),
    ("together=no-such-organisation", "together"),
    ("track=3", "track"),
    ("track=2&track=3", "track"),
    ("kind=ngo", "kind"),
]
ON_TIMELINES = [("lanes=colour", "lanes"), ("lanes=area&lanes=donor", "lanes")]
WITHOUT_PAGES = [("page=1", "page"), *ON_TIMELINES]
ON_NETWORKS = [
    ("ties=blood", "ties"),
    ("ties=money&ties=money", "ties"),
    ("focus=no-such-organisation", "focus"),
    ("focus=a&focus=b", "focus"),
    ("focus=%00", "focus"),
]
IN_THE_API = [
    ("q=", "q"),
    ("match=", "match"),
    ("page=", "page"),
    ("format=", "format"),
    ("utm_source=x", "utm_source"),
]
OF_PAGES_IN_THE_API = [
    ("page_size=abc", "page_size"),
    ("page_size=0", "page_size"),
    ("page_size=501", "page_size"),
    ("page_size=1&page_size=1", "page_size"),
]
WITH_FORMATS = [
    ("format=csv&page=1", "page"),
    ("format=jsonl&page_size=10", "page_size"),
    ("format=csv&format=csv", "format"),
    ("format=CSV", "format"),
]
LISTS = [route for route in public_routes() if PUBLIC[route.name] == LIST]


def has_dates(route) -> bool:
    return "active_from" in route.view_class.filterset_class.base_filters


def refused_on(route) -> list[tuple[str, str]]:
    """Return (query, parameter that is named) for what a list refuses that has no rows."""
    return [
        *ON_EVERY_LIST,
        *(ON_LISTS_WITH_DATES if has_dates(route) else []),
        *(ON_PAGED_LISTS if route.is_paged else WITHOUT_PAGES),
        *(IN_THE_API if route.is_api else [("page_size=2", "page_size")]),
        *(OF_PAGES_IN_THE_API if route.is_api and route.is_paged else []),
        *(WITH_FORMATS if route.has_formats else []),
    ]


BY_ROWS = dict.fromkeys(PROGRAMMES, ON_PROGRAMMES) | {
    path: [("kind=none", "kind"), ("track=3", "track"), ("period=x", "period")]
    for path in ("/organisations/", "/donors/", "/api/v1/organisations/", "/api/v1/donors/")
}
BY_ROWS["/compare/donors/"] = [
    ("donor=x", "donor"),
    ("one=no-such-donor", "one"),
    ("other=org-aaaaaaa", "other"),
    ("one=a%00", "one"),
    ("one=" + "a" * 501, "one"),
    ("one=a&one=b", "one"),
    ("format=xml", "format"),
    ("format=csv", "format"),
]
BY_ROWS |= dict.fromkeys(["/network/", "/api/v1/network/"], ON_PROGRAMMES + ON_NETWORKS)


def problems_of(answer) -> list[str]:
    """Return the parameters that an answer names, in a page or in a problem."""
    if answer["Content-Type"] == PROBLEM:
        return list(answer.json()["parameters"])
    return re.findall(r"<dt>\s*<code>(.*?)</code>", answer.content.decode())


def assert_each_is_refused_by_name(client, path: str, table: list[tuple[str, str]]):
    answers = {query: client.get(f"{path}?{query}") for query, _ in table}

    told = {query: (answer.status_code, problems_of(answer)) for query, answer in answers.items()}
    assert told == {query: (HTTPStatus.BAD_REQUEST, [name]) for query, name in table}
    for answer in answers.values():
        assert (answer["Content-Type"] == PROBLEM) is path.startswith("/api/")


@pytest.mark.django_db
@pytest.mark.parametrize("route", LISTS, ids=attrgetter("name"))
def test_what_a_database_would_not_look_for_is_refused_before(client, route):
    pages = [("page=2", "page"), ("page=0", "page")] if route.is_paged else []
    assert_each_is_refused_by_name(client, route.address(), FOR_NO_DATABASE + pages)


# What the parameters alone refuse; what a row is needed for, and what is dangerous to a database, is
# asked of both.
@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("route", LISTS, ids=attrgetter("name"))
def test_a_query_that_is_not_understood_is_a_400_that_names_the_parameter(client, route):
    assert_each_is_refused_by_name(client, route.address(), refused_on(route))


@pytest.mark.django_db
@pytest.mark.parametrize("path", BY_ROWS)
def test_a_value_that_no_row_has_is_a_400_that_names_the_parameter(client, path):
    assert_each_is_refused_by_name(client, path, BY_ROWS[path])


@pytest.mark.django_db
@pytest.mark.parametrize("path", PROGRAMMES)
def test_all_that_is_wrong_with_a_query_is_said_at_once(client, path):
    names = client.get(f"{path}?preiod=x&q=a&q=b&area=%00")
    values = client.get(f"{path}?track=3&active_from=x&period=y")

    assert problems_of(names) == ["preiod", "q", "area"]
    assert sorted(problems_of(values)) == ["active_from", "period", "track"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/programmes/", "/api/v1/programmes/"])
def test_a_misspelt_parameter_is_answered_with_the_one_that_is_close(client, path):
    answer = client.get(f"{path}?preiod=x")

    assert "Did you mean “period”?" in answer.content.decode()


@pytest.mark.django_db
def test_a_parameter_that_is_like_no_other_is_answered_with_those_there_are(client):
    answer = client.get("/api/v1/periods/?colour=x")

    assert answer.json()["parameters"] == {
        "colour": [
            "“colour” is no parameter here. There are: active_from, active_to, format, match,"
            " page, page_size, q."
        ]
    }


@pytest.mark.django_db
def test_a_problem_is_told_as_rfc_9457_has_it(client):
    answer = client.get("/api/v1/programmes/?track=3")

    assert answer.json() == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "The address has parameters that are not understood.",
        "parameters": {"track": ["Select a valid choice. 3 is not one of the available choices."]},
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route",
    # What is embedded has no form, and no feed has one.
    [
        route
        for route in LISTS
        if not (route.is_api or route.listed or route.name == "timeline-embed")
    ],
    ids=attrgetter("name"),
)
def test_a_page_that_refuses_a_query_keeps_the_form_and_what_was_typed(client, route):
    dates = "&active_from=sometime" if has_dates(route) else ""

    answer = client.get(f"{route.address()}?preiod=x&q=bridges{dates}")

    page = answer.content.decode()
    assert 'method="get"' in page
    assert re.search(r'name="q"\s+value="bridges"', page)
    assert not dates or re.search(r'name="active_from"\s+value="sometime"', page)
    assert "data-count" not in page


@pytest.mark.django_db
def test_an_address_without_parameters_refuses_all(client):
    programme = create_programme(donors=[create_organisation()])
    for create in (create_period, create_person, create_event, create_output):
        create()
    create_assessment(programme=programme)
    for create in (create_question, create_code, create_finding, create_recommendation):
        create()
    others = [route for route in public_routes() if PUBLIC[route.name] != LIST]
    asked = [addresses(route, published=True)[0] for route in others]

    answers = {address: client.get(f"{address}?lang=hy") for address in asked}

    told = {address: (each.status_code, problems_of(each)) for address, each in answers.items()}
    assert told == dict.fromkeys(asked, (HTTPStatus.BAD_REQUEST, ["lang"]))


@pytest.mark.django_db
def test_one_record_is_answered_in_json_alone(client):
    address = create_programme().get_api_url()

    answers = {form: client.get(f"{address}?format={form}") for form in ("json", "csv", "xml")}

    assert answers["json"].content == client.get(address).content
    assert problems_of(answers["csv"]) == problems_of(answers["xml"]) == ["format"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/programmes/", "/api/v1/programmes/"])
def test_more_parameters_than_a_form_can_have_are_refused(client, path, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20

    answer = client.get(path + "?" + "&".join(["track=2"] * 21))

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert (answer["Content-Type"] == PROBLEM) is path.startswith("/api/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/programmes/", "/api/v1/programmes/"])
def test_a_host_that_is_not_ours_is_refused_in_the_same_words(client, path):
    answer = client.get(path, headers={"host": "elsewhere.example"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert (answer["Content-Type"] == PROBLEM) is path.startswith("/api/")
    assert b"elsewhere.example" not in answer.content


# --- What is dropped from the address of a page ------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "clean"),
    [
        ("/programmes/?utm_source=x&period=", "/programmes/"),
        ("/programmes/?track=2&q=&fbclid=1&mc_cid=2&gclid=3&yclid=4", "/programmes/?track=2"),
        ("/programmes/?track=2&track=&track=1.5", "/programmes/?track=2&track=1.5"),
        ("/programmes/?q=%D5%A2%20b&utm_x=", "/programmes/?q=%D5%A2+b"),
        ("/timeline/?utm_source=x&preiod=1", "/timeline/?preiod=1"),
        ("/?utm_campaign=spring", "/"),
        ("/periods/a%3Fb%23c/?utm_source=x", "/periods/a%3Fb%23c/"),
        ("/id/prd-aaaaaaa/?utm_source=x", "/id/prd-aaaaaaa/"),
    ],
)
def test_empty_values_and_tracking_are_dropped_by_a_redirect(client, asked, clean):
    answer = client.get(asked)

    assert answer.status_code == HTTPStatus.FOUND
    assert answer["Location"] == clean


# --- Errors under /api/ -----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("get", "/api/v1/no-such-resource/", HTTPStatus.NOT_FOUND),
        ("get", "/api/v1/programmes/prg-aaaaaaa/", HTTPStatus.NOT_FOUND),
        ("get", "/api/v1/programmes/prg-aaaaaaa/names/", HTTPStatus.NOT_FOUND),
        ("get", "/api/", HTTPStatus.NOT_FOUND),
        ("post", "/api/v1/programmes/", HTTPStatus.METHOD_NOT_ALLOWED),
        ("delete", "/api/v1/programmes/prg-aaaaaaa/", HTTPStatus.METHOD_NOT_ALLOWED),
        ("put", "/api/v1/", HTTPStatus.METHOD_NOT_ALLOWED),
        ("patch", "/api/v1/schema/", HTTPStatus.METHOD_NOT_ALLOWED),
    ],
)
def test_every_error_of_the_api_is_a_problem(client, method, path, expected):
    answer = getattr(client, method)(path)

    assert answer.status_code == expected
    assert answer["Content-Type"] == PROBLEM
    assert answer.json()["status"] == expected
    assert answer.json()["title"] == expected.phrase


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "content_type"), [("/api/v1/", PROBLEM), ("/", "text/html")])
def test_a_mistake_of_our_own_is_told_without_its_details(monkeypatch, path, content_type):
    def fail():
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(Counter, "current", fail)
    answer = Client(raise_request_exception=False).get(path)

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert answer["Content-Type"].startswith(content_type)
    assert "please try again later" in answer.content.decode()
    assert "secret" not in answer.content.decode()


# --- Where records are ------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["organisation-page", "donor-page"])
def test_an_address_that_a_record_once_had_leads_to_where_it_is(client, name):
    record = create_organisation(slug="once", is_donor=True)
    record.refresh_from_db()
    with changes(by=None):
        record.slug = "now"
        record.save()

    answer = client.get(reverse(name, args=["once"]))

    assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
    assert answer["Location"] == reverse(name, args=["now"])


@pytest.mark.django_db
@pytest.mark.parametrize("create", [create_programme, create_period, create_organisation])
def test_the_address_that_is_cited_leads_to_the_page_of_the_record(client, create):
    record = create()

    answer = client.get(reverse("record-by-id", args=[record.public_id]))

    assert answer.status_code == HTTPStatus.FOUND
    assert answer["Location"] == record.get_absolute_url()


@pytest.mark.django_db
def test_a_donor_is_cited_as_the_organisation_that_it_is(client):
    donor = create_organisation(is_donor=True)

    answer = client.get(reverse("record-by-id", args=[donor.public_id]))

    assert answer["Location"] == reverse("organisation-page", args=[donor.slug])


# --- Files ------------------------------------------------------------------------------------


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"), newline="")))


@pytest.mark.django_db
def test_a_csv_file_is_one_that_a_spreadsheet_opens_as_it_is_meant(client):
    create_period(name="Թեքալի, “and” others", summary="=1+1", when="1988/..", as_of="2025-10")

    answer = client.get("/api/v1/periods/?format=csv")

    content = b"".join(answer)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="periods.csv"'
    assert content.startswith(b"\xef\xbb\xbfid,slug,name,url,page,number,when,")
    assert content.count(b"\xef\xbb\xbf") == 1
    row = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert row["name"] == "Թեքալի, “and” others"
    assert row["summary"] == "'=1+1"
    assert row["latest_end"] == ""


@pytest.mark.django_db
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_taken_for_a_formula(client, start):
    create_period(summary=f"{start}SUM(A1)")

    row = rows_of(client.get("/api/v1/periods/?format=csv"))[0]

    assert row["summary"] == f"'{start}SUM(A1)"


@pytest.mark.django_db
def test_a_list_in_a_csv_cell_is_its_ids_each_once(client):
    place, other = create_place(slug="baku"), create_place(slug="yerevan")
    lead, donor = create_organisation(), create_organisation()
    programme = create_programme(organisations=[lead], donors=[donor], places=[place, other])
    create_funding(programme=programme, withheld="donor")
    create_name(target=programme, name="First")
    create_name(target=programme, name="Second")

    row = rows_of(client.get("/api/v1/programmes/?format=csv"))[0]

    assert row["places"] == "baku;yerevan"
    assert row["participations"] == lead.public_id
    assert row["fundings"] == donor.public_id
    assert row["names"] == "First;Second"
    assert row["outcome_unknown"] == "false"


@pytest.mark.django_db
def test_a_source_that_is_cited_twice_stands_once_in_a_csv_cell(client):
    programme = create_programme()
    with changes(by=None):
        citation = programme.citations.get()
        programme.citations.create(source=citation.source, field="when")

    row = rows_of(client.get("/api/v1/programmes/?format=csv"))[0]

    assert row["citations"] == citation.source.slug


@pytest.mark.django_db
def test_json_lines_are_the_documents_of_the_list_in_its_order(client):
    for when in ("2005", "1999", "2001"):
        create_programme(when=when)

    answer = client.get("/api/v1/programmes/?format=jsonl")

    listed = client.get("/api/v1/programmes/").json()["results"]
    lines = b"".join(answer).splitlines()
    assert answer["Content-Type"] == "application/jsonl; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="programmes.jsonl"'
    assert [Document.objects.get(public_id=row["id"]).body.encode() for row in listed] == lines


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "error"), [("csv", ValueError), ("jsonl", AttributeError)])
def test_a_failure_midway_breaks_the_file_off(client, form, error):
    create_programme(when="1999")
    broken = create_programme(when="2001")
    Document.objects.filter(public_id=broken.public_id).delete()

    answer = client.get(f"/api/v1/programmes/?format={form}")

    assert answer.status_code == HTTPStatus.OK
    with pytest.raises(error):
        b"".join(answer)
