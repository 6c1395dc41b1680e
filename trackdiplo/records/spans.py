"""When something was: one EDTF text (level 0 and 1) read as four bounds, or said in words.

The library `edtf` only says whether a date is one; its bounds are not ours (it pads `2003/` by ten
years and starts winter in December of the year before), so every bound is computed here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import edtf
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OPEN_START = date(1, 1, 1)
OPEN_END = date(9999, 12, 31)

# Only these shapes reach the library: on others it may print, or raise an AttributeError (2004-0X).
_SIDE = r"[1-9]\d(?:\d[\dX]|XX)(?:-(?:\d\d|XX)){0,2}[~?%]?|\.\.|"
_TEXT = re.compile(rf"({_SIDE})(?:(/)({_SIDE}))?", re.ASCII)
_EXACT = re.compile(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)

# The first month of each season, counted from January of its year, and its name.
_SEASONS = {
    "21": (2, gettext_lazy("spring %(year)s")),
    "22": (5, gettext_lazy("summer %(year)s")),
    "23": (8, gettext_lazy("autumn %(year)s")),
    "24": (11, gettext_lazy("winter %(year)s")),
}
_QUALIFIED = {
    "": "%(date)s",
    "~": gettext_lazy("around %(date)s"),
    "?": gettext_lazy("possibly %(date)s"),
    "%": gettext_lazy("possibly around %(date)s"),
}
# Django's own catalogues translate these, so they are not marked here.
_MONTHS = "January February March April May June July August September October November December"

# Why a text is refused: the first pattern found in it has the sentence. These judge nothing.
_SLIPS = [
    (r"^$", gettext_lazy("Give a date, for example 2003, 2003-09 or 2003/2009.")),
    (r".{101}", gettext_lazy("Write at most 100 characters, for example 2003/2009.")),
    (r"[^ -~]", gettext_lazy("Use plain digits, hyphens and a slash: 2003-09, 2003/2009.")),
    (r"T\d|:", gettext_lazy("Leave out the time of day, for example 2019-04-03.")),
    (r"[\[\]{},]", gettext_lazy("Give one date or interval, not a set or a list: 2003/2009.")),
    (r"\d{4} *- *\d{4}\b", gettext_lazy("Between two dates write a slash: 2003/2009.")),
    (r"(^|/)(-|Y|0\d[\dX]{2})|\d{5}", gettext_lazy("Give years 1000 to 9999, for example 2003.")),
    (r"[~?%]+[^/~?%]|[~?%]{2}", gettext_lazy("Put one “~”, “?” or “%” after a date: 2003-09~.")),
    (r"/.*/|^[./]+$", gettext_lazy("Write one slash, a date on one side at least: 2003/2009.")),
    (r"\d\.\.|\.\.\d", gettext_lazy("Write a slash before an open end: 2023/.. is ongoing.")),
    (r"X|\dx", gettext_lazy("Write X as a capital and only at the end: 199X, 19XX, 2004-XX.")),
    (r"^\d{4}-\d\d-\d\d$", gettext_lazy("Give a day that the calendar has: 2004-02-29.")),
    (r"^\d{4}-\d\d$", gettext_lazy("Months are 01 to 12, seasons 21 to 24, two years 1988/1994.")),
    (r"", gettext_lazy("Give a date such as 2003, 2003-09, 2003-09-04, 199X, 2003~ or 2003/2009.")),
]


class SpanError(ValueError):
    """A date that is refused. The message is a sentence for a curator, with an example."""


@dataclass(frozen=True)
class Span:
    """Between which days something began, and between which it ended; all four inclusive."""

    earliest_start: date
    latest_start: date
    earliest_end: date
    latest_end: date

    @classmethod
    def window(cls, start: date | None, end: date | None) -> Span:
        """The days from `start` to `end`; None is open. Does not look at their order."""
        first, last = start or OPEN_START, end or OPEN_END
        return cls(first, first, last, last)

    def possibly_overlaps(self, other: Span) -> bool:
        """Whether some reading of both has a day in common. In SQL: `active_in` of the records."""
        return self.earliest_start <= other.latest_end and self.latest_end >= other.earliest_start

    def certainly_overlaps(self, other: Span) -> bool:
        """Whether every reading of both has a day in common. In SQL: `active_in` of the records."""
        return self.latest_start <= other.earliest_end and self.earliest_end >= other.latest_start


@dataclass(frozen=True)
class _Date:
    """One date as the text gives it: 199X or 19XX; month 01 to 12, 21 to 24 or XX; day or XX."""

    year: str
    month: str = ""
    day: str = ""
    qualifier: str = ""

    def exists(self) -> bool:
        if not self.day.isdigit():
            return True
        return 1 <= int(self.day) <= monthrange(int(self.year), int(self.month))[1]

    def covers(self, *, widened: bool = False) -> tuple[date, date]:
        """First and last day; `widened`, a qualified date is one unit longer on both sides."""
        margin = 1 if widened and self.qualifier else 0
        if self.day.isdigit():
            day = date(int(self.year), int(self.month), int(self.day))
            return day - timedelta(margin), day + min(timedelta(margin), OPEN_END - day)
        start, length = self._months()
        first, last = start - margin * length, start + (1 + margin) * length - 1
        return _month(first)[0], _month(last)[1]

    def _months(self) -> tuple[int, int]:
        """First month, counted from January of the year 0, and number of months: the unit."""
        january = 12 * int(self.year.replace("X", "0"))
        if self.month in _SEASONS:
            return january + _SEASONS[self.month][0], 3
        if self.month in ("", "XX"):
            return january, 12 * 10 ** self.year.count("X")
        return january + int(self.month) - 1, 1


@dataclass(frozen=True)
class _Reading:
    """A text taken apart. A side is None where it is empty or `..`; a single date is both sides."""

    start: _Date | None
    end: _Date | None
    as_of: _Date | None
    interval: bool
    ongoing: bool


def read(text: str, as_of: str = "") -> Span:
    """Return the bounds of the EDTF `text`; `as_of` is when a `..` end was last known to be so.

    Raises SpanError. Not seen before, 199X or 2003-21 costs some 10 ms: for saving only.
    """
    reading = _take_apart(text, as_of)
    start, end = reading.start, reading.end
    earliest_start, latest_start = start.covers(widened=True) if start else (OPEN_START, OPEN_END)
    earliest_end, latest_end = end.covers(widened=True) if end else (OPEN_START, OPEN_END)
    if reading.as_of:
        # What was seen to go on had begun by then.
        earliest_end, seen = reading.as_of.covers()
        latest_start = min(latest_start, seen)
    latest_start = min(latest_start, latest_end)
    return Span(earliest_start, latest_start, max(earliest_end, earliest_start), latest_end)


def display(text: str, as_of: str = "") -> str:
    """Say the EDTF `text` in words, in the active language. Raises SpanError, as `read` does."""
    reading = _take_apart(text, as_of)
    if not reading.interval:
        return _words(reading.start, _("%(date)s, %(unknown)s"))
    if re.fullmatch(r"\d{4}/\d{4}", text.strip()):
        return text.strip().replace("/", "–")
    sides = {"start": reading.start, "end": reading.end, "as_of": reading.as_of}
    return _pattern(reading) % {name: _words(side) for name, side in sides.items()}


def needs_as_of(text: str) -> bool:
    """Whether the interval's end is `..`; only the end is looked at, so this never raises."""
    return text.strip().endswith("/..")


