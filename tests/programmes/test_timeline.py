"""What the timeline shows, as a picture, as a table and in the API."""

import random
import re
from html import unescape
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
    create_activity,
    create_area,
    create_event,
    create_funding,
    create_organisation,
    create_participation,
    create_period,
    create_place,
    create_programme,
)
from tests.pages import links, page, rows, words
from tests.programmes.drawn import bars_of, lanes_of, names_of, pictures
from trackdiplo.records.models import changes

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
@pytest.mark.parametrize("address", ["/timeline/", "/api/v1/timeline/"])
@pytest.mark.parametrize("lanes", ["", "donor", "organisation", "area"])
def test_the_timeline_costs_the_same_queries_for_one_of_everything_and_for_three(
    client, address, lanes
):
    found = []
    for _ in range(3):
        period, donor = create_period(), create_organisation(is_donor=True)
        create_programme(when="", periods=[period], donors=[donor])
        create_programme(donors=[donor])
        create_event(places=[create_place()])
        with CaptureQueriesContext(connection) as asked:
            client.get(address, {"lanes": lanes} if lanes else {})
        found.append(len(asked))

    assert len(set(found)) == 1


# --- Lanes ------------------------------------------------------------------------------------


@pytest.fixture
@changes(by=None)
def shared(db):
    """Programmes that share words and organisations; one partner and one donor are withheld."""
    media, youth = create_area(name="Media", order=1), create_area(name="Youth", order=2)
    film, school = create_activity(name="Film", order=1), create_activity(name="School", order=2)
    host, payer = create_organisation(name="Host"), create_organisation(name="Payer")
    one = create_programme(
        name="One", when="1990", areas=[media, youth], activities=[film], organisations=[host],
        donors=[payer],
    )  # fmt: skip
    two = create_programme(
        name="Two", when="1991", areas=[youth], activities=[film, school], organisations=[host]
    )
    for role in ("host", "partner"):
        create_participation(programme=two, withheld="partner_azerbaijan", role=role)
    for _ in range(2):
        create_funding(programme=one, withheld="donor")
    return [one, two]


LANES = {
    "area": {"Media 1": ["One"], "Youth 2": ["One", "Two"]},
    "activity": {"Film 2": ["One", "Two"], "School 1": ["Two"]},
    "donor": {"Payer 1": ["One"], "a donor": ["One"], "No donor known 1": ["Two"]},
    "organisation": {
        "Host 2": ["One", "Two"],
        "a partner organisation in Azerbaijan": ["Two"],
    },
}


@pytest.mark.parametrize("lanes", LANES)
def test_a_programme_stands_in_every_lane_that_it_belongs_to_and_is_counted_once(
    client, shared, lanes
):
    html = page(client, f"/timeline/?lanes={lanes}")

    found = {
        heading: [name.partition(",")[0] for name in names]
        for heading, names in lanes_of(html).items()
    }
    assert found == LANES[lanes]
    assert 'data-count="2"' in html


@pytest.mark.parametrize("lanes", LANES)
def test_the_lanes_are_the_same_in_the_table_and_in_the_api(client, shared, lanes):
    html = page(client, f"/timeline/?lanes={lanes}")
    document = client.get(f"/api/v1/timeline/?lanes={lanes}").json()

    headings = [re.sub(r" \d$", "", heading) for heading in LANES[lanes]]
    in_table = [words(each) for each in re.findall(r'scope="rowgroup">(.*?)</th>', html)]
    in_lanes = {
        lane: [row["name"] for row in document["dated"] if lane in names(row["lanes"])]
        for lane in names(document["lanes"])
    }
    assert in_table == headings == list(in_lanes)
    assert list(in_lanes.values()) == list(LANES[lanes].values())


def names(found: list[dict]) -> list[str]:
    return [each["name"] for each in found]


def test_a_label_in_place_of_a_name_has_no_address_and_is_not_counted(client, shared):
    document = client.get("/api/v1/timeline/?lanes=donor").json()
    html = page(client, "/timeline/?lanes=donor")

    assert [lane["slug"] for lane in document["lanes"]] == ["payer", "", ""]
    assert re.search(r'<h3 id="lane-2">\s*a donor\s*</h3>', html)


