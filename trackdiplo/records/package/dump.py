"""Writing a data package: what the public sees, or with `everything` all that staff have."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

from django.db import models

from trackdiplo.records.models import (
    KINDS,
    Citation,
    Paragraph,
    Record,
    Satellite,
    Source,
    Vocabulary,
)
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
    counts, keys = {}, Keys(everything=everything)
    for table in tables():
        columns = columns_of(table, everything=everything)
        cells = Cells(table, keys)
        rows = [cells.of(row, columns) for row in rows_of(table, keys)]
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


# --- Keys -----------------------------------------------------------------------------------


class Keys:
    """The keys of the rows that may stand in the package, read once for each model."""

    def __init__(self, *, everything: bool):
        self.everything = everything
        self.read: dict[type[models.Model], dict[int, str]] = {}

    def of(self, model: type[models.Model]) -> dict[int, str]:
        """Return the keys of the rows of a model, by primary key."""
        if model not in self.read:
            rows = model.objects.select_related(*parts_of(model))
            if issubclass(model, Record):
                rows = rows.for_package()
            if not self.everything and hasattr(rows, "published"):
                rows = rows.published()
            keys = {row.pk: key_of(row) for row in rows.order_by("pk").only(*words_of(model))}
            labelled = hasattr(model, "withheld") and not self.everything
            self.read[model] = once(keys) if labelled else keys
        return self.read[model]

    def joined(self, model: type[models.Model], pks: Iterable[int]) -> str:
        """Return the keys of some rows as one cell."""
        keys = self.of(model)
        return ";".join(sorted(keys[pk] for pk in pks if pk in keys))

    @cached_property
    def sources(self) -> set[int]:
        """The primary keys of the sources that rows of the package point to."""
        found = set()
        for table in tables():
            model = table.model
            if model is Citation:
                found.update(row.source_id for row in rows_of(table, self))
            elif table.is_record and "source" in table.columns.values():
                found.update(
                    model.objects.filter(pk__in=self.of(model)).values_list("source", flat=True)
                )
        return found


def once(keys: dict[int, str]) -> dict[int, str]:
    """Return the first row of each key: how many a label stands for is nobody's business."""
    first = {key: pk for pk, key in reversed(keys.items())}
    return {pk: key for pk, key in keys.items() if first[key] == pk}


# What tells a role, a funding, an involvement or an affiliation apart.
PARTS = ("programme", "person", "organisation", "donor")


def parts_of(model: type[models.Model]) -> list[str]:
    """Return the relations that the key of a row is made of; none where it has a key of its own."""
    own = issubclass(model, Record | Vocabulary | Paragraph)
    names = {field.name for field in model._meta.fields}
    return [] if own else [name for name in PARTS if name in names]


def words_of(model: type[models.Model]) -> list[str]:
    """Return the fields that the key of a row is read from."""
    names = {field.name for field in model._meta.fields}
    linked = [name for part in parts_of(model) for name in (part, f"{part}__slug")]
    return [*linked, *(name for name in ("slug", "key", "withheld", "role") if name in names)]


def key_of(row: models.Model) -> str:
    """Return the key of a row: its slug, or what tells a role apart."""
    if isinstance(row, Record | Vocabulary):
        return row.slug
    if isinstance(row, Paragraph):
        return row.key
    linked = [getattr(row, name) for name in parts_of(type(row))]
    words = [str(getattr(row, name, "")) for name in ("withheld", "role")]
    return ".".join(filter(None, [*(each.slug for each in linked if each), *words]))


# --- Rows -----------------------------------------------------------------------------------


def rows_of(table: Table, keys: Keys) -> Iterable[models.Model]:
    """Return the rows of a table that go into the package."""
    rows = table.model.objects.in_order() if table.in_order else table.model.objects.order_by("pk")
    if table.is_record:
        rows = rows.for_package()
    if table.is_satellite:
        return [row for row in rows if has_ends(row, table, keys)]
    if keys.everything:
        return rows
    if hasattr(rows, "published"):
        return [row for row in rows if row.pk in keys.of(table.model)]
    if table.model in (Source, Paragraph):
        name = "pk" if table.model is Source else "source_id"
        return [row for row in rows if getattr(row, name) in keys.sources]
    return [row for row in rows if is_shown(row)]


def has_ends(row: Satellite, table: Table, keys: Keys) -> bool:
    """Whether the package has all that the row is about."""
    model = row.owner_model()
    known = keys.of(model) if model in models_of_tables() else {}
    return all(row.end_pk(end) in known for end in table.ends.values())


def models_of_tables() -> set[type[models.Model]]:
    return {table.model for table in tables()}


def is_shown(word: Vocabulary) -> bool:
    """Whether any record here shows the word to the public."""
    return word.is_shown([kind for kind in KINDS.values() if kind.model in models_of_tables()])


# --- Cells ----------------------------------------------------------------------------------


class Cells:
    """How the rows of a table become cells; what is not public is left out of public files."""

    def __init__(self, table: Table, keys: Keys):
        self.table = table
        self.keys = keys
        self.links = cache(links_of)

    def of(self, row: models.Model, columns: list[str]) -> dict[str, str]:
        """Return the cells of a row by column."""
        return {column: self.cell(row, column) for column in columns}

    def cell(self, row: models.Model, column: str) -> str:
        if column == "key":
            return self.keys.of(type(row))[row.pk]
        if column == "kind_of_record":
            return row.owner_model()._meta.model_name
        if self.table.is_satellite and column in self.table.ends:
            keys = self.keys.of(row.owner_model())
            return keys[row.end_pk(self.table.ends[column])]
        return self.text(row, self.table.columns.get(column, column))

    def text(self, row: models.Model, name: str) -> str:
        """Return one value as the loader reads it."""
        field = row._meta.get_field(name)
        if field.many_to_many:
            return self.keys.joined(field.related_model, self.links(field).get(row.pk, []))
        value = getattr(row, field.attname)
        if field.many_to_one:
            return self.keys.joined(field.related_model, [value])
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None else str(value)


def links_of(field: models.ManyToManyField) -> dict[int, list[int]]:
    """Return the keys that each row links to by a field: one query for the table."""
    found = defaultdict(list)
    ends = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    for row, other in field.remote_field.through.objects.values_list(*ends):
        found[row].append(other)
    return found
