"""The geometry of the timeline: where on a common axis a span begins, is certain, fades and ends.

Pure functions of dates and texts. Lengths are in units of the axis: it is 1000 of them wide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trackdiplo.records.spans import OPEN_END, OPEN_START, Span

WIDTH = 1000.0
SHORTEST = 5.0  # what lasted a day can still be seen
GAP = 10.0  # between neighbours in a row
TICKS = 12  # labels of years at most

# How a piece of a bar is drawn: certain; fading in and out; only possible, the same in two flat
# tones. The names are classes of timeline.css, and of the gradients of `symbols.html`.
CERTAIN, RISE, FALL, ONWARD = "certain", "rise", "fall", "onward"
FAINT_RISE, FAINT_FALL, POSSIBLE = "faint-rise", "faint-fall", "possible"


@dataclass(frozen=True)
class Segment:
    """A piece of a bar, drawn in one tone."""

    x: float
    width: float
    tone: str


@dataclass(frozen=True)
class Bar:
    """What the axis shows of a span: the possible whole, and its pieces from left to right.

    `onward`: it is known to go on beyond what the axis shows.
    """

    x: float
    end: float
    segments: tuple[Segment, ...] = ()
    onward: bool = False

    @property
    def width(self) -> float:
        return round(self.end - self.x, 1)

    @property
    def middle(self) -> float:
        return round((self.x + self.end) / 2, 1)

    @property
    def core(self) -> Segment | None:
        """The piece that is certain."""
        return next((each for each in self.segments if each.tone == CERTAIN), None)


@dataclass(frozen=True)
class Axis:
    """Whole years, from the first day of one to the last day of another."""

    first: int
    last: int

    def at(self, day: date) -> float:
        """Return where `day` begins. It may lie beyond the ends, but an open end is one of them."""
        if day == OPEN_START:
            return 0.0
        if day == OPEN_END:
            return WIDTH
        start, end = date(self.first, 1, 1), date(min(self.last + 1, OPEN_END.year), 1, 1)
        return WIDTH * ((day - start) / (end - start))

    def after(self, day: date) -> float:
        """Return where `day` has passed."""
        return self.at(day if day in (OPEN_START, OPEN_END) else day + timedelta(1))

    def bar(self, span: Span, *, ongoing: bool = False) -> Bar:
        """Return the bar of `span`; `ongoing`: it is known to go on."""
        begins, started = self.at(span.earliest_start), self.at(span.latest_start)
        ends, ended = self.after(span.earliest_end), self.after(span.latest_end)
        ended = max(ended, ends)  # where the axis ends, an open end may already be passed
        pieces = _pieces(begins, started, ends, ended, ongoing=ongoing)
        segments = tuple(cut for piece in pieces if (cut := _cut(*piece)))
        onward = ongoing and ended >= WIDTH
        if sum(each.width for each in segments) >= SHORTEST:
            return Bar(segments[0].x, _end(segments[-1]), segments, onward)
        return _shortest((begins + ended) / 2, certain=started < ends, onward=onward)

    def box(self, span: Span) -> Bar | None:
        """Return the possible whole of `span` as one piece; None where the axis shows none of it."""
        cut = _cut(self.at(span.earliest_start), self.after(span.latest_end), POSSIBLE)
        return Bar(cut.x, _end(cut), (cut,)) if cut else None

    @property
    def ticks(self) -> list[tuple[int, float]]:
        """Return (year, place) of the years that are written, a dozen at most."""
        years = range(self.first, self.last + 1)
        step = next(step for step in (1, 2, 5, 10, 50, 100, 1000) if len(years) / step <= TICKS)
        return [(year, round(self.at(date(year, 1, 1)), 1)) for year in years if year % step == 0]

    def zoomed(self, span: Span | None) -> Axis:
        """Return the part of this axis that shows `span`; the whole, where that is no part of it."""
        if span is None:
            return self
        first = self.first if span.earliest_start == OPEN_START else span.earliest_start.year
        last = self.last if span.latest_end == OPEN_END else span.latest_end.year
        first, last = max(self.first, first), min(self.last, last)
        return Axis(first, last) if first <= last else self

    @property
    def years(self) -> int:
        return self.last - self.first + 1

    @property
    def in_words(self) -> str:
        return f"{self.first}–{self.last}" if self.years > 1 else str(self.first)

    def between(self, first: date, last: date) -> range:
        """Return the years of this axis from that of one day to that of another."""
        return range(max(self.first, first.year), min(self.last, last.year) + 1)

    def of_year(self, year: int) -> tuple[float, float]:
        """Return where a year begins, and how wide it is."""
        x, end = self.at(date(year, 1, 1)), self.after(date(year, 12, 31))
        return round(x, 1), round(end - x, 1)

    def part(self, first: int, years: int) -> Axis:
        """Return so many years of this axis, from `first` as far as they lie on it."""
        years = min(years, self.years)
        first = min(max(first, self.first), self.last - years + 1)
        return Axis(first, first + years - 1)

    def steps(self, whole: Axis) -> dict[str, Axis]:
        """Return where one step leads from this part of `whole`: half of what is seen, or twice."""
        half = max(1, self.years // 2)
        return {
            "earlier": whole.part(self.first - half, self.years),
            "later": whole.part(self.first + half, self.years),
            "in": whole.part(self.first + (self.years - half) // 2, half),
            "out": whole.part(self.first - half, self.years * 2),
        }


def axis_of(spans: Iterable[Span]) -> Axis:
    """Return the axis that all `spans` fit on. Open ends do not stretch it."""
    days = [
        day for span in spans for day in vars(span).values() if day not in (OPEN_START, OPEN_END)
    ]
    return Axis(min(days).year, max(days).year) if days else Axis(1988, 2025)


def _pieces(begins: float, started: float, ends: float, ended: float, *, ongoing: bool):
    """Yield (start, end, tone) of a bar: what began between two places, and ended between two."""
    if started < ends:
        yield begins, started, RISE
        yield started, ends, CERTAIN
        yield ends, ended, ONWARD if ongoing else FALL
        return
    # No day is certain: likeliest about the middle of what is open.
    likeliest = (max(begins, ends) + min(started, ended)) / 2
    yield begins, likeliest, FAINT_RISE
    yield likeliest, ended, POSSIBLE if ongoing else FAINT_FALL


def _cut(start: float, end: float, tone: str) -> Segment | None:
    """Return what the axis shows of a piece. Of what fades, a cut piece is flat."""
    left, right = max(start, 0.0), min(end, WIDTH)
    whole = (left, right) == (start, end)
    piece = _segment(left, right, tone if whole or tone == CERTAIN else POSSIBLE)
    return piece if piece.width > 0 else None


def _segment(left: float, right: float, tone: str) -> Segment:
    left, right = round(left, 1), round(right, 1)
    return Segment(left, round(right - left, 1), tone)


def _end(segment: Segment) -> float:
    return round(segment.x + segment.width, 1)


def _shortest(middle: float, *, certain: bool, onward: bool) -> Bar:
    """Return the bar of what is too short to be seen, or lies beyond the axis: at its end."""
    x = min(max(middle - SHORTEST / 2, 0.0), WIDTH - SHORTEST)
    segment = _segment(x, x + SHORTEST, CERTAIN if certain else POSSIBLE)
    return Bar(segment.x, _end(segment), (segment,), onward)


# --- Rows without collisions ---------------------------------------------------------------------


def pack(bars: Iterable[Bar], *, gap: float = GAP) -> list[int]:
    """Return a row for each bar: the first in which it keeps its distance from all others."""
    rows: list[list[Bar]] = []
    return [place(rows, bar, gap=gap) for bar in bars]


def place(rows: list[list[Bar]], bar: Bar, *, gap: float = GAP) -> int:
    """Put `bar` into the first of `rows` with room for it, or into a new one; return which."""
    for number, row in enumerate(rows):
        if is_free(row, bar, gap=gap):
            row.append(bar)
            return number
    rows.append([bar])
    return len(rows) - 1


def is_free(row: Iterable[Bar], bar: Bar, *, gap: float = GAP) -> bool:
    return all(bar.end + gap <= other.x or other.end + gap <= bar.x for other in row)
