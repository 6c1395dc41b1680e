"""Whole lists as CSV or JSON Lines, streamed: the rows of the JSON list, in its order."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

import orjson
from django.http import StreamingHttpResponse

CHUNK = 500
# Where a nested object is one cell, the first of these that it has stands for it.
KEYS = ("id", "slug", "organisation", "donor", "programme", "source", "name")
# A cell that begins so would be taken for a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def jsonl(queryset) -> Iterator[bytes]:
    """Yield the documents of `queryset` (with `body`), one on a line."""
    for body in queryset.values_list("body", flat=True).iterator(chunk_size=CHUNK):
        yield body.encode() + b"\n"


def csv_rows(queryset, columns: list[str]) -> Iterator[bytes]:
    """Yield the documents of `queryset` as CSV in UTF-8 with a byte order mark."""
    bodies = queryset.values_list("body", flat=True).iterator(chunk_size=CHUNK)
    yield b"\xef\xbb\xbf"
    for line in csv_lines(map(orjson.loads, bodies), columns):
        yield line.encode()


def csv_lines(documents: Iterable[dict], columns: list[str]) -> Iterator[str]:
    """Yield the header, then one line for each document."""
    writer = csv.writer(_Line())
    yield writer.writerow(columns)
    for document in documents:
        yield writer.writerow([guarded(cell(document[name])) for name in columns])


def table_of(rows: Iterable[list]) -> str:
    """Return a whole file of CSV: the first of `rows` is its head."""
    columns, *lines = rows
    documents = (dict(zip(columns, line, strict=True)) for line in lines)
    return "\ufeff" + "".join(csv_lines(documents, columns))


def cell(value: object) -> str:
    """Return one cell for a value of a document: a list as its ids, each once, joined by `;`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(dict.fromkeys(filter(None, map(cell, value))))
    if isinstance(value, dict):
        return cell(next((value[key] for key in KEYS if value.get(key)), None))
    return str(value)


def guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def download(lines: Iterator[bytes], *, media_type: str, filename: str) -> StreamingHttpResponse:
    """Return a streamed file. An error on the way breaks the connection: no file looks whole."""
    disposition = f'attachment; filename="{filename}"'
    response = StreamingHttpResponse(lines, content_type=media_type)
    response["Content-Disposition"] = disposition
    return response
