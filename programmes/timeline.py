"""The geometry of the timeline: where on a common axis a span begins, is certain, and ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from programmes.models import Period, Programme
from trackdiplo.records.spans import OPEN_END, OPEN_START, Span

WIDTH = 1000


@dataclass(frozen=True)
class Bar:
    """A bar in units of the axis (0 to 1000): the whole possible span, and its certain core."""

    x: float
    width: float
    core_x: float
    core_width: float
    ongoing: bool

    @property
    def end(self) -> float:
        return self.x + self.width


@dataclass(frozen=True)
class Axis:
    """Whole years, from the first that a period may have begun in to the last that is known."""

    first: int
    last: int

    def at(self, day: date) -> float:
        """Return where `day` is, cut at the ends."""
        start, end = date(self.first, 1, 1), date(self.last + 1, 1, 1)
        share = (day - start) / (end - start)
        return round(WIDTH * min(1, max(0, share)), 1)

    def bar(self, span: Span) -> Bar:
        x, end = self.at(span.earliest_start), self.at(span.latest_end)
        core_x, core_end = self.at(span.latest_start), self.at(span.earliest_end)
        return Bar(
            x=x,
            width=round(max(end - x, 4), 1),
            core_x=core_x,
            core_width=round(max(core_end - core_x, 0), 1),
            ongoing=span.latest_end == OPEN_END,
        )

    @property
    def ticks(self) -> list[tuple[int, float]]:
        """Return (year, place) for every fifth year."""
        years = range(self.first, self.last + 1)
        return [(year, self.at(date(year, 1, 1))) for year in years if year % 5 == 0]


def axis_of(periods: Iterable[Period], programmes: Iterable[Programme]) -> Axis:
    """Return the axis that all of them fit on. Open ends do not stretch it."""
    days = [
        day
        for spanned in (*periods, *programmes)
        if spanned.when
        for day in vars(spanned.span).values()
        if day not in (OPEN_START, OPEN_END)
    ]
    return Axis(min(days).year, max(days).year) if days else Axis(1988, 2025)


@dataclass(frozen=True)
class Row:
    """A programme on the timeline: with a bar, or undated in the periods it is assigned to."""

    programme: Programme
    bar: Bar | None
    periods: list[Period]


@dataclass(frozen=True)
class Timeline:
    axis: Axis
    bands: list[tuple[Period, Bar]]
    dated: list[Row]
    undated: list[Row]

    @property
    def count(self) -> int:
        return len(self.dated) + len(self.undated)


def draw(programmes: Iterable[Programme], periods: Iterable[Period]) -> Timeline:
    """Return the timeline of `programmes`, in their order. Both come with their relations."""
    programmes, periods = list(programmes), list(periods)
    axis = axis_of(periods, programmes)
    rows = [
        Row(
            programme=programme,
            bar=axis.bar(programme.span) if programme.when else None,
            periods=programme.periods_among(periods),
        )
        for programme in programmes
    ]
    return Timeline(
        axis=axis,
        bands=[(period, axis.bar(period.span)) for period in periods],
        dated=[row for row in rows if row.bar],
        undated=[row for row in rows if not row.bar],
    )
