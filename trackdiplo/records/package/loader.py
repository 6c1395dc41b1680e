"""Loading a data package: what is new, what is the same, what differs, and what is wrong."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from trackdiplo.records.models import Citation, Record, Refused, Status, changes
from trackdiplo.records.package.tables import BadCell, Keys, Table, public_id, tables, value_of
from trackdiplo.records.saving import save_valid
from trackdiplo.records.spans import needs_as_of

LARGEST_FILE = 50_000_000


@dataclass(frozen=True)
class Problem:
    """Something wrong with the package, and where."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part) + (
            f": {self.reason}"
        )


@dataclass(frozen=True)
class Difference:
    """A value of the package that is not the database's."""

    file: str
    line: int
    column: str
    stored: str
    given: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.stored!r} is stored, {self.given!r} given"


@dataclass
class Report:
    """What loading did, or would do. Rows are counted by table."""

    new: Counter = field(default_factory=Counter)
    overwritten: Counter = field(default_factory=Counter)
    same: Counter = field(default_factory=Counter)
    different: list[Difference] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class BadPackage(Exception):
    """The package cannot be loaded; nothing was written. `report` says why."""

    def __init__(self, report: Report):
        super().__init__(f"{len(report.problems)} problems")
        self.report = report


@dataclass
class Line:
    """A row of a file on its way into the database."""

    table: Table
    number: int
    cells: dict[str, str]

    def problem(self, reason: object, column: str = "") -> Problem:
        return Problem(self.table.filename, self.number, column, str(reason))


def load(folder: Path, *, apply: bool = False, overwrite: bool = False) -> Report:
    """Load the package in `folder` in one transaction; without `apply`, only say what it would do.

    New records are published by the same rules as everywhere. Rows that differ from the database
    are listed, and written only with `overwrite`; rows that the package lacks are listed and
    stay. Raises BadPackage, with every problem found, and then nothing is written.
    """
    loader = Loader(folder, overwrite=overwrite)
    with transaction.atomic():
        try:
            with changes(by=None, comment=_("Loaded from a data package")):
                loader.run()
                if loader.report.problems:
                    raise BadPackage(loader.report)
        except Refused as refused:
            reasons = [Problem(folder.name, 0, "", message) for message in refused.messages]
            loader.report.problems.extend(reasons)
            raise BadPackage(loader.report) from refused
        if not apply:
            transaction.set_rollback(True)
    return loader.report


