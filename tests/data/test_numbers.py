"""One question has one number: on the page, on the timeline, in JSON, CSV and JSON Lines.

Every question is asked of the content of `data/`, in every form.
"""

from __future__ import annotations

import csv
import io
import random
import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from actors.models import Donor, Organisation
from programmes.filters import ProgrammeFilterSet, TimelineFilterSet
from programmes.models import Period, Programme
from programmes.pictures import PICTURES
from tests.pages import boxes, words
from tests.routes import LIST, PUBLIC, Route, public_routes, values
from trackdiplo.records.facets import drawers, read_options
from trackdiplo.records.filters import Facet
from trackdiplo.records.models import Change

MATCHES = [{}, {"match": "certain"}]


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def numbers(client, resource: str, query: str, *, with_timeline: bool = True) -> dict[str, int]:
    """Return the number that each form of an answer gives."""
    page = client.get(f"/{resource}/?{query}").content.decode()
    document = client.get(f"/api/v1/{resource}/?{query}").json()
    table = b"".join(client.get(f"/api/v1/{resource}/?{query}&format=csv")).decode("utf-8-sig")
    lines = b"".join(client.get(f"/api/v1/{resource}/?{query}&format=jsonl")).splitlines()
    ids = [row["id"] for row in csv.DictReader(io.StringIO(table, newline=""))]
    found = {
        "page": count_of(page),
        "JSON": document["count"],
        "CSV": len(ids),
        "different ones": len(set(ids)),
        "JSON Lines": len(lines),
    }
    if with_timeline:
        found |= numbers_of_timeline(client, query)
    return found


def numbers_of_timeline(client, query: str) -> dict[str, int]:
    page = client.get(f"/timeline/?{query}").content.decode()
    document = client.get(f"/api/v1/timeline/?{query}").json()
    return {
        "timeline": count_of(page),
        "its bars": len(re.findall(r'<a href="/programmes/[^"]+" transform=', page)),
        "its rows": page.rpartition('class="timeline of-programmes"')[2].count('<th scope="row">'),
        "timeline in JSON": document["count"],
        "dated and undated": len(document["dated"]) + len(document["undated"]),
        "timeline in CSV": len(programmes_of(client.get(f"/timeline/?format=csv&{query}"))),
    }


def programmes_of(table) -> set[str]:
    lines = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"), newline=""))
    return {line["id"] for line in lines if line["what"] == "programme"}


def count_of(page: str) -> int:
    return int(re.search(r'data-count="(\d+)"', page)[1])


def questions(
    amount: int, filterset=ProgrammeFilterSet, *, size: int = 2
) -> list[dict[str, object]]:
    """Return `size` filters with a value each, always the same ones."""
    dice = random.Random(1988)
    filters = filterset.base_filters
    names = sorted(filters.keys() - {"match"})
    pairs = [dice.sample(names, size) for _ in range(amount)]
    matches = MATCHES if "match" in filters else [{}]
    return [
        in_order({name: dice.choice(values(filters[name], published=True)) for name in pair})
        | dice.choice(matches)
        for pair in pairs
    ]


def in_order(question: dict[str, str]) -> dict[str, str]:
    """Return a question whose window of time, if it has one, does not end before it begins."""
    window = [name for name in ("active_from", "active_to") if name in question]
    return question | dict(zip(window, sorted(question[name] for name in window), strict=True))


def all_the_same(found: dict[str, int]) -> bool:
    return len(set(found.values())) == 1


def test_the_whole_list_has_one_number(client):
    found = numbers(client, "programmes", "")

    assert found["JSON"] > 50  # so that the page has a second
    assert all_the_same(found), found


@pytest.mark.parametrize("match", MATCHES, ids=["possible", "certain"])
def test_every_period_has_one_number(client, match):
    asked = [urlencode({"period": slug} | match) for slug in slugs(Period)]

    found = {query: numbers(client, "programmes", query) for query in asked}

    assert len(found) == 8
    assert {query: each for query, each in found.items() if not all_the_same(each)} == {}
    assert any(each["JSON"] for each in found.values())


def test_every_donor_has_one_number(client):
    asked = [urlencode({"donor": slug}) for slug in slugs(Donor)]

    found = {query: numbers(client, "programmes", query) for query in asked}

    assert len(found) > 10
    assert {query: each for query, each in found.items() if not all_the_same(each)} == {}
    assert any(each["JSON"] for each in found.values())


# The forms are asked of each database by period and by donor; 200 pairs are reckoned on each, below.
@pytest.mark.any_database
def test_each_of_50_pairs_of_filters_has_one_number_in_every_form(client):
    asked = [urlencode(question) for question in questions(50)]

    found = {query: numbers(client, "programmes", query) for query in asked}

    assert {query: each for query, each in found.items() if not all_the_same(each)} == {}
    assert len({each["JSON"] for each in found.values()}) > 2


