"""Loading a data package where nothing is yet: what is written, and what is only told."""

import pytest
from django.core.management import CommandError, call_command

from actors.models import Organisation
from programmes.models import Period, Programme
from tests.records.feed import fresh_documents, stored_documents
from tests.records.packages import COUNTS, stored_counts, write_package
from trackdiplo.records.models import Counter, Status
from trackdiplo.records.package.loader import BadPackage, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(tmp_path):
    return write_package(tmp_path)


def test_without_apply_it_says_what_it_would_do_and_writes_nothing(package):
    report = load(package)

    assert report.new == COUNTS
    assert stored_counts() == dict.fromkeys(COUNTS, 0)
    assert Counter.current() == 0
    assert stored_documents() == {}


def test_with_apply_it_writes_and_publishes_all(package):
    report = load(package, apply=True)

    assert report.new == COUNTS == stored_counts()
    assert (report.different, report.missing, report.problems) == ([], [], [])
    for model in (Period, Organisation, Programme):
        assert list(model.objects.exclude(status=Status.PUBLISHED)) == []
    assert stored_documents() == fresh_documents()
    # A person, an event, an output, an assessment; a study, a question, a finding, a
    # recommendation.
    assert Counter.current() == 6 + 4 + 4


def test_a_public_id_and_an_address_that_are_given_are_taken(tmp_path):
    def edit(rows):
        rows["periods"][0] |= {"public_id": "prd-abcdef2", "slug": "the-war"}

    package = write_package(tmp_path, edit)
    load(package, apply=True)
    again = load(package, apply=True)

    period = Period.objects.get()
    assert (period.public_id, period.slug) == ("prd-abcdef2", "the-war")
    assert (again.new, again.different, again.missing) == ({}, [], [])


def test_a_file_may_begin_with_a_byte_order_mark(package):
    names = package / "names.csv"
    names.write_bytes(b"\xef\xbb\xbf" + names.read_bytes())

    assert load(package).new == COUNTS


# --- The command ----------------------------------------------------------------------------


def run(capsys, *arguments):
    call_command("load_package", *arguments)
    return capsys.readouterr().out.splitlines()


def test_the_command_says_what_it_would_do_and_what_it_did(package, capsys):
    new = (
        "1 sources, 2 paragraphs, 1 places, 2 organisations, 1 people, 1 affiliations,"
        " 1 areas, 1 activities, 1 periods, 2 programmes, 4 participations, 1 fundings,"
        " 1 involvements, 1 events, 1 outputs, 1 assessments, 1 actor_kinds, 1 studies,"
        " 1 questions, 1 findings, 1 recommendations, 1 names, 30 citations, 1 distinct."
    )

    would = run(capsys, package)
    did = run(capsys, package, "--apply")
    again = run(capsys, package)

    assert would == [f"Would load {new}", "Nothing was written; --apply writes it."]
    assert did == [f"Loaded {new}"]
    assert again == [
        "Would load nothing.",
        "59 rows are as stored.",
        "Nothing was written; --apply writes it.",
    ]


def test_the_command_tells_every_problem_and_fails(package, capsys):
    (package / "names.csv").unlink()

    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("load_package", package, "--apply")

    assert capsys.readouterr().err.splitlines() == ["names.csv: The file is missing."]
    assert stored_counts() == dict.fromkeys(COUNTS, 0)


def test_the_command_leaves_a_database_with_content_alone(package, capsys):
    first = run(capsys, package, "--apply", "--if-empty")
    second = run(capsys, package, "--apply", "--if-empty")

    assert (len(first), second) == (1, [])


def test_the_command_needs_a_folder(tmp_path):
    with pytest.raises(CommandError, match="is no folder"):
        call_command("load_package", tmp_path / "nowhere")


def test_the_error_carries_the_report(package):
    (package / "names.csv").unlink()

    with pytest.raises(BadPackage, match="1 problems") as caught:
        load(package)

    assert [str(problem) for problem in caught.value.report.problems] == [
        "names.csv: The file is missing."
    ]