def point(text: str, *, end: bool) -> date:
    """Return the first day, with `end` the last, of a year, month or day such as 2003-09.

    Raises SpanError for anything else. Cheap: the parser is not asked.
    """
    message = _("Give a year, month or day, for example 2003, 2003-09 or 2003-09-04.")
    return _exact(text, message).covers()[1 if end else 0]


def suggest(text: str) -> str:
    """Say how the EDTF `text` is read, and what 2003-09 may have meant. Raises SpanError."""
    said = display(text)
    month = re.fullmatch(r"(\d\d)(\d\d)-(0[1-9]|1[0-2]|2[1-4])", text.strip(), re.ASCII)
    if not month or month[3] <= month[2]:
        return said
    slip = {"reading": said, "other": f"{month[1]}{month[2]}/{month[1]}{month[3]}"}
    return _("%(reading)s; did you mean %(other)s?") % slip


def _take_apart(text: str, as_of: str) -> _Reading:
    text = text.strip()
    match = _TEXT.fullmatch(text)
    if not match or re.fullmatch(r"[./]*", text):
        raise SpanError(_slip(text))
    start = _dated(match[1])
    end = _dated(match[3]) if match[2] else start
    _check_order(start, end)
    ongoing = match[3] == ".."
    seen = _seen(start, as_of, ongoing=ongoing)
    return _Reading(start, end, seen, interval=bool(match[2]), ongoing=ongoing)


