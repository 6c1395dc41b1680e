"""A dump is a package: loaded into an empty database and dumped again, it is the same bytes."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from programmes.models import Programme
from tests.records.content import create_content, files_in
from tests.world import create_world
from trackdiplo.records.models import Status
from trackdiplo.records.package.dump import dump
from trackdiplo.records.package.loader import load

# A database is emptied as a whole: outside of any transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def content():
    create_content()


@pytest.fixture
def everything(content):
    """Rows of all tables, public and not."""
    create_world()


def empty_the_database():
    call_command("flush", interactive=False, verbosity=0)


@pytest.mark.parametrize("for_staff", [False, True])
def test_loading_a_dump_and_dumping_it_is_the_identity(everything, tmp_path, for_staff):
    dump(tmp_path / "first", everything=for_staff)
    empty_the_database()

    load(tmp_path / "first", apply=True)
    dump(tmp_path / "second", everything=for_staff)

    assert files_in(tmp_path / "second") == files_in(tmp_path / "first")


LOAD_AND_DUMP = """
import sys
import django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
for what in (["load_package", sys.argv[1], "--apply"], ["dump_package", sys.argv[2], "--all"]):
    call_command(*what)
"""


@pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"],
    reason="beside SQLite, which is everywhere, it needs PostgreSQL",
)
def test_a_dump_from_sqlite_loads_into_postgresql_and_dumps_the_same_bytes(everything, tmp_path):
    here, sqlite, back = (tmp_path / name for name in ("postgresql", "sqlite", "back"))
    dump(here, everything=True)
    # Another process: which database it works on is settled when Django starts.
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "trackdiplo.settings",
    }
    command = [sys.executable, "-c", LOAD_AND_DUMP, here, sqlite]
    subprocess.run(command, env=environment, cwd=settings.BASE_DIR, check=True)
    empty_the_database()

    load(sqlite, apply=True)
    dump(back, everything=True)

    assert files_in(sqlite) == files_in(here)
    assert files_in(back) == files_in(sqlite)


def test_a_dump_for_staff_brings_back_every_status(content, tmp_path):
    dump(tmp_path, everything=True)
    empty_the_database()

    load(tmp_path, apply=True)

    statuses = dict(Programme.objects.values_list("name", "status"))
    assert statuses == {
        "Public": Status.PUBLISHED,
        "zqdraftqz": Status.DRAFT,
        "In review": Status.REVIEW,
        "Withdrawn": Status.WITHDRAWN,
    }
