"""Answers from a table: a row for each respondent and question, judged before any is written.

Columns: `respondent` (a pseudonym), `sector`, `quote_consent`, `question` (its number), `asked`,
`answer`. CSV in UTF-8, with or without a byte order mark, or the first sheet of an XLSX file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from interviews.models import Question, Study
from interviews.models.confidential import AuditEntry, Respondent, Response, Sector, normalised

COLUMNS = ("respondent", "sector", "quote_consent", "question", "asked", "answer")
LARGEST_FILE = 5_000_000
MOST_ROWS = 20_000
YES_OR_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
RUNNING_NUMBER = re.compile(r"\D*0*([1-9]\d*)$")


@dataclass(frozen=True)
class Problem:
    """Something wrong with a row. Line 1 has the names of the columns."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.reason}" if self.column else self.reason


@dataclass
class Report:
    """What importing did, or would do. Never holds an answer."""

    respondents: int = 0
    new: int = 0
    same: int = 0
    changed: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Refused(Exception):
    """The table cannot be imported; nothing was written. `report` says why."""

    def __init__(self, report: Report):
        super().__init__(f"{len(report.problems)} problems")
        self.report = report


# --- Reading ----------------------------------------------------------------------------------


def table_of(name: str, content: bytes) -> str:
    """Return the file as CSV text with LF and no byte order mark. Raises ValidationError."""
    if len(content) > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 5 MB."))
    if name.lower().endswith(".xlsx"):
        return _csv_of(_sheet(content))
    try:
        return normalised(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValidationError(_("The file is neither XLSX nor text in UTF-8.")) from error


def _sheet(content: bytes) -> Iterator[list[str]]:
    # It brings numpy with it: 28 MB, and a tenth of the time in which any command starts.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, values_only=True):
            yield [_cell(value) for value in row]
    except (InvalidFileException, BadZipFile, KeyError, ValueError, IndexError) as error:
        raise ValidationError(_("This XLSX file cannot be read.")) from error


def _cell(value: object) -> str:
    """Say a cell as the CSV file of the same table would: a whole number has no point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _csv_of(rows: Iterable[list[str]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return normalised(written.getvalue())


# --- Judging ----------------------------------------------------------------------------------


def import_answers(study: Study, table: str, *, by, apply: bool = False) -> Report:
    """Import `table` into `study`, in one transaction; without `apply`, only say what it would do.

    Answers that nobody has coded yet are brought up to date; a coded one that differs is a
    problem. Raises Refused, with every problem found, and then nothing is written.
    """
    with transaction.atomic():
        report = _Import(study).run(table)
        if report.problems:
            raise Refused(report)
        if apply and (report.new or report.changed):
            AuditEntry.objects.create(study=study, action=AuditEntry.Action.IMPORTED, by=by)
        if not apply:
            transaction.set_rollback(True)
    return report


class _Import:
    def __init__(self, study: Study):
        self.study = study
        self.report = Report()
        self.questions = {each.number: each for each in Question.objects.filter(study=study)}
        self.respondents = {each.pseudonym: each for each in Respondent.objects.filter(study=study)}
        responses = Response.objects.filter(respondent__study=study).select_related("respondent")
        self.responses = {(each.respondent_id, each.question_id): each for each in responses}
        self.seen: dict[tuple[str, str], int] = {}

    def run(self, table: str) -> Report:
        rows = csv.reader(io.StringIO(table, newline=""), strict=True)
        try:
            header = [name.strip().lower() for name in next(rows, [])]
            if sorted(header) != sorted(COLUMNS):
                self.problem(1, "", _("The columns must be %s.") % ", ".join(COLUMNS))
                return self.report
            for cells in rows:
                self.row(rows.line_num, header, cells)
        except csv.Error as error:
            self.problem(rows.line_num, "", str(error))
        self.warn_of_running_numbers()
        return self.report

    def problem(self, line: int, column: str, reason: str) -> None:
        self.report.problems.append(Problem(line, column, reason))

    def row(self, line: int, header: list[str], cells: list[str]) -> None:
        if not any(cell.strip() for cell in cells):
            return
        if len(cells) != len(header):
            words = {"found": len(cells), "wanted": len(header)}
            self.problem(line, "", _("%(found)s cells instead of %(wanted)s.") % words)
            return
        if len(self.seen) >= MOST_ROWS:
            raise csv.Error(_("There are more than %s rows.") % MOST_ROWS)
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        before = len(self.report.problems)
        values = self.values(line, row)
        if len(self.report.problems) == before:
            self.write(line, **values)

    def values(self, line: int, row: dict[str, str]) -> dict[str, object]:
        """Return the row as values; note what is wrong with it."""
        if not row["respondent"] or len(row["respondent"]) > 20:
            self.problem(line, "respondent", _("Give a pseudonym of at most 20 characters."))
        if row["sector"] not in Sector.values:
            self.problem(line, "sector", _("It can be %s.") % ", ".join(Sector.values))
        if row["question"] not in self.questions:
            self.problem(line, "question", _("The study has no question with this number."))
        key = row["respondent"], row["question"]
        if key in self.seen:
            self.problem(line, "question", _("The same as in line %s.") % self.seen[key])
        self.seen.setdefault(key, line)
        asked = self.yes_or_no(line, row, "asked")
        if asked is False and row["answer"]:
            self.problem(line, "answer", _("Who was not asked has no answer."))
        if "\0" in row["answer"]:
            self.problem(line, "answer", _("It holds a null character."))
        return {
            "pseudonym": row["respondent"],
            "sector": row["sector"],
            "quote_consent": self.yes_or_no(line, row, "quote_consent"),
            "question": self.questions.get(row["question"]),
            "asked": asked,
            "text": normalised(row["answer"]),
        }

    def yes_or_no(self, line: int, row: dict[str, str], column: str) -> bool | None:
        value = YES_OR_NO.get(row[column].lower())
        if value is None:
            self.problem(line, column, _("It is yes or no."))
        return value

    # --- Writing --------------------------------------------------------------------------------

    def write(self, line: int, *, pseudonym, sector, quote_consent, question, asked, text) -> None:
        respondent = self.respondent(line, pseudonym, sector, quote_consent)
        if respondent is None:
            return
        response = self.responses.get((respondent.pk, question.pk))
        if response is None:
            made = Response(respondent=respondent, question=question, asked=asked, text=text)
            made.save()
            self.responses[respondent.pk, question.pk] = made
            self.report.new += 1
        elif (response.text, response.asked) == (text, asked):
            self.report.same += 1
        elif response.is_coded():
            self.problem(line, "answer", _("It differs from an answer that is coded already."))
        else:
            response.text, response.asked = text, asked
            response.save()
            self.report.changed.append(line)

    def respondent(self, line: int, pseudonym: str, sector: str, consent: bool):
        """Return the respondent, made where there is none; None after a problem."""
        known = self.respondents.get(pseudonym)
        if known is None:
            known = Respondent.objects.create(
                study=self.study, pseudonym=pseudonym, sector=sector, quote_consent=consent
            )
            self.respondents[pseudonym] = known
            self.report.respondents += 1
        elif known.withdrawn_at:
            self.problem(line, "respondent", _("This respondent has withdrawn."))
            return None
        elif (known.sector, known.quote_consent) != (sector, consent):
            self.problem(line, "respondent", _("Sector or consent is not the same as before."))
            return None
        return known

    def warn_of_running_numbers(self) -> None:
        """Warn where pseudonyms look like the order of the interviews."""
        found = (RUNNING_NUMBER.match(pseudonym) for pseudonym in self.respondents)
        numbers = sorted(int(match[1]) for match in found if match)
        if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            self.report.warnings.append(
                _("The pseudonyms are running numbers: do they tell the order of the interviews?")
            )
