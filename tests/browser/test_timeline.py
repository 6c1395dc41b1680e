"""The timeline as it is drawn: names keep clear of each other in the fonts of this machine."""

import pytest

from programmes.picture import NAMED_ROWS
from tests.factories import (
    create_area,
    create_event,
    create_organisation,
    create_period,
    create_programme,
)
from trackdiplo.records.models import changes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What each link of the picture covers: words and shapes, but not the room that was kept for it.
COVERED = """panels => panels.map(panel => [...panel.querySelectorAll('a')].map(link => {
  const room = link.querySelector('.hit').getBoundingClientRect();
  const drawn = [...link.querySelectorAll('text:not(.tip), rect:not(.hit), use')];
  const boxes = drawn.map(each => each.getBoundingClientRect());
  return {
    name: link.querySelector('title').textContent,
    row: link.getAttribute('transform'),
    left: Math.min(...boxes.map(box => box.left)),
    right: Math.max(...boxes.map(box => box.right)),
    kept: [room.left, room.right],
  };
}))"""


@pytest.fixture
def crowd():
    """More than one row holds, with long names of wide letters."""
    words = ["Dialogue", "WOMEN", "Mammals", "Թեքալի", "illicit", "Əliyev", "of the South Caucasus"]
    shared = {"areas": [create_area()], "organisations": [create_organisation()]}
    with changes(by=None):
        period = create_period(when="1988/2025")
        for number in range(14):
            name = " ".join(words[number % 7 :] + words[: number % 5])
            when = f"{1988 + 2 * number}/{1990 + 2 * number}"
            create_programme(name=f"{name} {number}", when=when, **shared)
            create_event(name=f"{name[:40]} {number}", when=f"{2000 + number // 4}-05")
        create_programme(name="Undated and WIDE", when="", periods=[period], **shared)


def test_no_name_runs_into_another_or_out_of_its_room(hands, crowd):
    hands.page.set_viewport_size({"width": 1280, "height": 900})

    hands.page.goto("/timeline/")
    panels = hands.page.eval_on_selector_all(".panel", COVERED)

    links = [link for panel in panels for link in panel]
    assert len(links) == 14 + 14 + 1
    for link in links:
        left, right = link["kept"]
        assert left - 2 <= link["left"], link["name"]
        assert link["right"] <= right + 2, link["name"]
    for panel in panels:
        rows = {}
        for link in panel:
            rows.setdefault(link["row"], []).append((link["left"], link["right"]))
        for row in rows.values():
            row.sort()
            assert all(end < start for (_, end), (start, _) in zip(row, row[1:], strict=False))


def test_a_name_without_room_shows_when_the_keyboard_comes_to_its_mark(hands):
    with changes(by=None):
        create_programme(when="1990/1999")
        for number in range(NAMED_ROWS + 2):
            create_event(name=f"Talks {number}", when="1995-05-06")
    hands.page.set_viewport_size({"width": 1280, "height": 900})
    hands.page.goto("/timeline/")
    mark = hands.page.locator(".panel a", has=hands.page.locator(".tip")).first
    name = mark.locator(".tip")
    before = name.is_visible()

    mark.focus()
    hands.page.keyboard.press("Shift+Tab")
    hands.page.keyboard.press("Tab")

    assert not before
    assert name.is_visible()


def test_at_every_width_one_of_both_pictures_fits_the_page(hands):
    create_programme(name="A long name of a programme that did a little of everything")

    for width in (320, 360, 1024, 1280):
        hands.page.set_viewport_size({"width": width, "height": 900})
        hands.page.goto("/timeline/")

        wide = hands.page.locator(".picture").is_visible()
        bars = hands.page.locator(".of-programmes .bar-cell").first.is_visible()
        assert hands.page.evaluate("document.documentElement.scrollWidth") <= width
        assert (wide, bars) == ((True, False) if width > 1024 else (False, True))
