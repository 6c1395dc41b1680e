"""What finds documents by their words: a small protocol, and one engine for each database.

An engine has nothing to write: the words of a document are a column of its row, stored in the
transaction that publishes it and gone in the one that withdraws it. Another engine, outside of the
database, would take its entries from the change feed and stand behind the same two methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from trackdiplo.records.models import Document

# A word that is asked for: beginnings of words, any of which may be there.
Term = tuple[str, ...]


class Engine(Protocol):
    """Finds documents that hold every term. Terms are letters and digits: nothing to escape."""

    def matching(self, terms: Sequence[Term]) -> QuerySet[Document]:
        """Return the documents that hold, for each term, a word that begins like one of it."""


class SQLite:
    """FTS5 over the column `words`, kept up to date by triggers."""

    def matching(self, terms: Sequence[Term]) -> QuerySet[Document]:
        query = " AND ".join(
            "(" + " OR ".join(f'"{word}"*' for word in term) + ")" for term in terms
        )
        rows = RawSQL("SELECT rowid FROM records_search WHERE records_search MATCH %s", [query])
        return Document.objects.filter(pk__in=rows)


class PostgreSQL:
    """A GIN index over the same column."""

    def matching(self, terms: Sequence[Term]) -> QuerySet[Document]:
        query = " & ".join("(" + " | ".join(f"{word}:*" for word in term) + ")" for term in terms)
        rows = RawSQL(
            "SELECT id FROM records_document"
            " WHERE to_tsvector('simple', words) @@ to_tsquery('simple', %s)",
            [query],
        )
        return Document.objects.filter(pk__in=rows)


def engine() -> Engine:
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
