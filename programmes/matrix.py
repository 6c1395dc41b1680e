"""How many programmes fall into each period, by what they share: donors by period, areas by period.

One count behind the picture, the table and the file: that of the list with the same question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from django.http import QueryDict
from django.urls import reverse

from programmes.geometry import WIDTH
from programmes.models import Period, Programme
from programmes.timeline import LANES, NAMED, WITHHELD, LaneName
from trackdiplo.records.drawing import fitted, wrapped
from trackdiplo.records.models import Match

# In units of the picture, which is as wide as an axis.
NAMES, TOTALS, ROW, GAP = 250, 50, 30, 8
NAME_SIZE, HEAD_SIZE, HEAD_LINE = 13, 10, 13
SMALLEST, LARGEST = 9, 13.5  # radii of circles: the smallest has room for a number of two digits


@dataclass(frozen=True)
class Cell:
    """How many programmes of a line fall into a period, or in all; the address of their list."""

    period: Period | None
    number: int
    address: str = ""


@dataclass(frozen=True)
class Line:
    """Programmes that share something: how many in each period, and in all. Some are in several."""

    name: LaneName
    cells: list[Cell]
    total: Cell

    @property
    def label(self) -> str:
        """Its name, as far as there is room in the picture."""
        return fitted(self.name.name, NAME_SIZE, NAMES - GAP)


@dataclass(frozen=True)
class Column:
    """A period in the picture: from where, how wide, and its name in lines of its width."""

    period: Period
    x: float
    width: float
    lines: list[tuple[str, int]]

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Matrix:
    """Lines by periods, and one of all. `withheld`: some more are not counted."""

    periods: list[Period]
    lines: list[Line]
    whole: Line
    withheld: bool = False

    @property
    def columns(self) -> list[Column]:
        width = (WIDTH - NAMES - TOTALS) / max(len(self.periods), 1)
        return [
            Column(period, round(NAMES + number * width, 1), round(width, 1), _head(period, width))
            for number, period in enumerate(self.periods)
        ]

    @property
    def head(self) -> int:
        """How high the names of the periods are."""
        return max((y for column in self.columns for _line, y in column.lines), default=20) + GAP

    @property
    def height(self) -> int:
        return self.head + ROW * (len(self.lines) + 1)

    @property
    def drawn(self) -> Iterator[tuple[Line, float, list]]:
        """Yield each line, how far down its middle is, and its circles."""
        most = max((cell.number for line in self.lines for cell in line.cells), default=1)
        for number, line in enumerate(self.lines):
            pairs = zip(self.columns, line.cells, strict=True)
            circles = [
                (cell, column.middle, _radius(cell.number, most))
                for column, cell in pairs
                if cell.number
            ]
            yield line, self.head + ROW * number + ROW / 2, circles

    @property
    def sums(self) -> list[tuple[Cell, float]]:
        """The number of all programmes in each period, with its place."""
        pairs = zip(self.columns, self.whole.cells, strict=True)
        return [(cell, column.middle) for column, cell in pairs]

    @property
    def sums_y(self) -> float:
        return self.height - ROW / 2

    def rows(self) -> Iterator[list[object]]:
        """Yield the lines of a file: names, numbers, and last that of all periods."""
        for line in (*self.lines, self.whole):
            yield [
                line.name.slug,
                line.name.name,
                *(cell.number for cell in line.cells),
                line.total.number,
            ]


def matrix_of(
    programmes: Iterable[Programme],
    periods: Iterable[Period],
    lanes: str,
    *,
    whole: str,
    match: str = Match.POSSIBLE,
    asked: QueryDict | None = None,
) -> Matrix:
    """Return `programmes`, with their relations, by `lanes` and by period.

    `whole`: what the last line is called. `asked`: the query that found them; of what it asks for,
    other lines and other periods are left out.
    """
    asked = asked if asked is not None else QueryDict()
    programmes, periods = list(programmes), _only(list(periods), asked.getlist("period"))
    by_name: dict[LaneName, list[Programme]] = {}
    for programme in programmes:
        for name in set(LANES[lanes](programme)):
            by_name.setdefault(name, []).append(programme)
    wanted = asked.getlist(lanes)
    names = [name for name in sorted(by_name) if name.order[0] != WITHHELD]
    if wanted:
        names = [name for name in names if name.order[0] == NAMED and _is_in(name, wanted)]
    counter = _Counter(periods, lanes, match, asked)
    return Matrix(
        periods,
        [counter.line(name, by_name[name]) for name in names],
        counter.line(LaneName((NAMED,), whole), programmes),
        withheld=not wanted and any(name.order[0] == WITHHELD for name in by_name),
    )


@dataclass(frozen=True)
class _Counter:
    periods: list[Period]
    lanes: str
    match: str
    asked: QueryDict

    def line(self, name: LaneName, programmes: list[Programme]) -> Line:
        cells = [
            Cell(period, self.number(programmes, period), self.address(name, period=period.slug))
            for period in self.periods
        ]
        return Line(name, cells, Cell(None, len(programmes), self.address(name)))

    def number(self, programmes: list[Programme], period: Period) -> int:
        return sum(programme.falls_into(period, self.match) for programme in programmes)

    def address(self, name: LaneName, **more: str) -> str:
        """Return the address of the list with these; what no filter asks for has none."""
        if name.order[0] != NAMED:
            return ""
        query = self.asked.copy()
        query.pop("format", None)
        if name.slug:
            query.setlist(self.lanes, [name.slug])
        for parameter, value in more.items():
            query.setlist(parameter, [value])
        return f"{reverse('programme-list')}?{query.urlencode()}".rstrip("?")


def _only(periods: list[Period], wanted: list[str]) -> list[Period]:
    return [each for each in periods if not wanted or {each.slug, each.public_id} & set(wanted)]


def _is_in(name: LaneName, wanted: list[str]) -> bool:
    return not {name.slug, name.public_id}.isdisjoint(wanted)


def _head(period: Period, width: float) -> list[tuple[str, int]]:
    """Return the name of a period in lines that fit, each with its place from the top."""
    lines = wrapped(period.name, HEAD_SIZE, width - 4, most=3)
    return [(text, 34 + number * HEAD_LINE) for number, text in enumerate(lines)]


def _radius(number: int, most: int) -> float:
    """Return the radius of a circle whose area is as the number, but never too small to be read."""
    return round(max(SMALLEST, LARGEST * sqrt(number / most)), 1)
