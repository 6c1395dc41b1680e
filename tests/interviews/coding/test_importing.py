"""Answers from a table: what is read, what is refused, and that a refusal writes nothing."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from interviews.coding.importing import Refused, import_answers, table_of
from interviews.models.confidential import AuditEntry, Respondent, Response
from tests.factories import create_question, create_study, create_user
from tests.factories.confidential import create_coding

pytestmark = pytest.mark.django_db
HEADER = "respondent,sector,quote_consent,question,asked,answer"


@pytest.fixture
def study():
    study = create_study()
    for number in ("1", "2b"):
        create_question(study=study, number=number)
    return study


def imported(study, *rows: str, **options):
    table = "\n".join([HEADER, *rows, ""])
    return import_answers(study, table, by=create_user(), **{"apply": True} | options)


def problems(study, *rows: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        imported(study, *rows)
    return [str(problem) for problem in refused.value.report.problems]


def test_a_table_becomes_respondents_and_answers(study):
    report = imported(
        study,
        'kx,ngo,yes,1,yes,"We met,\nand talked."',
        "kx,ngo,yes,2b,no,",
        "ab,media,no,1,yes,",
    )

    assert (report.respondents, report.new) == (2, 3)
    found = Response.objects.order_by("respondent__pseudonym", "question__number")
    assert list(found.values_list("respondent__pseudonym", "asked", "text")) == [
        ("ab", True, ""),
        ("kx", True, "We met,\nand talked."),
        ("kx", False, ""),
    ]
    assert AuditEntry.objects.get().action == "imported"


def test_without_apply_nothing_is_written(study):
    report = imported(study, "kx,ngo,yes,1,yes,Yes.", apply=False)

    assert report.new == 1
    assert not Respondent.objects.exists()
    assert not AuditEntry.objects.exists()


def test_importing_it_again_changes_nothing(study):
    imported(study, "kx,ngo,yes,1,yes,Yes.")

    report = imported(study, "kx,ngo,yes,1,yes,Yes.")

    assert (report.new, report.same, report.changed) == (0, 1, [])
    assert AuditEntry.objects.count() == 1


def test_an_answer_is_brought_up_to_date_until_it_is_coded(study):
    imported(study, "kx,ngo,yes,1,yes,Yes.")
    assert imported(study, "kx,ngo,yes,1,yes,No.").changed == [2]
    create_coding(response=Response.objects.get())

    assert problems(study, "kx,ngo,yes,1,yes,Perhaps.") == [
        "2:answer: It differs from an answer that is coded already."
    ]
    assert Response.objects.get().text == "No."


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([",ngo,yes,1,yes,x"], ["2:respondent: Give a pseudonym of at most 20 characters."]),
        (["kx,army,yes,1,yes,x"], ["2:sector: It can be ngo, expert, media."]),
        (["kx,ngo,perhaps,1,yes,x"], ["2:quote_consent: It is yes or no."]),
        (["kx,ngo,yes,9,yes,x"], ["2:question: The study has no question with this number."]),
        (["kx,ngo,yes,1,no,x"], ["2:answer: Who was not asked has no answer."]),
        (["kx,ngo,yes,1,yes,x\0"], ["2:answer: It holds a null character."]),
        (["kx,ngo,yes,1,yes"], ["5 cells instead of 6."]),
        (
            ["kx,ngo,yes,1,yes,x", "kx,ngo,yes,1,yes,y"],
            ["3:question: The same as in line 2."],
        ),
        (
            ["kx,ngo,yes,1,yes,x", "kx,media,yes,2b,yes,y"],
            ["3:respondent: Sector or consent is not the same as before."],
        ),
        (['kx,ngo,yes,1,yes,"x'], ["unexpected end of data"]),
    ],
)
def test_a_bad_row_is_told_and_nothing_is_written(study, rows, expected):
    assert problems(study, "ok,ngo,yes,1,yes,Fine.", *rows) == [
        text.replace("3:", "4:").replace("2:", "3:").replace("line 2", "line 3")
        for text in expected
    ]
    assert not Respondent.objects.exists()


def test_all_problems_are_told_at_once(study):
    assert len(problems(study, "a,x,y,z,w,v", "b,x,yes,1,yes,v")) == 5


def test_other_columns_are_refused(study):
    with pytest.raises(Refused) as refused:
        import_answers(study, "name,answer\nx,y\n", by=None)

    assert "The columns must be" in str(refused.value.report.problems[0])


def test_running_numbers_as_pseudonyms_are_warned_of(study):
    rows = [f"R{number:02},ngo,yes,1,yes,x" for number in range(1, 5)]

    assert len(imported(study, *rows).warnings) == 1
    assert imported(create_study_with_question(), "kx,ngo,yes,1,yes,x").warnings == []


def create_study_with_question():
    study = create_study()
    create_question(study=study, number="1")
    return study


def test_a_report_never_holds_an_answer(study):
    report = imported(study, "kx,ngo,yes,1,yes,Nobody may read this.")

    assert "Nobody" not in repr(report)


# --- Files ------------------------------------------------------------------------------------


def test_csv_and_xlsx_are_the_same_table():
    book = Workbook()
    book.active.append(HEADER.split(","))
    book.active.append(["kx", "ngo", "yes", 1, True, "Երկխոսություն 🕊"])
    written = io.BytesIO()
    book.save(written)

    text = f"\ufeff{HEADER}\r\nkx,ngo,yes,1,True,Երկխոսություն 🕊\r\n"

    assert table_of("a.xlsx", written.getvalue()) == table_of("a.csv", text.encode())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", "ə".encode("utf-16"), "UTF-8"),
        ("a.xlsx", b"PK\3\4 no book", "cannot be read"),
        ("a.csv", b"x" * 5_000_001, "5 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused(name, content, reason):
    with pytest.raises(ValidationError, match=reason):
        table_of(name, content)