def test_every_one_of_200_pairs_of_filters_has_one_number():
    """As the page, the timeline and the form beside each value reckon it, without fetching them."""
    found = {urlencode(question): numbers_of_pair(question) for question in questions(200)}

    assert {query: each for query, each in found.items() if not all_the_same(each)} == {}
    assert len({each["list"] for each in found.values()}) > 10


def numbers_of_pair(question: dict[str, str]) -> dict[str, int]:
    timeline = asking(TimelineFilterSet, question).drawn()
    panels = [panel for lane in timeline.lanes for panel in lane.panels]
    return {
        "list": asking(ProgrammeFilterSet, question).qs.count(),
        "timeline": timeline.count,
        "dated and undated": len(timeline.dated) + len(timeline.undated),
        "bars": sum(len(panel.marks) for panel in panels),
    } | {
        f"beside {name}": number_beside(name, value, question)
        for name, value in question.items()
        if isinstance(ProgrammeFilterSet.base_filters[name], Facet)
    }


def number_beside(name: str, value: str, question: dict[str, str]) -> int:
    """Return what the form of the rest of a question says of a value."""
    filterset = asking(
        ProgrammeFilterSet, {each: question[each] for each in question.keys() - {name}}
    )
    read_options(filterset, Change.latest())
    shown = next(each for each in drawers(filterset, filterset.count()) if each.field.name == name)
    return next(choice.count for choice in shown.choices if choice.value == slug_of(name, value))


def slug_of(name: str, value: str) -> str:
    """Return the value of the box of what is asked for by its slug or id."""
    records = ProgrammeFilterSet.base_filters[name].extra.get("queryset")
    if not hasattr(getattr(records, "model", None), "public_id"):
        return value
    found = records.filter(public_id=value).first()
    return found.slug if found else value


def asking(filterset, question: dict[str, str]):
    asked = filterset(QueryDict(urlencode(question)), Programme.objects.published().for_list())
    assert asked.check() == {}
    return asked


@pytest.mark.parametrize("lanes", ["area", "activity", "donor", "organisation"])
def test_lanes_show_every_programme_and_leave_the_number_as_it_is(client, lanes):
    page = client.get(f"/timeline/?lanes={lanes}").content.decode()
    document = client.get(f"/api/v1/timeline/?lanes={lanes}").json()

    bars = re.findall(r'<a href="(/programmes/[^"]+)" transform=', page)
    in_table = page.rpartition('class="timeline of-programmes"')[2]
    in_lanes = [row["page"] for each in ("dated", "undated") for row in document[each]]
    standing = sum(len(row["lanes"]) for each in ("dated", "undated") for row in document[each])
    assert count_of(page) == document["count"] == len(set(bars)) == len(set(in_lanes)) > 50
    assert len(bars) == in_table.count('<th scope="row">') == standing
    assert set(bars) == set(in_lanes)


def test_two_values_of_a_filter_find_what_either_finds(client):
    first, second = list(slugs(Donor))[2:4]

    either, both = (
        {row["id"] for slug in (first, second) for row in rows(client, f"donor={slug}")},
        {row["id"] for row in rows(client, f"donor={first}&donor={second}")},
    )

    assert both == either


@pytest.mark.parametrize("resource", ["organisations", "donors"])
@pytest.mark.parametrize("query", ["", "kind=ngo", "track=2", "area=media", "active_from=2010"])
def test_organisations_and_donors_have_one_number(client, resource, query):
    found = numbers(client, resource, query, with_timeline=False)

    assert all_the_same(found), found


@pytest.mark.parametrize("resource", ["organisations", "donors"])
def test_every_period_has_one_number_of_organisations_and_donors(client, resource):
    asked = [f"period={slug}" for slug in slugs(Period)]

    found = {query: numbers(client, resource, query, with_timeline=False) for query in asked}

    assert {query: each for query, each in found.items() if not all_the_same(each)} == {}
    assert len({each["JSON"] for each in found.values()}) > 2


def test_the_pages_of_a_list_make_up_the_whole(client):
    whole = [row["id"] for row in rows(client, "")]
    pages = [
        row["id"]
        for number in (1, 2, 3, 4)
        for row in client.get(f"/api/v1/programmes/?page_size=20&page={number}").json()["results"]
    ]

    assert pages == whole


# --- The numbers beside the values of a list's form -------------------------------------------

