"""The picture of a timeline: rows without collisions, names above bars, marks with their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.functional import cached_property

from programmes.geometry import WIDTH, Axis, Bar, is_free, pack, place
from programmes.lanes import LaneName
from programmes.models import Event, EventKind, Period, Programme
from trackdiplo.records.drawing import fitted, text_width
from trackdiplo.records.spans import needs_as_of

# In units of the axis; timeline.css has the sizes of the letters.
NAME_SIZE, NOTE_SIZE, EVENT_SIZE, BAND_SIZE = 11, 9.5, 10, 12
ROW, EVENT_ROW = 29, 20
PANEL, EVENT_PANEL = 300, 160  # half a sheet of paper; what stays of the first one
MARK, BESIDE = 12, 10  # how wide a mark is, and how far from its middle its name begins
SHORT = 40  # an event this long has its mark in its middle, a longer one where it begins
NAMED_ROWS = 9  # events get their names as long as these rows have room


@dataclass(frozen=True)
class Band:
    """A period on the axis; `named`: its name has room in it where the picture is wide."""

    period: Period
    bar: Bar
    named: bool


@dataclass(frozen=True)
class Row:
    """A programme on the timeline: with a bar, or undated in the periods it is assigned to."""

    programme: Programme
    bar: Bar | None
    boxes: list[Bar]
    periods: list[Period]
    lanes: list[LaneName]

    @property
    def ongoing(self) -> bool:
        return needs_as_of(self.programme.when)

    @cached_property
    def when(self) -> str:
        """When it was, in words."""
        return self.programme.when_in_all

    @property
    def drawn(self) -> list[Bar]:
        return [self.bar] if self.bar else self.boxes


@dataclass(frozen=True)
class Named:
    """A row in the picture: its name above its bar, and how far it is from the top."""

    row: Row
    name: str
    note: str
    x: float
    y: int = 0

    @property
    def before(self) -> bool:
        """Whether there is no room for its dates after its name: then they show before it."""
        return self._after + text_width(self.row.when, NOTE_SIZE) > WIDTH

    @property
    def when_x(self) -> float:
        """Where its dates show while it is pointed at."""
        return round(self.x - BESIDE / 2 if self.before else self._after, 1)

    @property
    def _after(self) -> float:
        return self.x + _length(self.name, self.note) + BESIDE / 2

    @property
    def reach(self) -> Bar:
        """From where to where it takes room."""
        starts = [self.x, *(bar.x for bar in self.row.drawn)]
        ends = [self.x + _length(self.name, self.note), *(bar.end for bar in self.row.drawn)]
        return Bar(min(starts), round(max(ends), 1))


@dataclass(frozen=True)
class Panel:
    """A part of the picture that is never cut by the edge of a page."""

    height: int
    marks: list


@dataclass(frozen=True)
class Mark:
    """An event in the picture: a mark at `x`, its name on one side of it.

    Where there is no room it is not `named`: its name shows when it is pointed at.
    """

    event: Event
    bar: Bar
    x: float
    named: bool = False
    before: bool = False  # the name stands left of the mark
    y: int = 0

    @property
    def name_x(self) -> float:
        return round(self.x - BESIDE if self.before else self.x + BESIDE, 1)

    @property
    def reach(self) -> Bar:
        """From where to where it takes room."""
        start, end = min(self.bar.x, self.x - MARK / 2), max(self.bar.end, self.x + MARK / 2)
        length = text_width(self.event.name, EVENT_SIZE) if self.named else 0
        if self.before:
            return Bar(round(min(start, self.name_x - length), 1), end)
        return Bar(start, round(max(end, self.name_x + length), 1))


def band(period: Period, axis: Axis) -> Band | None:
    """Return the band of a period; None where the axis shows none of it."""
    if not axis.box(period.span):
        return None
    bar = axis.bar(period.span, ongoing=needs_as_of(period.when))
    named = text_width(f"{period.number} {period.name}", BAND_SIZE) <= bar.width
    return Band(period, bar, named)


def bands_of(periods: Iterable[Period], axis: Axis) -> list[Band]:
    """Return the bands of what the axis shows of `periods`."""
    return [found for period in periods if (found := band(period, axis))]


def panels_of_rows(rows: list[Row]) -> list[Panel]:
    """Return programmes in rows without collisions. What has no date stands below what has one."""
    named = [name_of(row) for row in rows]
    dated = [each for each in named if each.row.bar]
    undated = [each for each in named if not each.row.bar]
    numbers = pack(each.reach for each in dated)
    below = max(numbers, default=-1) + 1
    numbers += [below + number for number in pack(each.reach for each in undated)]
    marks = zip(dated + undated, numbers, strict=True)
    return list(_panels([replace(each, y=number * ROW) for each, number in marks], ROW, PANEL))


def panels_of_events(marks: list[Mark]) -> list[Panel]:
    """Return events in rows without collisions, named as far as there is room for names."""
    return list(_panels(placed(marks), EVENT_ROW, EVENT_PANEL))


def name_of(row: Row) -> Named:
    """Return a row with its name above its bar, and inside the picture."""
    note = "" if row.bar else row.when
    room = WIDTH - text_width(f"  {note}", NOTE_SIZE)
    name = fitted(row.programme.name, NAME_SIZE, room)
    begins = row.drawn[0].x if row.drawn else 0.0
    x = min(begins, WIDTH - _length(name, note))
    return Named(row, name, note, round(max(x, 0.0), 1))


def _length(name: str, note: str) -> float:
    return text_width(name, NAME_SIZE) + (text_width(f"  {note}", NOTE_SIZE) if note else 0)


def mark_of(event: Event, axis: Axis) -> Mark:
    bar = axis.bar(event.span, ongoing=needs_as_of(event.when))
    x = bar.middle if bar.width <= SHORT else _begins(bar)
    return Mark(event, bar, round(min(max(x, MARK / 2), WIDTH - MARK / 2), 1))


def _begins(bar: Bar) -> float:
    """Return where what is long most likely began: not as early as it possibly may have."""
    first, *others = bar.segments
    if not others or first is bar.core:
        return bar.x + MARK / 2
    return first.x + first.width / 2 if bar.core else first.x + first.width


def placed(marks: list[Mark]) -> list[Mark]:
    """Return the marks in rows without collisions. Wars and agreements get their names first."""
    kinds = list(EventKind.values)
    by_weight = sorted(range(len(marks)), key=lambda number: kinds.index(marks[number].event.kind))
    taken: list[list[Bar]] = []
    found = {number: _put(taken, marks[number]) for number in by_weight}
    return [found[number] for number in range(len(marks))]


def _put(taken: list[list[Bar]], mark: Mark) -> Mark:
    """Return `mark` in its row: the first with room for it and its name, or for it alone."""
    for number in range(NAMED_ROWS):
        for named in _named(mark):
            if number == len(taken):
                taken.append([])
            if is_free(taken[number], named.reach):
                taken[number].append(named.reach)
                return replace(named, y=number * EVENT_ROW)
    mark = replace(mark, before=mark.x > WIDTH / 2)
    return replace(mark, y=place(taken, mark.reach) * EVENT_ROW)


def _named(mark: Mark) -> list[Mark]:
    """Return a mark with its name on either side, as far as that is inside the picture."""
    named = [replace(mark, named=True, before=before) for before in (False, True)]
    return [each for each in named if each.reach.x >= 0 and each.reach.end <= WIDTH]


def _panels(marks: list, row: int, height: int) -> Iterator[Panel]:
    """Yield panels of as many rows as fit into `height`; `row` is the height of one."""
    bottom = max((mark.y + row for mark in marks), default=0)
    most = height // row * row
    for top in range(0, bottom, most):
        shown = [replace(each, y=each.y - top) for each in marks if 0 <= each.y - top < most]
        yield Panel(min(bottom - top, most), shown)
