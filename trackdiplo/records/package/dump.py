"""Writing a data package: what the public sees, or with `everything` all that staff have."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import models

from trackdiplo.records.models import KINDS, Paragraph, Record, Vocabulary
from trackdiplo.records.package.descriptor import describe
from trackdiplo.records.package.tables import Table, tables

FOR_ALL, FOR_STAFF = 0o644, 0o600


def dump(folder: Path, *, everything: bool = False) -> dict[str, int]:
    """Write the package into `folder`; return the number of rows by table.

    Loading it into an empty database and dumping that gives the same bytes. `everything` adds
    drafts, withdrawn records and notes; those files only their owner can read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mode = FOR_STAFF if everything else FOR_ALL
    describe(folder / "datapackage.json", everything=everything)
    counts = {}
    for table in tables():
        columns = columns_of(table, everything=everything)
        cells = Cells(table, everything=everything)
        rows = [cells.of(row, columns) for row in rows_of(table, everything=everything)]
        with _opened(folder / table.filename, mode) as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows if table.in_order else sorted(rows, key=_cells_of))
        counts[table.name] = len(rows)
    return counts


def _cells_of(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row.values())


def columns_of(table: Table, *, everything: bool) -> list[str]:
    return [*table.header, *(table.optional if everything else ())]


def _opened(path: Path, mode: int):
    """Open a file for writing; it has its mode before it has its first byte."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    return open(descriptor, "w", encoding="utf-8", newline="")


# --- Rows -----------------------------------------------------------------------------------


def rows_of(table: Table, *, everything: bool) -> Iterable[models.Model]:
    """Return the rows of a table that go into the package."""
    rows = table.model.objects.in_order() if table.in_order else table.model.objects.order_by("pk")
    if table.is_record:
        rows = rows.for_package()
    if table.is_satellite:
        # Those of kinds that no package holds, such as codes, would have nothing to stand by.
        rows = [row for row in rows if type(row.target) in models_of_tables()]
    if everything:
        return rows
    if hasattr(rows, "published"):
        return rows.published()
    return [row for row in rows if is_shown(row)]


def models_of_tables() -> set[type[models.Model]]:
    return {table.model for table in tables()}


def is_shown(row: models.Model) -> bool:
    """Whether the public sees the row: by its record, or by any record here that shows it."""
    if isinstance(row, Paragraph):
        return is_shown(row.source)
    if isinstance(row, Vocabulary):
        return row.is_shown([kind for kind in KINDS.values() if kind.model in models_of_tables()])
    return all(type(end).objects.published().filter(pk=end.pk).exists() for end in row.ends())


# --- Cells ----------------------------------------------------------------------------------


class Cells:
    """How the rows of a table become cells; what is not public is left out of public files."""

    def __init__(self, table: Table, *, everything: bool):
        self.table = table
        self.everything = everything

    def of(self, row: models.Model, columns: list[str]) -> dict[str, str]:
        """Return the cells of a row by column."""
        return {column: self.cell(row, column) for column in columns}

    def cell(self, row: models.Model, column: str) -> str:
        if column == "key":
            return key_of(row)
        if column == "kind_of_record":
            return row.target._meta.model_name
        if self.table.is_satellite and column in self.table.ends:
            return key_of(getattr(row, self.table.ends[column]))
        return self.text(row, self.table.columns.get(column, column))

    def text(self, row: models.Model, name: str) -> str:
        """Return one value as the loader reads it."""
        field, value = row._meta.get_field(name), getattr(row, name)
        if field.many_to_many:
            return ";".join(sorted(key_of(each) for each in self.linked(value)))
        if field.many_to_one:
            one = field.related_model.objects.filter(pk=getattr(row, field.attname))
            return ";".join(key_of(each) for each in self.linked(one))
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None else str(value)

    def linked(self, rows) -> models.QuerySet:
        """Return those of `rows` that the package has."""
        public = not self.everything and hasattr(rows, "published")
        return rows.published() if public else rows.all()


def key_of(row: models.Model) -> str:
    """Return the key of a row: its slug, or what tells a role apart."""
    if isinstance(row, Record | Vocabulary):
        return row.slug
    if isinstance(row, Paragraph):
        return row.key
    return ".".join(filter(None, _parts_of(row)))


def _parts_of(row: models.Model) -> Iterator[str]:
    """Yield what tells a role, a funding, an involvement or an affiliation apart."""
    for name in ("programme", "person", "organisation", "donor"):
        if linked := getattr(row, name, None):
            yield linked.slug
    for name in ("withheld", "role"):
        yield str(getattr(row, name, ""))
