"""What a table of the data package is, and how its cells become the values of a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import models
from django.utils.translation import gettext as _

from trackdiplo.records.models import (
    AlternateName,
    Citation,
    DistinctPair,
    Paragraph,
    Record,
    Satellite,
    Source,
    Vocabulary,
    public_id_of,
)

# Columns that a package for staff has beside the public ones, for every kind of record.
STAFF_COLUMNS = ("status", "internal_note", "withdrawn_reason")


class BadCell(ValueError):
    """A cell that cannot be meant. The message says why."""


@dataclass(frozen=True, eq=False)
class Table:
    """One CSV file. `columns`: column name to field name; `identity`: fields that make a row.

    `in_order`: its rows have an order of their own, which a dump keeps. `key`: columns that no two
    rows have alike. `ends`, of a satellite: columns with the keys of what it is about, and the
    foreign keys that they become.
    """

    name: str
    model: type[models.Model]
    columns: dict[str, str]
    identity: tuple[str, ...] = ()
    in_order: bool = False
    key: tuple[str, ...] = ("key",)
    ends: dict[str, str] = field(default_factory=lambda: {"record": "target"})

    @property
    def filename(self) -> str:
        return f"{self.name}.csv"

    @property
    def is_satellite(self) -> bool:
        return issubclass(self.model, Satellite)

    @property
    def is_record(self) -> bool:
        return issubclass(self.model, Record)

    @property
    def is_citable(self) -> bool:
        """Whether its rows have citations, and names if they are records."""
        return any(field.name == "citations" for field in self.model._meta.private_fields)

    def key_of(self, cells: dict[str, str]) -> str:
        """Return what tells a row of the file apart."""
        return "/".join(cells[column] for column in self.key)

    @property
    def header(self) -> list[str]:
        """The columns of the file, in order."""
        if self.is_satellite:
            return ["kind_of_record", *self.ends, *self.columns]
        return ["key", *self.columns]

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that the file may have."""
        return STAFF_COLUMNS if self.is_record else ()

    def column_of(self, name: str) -> str:
        """Return the column that a field is read from; empty for what concerns the whole row."""
        named = {field: column for column, field in self.columns.items()}
        keys = {"slug": "key", "key": "key", "content_type": "record", "object_id": "record"}
        return (keys | {"other_id": "other"} | named).get(name, "")

    def existing(self, values: dict[str, object]) -> models.Model | None:
        """Return the row of the database that a row of the file is about; None when it is new."""
        return self.model.objects.filter(**{name: values[name] for name in self.identity}).first()


def plain(*names: str, **renamed: str) -> dict[str, str]:
    """Return columns called like their fields, and renamed ones (column=field)."""
    return {name: name for name in names} | renamed


TABLES: dict[str, Table] = {}


def register_table(table: Table) -> None:
    """Make a table part of the package. Tables are read in the order of their registration."""
    TABLES[table.name] = table


def tables() -> list[Table]:
    """Return all tables in the order in which they are read: satellites last."""
    return sorted(TABLES.values(), key=lambda table: table.is_satellite)


register_table(
    Table(
        "sources",
        Source,
        plain(
            "kind", "authors", "publisher", "published", "language", "url", "archived_url", "note",
            title="name",
        ),
        ("slug",),
    )
)  # fmt: skip
register_table(
    Table(
        "paragraphs",
        Paragraph,
        plain("source", "section", "number", "opening", "no_record_reason"),
        ("source", "key"),
        in_order=True,
        key=("source", "key"),
    )
)
register_table(
    Table(
        "names",
        AlternateName,
        plain("name", "kind", "language", "script"),
        ("content_type", "object_id", "name", "kind"),
    )
)
register_table(
    Table(
        "citations",
        Citation,
        plain("field", "source", "locator", "note", "confidence", "checked_on"),
        ("content_type", "object_id", "field", "source", "locator"),
    )
)
register_table(
    Table(
        "distinct",
        DistinctPair,
        plain("reason"),
        ("content_type", "object_id", "other_id"),
        ends={"record": "target", "other": "other"},
    )
)


# --- Cells ----------------------------------------------------------------------------------

Find = Callable[[type[models.Model], str], models.Model]


def value_of(field: models.Field, text: str, find: Find) -> object:
    """Return the value of one cell for `field`. Raises BadCell.

    `find` looks up the row of a model by its key.
    """
    if field.many_to_many:
        return [find(field.related_model, key) for key in dict.fromkeys(text.split(";")) if key]
    if not text:
        return None if field.null else _empty(field)
    if field.many_to_one:
        return find(field.related_model, text)
    return _scalar(field, text)


def _empty(field: models.Field) -> object:
    if field.many_to_one:
        raise BadCell(_("It is empty."))
    return field.get_default()


def _scalar(field: models.Field, text: str) -> object:
    if field.choices and text not in dict(field.flatchoices):
        choices = ", ".join(str(value) for value, _label in field.flatchoices)
        raise BadCell(_("“%(text)s” is none of: %(choices)s.") % {"text": text, "choices": choices})
    for kind, read in READERS.items():
        if isinstance(field, kind):
            return read(text)
    return text


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise BadCell(_("“%(text)s” is neither true nor false.") % {"text": text})
    return text == "true"


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise BadCell(_("“%(text)s” is no whole number.") % {"text": text})
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise BadCell(_("“%(text)s” is no number.") % {"text": text}) from None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell(_("“%(text)s” is no date like 2025-10-31.") % {"text": text}) from None


READERS: dict[type[models.Field], Callable[[str], object]] = {
    models.BooleanField: _boolean,
    models.IntegerField: _number,
    models.DecimalField: _decimal,
    models.DateField: _date,
}


# --- Keys -----------------------------------------------------------------------------------


@dataclass
class Keys:
    """Rows by the model and the key that the package gives them."""

    rows: dict[tuple[type[models.Model], str], models.Model] = field(default_factory=dict)

    def has(self, model: type[models.Model], key: str) -> bool:
        """Whether a row of the package has this key."""
        return (model, key) in self.rows

    def put(self, row: models.Model, key: str) -> None:
        self.rows[type(row), key] = row

    def find(self, model: type[models.Model], key: str) -> models.Model:
        """Return the row of the package, or else of the database. Raises BadCell."""
        row = self.rows.get((model, key)) or stored(model, key)
        if row is None:
            words = {"key": key, "table": model._meta.verbose_name}
            raise BadCell(_("There is no %(table)s “%(key)s”.") % words)
        return row


def stored(model: type[models.Model], key: str) -> models.Model | None:
    """Return the row that an earlier package with this key has left in the database."""
    if issubclass(model, Vocabulary):
        return model.objects.filter(slug=key).first()
    if issubclass(model, Record):
        return model.objects.filter(public_id=public_id(model, key)).first()
    return None


def public_id(model: type[Record], key: str) -> str:
    """Return the permanent id that a key stands for: the same in every installation."""
    return public_id_of(model.PREFIX, f"{model.KIND}:{key}".encode())
