"""How many fall into each year, certainly or only possibly: one count for all its forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from programmes.geometry import Axis
from programmes.picture import Band
from trackdiplo.records.models import Match
from trackdiplo.records.spans import Span

HIGH, UNIT = 150, 20  # pixels: the highest column, and the most that one row takes


@dataclass(frozen=True)
class Year:
    """A year: how many fall into it for certain, and how many possibly, those among them."""

    year: int
    certain: int
    possible: int
    x: float
    width: float
    address: str


@dataclass(frozen=True)
class ByYear:
    """Records by year."""

    axis: Axis
    bands: list[Band]
    years: list[Year]

    COLUMNS = ("year", "certainly", "possibly")

    @property
    def unit(self) -> float:
        """How high one of them is."""
        most = max((year.possible for year in self.years), default=1)
        return min(UNIT, HIGH / max(most, 1))

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
        """Yield the head and the lines of a file."""
        yield list(self.COLUMNS)
        yield from ([year.year, year.certain, year.possible] for year in self.years)


def by_year(
    spans: dict[Span, int],
    axis: Axis,
    bands: list[Band],
    path: str,
    *,
    match: str = Match.POSSIBLE,
    window: Span | None = None,
    asked: QueryDict | None = None,
) -> ByYear:
    """Return how many fall into each year of `axis`, within the window that was asked for.

    `spans`: how many have each; `path`: of the list that is counted.
    """
    certain, possible = Counter(), Counter()
    for span, number in spans.items():
        for year in axis.between(span.latest_start, span.earliest_end):
            certain[year] += number
        for year in axis.between(span.earliest_start, span.latest_end):
            possible[year] += number
    shown = {Match.POSSIBLE: possible, Match.CERTAIN: certain}[match]
    years = [
        Year(year, certain[year], shown[year], x, width, _address(path, year, asked))
        for year in range(axis.first, axis.last + 1)
        if _is_within(year, window)
        for x, width in [axis.of_year(year)]
    ]
    return ByYear(axis, bands, years)


def _is_within(year: int, window: Span | None) -> bool:
    """Whether all of a year was asked for: of a part of it, nothing is counted."""
    if window is None:
        return True
    return window.earliest_start <= date(year, 1, 1) and date(year, 12, 31) <= window.latest_end


def _address(path: str, year: int, asked: QueryDict | None) -> str:
    """Return the address of the list of what is certainly of a year."""
    query = asked.copy() if asked else QueryDict(mutable=True)
    for name in ("format", "lanes"):
        query.pop(name, None)
    for name in ("active_from", "active_to"):
        query[name] = str(year)
    query["match"] = Match.CERTAIN.value
    return f"{path}?{query.urlencode()}"
