"""What the timeline shows, as a picture, as a table and in the API."""

import random
from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.geometry import WIDTH, Axis
from programmes.models import Event, Programme
from programmes.picture import (
    MARK,
    NAMED_ROWS,
    Row,
    mark_of,
    panels_of_events,
    panels_of_rows,
)
from programmes.timeline import draw
from tests.factories import (
    create_area,
    create_event,
    create_organisation,
    create_period,
    create_place,
    create_programme,
)
from tests.pages import page, rows
from tests.programmes.drawn import bars_of, names, names_of, pictures
from trackdiplo.records.facets import options_at

# --- The picture ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_every_bar_is_a_link_with_a_name_and_a_date(client):
    period = create_period(name="The war", number=3, when="1992/1994")
    create_programme(name="Dated", slug="dated", when="1993~")
    create_programme(name="Undated", when="", periods=[period])
    create_event(name="Ceasefire", when="1994-05", bearing="enabling")

    html = page(client, "/timeline/")

    assert names_of(html) == [
        "Ceasefire, May 1994, enabling dialogue",
        "Dated, around 1993",
        "Undated, undated, in period 3",
    ]
    assert bars_of(html)[1].get("href") == "/programmes/dated/"


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?lanes=donor", "?active_from=1993&active_to=1993"])
def test_every_picture_is_xml_and_has_no_style_of_its_own(client, query):
    create_period(name="War & peace <1>", when="1992/1994")
    create_programme(name='A "bridge" & <more>', when="1993~/..", as_of="1995")
    create_event(name="Talks & more", when="1993")

    for address in (f"/timeline/{query}", "/"):
        html = page(client, address)

        assert pictures(html)
        assert "style=" not in html


@pytest.mark.django_db
def test_a_bar_fades_where_a_date_is_uncertain_and_points_on_where_it_goes_on(client):
    create_period(when="1990/1999")
    create_programme(when="1994~/..", as_of="1997-12-31")

    (bar,) = bars_of(page(client, "/timeline/"))

    drawn = [(each.get("class"), each.get("x"), each.get("width")) for each in bar.iter("rect")]
    assert drawn[1:] == [
        ("reach", "300.1", "699.9"),
        ("rise", "300.1", "299.6"),
        ("certain", "599.7", "200.4"),
        ("onward", "800.1", "199.9"),
    ]
    assert bar.find("path").get("class") == "going-on"


@pytest.mark.django_db
def test_what_is_undated_is_drawn_around_its_periods(client):
    first, second, later = (create_period(when=when) for when in ("1990/1992", "1992/1993", "1999"))
    create_programme(name="Undated", when="", periods=[first, second, later])

    (bar,) = bars_of(page(client, "/timeline/"))

    boxes = [(each.get("x"), each.get("width")) for each in bar.iter("rect")][1:]
    assert boxes == [("0.0", "400.1"), ("900.1", "99.9")]  # those that touch are one


@pytest.mark.django_db
def test_an_event_has_the_mark_of_its_bearing(client):
    bearings = ["enabling", "hindering", "mixed", "unknown"]
    create_programme()
    for year, bearing in enumerate(bearings, start=1990):
        create_event(when=str(year), bearing=bearing)

    html = page(client, "/timeline/")

    marks = [link.find("use").get("href") for link in bars_of(html)[:4]]
    assert marks == [f"#mark-{bearing}" for bearing in bearings]


@pytest.mark.django_db
def test_the_table_has_the_rows_of_the_picture(client):
    period = create_period(number=3, when="1992/1994")
    area = create_area(name="Media")
    create_programme(name="Undated", when="", periods=[period], areas=[area])
    create_programme(name="Dated", when="1993~", areas=[area])
    create_event(name="Ceasefire", when="1994-05", kind="agreement", bearing="enabling")

    html = page(client, "/timeline/")

    assert rows(html) == [
        "Ceasefire May 1994 agreement + enabling dialogue",
        "Programmes with a date",
        "Dated around 1993 Media",
        "Programmes without a date, somewhere in a period",
        "Undated undated, in period 3 Media",
    ]
    assert 'data-count="2"' in html


@pytest.mark.django_db
def test_one_programme_without_periods_or_events_is_a_picture(client):
    create_programme(name="Bridge", when="2003-05-06")

    html = page(client, "/timeline/")

    assert names_of(html) == ["Bridge, 6 May 2003"]


# The same code asks either database.
@pytest.mark.any_database
@pytest.mark.django_db
def test_the_timeline_costs_the_same_queries_for_one_of_everything_and_for_three(client):
    lanes = ("", "?lanes=donor", "?lanes=organisation", "?lanes=area")
    found = {
        f"{path}{query}": [] for path in ("/timeline/", "/api/v1/timeline/") for query in lanes
    }
    for _ in range(3):
        period, donor = create_period(), create_organisation(is_donor=True)
        create_programme(when="", periods=[period], donors=[donor])
        create_programme(donors=[donor])
        create_event(places=[create_place()])
        for address, costs in found.items():
            options_at.cache_clear()  # each asks what its form offers
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            costs.append(len(asked))

    assert {address: len(set(costs)) for address, costs in found.items()} == dict.fromkeys(found, 1)


