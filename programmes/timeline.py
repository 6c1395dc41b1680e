"""The timeline: programmes in lanes under the periods, and the events around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from programmes.by_year import ByYear, by_year
from programmes.geometry import Axis, Bar, axis_of, pack
from programmes.lanes import LANES, WITHHELD, LaneName, no_lanes
from programmes.models import Event, Period, Programme
from programmes.picture import (
    Band,
    Mark,
    Panel,
    Row,
    bands_of,
    mark_of,
    panels_of_events,
    panels_of_rows,
)
from trackdiplo.records.models import Match
from trackdiplo.records.spans import Span, needs_as_of

# More programmes are counted by year; more events are left to a list of their own.
MOST_DRAWN, MOST_EVENTS = 300, 100


@dataclass(frozen=True)
class Lane:
    """Programmes side by side, those with a date first. `name` is None where all are in one."""

    title: str
    rows: list[Row]
    name: LaneName | None = None

    @property
    def counted(self) -> bool:
        """Whether it may be said how many there are: of what a label stands for, it is not."""
        return self.name is None or self.name.order[0] != WITHHELD

    @property
    def panels(self) -> list[Panel]:
        return panels_of_rows(self.rows)


THIN_ROW = 10  # pixels of the small picture


@dataclass(frozen=True)
class Timeline:
    """All that was asked for. `whole` is the axis before it was zoomed.

    Where programmes are more than can be told apart, there are no rows, but numbers `by_year`;
    `left_events` are as many events that are left to a list of their own.
    """

    axis: Axis
    whole: Axis
    periods: list[Period]
    bands: list[Band]
    events: list[Event]
    rows: list[Row]
    lanes: list[Lane]
    count: int
    left_events: int = 0
    events_address: str = ""
    by_year: ByYear | None = None

    MOST, MOST_EVENTS = MOST_DRAWN, MOST_EVENTS

    @property
    def event_count(self) -> int:
        return self.left_events or len(self.events)

    @property
    def dated(self) -> list[Row]:
        return [row for row in self.rows if row.bar]

    @property
    def undated(self) -> list[Row]:
        return [row for row in self.rows if not row.bar]

    @property
    def by(self) -> bool:
        """Whether its lanes were asked for."""
        return bool(self.lane_names)

    @property
    def lane_names(self) -> list[LaneName]:
        return [lane.name for lane in self.lanes if lane.name]

    @cached_property
    def overview(self) -> list[tuple[Row, int]]:
        """The dated rows without names, each with its place from the top of a small picture."""
        rows = self.dated
        numbers = pack(row.bar for row in rows)
        return [(row, number * THIN_ROW) for row, number in zip(rows, numbers, strict=True)]

    @property
    def overview_height(self) -> int:
        return max((y for _row, y in self.overview), default=0) + THIN_ROW

    @property
    def marks(self) -> list[Mark]:
        return [mark_of(event, self.axis) for event in self.events]

    @property
    def event_panels(self) -> list[Panel]:
        return panels_of_events(self.marks)


def draw(
    programmes: Iterable[Programme],
    periods: Iterable[Period],
    events: Iterable[Event] = (),
    *,
    left_events: int = 0,
    events_address: str = "",
    lanes: str = "",
    zoom: Iterable[Span | None] = (),
    among: dict[Span, int] | None = None,
) -> Timeline:
    """Return the timeline of `programmes`, in their order. All come with their relations.

    `zoom`: the spans to which the axis is cut. `among`: the spans of all that was asked for, where
    `programmes` are a part of it.
    """
    programmes, periods, events = list(programmes), list(periods), list(events)
    if among is None:
        among = {each.span: 1 for each in programmes if each.when}
    axis = whole = axis_of((*(each.span for each in (*periods, *events)), *among))
    for span in zoom:
        axis = axis.zoomed(span)
    lanes_of = LANES.get(lanes, no_lanes)
    rows = [_row(programme, periods, axis, lanes_of) for programme in programmes]
    bands = bands_of(periods, axis)
    drawn = in_lanes(rows) if lanes else unlaned(rows)
    return Timeline(
        axis,
        whole,
        periods,
        bands,
        events,
        rows,
        drawn,
        count=len(rows),
        left_events=left_events,
        events_address=events_address,
    )


def drawn_or_counted(
    programmes: QuerySet[Programme],
    *,
    match: str = Match.POSSIBLE,
    window: Span | None = None,
    asked: QueryDict | None = None,
    **around,
) -> Timeline:
    """Return the timeline of `programmes`; where they are too many to be drawn, counted by year.

    `around`: what `draw` takes beside them; the rest is for counting.
    """
    count = programmes.count()
    if count <= MOST_DRAWN:
        return draw(programmes, **around)
    return counted(programmes.spans(), match=match, window=window, asked=asked, **around)


def counted(
    spans: dict[Span, int],
    *,
    match: str = Match.POSSIBLE,
    window: Span | None = None,
    asked: QueryDict | None = None,
    **around,
) -> Timeline:
    """Return the timeline of programmes of whom so many have each span, counted by year."""
    frame, path = draw((), among=spans, **around), reverse("programme-list")
    years = by_year(spans, frame.axis, frame.bands, path, match=match, window=window, asked=asked)
    return replace(frame, count=sum(spans.values()), by_year=years)


def _row(programme: Programme, periods: list[Period], axis: Axis, lanes_of) -> Row:
    found = programme.periods_among(periods)
    ongoing = needs_as_of(programme.when)
    return Row(
        programme=programme,
        bar=axis.bar(programme.span, ongoing=ongoing) if programme.when else None,
        boxes=[] if programme.when else merged(axis.box(period.span) for period in found),
        periods=found,
        lanes=sorted(set(lanes_of(programme))),
    )


def merged(boxes: Iterable[Bar | None]) -> list[Bar]:
    """Return `boxes` with those that touch made one."""
    found: list[Bar] = []
    for box in sorted(filter(None, boxes), key=lambda box: box.x):
        if found and box.x <= found[-1].end + 1:
            found[-1] = Bar(found[-1].x, max(found[-1].end, box.end))
        else:
            found.append(Bar(box.x, box.end))
    return found


# --- Lanes ------------------------------------------------------------------------------------


def in_lanes(rows: list[Row]) -> list[Lane]:
    """Return the lanes that `rows` name, in order: what is in two of them stands in both."""
    by_name: dict[LaneName, list[Row]] = {}
    for row in (*(row for row in rows if row.bar), *(row for row in rows if not row.bar)):
        for name in row.lanes:
            by_name.setdefault(name, []).append(row)
    return [Lane(name.name, by_name[name], name) for name in sorted(by_name)]


def unlaned(rows: list[Row]) -> list[Lane]:
    """Return one lane of what is dated, and one of what is not."""
    lanes = [
        Lane(_("Programmes with a date"), [row for row in rows if row.bar]),
        Lane(
            _("Programmes without a date, somewhere in a period"),
            [row for row in rows if not row.bar],
        ),
    ]
    return [lane for lane in lanes if lane.rows]