# One list for each FilterSet that has values to choose: the timeline and pictures ask what lists do.
LISTS = [
    route
    for route in public_routes()
    if PUBLIC[route.name] == LIST
    and not route.is_api
    and not route.listed
    and route.name not in ("timeline", "timeline-embed", *PICTURES)
    # The content has one study: what stands beside it is tested with the interviews.
    and any(
        isinstance(each, Facet) and name != "study"
        for name, each in route.view_class.filterset_class.base_filters.items()
    )
]
OFFER = re.compile(r'<a href="([^"]*)">(?:Without it|It alone|Clear all): (\d+) ')
EVERYTHING, SOMETHING = "of everything", "of what was asked for"
# To ask for something is to ask for all that a whole list does, and more.
A_WHOLE_LIST = pytest.param(EVERYTHING, marks=pytest.mark.any_database)


def listed(route: Route, query: dict[str, object]) -> int:
    """Return how many rows the list has for a query."""
    filterset = route.view_class.filterset_class(
        QueryDict(urlencode(query, doseq=True)), route.view_class().get_queryset()
    )
    assert filterset.check() == {}
    return filterset.qs.count()


def wrong_numbers(client, route: Route, query: dict[str, object]) -> list[tuple]:
    """Return each value whose number is not that of the list with it, and how many it has."""
    page = client.get(f"{route.address()}?{urlencode(query)}").content.decode()
    numbers = boxes(page)
    assert len(numbers) > 4
    other = {"match": "possible" if query.get("match") == "certain" else "certain"}
    wrong = []
    for (name, value), found in numbers.items():
        asked = [query | {name: value}]
        if len(found) == 2:  # blurred: what it gives, and what it would with the other match
            asked.append(asked[0] | other)
        right = [listed(route, each) for each in asked]
        if found != right:
            wrong.append((name, value, found, right))
    return wrong


@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.name)
@pytest.mark.parametrize("asked", [A_WHOLE_LIST, SOMETHING])
def test_the_number_beside_a_value_is_that_of_the_list_with_it(client, route, asked):
    filterset = route.view_class.filterset_class
    several = [*questions(40, filterset), *questions(40, filterset, size=1)]
    some = next(query for query in several if listed(route, query))
    query = {EVERYTHING: {}, SOMETHING: some}[asked]

    assert wrong_numbers(client, route, query) == []


@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.name)
def test_where_nothing_is_found_every_offer_has_the_number_of_its_list(client, route):
    filterset = route.view_class.filterset_class
    several = questions(60, filterset, size=3)
    asked = [query for query in several if not listed(route, query)][:4]
    assert asked

    for query in asked:
        page = client.get(f"{route.address()}?{urlencode(query)}").content.decode()

        offered = OFFER.findall(page)
        assert offered, query
        for address, number in offered:
            path, _, question = unescape(address).partition("?")
            assert path == route.address()
            assert listed(route, QueryDict(question).dict()) == int(number) > 0


def test_what_is_beside_a_period_is_possible_first_and_then_certain(client):
    route = next(route for route in LISTS if route.name == "programme-list")

    page = boxes(client.get(route.address()).content.decode())

    blurred = [found for (name, _), found in page.items() if name == "period"]
    assert len(blurred) == 8
    assert all(certain <= possible for possible, certain in blurred)
    assert any(certain < possible for possible, certain in blurred)


def test_values_of_one_filter_are_alternatives_whatever_is_chosen_among_them(client):
    before = boxes(client.get("/programmes/").content.decode())

    after = boxes(client.get("/programmes/?area=media&area=peacemaking").content.decode())

    def of_areas(numbers):
        return {value: found for (name, value), found in numbers.items() if name == "area"}

    assert of_areas(after) == of_areas(before) != {}


def slugs(model) -> list[str]:
    return model.objects.published().in_order().values_list("slug", flat=True)


def rows(client, query: str) -> list[dict]:
    return client.get(f"/api/v1/programmes/?page_size=500&{query}").json()["results"]


# --- Pictures: the drawing, the table below it, the file, and the lists that its numbers lead to ---

# The mark of a number: a link to the list that it is of, or none.
NUMBER = re.compile(r"<td[^>]*>\s*(?:<a href=\"([^\"]+)\">)?\s*(?:<span[^>]*>)?(\d+)")


def file_of(client, path: str, query: str, wanted: str) -> str:
    answer = client.get(f"{path}?{query}&format={wanted}")
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode("utf-8-sig")


