"""When a period changes, the programmes that are or were in it are rendered anew, and no others."""

from dataclasses import replace
from itertools import permutations

import pytest

from tests.factories import create_citation, create_period, create_programme, create_source
from tests.records.feed import fresh_documents, stored_documents
from trackdiplo.records.models import KINDS, changes

pytestmark = pytest.mark.django_db

SPANS = ["1990/1994", "1994~/2003", "2002?/.."]
PROGRAMMES = ["1989", "1994~", "2003/", "/1991", "2004/2012", "199X"]


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """The names of the programmes that are rendered, in the order in which they are."""
    names = []

    def render(queryset):
        names.extend(queryset.in_order().values_list("name", flat=True))
        return KINDS_BEFORE.render(queryset)

    KINDS_BEFORE = KINDS["programme"]
    monkeypatch.setitem(KINDS, "programme", replace(KINDS_BEFORE, render=render))
    return names


def save(record, **values):
    record.refresh_from_db()
    with changes(by=None):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


def test_no_document_is_stale_after_a_period_moved_to_any_other_time():
    with changes(by=None):
        moving, other = create_period(when=SPANS[0]), create_period(when="1988/1996")
        for when in PROGRAMMES:
            create_programme(name=when, when=when)
        create_programme(when="", periods=[moving, other])
        create_programme(when="1970", periods=[moving, other])
        create_programme(when="1992", periods=[other])
        create_programme(when="1993", published=False)

    for before, after in permutations(SPANS, 2):
        save(moving, when=before)
        save(moving, when=after)

        assert stored_documents() == fresh_documents(), (before, after)

    moving.withdraw(by=None, reason="It is another one.")
    assert stored_documents() == fresh_documents()
    moving.publish(by=None)
    assert stored_documents() == fresh_documents()


def test_only_programmes_that_are_or_were_in_a_period_are_rendered_when_it_moves(rendered):
    with changes(by=None):
        period = create_period(when="1990/1994")
        for name, when in {"before": "1991", "after": "2001", "neither": "2015"}.items():
            create_programme(name=name, when=when)
        create_programme(name="assigned", when="2016", periods=[period])
        create_programme(name="assigned elsewhere", when="1991", periods=[create_period()])
    rendered.clear()

    save(period, when="2000/2004")

    assert rendered == ["after", "assigned", "before"]


def test_a_source_that_says_till_when_a_period_went_on_moves_its_programmes():
    with changes(by=None):
        period = create_period(when="1990/..", as_of="")
        create_programme(when="2003")

    create_citation(target=period, source=create_source(published="2010"))

    period.refresh_from_db()
    assert period.as_of == "2010"
    assert stored_documents() == fresh_documents()
