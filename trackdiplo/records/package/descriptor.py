"""`datapackage.json`: the tables of the package, described from the models (Data Package v2)."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.db import models

from trackdiplo.records.package.tables import Table, tables

PROFILE = "https://datapackage.org/profiles/2.0"
ABOUT = (
    "Civic (Track 2) diplomacy between Armenia and Azerbaijan: what was tried, when, by whom, with"
    " whose money, and what came of it, each with its source. The sources belong to their authors;"
    " only facts are taken from them. A cell that holds a list has its entries joined by a"
    " semicolon."
)
TYPES = {
    models.BooleanField: "boolean",
    models.IntegerField: "integer",
    models.DecimalField: "number",
    models.DateField: "date",
}
KEY = {"name": "key", "type": "string", "description": "Written by hand; joins the tables."}
KIND_OF_RECORD = {
    "name": "kind_of_record",
    "type": "string",
    "description": "What it is about: the kind.",
}
ENDS = {
    "record": "What it is about: the key.",
    "other": "What that is told apart from: the key of another of the kind.",
}


def describe(path: Path, *, everything: bool = False) -> None:
    """Write the description of the package."""
    text = json.dumps(descriptor(everything=everything), ensure_ascii=False, indent=2)
    path.write_text(f"{text}\n", encoding="utf-8")


def descriptor(*, everything: bool = False) -> dict[str, object]:
    """Return the description: types, keys, choices, and which column points where."""
    return {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": "trackdiplo",
        "title": settings.SITE_NAME,
        "description": ABOUT,
        "licenses": [
            {"name": settings.CONTENT_LICENCE.replace(" ", "-"), "title": settings.CONTENT_LICENCE}
        ],
        "resources": [_resource(table, everything=everything) for table in tables()],
    }


def _resource(table: Table, *, everything: bool) -> dict[str, object]:
    return {
        "name": table.name,
        "title": str(table.model._meta.verbose_name_plural),
        "description": (table.model.__doc__ or "").strip().splitlines()[0],
        "path": table.filename,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": _fields(table, everything=everything),
            "missingValues": [""],
            **_keys(table),
        },
    }


def _fields(table: Table, *, everything: bool) -> list[dict[str, object]]:
    own = table.columns | ({name: name for name in table.optional} if everything else {})
    named = [_field(column, table.model._meta.get_field(name)) for column, name in own.items()]
    return [*(_ends(table) if table.is_satellite else [KEY]), *named]


def _ends(table: Table) -> list[dict[str, str]]:
    """Return the columns that say what a row is about."""
    ends = [{"name": name, "type": "string", "description": ENDS[name]} for name in table.ends]
    return [KIND_OF_RECORD, *ends]


def _field(column: str, field: models.Field) -> dict[str, object]:
    """Return one column; a list of keys, and a key, are strings."""
    kind = next((name for model, name in TYPES.items() if isinstance(field, model)), "string")
    described = {"name": column, "type": kind, "description": str(field.help_text)}
    choices = [str(value) for value, _label in field.flatchoices if value != ""]
    constraints = {"enum": choices} if choices else {}
    return described | ({"constraints": constraints} if constraints else {})


def _keys(table: Table) -> dict[str, object]:
    if table.is_satellite:
        return {}
    by_model = {each.model: each.name for each in tables()}
    links = [
        {"fields": [column], "reference": {"resource": by_model[linked], "fields": ["key"]}}
        for column, name in table.columns.items()
        if (linked := _linked(table, name)) in by_model
    ]
    return {"primaryKey": list(table.key)} | ({"foreignKeys": links} if links else {})


def _linked(table: Table, name: str) -> type[models.Model] | None:
    field = table.model._meta.get_field(name)
    return field.related_model if field.many_to_one else None
