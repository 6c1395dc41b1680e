"""How many outputs fall into each year, certainly or only possibly: one count for all its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse

from programmes.geometry import Axis, axis_of
from programmes.models import Output, Period
from programmes.timeline import Band, band
from trackdiplo.records.models import Match
from trackdiplo.records.spans import Span

HIGH, UNIT = 150, 20  # pixels: the highest column, and the most that one output takes


@dataclass(frozen=True)
class Year:
    """A year: how many came out in it for certain, and how many possibly, those among them."""

    year: int
    certain: int
    possible: int
    x: float
    width: float
    address: str


@dataclass(frozen=True)
class ByYear:
    """Outputs by year. `undated`: how many may be of any year."""

    axis: Axis
    bands: list[Band]
    years: list[Year]
    undated: int

    @property
    def unit(self) -> float:
        """How high one output is."""
        most = max((year.possible for year in self.years), default=1)
        return round(min(UNIT, HIGH / max(most, 1)), 2)

    @property
    def height(self) -> int:
        return HIGH + 2 * UNIT

    @property
    def columns(self) -> Iterator[tuple[Year, float, float]]:
        """Yield each year with the tops of what is possible and of what is certain."""
        for year in self.years:
            tops = (self.height - self.unit * number for number in (year.possible, year.certain))
            yield (year, *(round(top, 1) for top in tops))

    def rows(self) -> Iterator[list[object]]:
        """Yield the lines of a file."""
        yield from ([year.year, year.certain, year.possible] for year in self.years)


def by_year(
    outputs: Iterable[Output],
    periods: Iterable[Period],
    *,
    match: str = Match.POSSIBLE,
    window: Span | None = None,
    asked: QueryDict | None = None,
) -> ByYear:
    """Return `outputs` by year, on the axis of the periods; cut to the window that was asked for."""
    outputs, periods = list(outputs), list(periods)
    dated = [each for each in outputs if each.when]
    axis = axis_of(each.span for each in (*periods, *dated)).zoomed(window)
    bands = [found for period in periods if (found := band(period, axis))]
    whole = (number for number in range(axis.first, axis.last + 1) if _is_within(number, window))
    years = [_year(number, dated, axis, match, asked or QueryDict()) for number in whole]
    return ByYear(axis, bands, years, len(outputs) - len(dated))


def _is_within(year: int, window: Span | None) -> bool:
    """Whether all of a year was asked for: of a part of it, nothing is counted."""
    if window is None:
        return True
    return window.earliest_start <= date(year, 1, 1) and date(year, 12, 31) <= window.latest_end


def _year(number: int, outputs: list[Output], axis: Axis, match: str, asked: QueryDict) -> Year:
    first, last = date(number, 1, 1), date(number, 12, 31)
    span = Span.window(first, last)
    certain = sum(each.span.certainly_overlaps(span) for each in outputs)
    possible = sum(each.span.possibly_overlaps(span) for each in outputs)
    x, end = axis.at(first), axis.after(last)
    possible = certain if match == Match.CERTAIN else possible
    address = _address(number, asked)
    return Year(number, certain, possible, round(x, 1), round(end - x, 1), address)


def _address(number: int, asked: QueryDict) -> str:
    """Return the address of the list of what certainly came out in a year."""
    query = asked.copy()
    query.pop("format", None)
    for name in ("active_from", "active_to"):
        query[name] = str(number)
    query["match"] = Match.CERTAIN.value
    return f"{reverse('output-list')}?{query.urlencode()}"
