"""Loading a data package where one is already: what differs, what is missing, and that twice is once."""

import base64
import hashlib

import pytest
from django.core.management import call_command

from actors.models import Organisation, Place
from programmes.models import Funding, Participation, Period, Programme
from tests.factories import create_citation, create_organisation, create_programme
from tests.once import kept_for_the_module
from tests.records.feed import fresh_documents, stored_documents
from tests.records.packages import COUNTS, stored_counts, write_package
from trackdiplo.records.models import Citation, Counter, Source, Status, changes
from trackdiplo.records.package.loader import load

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stored(tmp_path_factory, django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker):
        yield load(write_package(tmp_path_factory.mktemp("stored")), apply=True)


@pytest.fixture
def loaded(stored, tmp_path):
    """A package that says what is stored, to be changed."""
    return write_package(tmp_path)


def differences(report):
    return [str(difference) for difference in report.different]


# --- What was written -----------------------------------------------------------------------


def test_the_cells_are_what_the_records_say(loaded):
    films = Programme.objects.get(slug="films")
    talks = Programme.objects.get(slug="talks")

    assert (films.when, films.as_of, films.kind, films.track) == (
        "2015/..",
        "2025-10",
        "project",
        "2",
    )
    assert [[str(each) for each in rows.all()] for rows in (films.areas, films.places)] == [
        ["Media"],
        ["Baku"],
    ]
    assert (talks.outcome_unknown, talks.kind) == (True, "programme")
    assert [str(row) for row in films.participations.all()] == ["Press club, lead", "Fund, partner"]
    assert [str(row) for row in talks.participations.all()] == [
        "Press club, host",
        "a partner organisation in Armenia, host",
    ]
    assert [(str(row), row.amount, row.currency) for row in films.fundings.all()] == [
        ("Fund", 1000, "EUR")
    ]
    places = [citation.place for citation in films.fundings.get().citations.all()]
    assert places == ["Stages, paragraph 1", "Stages, paragraph 2"]
    assert list(Organisation.objects.matching("BPC")) == [
        Organisation.objects.get(slug="press-club")
    ]


def test_a_public_id_follows_from_the_key_in_every_installation(loaded):
    def by_hand(prefix, seed):
        digest = base64.b32encode(hashlib.sha256(seed).digest()).decode().lower()
        return f"{prefix}-{digest[:7]}"

    assert Programme.objects.get(slug="films").public_id == by_hand("prg", b"programme:films")
    assert Organisation.objects.get(slug="fund").public_id == by_hand("org", b"organisation:fund")
    assert Period.objects.get().public_id == by_hand("prd", b"period:war") == "prd-ias63vh"


# --- What is already there ------------------------------------------------------------------


@pytest.mark.parametrize("options", [{}, {"apply": True}, {"apply": True, "overwrite": True}])
def test_loading_again_changes_nothing_and_lists_nothing(loaded, options):
    before, documents = Counter.current(), stored_documents()

    report = load(loaded, **options)

    assert report.same == COUNTS
    assert (report.new, report.different, report.missing, report.problems) == ({}, [], [], [])
    assert (Counter.current(), stored_documents()) == (before, documents)


def differ(rows):
    rows["sources"][0]["authors"] = "Somebody"
    rows["places"] += [{"key": "baku-2", "name": "Baku"}]
    rows["areas"] += [{"key": "science", "name": "Science", "definition": "Scholars."}]
    rows["organisations"][0] |= {"place": "baku-2", "is_donor": "true"}
    rows["programmes"][0] |= {"areas": "science;media", "places": "", "reach": "Over 100."}
    rows["programmes"][0] |= {"when": "2015/2020"}
    rows["fundings"][0]["amount"] = "2000.50"
    rows["citations"][0]["note"] = "It says so."


DIFFERENT = [
    "sources.csv:2:authors: '' is stored, 'Somebody' given",
    "organisations.csv:2:place: 'Baku' is stored, 'Baku' given",
    "organisations.csv:2:is_donor: 'False' is stored, 'True' given",
    "programmes.csv:2:when: '2015/..' is stored, '2015/2020' given",
    "programmes.csv:2:as_of: '2025-10' is stored, '' given",
    "programmes.csv:2:reach: '' is stored, 'Over 100.' given",
    "programmes.csv:2:areas: 'media' is stored, 'media;science' given",
    "programmes.csv:2:places: 'baku' is stored, '' given",
    "fundings.csv:2:amount: '1000.00' is stored, '2000.50' given",
    "citations.csv:2:note: '' is stored, 'It says so.' given",
]


