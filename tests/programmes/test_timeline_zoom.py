"""A part of the time on the timeline, and the steps from one to another."""

import re
from html import unescape

import pytest

from tests.pages import page, words
from tests.programmes.drawn import names, names_of

pytestmark = pytest.mark.django_db


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
