"""The picture of a record that other sites and messages show beside a link to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.template.loader import render_to_string

from programmes.in_time import Strip, strip_of
from programmes.models import Period
from trackdiplo.records.drawing import png_of, wrapped
from trackdiplo.records.metadata import sentence_of
from trackdiplo.records.models import Record
from trackdiplo.records.permanent import ById
from trackdiplo.records.views import site

ROOM = 1040  # between the margins
TOP, FOOT = 150, 470  # where the name begins, and what is under all words
SENTENCE_SIZE = 30


@dataclass(frozen=True)
class Words:
    """The lines of a text, one after the other: how big, and how far from the top each stands."""

    size: int
    lines: list[tuple[str, int]]

    @classmethod
    def of(cls, text: str, *sizes: int, top: int, most: int) -> Words:
        """Set a text in the first of `sizes` in which it fits; in the last, it is cut."""
        size, lines = next(
            (size, lines)
            for size in sizes
            if not (lines := wrapped(text, size, ROOM, most=most))[-1].endswith("…")
            or size == sizes[-1]
        )
        step = round(size * 1.25)
        return cls(size, [(line, top + step * number) for number, line in enumerate(lines, 1)])

    @property
    def bottom(self) -> int:
        return self.lines[-1][1]


class Card(ById):
    """A record as a PNG: what it is called, what it is, and when it was."""

    def found(self, record):
        read = type(record).objects.published().for_document().get(pk=record.pk)
        return HttpResponse(png_of(svg_of(read)), content_type="image/png")


def svg_of(record: Record) -> str:
    """Return the card of a record, which comes from `for_document()`."""
    name = Words.of(record.name, 64, 52, 42, top=TOP, most=3)
    room = (FOOT - name.bottom) // round(SENTENCE_SIZE * 1.25) - 1
    said = Words.of(sentence_of(record), SENTENCE_SIZE, top=name.bottom + 20, most=max(room, 1))
    context = {"record": record, "name": name, "said": said, "strip": strip(record)}
    return render_to_string("programmes/card.svg", context | site())


def strip(record: Record) -> Strip | None:
    """Return where a record stands in time, if its kind has one."""
    return (
        strip_of(record, Period.objects.published().for_list()) if hasattr(record, "when") else None
    )