def _slip(text: str) -> str:
    return next(str(said) for slip, said in _SLIPS if re.search(slip, text[:101], re.DOTALL))


def _dated(side: str) -> _Date | None:
    """The date on one side of an interval, None for an empty side and for `..`."""
    bare = side.rstrip("~?%")
    return _parse(bare, side[len(bare) :]) if bare.strip(".") else None


@lru_cache(maxsize=8192)
def _parse(bare: str, qualifier: str) -> _Date:
    if _EXACT.fullmatch(bare):
        return _exact(bare, _slip(bare), qualifier)  # most are plain: no need to ask the library
    # The qualifier stays out: the library does not know it on a season.
    parsed = edtf.parse_edtf(bare, fail_silently=True)
    level_2 = (edtf.PartialUnspecified, edtf.Level2Season)
    if isinstance(parsed, edtf.Date) and not isinstance(parsed, level_2):
        month = parsed.season if isinstance(parsed, edtf.Season) else parsed.month
        found = _Date(parsed.year, month or "", parsed.day or "", qualifier)
        if found.exists():  # the library lets 2003-02-29 through
            return found
    raise SpanError(_slip(bare))


def _check_order(start: _Date | None, end: _Date | None) -> None:
    if start and end and end.covers()[1] < start.covers()[0]:
        message = _("The end (%(end)s) is before the start (%(start)s): write 2003/2009.")
        raise SpanError(message % {"start": _words(start), "end": _words(end)})


def _seen(start: _Date | None, as_of: str, *, ongoing: bool) -> _Date | None:
    if not as_of.strip():
        return None
    if not ongoing:
        raise SpanError(_("Give “as of” only where the end is “..”, as in 2023/.. as of 2025-10."))
    found = _exact(as_of, _("Give “as of” as a year, month or day, for example 2025-10."))
    if found.covers()[1] < start.covers()[0]:
        raise SpanError(_("“As of” is before the start: 2023/.. can be as of 2025-10."))
    return found


def _exact(text: str, message: str, qualifier: str = "") -> _Date:
    """The year, month or day that `text` is; SpanError with `message` if it is none."""
    match = _EXACT.fullmatch(text.strip())
    found = _Date(*match.groups(default=""), qualifier) if match else None
    if not found or not found.exists():
        raise SpanError(message)
    return found


def _month(number: int) -> tuple[date, date]:
    """First and last day of a month counted from January of the year 0; past 9999 the very last."""
    year, month = divmod(min(number, 12 * 9999 + 11), 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


def _pattern(reading: _Reading) -> str:
    if reading.as_of:
        return _("from %(start)s, ongoing as of %(as_of)s")
    if reading.ongoing:
        return _("from %(start)s, ongoing")
    if not reading.end:
        return _("from %(start)s, end unknown")
    if not reading.start:
        return _("until %(end)s, start unknown")
    return _("%(start)s to %(end)s")


def _words(side: _Date | None, noted: str = "") -> str:
    """One date in words; `noted` joins it to what is unknown of it, by default in brackets."""
    if not side:
        return ""
    said, unknown = _QUALIFIED[side.qualifier] % {"date": _plain(side)}, _unknown(side)
    noted = noted or _("%(date)s (%(unknown)s)")
    return noted % {"date": said, "unknown": unknown} if unknown else said


def _plain(side: _Date) -> str:
    if "X" in side.year:
        return _("%(year)ss") % {"year": side.year.replace("X", "0")}
    if side.month in ("", "XX"):
        return side.year
    if side.month in _SEASONS:
        return _SEASONS[side.month][1] % {"year": _season_year(side)}
    said = {"year": side.year, "month": _(_MONTHS.split()[int(side.month) - 1])}
    if not side.day.isdigit():
        return _("%(month)s %(year)s") % said
    return _("%(day)s %(month)s %(year)s") % {**said, "day": int(side.day)}


def _season_year(side: _Date) -> str:
    """2001, for a winter 2001/02, at the turn of a century 1999/2000."""
    following = str(int(side.year) + 1)
    short = following if following.endswith("00") else following[-2:]
    return f"{side.year}/{short}" if side.month == "24" else side.year


def _unknown(side: _Date) -> str:
    if side.year.endswith("XX"):
        return _("decade unknown")
    if side.month == "XX":
        return _("month and day unknown") if side.day else _("month unknown")
    return _("day unknown") if side.day == "XX" else ""
