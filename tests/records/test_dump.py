"""A dump is a package: loaded into an empty database and dumped again, it is the same bytes."""

import json
import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from programmes.models import Programme
from tests.factories import (
    create_citation,
    create_name,
    create_organisation,
    create_paragraph,
    create_participation,
    create_period,
    create_programme,
    create_source,
)
from tests.world import create_world
from trackdiplo.records.models import Counter, Document, Source, Status, changes
from trackdiplo.records.package.descriptor import descriptor
from trackdiplo.records.package.dump import dump
from trackdiplo.records.package.loader import load
from trackdiplo.records.package.tables import tables

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def content():
    """A little of what is public, and of what is not."""
    with changes(by=None):
        donor = create_organisation(name="A donor")
        programme = create_programme(
            name="Public", donors=[donor], periods=[create_period()], internal_note="zqnoteqz"
        )
    create_name(target=programme, name="Հրապարակային", language="hy")
    create_paragraph(source=programme.citations.get().source, no_record_reason="How it was made.")
    create_paragraph(source=create_source(slug="a-later-source"))
    create_participation(programme=programme, withheld="partner_azerbaijan")
    create_citation(target=programme.participations.first(), note="Said so; in “two” words.")
    draft = create_programme(published=False, name="zqdraftqz", organisations=[donor])
    create_citation(target=draft)
    in_review = create_programme(published=False, name="In review")
    create_citation(target=in_review)
    in_review.submit(by=None)
    create_programme(name="Withdrawn").withdraw(by=None, reason="zqreasonqz")
    unpublished = create_organisation(published=False, name="zqpartnerqz")
    create_participation(programme=programme, organisation=unpublished)


@pytest.fixture
def everything(content):
    """Rows of all tables, public and not."""
    create_world()


def files_in(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def empty_the_database():
    call_command("flush", interactive=False, verbosity=0)


def test_how_many_stand_behind_a_label_is_in_no_public_package(content, tmp_path):
    programme = Programme.objects.published().get()
    dump(tmp_path / "one")

    another = create_participation(programme=programme, withheld="partner_azerbaijan", note="Two.")
    create_citation(target=another, source=Source.objects.first(), note="Said again.")

    dump(tmp_path / "two")
    assert files_in(tmp_path / "two") == files_in(tmp_path / "one")


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


@pytest.mark.filterwarnings("ignore")  # its own, of what it is made of
def test_a_reader_of_the_standard_finds_a_dump_valid_and_a_broken_one_not(everything, tmp_path):
    from frictionless import Package

    dump(tmp_path / "public")
    dump(tmp_path / "all", everything=True)
    dump(tmp_path / "broken")
    with (tmp_path / "broken" / "participations.csv").open("a") as file:
        file.write("a.b.lead,no-such-programme,,,lead,,\n")

    public, for_staff, broken = (
        Package(str(tmp_path / name / "datapackage.json")).validate()
        for name in ("public", "all", "broken")
    )

    assert public.flatten(["message"]) == for_staff.flatten(["message"]) == []
    assert "foreign-key" in {kind for (kind,) in broken.flatten(["type"])}


def test_a_public_dump_holds_nothing_that_is_hidden(content, tmp_path):
    dump(tmp_path)

    everything = b"".join(files_in(tmp_path).values())
    assert b"Public" in everything
    for hidden in (b"zqnoteqz", b"zqdraftqz", b"zqreasonqz", b"zqpartnerqz", b"Withdrawn"):
        assert hidden not in everything


def test_a_dump_for_staff_is_read_by_its_owner_only(content, tmp_path):
    dump(tmp_path, everything=True)

    modes = {stat.S_IMODE((tmp_path / table.filename).stat().st_mode) for table in tables()}
    assert modes == {0o600}
    assert b"zqnoteqz" in (tmp_path / "programmes.csv").read_bytes()


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


def test_the_description_names_each_table_with_its_columns(tmp_path):
    dump(tmp_path)

    described = json.loads((tmp_path / "datapackage.json").read_text())
    assert described == descriptor()
    for resource in described["resources"]:
        header = (tmp_path / resource["path"]).read_text().splitlines()[0]
        assert ",".join(field["name"] for field in resource["schema"]["fields"]) == header


def test_documents_are_made_anew_after_an_upgrade(content):
    before = Counter.current()
    Document.objects.filter(kind="programme").update(body="{}")

    call_command("rebuild_documents", verbosity=0)

    assert not Document.objects.filter(body="{}").exists()
    assert Counter.current() == before + 1


def test_rebuilding_what_is_as_it_should_be_changes_nothing(content):
    before = Counter.current()

    call_command("rebuild_documents", verbosity=0)

    assert Counter.current() == before


def test_a_word_that_only_a_draft_uses_is_in_no_public_dump(content, tmp_path):
    with changes(by=None):
        Source.objects.create(slug="unused", name="zqunusedqz", kind="book")

    dump(tmp_path)

    assert b"zqunusedqz" not in (tmp_path / "sources.csv").read_bytes()
