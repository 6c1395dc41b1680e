"""The timeline on a sheet of its own: exactly what is shown, as SVG, as PNG and as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from programmes.geometry import WIDTH
from programmes.picture import Panel, Row
from programmes.timeline import Timeline
from trackdiplo.records.api.exports import csv_lines, table_of
from trackdiplo.records.drawing import palette, png_of

MARGIN, HEAD, AXIS, HEADING, FOOT, YEARS = 40, 96, 52, 36, 84, 24
PIXELS = 20_000_000  # of a PNG at most, however long the sheet
BOUNDS = ("earliest_start", "latest_start", "earliest_end", "latest_end")
COLUMNS = ["lane", "what", "id", "name", "when", "when_display", *BOUNDS, "periods", "page"]


@dataclass(frozen=True)
class Part:
    """A heading, or a panel below one, and how far from the top it stands. `of`: what it shows."""

    y: int
    heading: str = ""
    panel: Panel | None = None
    of: str = ""

    @property
    def end(self) -> int:
        return self.y + (self.panel.height if self.panel else HEADING)


@dataclass(frozen=True)
class Sheet:
    """A picture with all that it needs to be read elsewhere. `said`: its title and its foot."""

    timeline: Timeline
    said: dict[str, str]

    width = round(WIDTH) + 2 * MARGIN

    @cached_property
    def parts(self) -> list[Part]:
        """What stands below the axis, from the top."""
        return list(self._parts())

    @property
    def end(self) -> int:
        return self.parts[-1].end if self.parts else HEAD + AXIS

    def _parts(self) -> Iterator[Part]:
        y = HEAD + AXIS
        for heading, panels, of in self.lanes():
            yield Part(y, heading=heading)
            y += HEADING
            for panel in panels:
                yield Part(y, panel=panel, of=of)
                y += panel.height

    def lanes(self) -> Iterator[tuple[str, list[Panel], str]]:
        timeline = self.timeline
        if timeline.events:
            yield _("Events"), timeline.event_panels, "events"
        if timeline.by_year:
            panel = Panel(timeline.by_year.height + YEARS, [])
            yield _("Programmes by year"), [panel], "years"
        for lane in timeline.lanes:
            yield lane.title, lane.panels, "programmes"

    def svg(self) -> str:
        lengths = {"margin": MARGIN, "head": HEAD, "axis_width": round(WIDTH)}
        lengths |= {"width": self.width, "height": self.end + FOOT, "end": self.end}
        drawn = {"timeline": self.timeline, "parts": self.parts, "colours": palette()}
        return render_to_string("programmes/timeline.svg", self.said | lengths | drawn).strip()

    def png(self) -> bytes:
        """Twice as wide as the SVG says, or as there is room for."""
        room = sqrt(PIXELS * self.width / (self.end + FOOT))
        return png_of(self.svg(), width=min(2 * self.width, int(room)))

    def csv(self) -> str:
        """A line for each bar and each mark, in the order in which they are drawn; or for a year."""
        if self.timeline.by_year:
            return table_of(self.timeline.by_year.rows())
        lines = csv_lines([*map(self._event, self.timeline.events), *self._bars()], COLUMNS)
        return "\ufeff" + "".join(lines)

    def _bars(self) -> Iterator[dict[str, object]]:
        for lane in self.timeline.lanes:
            for row in lane.rows:
                yield self._bar(row) | {"lane": lane.title if lane.name else ""}

    def _bar(self, row: Row) -> dict[str, object]:
        said = {"when_display": row.when, "periods": [period.slug for period in row.periods]}
        return self._line("programme", row.programme) | said

    def _event(self, event) -> dict[str, object]:
        return self._line("event", event) | {"lane": "", "periods": []}

    def _line(self, what: str, record) -> dict[str, object]:
        page = self.said["base"] + record.get_absolute_url()
        plain = {"what": what, "id": record.public_id, "name": record.name, "page": page}
        dates = {name: getattr(record, name) for name in ("when", "when_display", *BOUNDS)}
        return plain | dates