def test_what_differs_is_listed_with_both_values_and_left_alone(loaded):
    write_package(loaded, differ)

    report = load(loaded, apply=True)

    assert differences(report) == DIFFERENT
    assert Funding.objects.get().amount == 1000
    assert Programme.objects.get(slug="films").reach == ""
    assert Citation.objects.exclude(note="").count() == 0


def test_what_differs_is_written_when_that_is_asked_and_then_the_same(loaded):
    write_package(loaded, differ)

    first = load(loaded, apply=True, overwrite=True)
    second = load(loaded, apply=True, overwrite=True)

    assert differences(first) == DIFFERENT
    films = Programme.objects.get(slug="films")
    assert (films.when, films.as_of, films.reach) == ("2015/2020", "", "Over 100.")
    assert sorted(area.slug for area in films.areas.all()) == ["media", "science"]
    assert Organisation.objects.get(slug="press-club").place == Place.objects.get(slug="baku-2")
    assert (second.new, second.different) == ({}, [])
    assert stored_documents() == fresh_documents()


def test_an_overwrite_without_apply_writes_nothing(loaded):
    write_package(loaded, differ)

    report = load(loaded, overwrite=True)

    assert differences(report) == DIFFERENT
    assert Programme.objects.get(slug="films").reach == ""


def test_an_address_changed_by_hand_stays_where_the_package_gives_none(loaded):
    films = Programme.objects.get(slug="films")
    films.slug = "nine-films"
    with changes(by=None):
        films.save()

    report = load(loaded, apply=True, overwrite=True)

    assert report.different == []
    assert Programme.objects.get(pk=films.pk).slug == "nine-films"


def test_a_withdrawn_record_stays_withdrawn(loaded):
    Programme.objects.get(slug="films").withdraw(by=None, reason="A mistake.")

    load(loaded, apply=True, overwrite=True)

    assert Programme.objects.get(slug="films").status == Status.WITHDRAWN


# --- What the package lacks -----------------------------------------------------------------


def test_what_the_package_lacks_is_listed_and_stays(loaded):
    def drop(rows):
        rows["participations"].pop(1)
        rows["names"].clear()
        rows["citations"].pop()

    write_package(loaded, drop)

    report = load(loaded, apply=True, overwrite=True)

    assert report.missing == [
        "participations.csv: Fund, partner",
        "names.csv: BPC",
        "citations.csv: The study, Stages, paragraph 2",
    ]
    assert stored_counts() == COUNTS


def test_drafts_and_their_rows_are_no_part_of_a_package(loaded):
    draft = create_programme(published=False, organisations=Organisation.objects.all())
    draft.areas.set(Programme.objects.get(slug="films").areas.all())
    create_citation(target=draft, source=Source.objects.get(slug="study"))
    organisation = create_organisation(published=False)
    create_citation(target=organisation, source=Source.objects.get(slug="study"))

    report = load(loaded)

    assert report.missing == [
        f"areas.csv: {draft.areas.model.objects.exclude(slug='media').get()}",
        f"activities.csv: {draft.activities.get()}",
    ]


def test_a_later_package_may_name_what_an_earlier_one_loaded(loaded):
    def later(rows):
        for name in rows:
            rows[name].clear()
        rows["names"] += [
            {"kind_of_record": "organisation", "record": "club", "name": "Klub", "kind": "variant"}
        ]
        rows["fundings"] += [{"key": "talks.fund", "programme": "talks", "donor": "fund"}]

    write_package(loaded, later)

    report = load(loaded, apply=True)

    assert report.new == {"fundings": 1, "names": 1}
    assert [str(row) for row in Programme.objects.get(slug="talks").fundings.all()] == ["Fund"]
    assert Participation.objects.count() == COUNTS["participations"]


def test_the_command_lists_what_differs_and_what_is_missing(loaded, capsys):
    write_package(loaded, lambda rows: (rows["names"].clear(), differ(rows)))

    call_command("load_package", loaded, "--apply")

    said = capsys.readouterr().out.splitlines()
    assert said[:10] == [f"differs: {difference}" for difference in DIFFERENT]
    assert said[10] == "not in the package: names.csv: BPC"
    assert said[-1] == "What differs was left alone; --overwrite writes it."
