"""What a dump holds of what is public, and of what is not."""

import csv
import json
import stat

import pytest
from django.core.management import call_command

from programmes.models import Programme
from tests.factories import create_citation, create_participation
from tests.once import kept_for_the_module
from tests.records.content import create_content, files_in
from tests.world import create_world
from trackdiplo.records.models import Counter, Document, Source, changes
from trackdiplo.records.package.descriptor import descriptor
from trackdiplo.records.package.dump import dump
from trackdiplo.records.package.tables import tables

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker):
        yield create_content()


@pytest.fixture
def everything(content):
    """Rows of all tables, public and not."""
    create_world()


def test_how_many_stand_behind_a_label_is_in_no_public_package(content, tmp_path):
    programme = Programme.objects.published().get()
    dump(tmp_path / "one")

    another = create_participation(programme=programme, withheld="partner_azerbaijan", note="Two.")
    create_citation(target=another, source=Source.objects.first(), note="Said again.")

    dump(tmp_path / "two")
    assert files_in(tmp_path / "two") == files_in(tmp_path / "one")


@pytest.fixture
def limit_of_cells():
    """How long a cell may be, which `frictionless` raises for all of the process."""
    limit = csv.field_size_limit()
    yield
    csv.field_size_limit(limit)


@pytest.mark.usefixtures("limit_of_cells")
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
