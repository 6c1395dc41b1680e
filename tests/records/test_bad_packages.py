"""Every kind of bad package: file, line, column and reason, all at once, and nothing written."""

import pytest

from actors.models import Organisation
from programmes.models import Programme
from tests.factories import create_organisation
from tests.records.packages import write_package
from trackdiplo.records.models import Counter, Source, changes
from trackdiplo.records.package.loader import LARGEST_FILE, BadPackage, load

pytestmark = pytest.mark.django_db


def problems_of(folder, **options):
    with pytest.raises(BadPackage) as caught:
        load(folder, apply=True, **options)
    return [str(problem) for problem in caught.value.report.problems]


def put(table, number, /, **cells):
    return lambda rows: rows[table][number].update(cells)


def repeat(table, number, /, **cells):
    return lambda rows: rows[table].append(rows[table][number] | cells)


# --- Rows -----------------------------------------------------------------------------------

BAD_ROWS = {
    "unknown key": (
        put("participations", 0, organisation="nobody"),
        "participations.csv:2:organisation: There is no organisation “nobody”.",
    ),
    "unknown key in a list": (
        put("programmes", 0, areas="media;nothing"),
        "programmes.csv:2:areas: There is no area “nothing”.",
    ),
    "unknown record of a citation": (
        put("citations", 13, record="films.nobody"),
        "citations.csv:15:record: There is no funding “films.nobody”.",
    ),
    "unknown kind of record": (
        put("citations", 13, kind_of_record="grant"),
        "citations.csv:15:kind_of_record: There is no such kind.",
    ),
    "kind of record that is not cited": (
        put("citations", 13, kind_of_record="area", record="media"),
        "citations.csv:15:kind_of_record: There is no such kind.",
    ),
    "kind of record without names": (
        put("names", 0, kind_of_record="funding", record="films.fund"),
        "names.csv:2:kind_of_record: There is no such kind.",
    ),
    "bad choice": (
        put("names", 0, kind="nickname"),
        "names.csv:2:kind: “nickname” is none of: former, acronym, transliteration, translation,"
        " variant.",
    ),
    "bad EDTF": (
        put("participations", 0, when="2009/2003"),
        "participations.csv:2:when: The end (2003) is before the start (2009): write 2003/2009.",
    ),
    "bad as of": (
        put("participations", 0, when="2003-13"),
        "participations.csv:2:when: Months are 01 to 12, seasons 21 to 24, two years 1988/1994.",
    ),
    "neither true nor false": (
        put("organisations", 1, is_donor="yes"),
        "organisations.csv:3:is_donor: “yes” is neither true nor false.",
    ),
    "no whole number": (
        put("activities", 0, order="-1"),
        "activities.csv:2:order: “-1” is no whole number.",
    ),
    "number out of range": (
        put("paragraphs", 1, number="99999999999999999999"),
        "paragraphs.csv:3:number: Ensure this value is less than or equal to",
    ),
    "order out of range": (
        put("activities", 0, order="99999999999999999999"),
        "activities.csv:2:order: Ensure this value is less than or equal to",
    ),
    "no amount": (
        put("fundings", 0, amount="many"),
        "fundings.csv:2:amount: “many” is no number.",
    ),
    "amount that is no number": (put("fundings", 0, amount="NaN"), "fundings.csv:2:amount: "),
    "amount without currency": (
        put("fundings", 0, currency=""),
        "fundings.csv:2: Give the amount and its currency, or neither.",
    ),
    "no date": (
        put("citations", 13, checked_on="2025-02-30"),
        "citations.csv:15:checked_on: “2025-02-30” is no date like 2025-10-31.",
    ),
    "named and withheld": (
        put("participations", 3, organisation="fund"),
        "participations.csv:5: Choose the organisation or the label that stands for it: exactly"
        " one.",
    ),
    "too long": (
        put("names", 0, name="x" * 201),
        "names.csv:2:name: Ensure this value has at most 200 characters (it has 201).",
    ),
    "empty cell": (put("names", 0, name=""), "names.csv:2:name: This field cannot be blank."),
    "empty reference": (put("fundings", 0, programme=""), "fundings.csv:2:programme: It is empty."),
    "empty key": (put("paragraphs", 1, key=""), "paragraphs.csv:3:key: It is empty."),
    "key that is no address": (
        put("activities", 0, key="TV bridge"),
        "activities.csv:2:key: Enter a valid “slug” consisting of letters, numbers, underscores or"
        " hyphens.",
    ),
    "same key twice": (
        repeat("activities", 0, name="Another"),
        "activities.csv:3:key: An earlier row of the file has this key.",
    ),
    "same key twice in a table without stored keys": (
        repeat("participations", 0, role="host"),
        "participations.csv:6:key: An earlier row of the file has this key.",
    ),
    "same row twice": (
        repeat("participations", 0, key="films.club-2"),
        "participations.csv:6: An earlier row of the file is the same.",
    ),
    "same name twice": (
        repeat("names", 0, language="az"),
        "names.csv:3: An earlier row of the file is the same.",
    ),
    "same citation twice": (
        repeat("citations", 0, note="Again."),
        "citations.csv:32: An earlier row of the file is the same.",
    ),
    "public_id of no kind": (
        put("organisations", 1, public_id="ORG-1"),
        "organisations.csv:3:public_id: A permanent id looks like org-",
    ),
    "public_id of another kind": (
        put("organisations", 1, public_id="prg-abcdef2"),
        "organisations.csv:3:public_id: A permanent id looks like org-",
    ),
    "address that is none": (
        put("programmes", 1, slug="The talks"),
        "programmes.csv:3:slug: Enter a valid “slug” consisting of letters, numbers, underscores or"
        " hyphens.",
    ),
    "locator that is no paragraph": (
        put("citations", 13, locator="p-3"),
        "citations.csv:15:locator: “p-3” is no paragraph of this source. Paragraphs look like p-1.",
    ),
    "field that is not cited": (
        put("citations", 13, field="note"),
        "citations.csv:15:field: “note” is no field to cite. Leave it empty or choose: donor,"
        " amount, currency.",
    ),
    "unpublishable record": (
        put("programmes", 1, summary=""),
        "programmes.csv:3: Say what was done.",
    ),
}  # fmt: skip


