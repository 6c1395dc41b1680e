"""The benchmark measures what it says it does: the same answers on both sides, of a sound record."""

import orjson
import pytest
from django.core.management import call_command

from bench import asked, measures
from bench.fiction import Fiction
from bench.tables import Found, report
from tests.once import kept_for_the_module
from trackdiplo.records.models import Change, Document

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def history(django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker):
        Fiction(40).write()
        yield


def test_the_made_up_history_is_as_the_admin_would_have_saved_it(history, capsys):
    call_command("check_records")

    assert "All is as it should be." in capsys.readouterr().out
    assert Document.objects.filter(kind="programme").count() == 40
    assert Change.objects.count() == Document.objects.count()


def test_both_sides_answer_the_same(history):
    here, plain = measures.asking("trackdiplo.settings"), measures.asking("bench.plain")
    drawn = asked.drawn()(3)

    def both(what: str) -> tuple[bytes, bytes]:
        ours, theirs = asked.BOTH[what]
        return here(ours.format(**drawn)), plain(theirs.format(**drawn))

    page, same_page = map(orjson.loads, both("page of 50 by period and donor, cold"))
    record, same_record = both("one record, cold")

    assert page["count"] == same_page["count"] > 0
    assert page["results"] == same_page["results"]
    assert orjson.loads(record) == orjson.loads(same_record)


# What is measured answers on either, as asked above; how it is told has no database.
@pytest.mark.any_database
def test_everything_is_measured_and_told(history):
    found = Found(
        measures.about(), measures.times("2"), {("here", 40): {"seconds": 1.5, "memory": 0.2}}
    )

    told = report([found], rounds=2)

    both = [what for what, sides in found.times.items() if "plain DRF" in sides]
    assert both == list(asked.BOTH)
    taken = [taken for sides in found.times.values() for taken in sides.values()]
    assert all(clock > 0 and work > 0 for clock, work, _size in taken)
    assert [what for what in found.times if f"| {what} |" not in told] == []
    assert "| here | 40 | 1.5 | 0.2 |" in told
