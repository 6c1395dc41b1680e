"""The page of the design shows what is, and every colour can be told from what it stands on."""

import pytest

from tests.factories import create_event, create_finding, create_organisation, create_period
from tests.factories import create_programme as programme
from tests.pages import page, words
from trackdiplo.records.colours import colours, contrast

WORDS, EDGES = 4.5, 3.0
# Rows are told apart by the space between them; the line only leads the eye.
ADORNS = {"line"}


def test_contrast_is_reckoned_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#1c2328", "#1c2328") == 1


@pytest.mark.parametrize("when", ["by_day", "by_night"])
def test_each_colour_has_the_contrast_that_its_use_needs(when):
    needed = dict.fromkeys(colours(), WORDS) | {"line-strong": EDGES} | dict.fromkeys(ADORNS, 1)

    found = {name: getattr(colour, when).contrast for name, colour in colours().items()}

    assert {name: has for name, has in found.items() if has < needed[name]} == {}


def test_each_colour_says_what_it_means_and_has_a_night():
    alike = {name for name, colour in colours().items() if colour.day == colour.night}

    assert [each.name for each in colours().values() if not (each.meaning or each.period)] == []
    assert alike == set()


@pytest.mark.django_db
def test_the_page_shows_every_colour_and_parts_with_real_records(client):
    period = create_period(number=1, name="Ice age", when="2011/2019")
    donor = create_organisation(name="Open Fund", is_donor=True)
    programme(name="Bridges", when="2012/2015", donors=[donor])
    programme(name="Undated", when="", periods=[period])
    create_event(name="Ceasefire", when="2012")
    create_finding(name="Told", statement="Some say so.", highlighted=True)

    html = page(client, "/about/design/")

    assert [each.name for each in colours().values() if f">{each.name}<" not in html] == []
    values = {value for each in colours().values() for value in (each.day, each.night)}
    assert {value for value in values if f'fill="{value}"' not in html} == set()
    for name in ("Ice age", "Bridges", "Undated", "Open Fund", "Ceasefire", "Some say so."):
        assert name in html


@pytest.mark.django_db
def test_the_page_stands_without_a_record(client):
    assert "Nothing is on record here yet" in words(page(client, "/about/design/"))
