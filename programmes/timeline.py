"""The timeline: programmes in lanes under the periods, and the events around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.geometry import Axis, Bar, axis_of, pack
from programmes.models import Event, Period, Programme
from programmes.picture import Mark, Panel, mark_of, panels_of_events, panels_of_rows
from trackdiplo.records.drawing import text_width
from trackdiplo.records.spans import Span, needs_as_of


class Lanes(models.TextChoices):
    """By what programmes are put side by side."""

    AREA = "area", gettext_lazy("by area")
    ACTIVITY = "activity", gettext_lazy("by activity")
    DONOR = "donor", gettext_lazy("by donor")
    ORGANISATION = "organisation", gettext_lazy("by organisation")


# What the order of a lane begins with: a name, a label in place of one, nothing to name it by.
NAMED, WITHHELD, NONE = 0, 1, 2


@dataclass(frozen=True, order=True)
class LaneName:
    """What the programmes of a lane share. `order` puts names first, then labels, then none.

    A label, printed in place of a name that must not be known, has no slug and no address. What is
    no record, but a word, has no public_id.
    """

    order: tuple
    name: str
    slug: str = ""
    address: str = ""
    public_id: str = ""


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


@dataclass(frozen=True)
class Band:
    """A period on the axis; `named`: its name has room in it where the picture is wide."""

    period: Period
    bar: Bar
    named: bool


THIN_ROW = 10  # pixels of the small picture
BAND_SIZE = 12  # letters of a period's name, in units of the axis


@dataclass(frozen=True)
class Timeline:
    """All that was asked for. `whole` is the axis before it was zoomed."""

    axis: Axis
    whole: Axis
    periods: list[Period]
    bands: list[Band]
    events: list[Event]
    rows: list[Row]
    lanes: list[Lane] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.rows)

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
    lanes: str = "",
    zoom: Iterable[Span | None] = (),
) -> Timeline:
    """Return the timeline of `programmes`, in their order. All come with their relations.

    `zoom`: the spans to which the axis is cut.
    """
    programmes, periods, events = list(programmes), list(periods), list(events)
    spanned = (*periods, *events, *(each for each in programmes if each.when))
    axis = whole = axis_of(each.span for each in spanned)
    for span in zoom:
        axis = axis.zoomed(span)
    lanes_of = LANES.get(lanes, no_lanes)
    rows = [_row(programme, periods, axis, lanes_of) for programme in programmes]
    bands = [found for period in periods if (found := band(period, axis))]
    drawn = in_lanes(rows) if lanes else unlaned(rows)
    return Timeline(axis, whole, periods, bands, events, rows, drawn)


def band(period: Period, axis: Axis) -> Band | None:
    """Return the band of a period; None where the axis shows none of it."""
    if not axis.box(period.span):
        return None
    bar = axis.bar(period.span, ongoing=needs_as_of(period.when))
    named = text_width(f"{period.number} {period.name}", BAND_SIZE) <= bar.width
    return Band(period, bar, named)


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


def no_lanes(programme: Programme) -> Iterator[LaneName]:
    yield from ()


def of_areas(programme: Programme) -> Iterator[LaneName]:
    yield from _words("area", programme.areas.all())


def of_activities(programme: Programme) -> Iterator[LaneName]:
    yield from _words("activity", programme.activities.all())


def of_donors(programme: Programme) -> Iterator[LaneName]:
    fundings = programme.shown_fundings
    yield from (_actor(row.donor, row.get_withheld_display(), "donor-page") for row in fundings)
    if not fundings:
        yield LaneName((NONE,), _("No donor known"))


def of_organisations(programme: Programme) -> Iterator[LaneName]:
    rows = programme.shown_participations
    yield from (
        _actor(row.organisation, row.get_withheld_display(), "organisation-page") for row in rows
    )
    if not rows:
        yield LaneName((NONE,), _("No organisation that is public"))


def _words(parameter: str, words) -> Iterator[LaneName]:
    for word in words:
        address = f"{reverse('programme-list')}?{parameter}={word.slug}"
        yield LaneName((NAMED, word.order, word.name), word.name, word.slug, address)


def _actor(organisation, label: str, page: str) -> LaneName:
    if organisation is None:
        return LaneName((WITHHELD, label), label)
    address = reverse(page, args=[organisation.slug])
    order = (NAMED, organisation.sort_key, organisation.pk)
    return LaneName(order, organisation.name, organisation.slug, address, organisation.public_id)


LANES: dict[str, Callable[[Programme], Iterator[LaneName]]] = {
    Lanes.AREA: of_areas,
    Lanes.ACTIVITY: of_activities,
    Lanes.DONOR: of_donors,
    Lanes.ORGANISATION: of_organisations,
}


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
