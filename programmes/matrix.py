"""How many programmes fall into each period, by what they share: donors by period, areas by period.

One count behind the picture, the table and the file: that of the list with the same question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from django.db.models import Count, F
from django.http import QueryDict
from django.urls import reverse

from programmes.geometry import WIDTH
from programmes.lanes import NAMED, NONE, SHARED, LaneName, Shared
from programmes.models import Period
from programmes.models.programmes import ProgrammeQuerySet
from trackdiplo.records.drawing import wrapped
from trackdiplo.records.models import Match

# In units of the picture, which is as wide as an axis.
NAMES, TOTALS, ROW, GAP = 250, 50, 30, 8
NAME_SIZE, NAME_LINE, HEAD_SIZE, HEAD_LINE = 13, 13, 10, 13
ALL = "all"
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
    def label(self) -> list[tuple[str, float]]:
        """Its name in one line or two, each with its place from the middle."""
        lines = wrapped(self.name.name, NAME_SIZE, NAMES - GAP, most=2)
        return [
            (text, 4.5 + NAME_LINE * (n - (len(lines) - 1) / 2)) for n, text in enumerate(lines)
        ]


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
    programmes: ProgrammeQuerySet,
    periods: Iterable[Period],
    lanes: str,
    *,
    whole: str,
    match: str = Match.POSSIBLE,
    asked: QueryDict | None = None,
) -> Matrix:
    """Return `programmes` by `lanes` and by period: 5 queries at most, and no programme is read.

    `whole`: what the last line is called. `asked`: the query that found them; of what it asks for,
    other lines and other periods are left out.
    """
    asked = asked if asked is not None else QueryDict()
    programmes, shared = programmes.prefetch_related(None).order_by(), SHARED[lanes]
    counter = _Counter(_only(list(periods), asked.getlist("period")), lanes, match, asked)
    wanted, numbers = asked.getlist(lanes), counter.by_key(programmes, shared)
    names = {record.pk: shared.name(record) for record in shared.records.filter(pk__in=numbers)}
    lines = [
        counter.line(name, numbers[key])
        for key, name in sorted(names.items(), key=lambda pair: pair[1])
        if not wanted or _is_in(name, wanted)
    ]
    withheld = False
    if shared.rows is not None and not wanted:
        without = programmes.exclude(pk__in=shared.rows.values("programme"))
        found = counter.all(without)
        lines += [counter.line(LaneName((NONE,), shared.none), found)] if found[ALL] else []
        withheld = shared.withheld(programmes).exists()
    last = counter.line(LaneName((NAMED,), whole), counter.all(programmes))
    return Matrix(counter.periods, lines, last, withheld=withheld)


@dataclass(frozen=True)
class _Counter:
    periods: list[Period]
    lanes: str
    match: str
    asked: QueryDict

    def numbers(self, programmes: ProgrammeQuerySet, *, repeats: bool = False) -> dict[str, Count]:
        """Return what counts programmes in each period and in all.

        Told to look for repetitions, PostgreSQL sorts: those assigned to several periods are joined
        to each, but to one period once.
        """
        of_periods = {
            str(period.pk): Count(
                "pk", distinct=repeats, filter=programmes.within(period, self.match)
            )
            for period in self.periods
        }
        return of_periods | {ALL: Count("pk", distinct=True)}

    def by_key(self, programmes: ProgrammeQuerySet, shared: Shared) -> dict[int, dict]:
        numbers = self.numbers(programmes, repeats=shared.repeats)
        return {
            row["key"]: row for row in programmes.values(key=F(shared.path)).annotate(**numbers)
        }

    def all(self, programmes: ProgrammeQuerySet) -> dict:
        return programmes.aggregate(**self.numbers(programmes))

    def line(self, name: LaneName, numbers: dict) -> Line:
        cells = [
            Cell(period, numbers[str(period.pk)], self.address(name, period=period.slug))
            for period in self.periods
        ]
        return Line(name, cells, Cell(None, numbers[ALL], self.address(name)))

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