# --- The API ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_timeline_of_the_api_has_exactly_these_fields(client):
    period = create_period(when="1988/1991", number=1)
    create_event(when="1990-05-06", kind="war", bearing="hindering", slug="war", name="War")
    create_programme(
        when="1990/..", as_of="1995", name="Bridge", slug="bridge", public_id="prg-aaaaaaa"
    )

    document = client.get("/api/v1/timeline/").json()

    assert list(document) == [
        "count", "next", "previous", "axis", "lanes", "periods", "event_count", "events", "dated",
        "undated",
    ]  # fmt: skip
    assert document["dated"] == [
        {
            "id": "prg-aaaaaaa",
            "slug": "bridge",
            "name": "Bridge",
            "url": "/api/v1/programmes/prg-aaaaaaa/",
            "when": "1990/..",
            "as_of": "1995",
            "when_display": "from 1990, ongoing as of 1995",
            "earliest_start": "1990-01-01",
            "latest_start": "1990-12-31",
            "earliest_end": "1995-01-01",
            "latest_end": None,
            "page": "/programmes/bridge/",
            "ongoing": True,
            "periods": [
                {
                    "id": period.public_id,
                    "slug": period.slug,
                    "name": period.name,
                    "url": period.get_api_url(),
                }
            ],
            "lanes": [],
        }
    ]
    assert (document["events"][0]["kind"], document["events"][0]["bearing"]) == ("war", "hindering")
    assert (document["count"], document["periods"][0]["number"]) == (1, 1)


@pytest.mark.django_db
def test_an_undated_programme_has_its_periods(client):
    period = create_period(name="Thaw", when="1988/1991")
    create_programme(name="Undated", when="", periods=[period, create_period(published=False)])

    document = client.get("/api/v1/timeline/").json()

    (row,) = document["undated"]
    assert (row["when"], names(row["periods"]), row["ongoing"]) == ("", ["Thaw"], False)
    assert document["dated"] == []
    assert document["count"] == 1


# --- Geometry of the whole ----------------------------------------------------------------------


def random_span(dice: random.Random) -> str:
    first = dice.randint(1988, 2024)
    last = dice.randint(first, 2025)
    return dice.choice(
        [f"{first}", f"{first}-05", f"{first}~/{last}", f"{first}/", f"{first}-05-06"]
    )


def collide(one, other) -> bool:
    apart = one.reach.end <= other.reach.x or other.reach.end <= one.reach.x
    return one.y == other.y and not apart


@pytest.mark.parametrize("amount", [1, 5, 300])
def test_no_name_or_bar_lies_on_another_or_outside_the_picture(amount):
    dice, axis = random.Random(amount), Axis(1988, 2025)
    found = []
    for _ in range(amount):
        programme = Programme(name="Dialogue " * dice.randint(1, 9), when=random_span(dice))
        programme.bound(programme.computed_span(""))
        found.append(Row(programme, axis.bar(programme.span), [], [], []))

    panels = panels_of_rows(found)

    shown = [mark for panel in panels for mark in panel.marks]
    assert {mark.row.programme.pk for mark in shown} == {row.programme.pk for row in found}
    assert len(shown) == amount
    for panel in panels:
        assert not any(collide(*pair) for pair in combinations(panel.marks, 2))
        assert all(0 <= mark.y < panel.height <= 300 for mark in panel.marks)
    assert all(mark.reach.x >= 0 and mark.reach.end <= WIDTH for mark in shown)


@pytest.mark.parametrize("amount", [1, 300])
def test_no_mark_lies_on_another_and_names_take_a_few_rows_at_most(amount):
    dice, axis = random.Random(amount), Axis(1988, 2025)
    marks = []
    for _ in range(amount):
        kind = dice.choice(["war", "talks", "other"])
        event = Event(name="Talks " * dice.randint(1, 6), when=random_span(dice), kind=kind)
        event.bound(event.computed_span(""))
        marks.append(mark_of(event, axis))

    panels = panels_of_events(marks)

    assert sum(len(panel.marks) for panel in panels) == amount
    for panel in panels:
        assert not any(collide(*pair) for pair in combinations(panel.marks, 2))
    shown = [mark for panel in panels for mark in panel.marks]
    assert any(mark.named for mark in shown)
    assert all(MARK / 2 <= mark.x <= WIDTH - MARK / 2 for mark in shown)
    assert sum(mark.named for mark in shown) <= NAMED_ROWS * amount


@pytest.mark.parametrize(
    ("when", "year"),
    [
        ("2001~", 2001.5),  # in the middle of the three years that it may be of
        ("200X", 2005),
        ("1994~/", 1994.5),
        ("1992/1994", 1992.5),
        ("2001~/2006~", 2001.5),
        ("1980/1994~", 1990),  # before the picture begins
    ],
)
def test_a_mark_stands_where_an_event_most_likely_began(when, year):
    axis = Axis(1990, 2009)
    event = Event(name="Talks", when=when)
    event.bound(event.computed_span(""))

    at = mark_of(event, axis).x / WIDTH * 20 + 1990

    assert at == pytest.approx(year, abs=0.2)


def test_a_war_gets_its_name_before_what_came_first():
    axis, events = Axis(1990, 1999), []
    for number in range(NAMED_ROWS + 1):
        kind = "war" if number == NAMED_ROWS else "talks"
        event = Event(name=f"Name {number}", when="1995", kind=kind)
        event.bound(event.computed_span(""))
        events.append(mark_of(event, axis))

    shown = [mark for panel in panels_of_events(events) for mark in panel.marks]
    named = [mark.event.name for mark in shown if mark.named]

    assert f"Name {NAMED_ROWS}" in named
    assert len(named) < len(shown)


def test_nothing_at_all_is_a_timeline():
    timeline = draw([], [])

    assert (timeline.count, timeline.lanes, timeline.bands) == (0, [], [])