def test_a_filter_leaves_the_other_lanes_of_what_it_finds(client, shared):
    area = shared[0].areas.get(name="Media")

    html = page(client, f"/timeline/?lanes=area&area={area.slug}")

    assert list(lanes_of(html)) == ["Media 1", "Youth 1"]


def test_the_form_and_the_files_keep_the_lanes(client, shared):
    html = page(client, "/timeline/?lanes=area&track=2")

    assert re.search(r'name="lanes"\s+value="area"\s+checked', html)
    assert links(html, "JSON") == ["/api/v1/timeline/?lanes=area&track=2"]
    assert links(html, "PNG") == ["/timeline/?lanes=area&track=2&format=png"]


# --- Zoom -------------------------------------------------------------------------------------


def test_a_period_that_is_asked_for_is_all_that_the_axis_shows(client, two_periods):
    document = client.get("/api/v1/timeline/?period=late").json()
    html = page(client, "/timeline/?period=late")

    assert document["axis"] == {"first": 1995, "last": 1999}
    assert [names(document[each]) for each in ("events", "dated")] == [["Peace"], ["Second"]]
    assert names_of(html) == ["Peace, 1998, not known", "Second, 1996–1997"]
    assert names(document["periods"]) == ["Early", "Late"]


def test_a_window_of_time_is_all_that_the_axis_shows(client, two_periods):
    document = client.get("/api/v1/timeline/?active_from=1991-06&active_to=1993").json()

    assert document["axis"] == {"first": 1991, "last": 1993}
    assert [names(document[each]) for each in ("events", "dated")] == [["War"], ["First"]]


def test_every_period_is_a_link_that_keeps_what_was_asked(client, two_periods):
    html = page(client, "/timeline/?track=2&lanes=area&active_from=1991")

    zooms = re.search(r'<nav class="zooms".*?</nav>', html, re.DOTALL)[0]
    assert re.findall(r'href="(.*?)"', zooms) == [
        "/timeline/?track=2&amp;lanes=area",
        "/timeline/?track=2&amp;lanes=area&amp;period=early",
        "/timeline/?track=2&amp;lanes=area&amp;period=late",
    ]
    assert "aria-current" not in zooms


def test_the_period_that_is_shown_is_said_to_be(client, two_periods):
    zoomed = page(client, "/timeline/?period=late")
    whole = page(client, "/timeline/")

    current = [
        re.search(r'aria-current="true">(.*?)</a>', html, re.DOTALL)[1] for html in (zoomed, whole)
    ]
    assert [words(each).split()[-1] for each in current] == ["Late", "years"]


def step(html: str, name: str) -> str | None:
    """Return where a step leads; None where it leads nowhere."""
    link = re.search(rf'<a class="step-link"\s+id="step-{name}"(.*?)>', html, re.DOTALL)[1]
    assert ("href" in link) != ('aria-disabled="true"' in link)
    return unescape(link.partition('href="')[2].partition('"')[0]) or None


def test_steps_lead_to_other_times_and_back_to_the_whole(client, two_periods):
    whole = page(client, "/timeline/?track=2")  # 1990 to 1999

    inside = step(whole, "in")
    later = step(page(client, inside), "later")
    outside = step(page(client, later), "out")

    assert inside == "/timeline/?track=2&active_from=1992&active_to=1996"
    assert later == "/timeline/?track=2&active_from=1994&active_to=1998"
    assert outside == "/timeline/?track=2"
    assert [step(whole, name) for name in ("earlier", "later", "out")] == [None] * 3


def test_steps_go_on_where_nothing_is_found(client, two_periods):
    html = page(client, "/timeline/?active_from=1990&active_to=1991&q=second")

    assert step(html, "later") == "/timeline/?q=second&active_from=1991&active_to=1992"
    assert 'data-count="0"' in html


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
