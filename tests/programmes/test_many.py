"""What is too much to be drawn or listed on a page is counted, with the way to all of it."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from programmes import filters, in_time, timeline
from tests.factories import create_assessment, create_event, create_organisation, create_period
from tests.factories import create_programme as programme
from tests.once import once_for
from tests.pages import links, page, words
from tests.programmes.drawn import names_of, pictures
from trackdiplo.records import first

pytestmark = pytest.mark.django_db
YEARS = re.compile(
    r'<th scope="row">(\d{4})</th>\s*<td>\s*(?:<a href="(.*?)">|<span class="zero">)(\d+)'
    r".*?<td>\s*(?:<span[^>]*>)?(\d+)",
    re.DOTALL,
)


@once_for("module")
def three():
    """Three programmes and two events."""
    period = create_period(number=1, slug="early", when="1990/1992")
    donor = create_organisation(name="Payer", slug="payer", is_donor=True)
    for name, when in (("One", "1990/1991"), ("Two", "1991~"), ("Undated", "")):
        made = programme(
            name=name, when=when, periods=[] if when else [period], donors=[donor],
            organisations=[donor],
        )  # fmt: skip
        create_assessment(programme=made)
    create_event(when="1990", name="War")
    create_event(when="1991", name="Talks")


@pytest.fixture
def many(monkeypatch, three):
    """Of these, two and one are drawn at most."""
    for module in (timeline, in_time):
        monkeypatch.setattr(module, "MOST_DRAWN", 2)
    monkeypatch.setattr(filters, "MOST_EVENTS", 1)


def years_of(html: str) -> list[tuple]:
    found = YEARS.findall(html)
    return [(int(year), int(certain), int(possible)) for year, _, certain, possible in found]


def test_programmes_that_are_too_many_to_be_drawn_are_counted_by_year(client, many):
    html = page(client, "/timeline/")

    assert 'data-count="3"' in html
    assert names_of(html) == []
    assert "too many to tell apart, so they are counted" in words(html)
    assert years_of(html) == [(1990, 1, 3), (1991, 1, 3), (1992, 0, 2)]
    assert all(pictures(html))


@pytest.mark.parametrize("match", ["possible", "certain"])
def test_the_number_of_a_year_is_that_of_its_list(client, many, match):
    html = page(client, f"/timeline/?match={match}&lanes=donor&donor=payer")

    for year, address, certain, possible in YEARS.findall(html):
        asked = {"match": match, "donor": "payer", "active_from": year, "active_to": year}
        shown = client.get(f"/api/v1/programmes/?{urlencode(asked)}").json()["count"]
        assert shown == int(possible)
        if address:
            listed = unescape(address).replace("/programmes/", "/api/v1/programmes/")
            assert client.get(listed).json()["count"] == int(certain)


def test_few_of_many_are_drawn(client, many):
    html = page(client, "/timeline/?active_from=1992")

    assert names_of(html) == ["Two, around 1991", "Undated, undated, in period 1"]


def test_events_that_are_too_many_to_be_drawn_have_a_list_of_their_own(client, many):
    html = page(client, "/timeline/?active_to=1991&lanes=area")
    document = client.get("/api/v1/timeline/").json()

    assert "The 2 events of this time are too many" in words(html)
    assert links(html, "They have a list of their own.") == ["/events/?active_to=1991"]
    assert (document["event_count"], document["events"]) == (2, [])


def test_the_files_of_what_is_counted_have_the_years(client, many):
    table = client.get("/timeline/?format=csv").content.decode("utf-8-sig")
    drawing = client.get("/timeline/?format=svg").content.decode()

    assert table.split() == ["year,certainly,possibly", "1990,1,3", "1991,1,3", "1992,0,2"]
    assert "Programmes by year" in words(drawing)
    assert re.findall(r"<title>(\d{4}): (.*?)</title>", drawing) == [
        ("1990", "1–3"),
        ("1991", "1–3"),
        ("1992", "0–2"),
    ]
    assert client.get("/timeline/?format=png").content.startswith(b"\x89PNG")


def test_the_first_page_and_the_page_of_a_donor_count_by_year_too(client, many):
    home, donor = page(client, "/"), page(client, "/donors/payer/")

    assert "How many programmes were active in each year" in words(home)
    assert re.findall(r"(\d+) programmes?\s*</a>", home) == ["3"]
    assert years_of(donor) == []  # the programmes, not the years, are its table
    assert "The first 2 of 3." in words(donor)
    assert "too many to tell apart" in words(donor)


def test_the_page_of_a_period_has_the_first_programmes_and_the_way_to_all(
    client, monkeypatch, many
):
    monkeypatch.setattr(first, "MOST_SHOWN", 1)

    html = page(client, "/periods/early/")

    assert [word for word in ("One", "Two", "Undated") if f">{word}</a>" in html] == ["One"]
    assert "The first 1 of 3." in words(html)
    assert "/programmes/?period=early" in links(html, "All of them, in a list")


def test_the_pages_of_the_timeline_are_the_whole_on_one_axis(client, many):
    whole = client.get("/api/v1/timeline/").json()
    address, found, axes = "/api/v1/timeline/?page_size=2", [], []

    while address:
        answer = client.get(address).json()
        found += [row["name"] for row in answer["dated"] + answer["undated"]]
        axes.append(answer["axis"])
        address = answer["next"]

    assert sorted(found) == ["One", "Two", "Undated"]
    assert axes == [whole["axis"]] * 2
    assert (whole["next"], answer["count"]) == (None, 3)
    assert answer["previous"].endswith("/api/v1/timeline/?page_size=2")
