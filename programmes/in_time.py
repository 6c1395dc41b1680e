"""Where one record stands in time, and what somebody did or paid for in time: for their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse

from programmes.geometry import Axis, Bar, axis_of
from programmes.models import Event, Period, Programme
from programmes.picture import Band, Mark, Row, bands_of, mark_of
from programmes.timeline import MOST_DRAWN, Timeline, counted, draw, merged
from trackdiplo.records.spans import OPEN_END, OPEN_START, needs_as_of


@dataclass(frozen=True)
class Strip:
    """A record on the axis of the periods: its bar; the periods that it is in; or its mark."""

    axis: Axis
    bands: list[Band]
    bar: Bar | None = None
    boxes: tuple[Bar, ...] = ()
    mark: Mark | None = None


def strip_of(record, periods: Iterable[Period]) -> Strip | None:
    """Return where a record stands among the periods; None where neither it nor they tell."""
    periods = list(periods)
    axis = axis_of(each.span for each in [*periods, *([record] if record.when else [])])
    bands = bands_of(periods, axis)
    if isinstance(record, Event):
        return Strip(axis, bands, mark=mark_of(record, axis))
    if record.when:
        bar = axis.bar(record.span, ongoing=needs_as_of(record.when))
        return Strip(axis, bands, bar=bar)
    if isinstance(record, Programme) and bands:
        boxes = merged(axis.box(period.span) for period in record.periods_among(periods))
        return Strip(axis, bands, boxes=tuple(boxes))
    return None


def in_time(record, periods: Iterable[Period]) -> dict[str, object]:
    """Return what the page of a record shows of its time. `periods`: all that are public."""
    return {
        "strip": strip_of(record, periods),
        "neighbours": type(record).objects.published().neighbours(record),
        "around": at_its_time(record),
    }


def at_its_time(record) -> str:
    """Return the address of the timeline cut to the time of a record; empty where it has none."""
    bounds = {"active_from": record.earliest_start, "active_to": record.latest_end}
    known = {name: day for name, day in bounds.items() if day not in (OPEN_START, OPEN_END)}
    return f"{reverse('timeline')}?{urlencode(known)}" if known else ""


@dataclass(frozen=True)
class Work:
    """What somebody did or paid for: programmes on an axis, each with the rows that say so.

    Where these are too many to be drawn, they are counted by year, and the first ones have rows.
    """

    timeline: Timeline
    rows: list[tuple[Row, list]]


def work_of(rows: Iterable, periods: Iterable[Period], asked: QueryDict | None = None) -> Work:
    """Return the programmes that `rows` belong to, each once, by start. `asked`: how a list does.

    Rows come with their programmes; the periods of these are read: 1 query.
    """
    by_programme: dict[Programme, list] = {}
    for row in sorted(rows, key=lambda row: _start(row.programme)):
        by_programme.setdefault(row.programme, []).append(row)
    first = list(by_programme)[:MOST_DRAWN]
    prefetch_related_objects(first, "periods")
    shown = timeline = draw(first, periods)
    if len(by_programme) > MOST_DRAWN:
        spans = Counter(programme.span for programme in by_programme)
        timeline = counted(spans, periods=periods, asked=asked)
    # As the picture has them: what is dated, and then what is only in a period.
    drawn = shown.dated + shown.undated
    return Work(timeline, [(row, by_programme[row.programme]) for row in drawn])


def _start(programme: Programme) -> tuple:
    return programme.earliest_start, programme.latest_end, programme.sort_key, programme.pk