def cascades(problem):
    """Whether it only follows from another: a row that names a row that is not right."""
    return any(
        said in problem for said in ("There is no ", "is no paragraph", ": Choose an ", ": Cite a ")
    )


# A row is judged before it is written; what a database itself refuses, each is asked elsewhere.
@pytest.mark.any_database
@pytest.mark.parametrize(("edit", "said"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_row_is_told_by_file_line_and_column_and_nothing_is_written(tmp_path, edit, said):
    package = write_package(tmp_path, edit)

    first, *others = problems_of(package)

    assert first.startswith(said)
    assert [problem for problem in others if not cascades(problem)] == []
    assert not Source.objects.exists()
    assert Counter.current() == 0


def test_every_problem_is_told_at_once(tmp_path):
    def edit(rows):
        put("organisations", 0, kind="club", place="nowhere")(rows)
        put("programmes", 0, when="2003-13")(rows)
        put("programmes", 1, summary="", areas="")(rows)
        put("fundings", 0, amount="many", currency="EURO")(rows)
        put("names", 0, kind="nickname")(rows)

    package = write_package(tmp_path, edit)
    (package / "places.csv").write_text("key,name\nbaku,Baku\n")

    places = [problem.split(": ")[0] for problem in problems_of(package)]

    assert [place for place in places if "citations" not in place] == [
        "places.csv:1:country",
        "organisations.csv:2:kind",
        "organisations.csv:2:place",
        "affiliations.csv:2:organisation",
        "programmes.csv:2:places",
        "participations.csv:2:programme",
        "participations.csv:2:organisation",
        "participations.csv:3:programme",
        "participations.csv:4:organisation",
        "fundings.csv:2:programme",
        "fundings.csv:2:amount",
        "involvements.csv:2:programme",
        "events.csv:2:places",
        "outputs.csv:2:programmes",
        "outputs.csv:2:publishers",
        "assessments.csv:2:programme",
        "findings.csv:2:events",
        "names.csv:2:record",
        "names.csv:2:kind",
        "distinct.csv:2:record",
        "programmes.csv:3",
        "programmes.csv:3",
    ]
    assert not Source.objects.exists()
    assert Counter.current() == 0


# --- Files ----------------------------------------------------------------------------------


def raw(name, content):
    return lambda folder: (folder / name).write_bytes(content)


HEADER = b"kind_of_record,record,name,kind,language,script\n"
ROW = b"organisation,club,BPC,acronym,,\n"
BAD_FILES = {
    "missing file": (
        lambda folder: (folder / "names.csv").unlink(),
        "names.csv: The file is missing.",
    ),
    "empty file": (
        raw("names.csv", b""),
        "names.csv:1:kind_of_record: This column must be there once.",
    ),
    "missing column": (
        raw("names.csv", HEADER.replace(b",script", b"")),
        "names.csv:1:script: This column must be there once.",
    ),
    "unknown column": (
        raw("names.csv", HEADER.replace(b"script", b"script,alphabet")),
        "names.csv:1:alphabet: This column is not known.",
    ),
    "column twice": (
        raw("names.csv", HEADER.replace(b"script", b"script,script")),
        "names.csv:1:script: This column must be there once.",
    ),
    "wrong encoding": (
        raw("names.csv", HEADER + ROW + "organisation,club,Bakı,variant,,\n".encode("cp1254")),
        "names.csv:3: It is not UTF-8.",
    ),
    "NUL": (
        raw("names.csv", HEADER + ROW.replace(b"BPC", b"B\0C")),
        "names.csv:2: It holds a null character.",
    ),
    "too few cells": (
        raw("names.csv", HEADER + b"organisation,club,BPC\n"),
        "names.csv:2: It has more or fewer cells than the header.",
    ),
    "too few cells after an empty line": (
        raw("names.csv", HEADER + ROW + b"\n\norganisation,club\n"),
        "names.csv:5: It has more or fewer cells than the header.",
    ),
    "too many cells": (
        raw("names.csv", HEADER + b"organisation,club,BPC,acronym,,,\n"),
        "names.csv:2: It has more or fewer cells than the header.",
    ),
    "a quote that never ends": (
        raw("names.csv", HEADER + b'organisation,club,"BPC,acronym,,\n'),
        "names.csv:2: No CSV: ",
    ),
    "text after a quote": (
        raw("names.csv", HEADER + b'organisation,club,"B"PC,acronym,,\n'),
        "names.csv:2: No CSV: ",
    ),
    "a header that is no CSV": (raw("names.csv", b'"kind"x,record\n'), "names.csv:1: No CSV: "),
    "a cell without an end": (
        raw("names.csv", HEADER + ROW.replace(b"BPC", b"x" * 200_000)),
        "names.csv:2: No CSV: field larger than field limit",
    ),
}  # fmt: skip


# A file is read alike, whatever its rows go into.
@pytest.mark.any_database
@pytest.mark.parametrize(("spoil", "said"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_told_with_its_line_and_nothing_is_written(tmp_path, spoil, said):
    package = write_package(tmp_path)
    spoil(package)

    first, *others = problems_of(package)

    assert first.startswith(said)
    assert [problem for problem in others if ":1:" not in problem] == []
    assert not Source.objects.exists()


def test_a_huge_file_is_not_read(tmp_path):
    package = write_package(tmp_path)
    with (package / "names.csv").open("r+b") as file:
        file.truncate(LARGEST_FILE + 1)  # sparse: it takes no room on the disk

    assert problems_of(package) == [f"names.csv: The file is larger than {LARGEST_FILE} bytes."]


# --- Against what is stored -----------------------------------------------------------------


def test_an_address_that_another_record_has_or_had_is_a_problem(tmp_path):
    with changes(by=None):
        create_organisation(name="Club", slug="club")
        other = create_organisation(name="Fund", slug="fund")
    with changes(by=None):
        other.slug = "foundation"
        other.save()

    def edit(rows):
        put("organisations", 0, slug="club")(rows)
        put("organisations", 1, slug="fund")(rows)

    problems = problems_of(write_package(tmp_path, edit))

    assert [problem for problem in problems if not cascades(problem)][:2] == [
        "organisations.csv:2:slug: Organisation with this Address already exists.",
        "organisations.csv:3:slug: Another record had this address once; links to it must go on"
        " working.",
    ]
    assert Organisation.objects.count() == 2


def test_an_overwrite_that_leaves_a_record_unfinished_is_a_problem_of_its_row(tmp_path):
    package = write_package(tmp_path)
    load(package, apply=True)
    write_package(package, put("programmes", 1, summary="", areas=""))

    problems = problems_of(package, overwrite=True)

    assert problems == ["programmes.csv:3: Say what was done.", "programmes.csv:3: Choose an area."]
    assert Programme.objects.get(slug="talks").summary == "They talked."


def test_an_overwrite_may_leave_unfinished_what_is_not_public(tmp_path):
    package = write_package(tmp_path)
    load(package, apply=True)
    Programme.objects.get(slug="talks").withdraw(by=None, reason="A mistake.")
    write_package(package, put("programmes", 1, summary="", areas=""))

    load(package, apply=True, overwrite=True)

    assert Programme.objects.get(slug="talks").summary == ""


def test_an_overwrite_that_would_close_a_circle_is_a_problem_of_its_row(tmp_path):
    package = write_package(tmp_path, put("organisations", 0, parent="fund"))
    load(package, apply=True)

    def close(rows):
        rows["organisations"][0]["parent"] = "fund"
        rows["organisations"][1]["parent"] = "club"

    write_package(tmp_path, close)

    assert problems_of(package, overwrite=True) == [
        "organisations.csv:3:parent: “Press club” is itself a part of this one."
    ]