def lines_of(table: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return each line of a table of numbers: its name, and (address, number) in its columns."""
    found = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</th>(.*?)</tr>", table, re.DOTALL)
    return [
        (words(name), [(unescape(href), int(number)) for href, number in NUMBER.findall(cells)])
        for name, cells in found
    ]


def listed_at(address: str) -> int:
    """Return how many rows the list at an address has."""
    path, _, query = address.partition("?")
    route = next(route for route in LISTS if route.address() == path)
    filterset = route.view_class.filterset_class(
        QueryDict(query), route.view_class().get_queryset()
    )
    assert filterset.check() == {}
    return filterset.qs.count()


@pytest.mark.parametrize("path", ["/pictures/donors-by-period/", "/pictures/areas-by-period/"])
@pytest.mark.parametrize(
    "asked",
    [
        "",
        "match=certain",
        "active_from=2010&q=dialogue",
        "donor=european-union&donor=friedrich-ebert-foundation",
        "area=media&period=ice-age&period=fading-inertia&match=certain",
    ],
)
def test_programmes_by_period_have_one_number_in_every_form_and_in_the_list_it_leads_to(
    client, path, asked
):
    page = client.get(f"{path}?{asked}").content.decode()
    table = lines_of(page.rpartition('<table class="numbers">')[2])
    head, *rows = csv.reader(io.StringIO(file_of(client, path, asked, "csv"), newline=""))
    drawing = file_of(client, path, asked, "svg")

    numbers = [(name, [number for _href, number in cells]) for name, cells in table]
    assert [(row[1], [int(number) for number in row[2:]]) for row in rows] == numbers != []
    assert len(head) == len(rows[0])
    drawn = re.findall(r"<title>(.*?), (\d+)\. .*?: (\d+)</title>", drawing)
    shown = [
        (name, column.split()[0], str(number))
        for name, line in numbers[:-1]  # the last line is that of all, in figures alone
        for column, number in zip(head[2:-1], line, strict=False)
        if number
    ]
    assert [(unescape(name), period, number) for name, period, number in drawn] == shown
    leading = [(href, number) for _name, cells in table for href, number in cells if href]
    assert leading
    assert [pair for pair in leading if listed_at(pair[0]) != pair[1]] == []


@pytest.mark.parametrize("asked", ["", "match=certain", "kind=book", "active_from=2003"])
def test_outputs_by_year_have_one_number_in_every_form_and_in_the_list_it_leads_to(client, asked):
    path = "/pictures/outputs-by-year/"

    page = client.get(f"{path}?{asked}").content.decode()
    table = lines_of(page.rpartition("<table")[2])
    _head, *rows = csv.reader(io.StringIO(file_of(client, path, asked, "csv"), newline=""))
    drawing = file_of(client, path, asked, "svg")

    numbers = [[name, *(str(number) for _href, number in cells)] for name, cells in table]
    assert numbers == rows != []
    drawn = re.findall(r"<title>(\d+): (\d+)–(\d+)</title>", drawing)
    assert [list(each) for each in drawn] == [row for row in rows if row[2] != "0"]
    leading = [(href, number) for _name, cells in table for href, number in cells if href]
    assert leading
    assert [pair for pair in leading if listed_at(pair[0]) != pair[1]] == []


def test_what_may_be_of_a_year_is_what_is_dated_and_what_is_not(client):
    path = "/pictures/outputs-by-year/"

    page = client.get(path).content.decode()
    _head, *rows = csv.reader(io.StringIO(file_of(client, path, "", "csv"), newline=""))

    undated = int(re.search(r"(\d+) more have no date", page)[1])
    for year, _certain, possible in rows:
        of_it = listed_at(f"/outputs/?active_from={year}&active_to={year}")
        assert of_it == int(possible) + undated, year


@pytest.mark.parametrize("parameter", ["organisation", "donor"])
def test_the_work_on_a_page_is_that_of_the_list_of_it(client, parameter):
    model, downloads = {"organisation": Organisation, "donor": Donor}[parameter], []

    for record in model.objects.published().in_order()[:12]:
        page = client.get(record.get_absolute_url()).content.decode()

        ids = rows(client, f"{parameter}={record.slug}")
        bars = re.findall(r'<a href="(/programmes/[^"]+)" transform=', page)
        table = page.partition('<table class="timeline of-work">')[2].partition("</table>")[0]
        in_rows = re.findall(r'<th scope="row">\s*<a href="(/programmes/[^"]+)"', table)
        assert sorted(bars) == sorted(in_rows) == sorted(row["page"] for row in ids), record
        # They are drawn anew for each: those of one are enough to see that the links lead there.
        downloads = downloads or re.findall(r'<p class="downloads">.*?</p>', page, re.DOTALL)

    assert downloads
    for address in re.findall(r'href="([^"]+)"', unescape("".join(downloads))):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("kind", ["organisations", "donors"])
def test_the_number_beside_a_name_in_a_list_is_that_of_the_list_it_leads_to(client, kind):
    html = client.get(f"/{kind}/").content.decode()

    said = re.findall(r'href="/programmes/\?([^"&]+)">\s*(\d+) programmes?\s*<', html)

    assert len(said) > 5
    for query, number in said:
        found = ProgrammeFilterSet(QueryDict(query), Programme.objects.published())
        assert found.qs.count() == int(number), query
