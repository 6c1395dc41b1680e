"""The benchmark measures what it says it does: the same answers on both sides, of a sound record."""

import orjson
import pytest
from django.core.management import call_command

from bench import measures
from bench.fiction import Fiction
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
    query, one, _words = measures.addresses()(3)

    page = orjson.loads(here(f"/api/v1/programmes/?{query}"))
    same_page = orjson.loads(plain(f"/plain/?{query}"))
    record, same_record = here(f"/api/v1/programmes/{one}/"), plain(f"/plain/{one}/")

    assert page["count"] == same_page["count"] > 0
    assert page["results"] == same_page["results"]
    assert orjson.loads(record) == orjson.loads(same_record)


def test_everything_is_measured_on_both_sides(history):
    found = measures.times("2")

    both = [what for what, sides in found.items() if "plain DRF" in sides]
    assert len(both) == 6
    assert all(time > 0 for sides in found.values() for taken in sides.values() for time in taken)