class Loader:
    def __init__(self, folder: Path, *, overwrite: bool):
        self.folder = folder
        self.overwrite = overwrite
        self.report = Report()
        self.keys = Keys()
        self.seen: dict[Table, set[int]] = {}
        self.fresh: list[tuple[Line, Record, str]] = []
        self.written_over: list[tuple[Line, Record]] = []

    def run(self) -> None:
        for table in tables():
            self.seen[table] = set()
            for line in parents_first(self.lines(table)):
                self.take(line)
        for line, record, status in self.fresh:
            self.move(line, record, status)
        for line, record in self.written_over:
            self.check_finished(line, record)
        self.report.missing.extend(self.rows_not_in_package())

    # --- Files ------------------------------------------------------------------------------

    def lines(self, table: Table) -> Iterator[Line]:
        """Yield the rows of a table's file; note what is wrong with the file as a whole."""
        path = self.folder / table.filename
        line, trouble = self.trouble_with(path)
        if trouble:
            self.report.problems.append(Problem(table.filename, line, "", trouble))
            return
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from self.rows_of(table, csv.DictReader(file, strict=True))

    def trouble_with(self, path: Path) -> tuple[int, str]:
        """Return from which line on a file cannot be read, and why; an empty text when it can."""
        if not path.is_file():
            return 0, _("The file is missing.")
        if path.stat().st_size > LARGEST_FILE:
            return 0, _("The file is larger than %(limit)s bytes.") % {"limit": LARGEST_FILE}
        content = path.read_bytes()
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            return _line_at(content, error.start), _("It is not UTF-8.")
        if b"\0" in content:
            return _line_at(content, content.index(b"\0")), _("It holds a null character.")
        return 0, ""

    def has_header(self, table: Table, found: list[str]) -> bool:
        """Note columns that are unknown, missing or there twice."""
        for column in dict.fromkeys([*found, *table.header]):
            reason = ""
            if column not in (*table.header, *table.optional):
                reason = _("This column is not known.")
            elif found.count(column) != 1:
                reason = _("This column must be there once.")
            if reason:
                self.report.problems.append(Problem(table.filename, 1, column, reason))
        return sorted(set(found) - set(table.optional)) == sorted(table.header)

    def rows_of(self, table: Table, reader: csv.DictReader) -> Iterator[Line]:
        try:
            if not self.has_header(table, list(reader.fieldnames or [])):
                return
            for cells in reader:
                line = Line(table, reader.line_num, cells)
                if None in cells or None in cells.values():
                    reason = _("It has more or fewer cells than the header.")
                    self.report.problems.append(line.problem(reason))
                else:
                    yield line
        except csv.Error as error:
            reason = f"{_('No CSV')}: {error}"
            problem = Problem(table.filename, reader.reader.line_num, "", reason)
            self.report.problems.append(problem)

    # --- Rows -------------------------------------------------------------------------------

    def take(self, line: Line) -> None:
        """Bring one row into the database, or note why not."""
        found = len(self.report.problems)
        values = self.values(line)
        if len(self.report.problems) > found:
            return
        row = line.table.existing(values)
        if row is not None and row.pk in self.seen[line.table]:
            self.report.problems.append(line.problem(_("An earlier row of the file is the same.")))
        elif row is None:
            self.add(line, values)
        else:
            self.compare(line, row, values)

    def values(self, line: Line) -> dict[str, object]:
        """Return the values of the row's fields, and of those that tell it apart."""
        values = self.identifying(line)
        optional = {name: name for name in line.table.optional if name in line.cells}
        for column, name in (line.table.columns | optional).items():
            model_field = line.table.model._meta.get_field(name)
            try:
                values[name] = value_of(model_field, line.cells[column], self.keys.find)
            except BadCell as error:
                self.report.problems.append(line.problem(error, column))
        if line.table.is_record:
            values["public_id"] = self.public_id(line)
        return values

    def public_id(self, line: Line) -> str:
        model, given = line.table.model, line.cells["public_id"]
        computed = public_id(model, line.cells["key"])
        if given and not re.fullmatch(rf"{model.PREFIX}-[a-z2-7]{{7}}", given):
            reason = _("A permanent id looks like %(example)s.") % {"example": computed}
            self.report.problems.append(line.problem(reason, "public_id"))
        return given or computed

    def identifying(self, line: Line) -> dict[str, object]:
        if line.table.is_satellite:
            return self.target(line)
        key = line.cells["key"]
        if not key:
            self.report.problems.append(line.problem(_("It is empty."), "key"))
        elif self.keys.has(line.table.model, line.table.key_of(line.cells)):
            reason = _("An earlier row of the file has this key.")
            self.report.problems.append(line.problem(reason, "key"))
        named = {field.name for field in line.table.model._meta.fields} & {"slug", "key"}
        return {} if line.table.is_record else dict.fromkeys(named, key)

    def target(self, line: Line) -> dict[str, object]:
        """Return the record, role or funding that a name or a citation is about, or both records."""
        kinds = {
            each.model._meta.model_name: each.model
            for each in tables()
            if each.is_citable and (each.is_record or line.table.model is Citation)
        }
        model = kinds.get(line.cells["kind_of_record"])
        if model is None:
            reason = _("There is no such kind.")
            self.report.problems.append(line.problem(reason, "kind_of_record"))
            return {}
        values = {"content_type": ContentType.objects.get_for_model(model)}
        for column, end in line.table.ends.items():
            try:
                row = self.keys.find(model, line.cells[column])
            except BadCell as error:
                self.report.problems.append(line.problem(error, column))
            else:
                values[getattr(line.table.model, end).fk_field] = row.pk
        return values

    def add(self, line: Line, values: dict[str, object]) -> None:
        related = {name: values.pop(name) for name in _many_to_many(line.table) if name in values}
        status = values.pop("status", Status.PUBLISHED)
        row = line.table.model(**values)
        if not self.is_saved(line, row):
            return
        for name, rows in related.items():
            getattr(row, name).set(rows)
        self.report.new[line.table.name] += 1
        if isinstance(row, Record):
            self.fresh.append((line, row, status))
        self.note(line, row)

    def compare(self, line: Line, row: models.Model, values: dict[str, object]) -> None:
        """Note what differs between the row and the database; write it if that was asked."""
        if isinstance(row, Record) and not line.cells["slug"]:
            values.pop("slug")
        if needs_as_of(str(values.get("when"))) and values.get("as_of") == "":
            values.pop("as_of")  # taken from the cited source
        values.pop("status", None)  # moved by its own buttons, never by a package
        stored = {name: _stored(row, name) for name in values}
        differing = {
            name: value for name, value in values.items() if _key(value) != _key(stored[name])
        }
        for name, value in differing.items():
            place = line.table.filename, line.number, line.table.column_of(name)
            self.report.different.append(Difference(*place, _shown(stored[name]), _shown(value)))
        if differing and self.overwrite:
            self.write_over(line, row, differing)
        if not differing:
            self.report.same[line.table.name] += 1
        self.note(line, row)

    def write_over(self, line: Line, row: models.Model, differing: dict[str, object]) -> None:
        related = {name: differing.pop(name) for name in _many_to_many(line.table) & set(differing)}
        for name, value in differing.items():
            setattr(row, name, value)
        if self.is_saved(line, row):
            for name, rows in related.items():
                getattr(row, name).set(rows)
            self.report.overwritten[line.table.name] += 1
        if isinstance(row, Record) and row.status == Status.PUBLISHED:
            self.written_over.append((line, row))

    def is_saved(self, line: Line, row: models.Model) -> bool:
        """Save a row, or note what its model says against it."""
        computed = {"public_id", "sort_key", "search_text", "paragraph", "order", "created_by"}
        try:
            save_valid(row, exclude=computed - set(line.table.columns.values()))
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                column = line.table.column_of(name)
                self.report.problems.extend(line.problem(message, column) for message in messages)
            return False
        return True

    def note(self, line: Line, row: models.Model) -> None:
        self.seen[line.table].add(row.pk)
        if not line.table.is_satellite:
            self.keys.put(row, line.table.key_of(line.cells))

    # --- After the rows ---------------------------------------------------------------------

    def move(self, line: Line, record: Record, status: str) -> None:
        """Bring a new record to its status, by the same rules as everywhere."""
        reason = record.withdrawn_reason
        try:
            if status == Status.REVIEW:
                record.submit(by=None)
            if status in (Status.PUBLISHED, Status.WITHDRAWN):
                record.publish(by=None)
            if status == Status.WITHDRAWN:
                record.withdraw(by=None, reason=reason)
        except Refused as refused:
            self.report.problems.extend(line.problem(message) for message in refused.messages)

    def check_finished(self, line: Line, record: Record) -> None:
        self.report.problems.extend(line.problem(message) for message in record.missing())

    def rows_not_in_package(self) -> Iterator[str]:
        """Yield what the public sees and the package lacks, in words."""
        for table, seen in self.seen.items():
            for row in table.model.objects.order_by("pk"):
                if row.pk not in seen and _is_public(row):
                    yield f"{table.filename}: {row}"


def parents_first(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the rows of a file so that each comes after its parent, else in their order."""
    waiting = list(lines)
    while waiting:
        pending = {line.cells.get("key") for line in waiting}
        # In a circle nothing is ready: its first row then names what is not there.
        ready = [line for line in waiting if line.cells.get("parent") not in pending] or waiting
        yield from ready
        done = {line.number for line in ready}
        waiting = [line for line in waiting if line.number not in done]


def _is_public(row: models.Model) -> bool:
    record = row.record_of()
    return record is None or record.status == Status.PUBLISHED


def _line_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _many_to_many(table: Table) -> set[str]:
    return {field.name for field in table.model._meta.many_to_many} & set(table.columns.values())


def _stored(row: models.Model, name: str) -> object:
    """Return what the database has, in the form of a value of the package."""
    value = getattr(row, name)
    return list(value.all()) if row._meta.get_field(name).many_to_many else value


def _key(value: object) -> object:
    """Return `value` so that equal ones compare as equal."""
    if isinstance(value, list):
        return sorted(each.pk for each in value)
    return value.pk if isinstance(value, models.Model) else value


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ";".join(sorted(each.slug for each in value))
    return "" if value is None else str(value)
