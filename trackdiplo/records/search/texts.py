"""What of a document is searched and shown: its names, its prose, and the names that it gives."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from trackdiplo.records.search.words import indexed, name_key

# Fields that hold sentences, in the order in which a page tells them.
PROSE = ("statement", "summary", "wording", "definition", "outcome", "reach", "stance")
# What stands in every document of its sort says nothing of this one.
NOT_TOLD = ("names", "citations", "source", "study")


def names_of(document: dict) -> list[str]:
    """Return what it is called: its name first."""
    return [document["name"], *(other["name"] for other in document.get("names", ()))]


def prose_of(document: dict) -> list[str]:
    return [document[field] for field in PROSE if document.get(field)]


def texts_of(document: dict) -> list[str]:
    """Return its prose and the names of what it is linked to."""
    linked = (value for field, value in document.items() if field not in NOT_TOLD)
    return [*prose_of(document), *(name for value in linked for name in _linked(value))]


def _linked(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _linked(each)
    elif isinstance(value, dict):
        if isinstance(value.get("name"), str):
            yield value["name"]
        for field, each in value.items():
            if field not in NOT_TOLD:
                yield from _linked(each)


def searched(body: str) -> dict[str, str]:
    """Return the columns of a document by which it is found.

    One that gives no other names is another view of a record, as a donor is of an organisation:
    it is found there.
    """
    document = orjson.loads(body)
    found = indexed(names_of(document), texts_of(document)) if "names" in document else ""
    return {"words": found, "name_key": name_key(document["name"])}
