"""The colours of the style sheet: what each means, by day and by night, and how well it is told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});(?: /\* (.+?) \*/)?")
ROOT = re.compile(r":root \{(.*?)\}", re.DOTALL)
# What words stand on; all others are the colours of words, of edges and of what is drawn.
GROUND = re.compile(r"paper|surface|.+-soft|fill-\d")


@dataclass(frozen=True)
class Colour:
    """A variable of the style sheet. Its meaning is the comment beside it."""

    name: str
    meaning: str
    day: str
    night: str

    @property
    def period(self) -> str:
        """The number of the period whose hue it is; empty of other colours."""
        return self.name[-1] if self.name[-1].isdigit() else ""

    @property
    def is_ground(self) -> bool:
        return bool(GROUND.fullmatch(self.name))

    @property
    def by_day(self) -> Shown:
        return self._shown("day")

    @property
    def by_night(self) -> Shown:
        return self._shown("night")

    def _shown(self, when: str) -> Shown:
        found, own = colours(), getattr(self, when)
        if self.is_ground:
            return Shown(own, on=own, ink=getattr(found["ink"], when))
        return Shown(own, on=getattr(found["paper"], when), ink=own)


@dataclass(frozen=True)
class Shown:
    """A colour as it is met: words in `ink` on a ground; `value` is the one of both that it is."""

    value: str
    on: str
    ink: str

    @property
    def contrast(self) -> float:
        return round(contrast(self.ink, self.on), 1)


@cache
def colours() -> dict[str, Colour]:
    """Return the colours in the order of the sheet. What the night does not change is as by day."""
    sheet = Path(settings.BASE_DIR, "static", "css", "base.css").read_text()
    day, night = (COLOUR.findall(root) for root in ROOT.findall(sheet))
    at_night = {name: value for name, value, _meaning in night}
    return {
        name: Colour(name, meaning, value, at_night.get(name, value))
        for name, value, meaning in day
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 reckons it: from 1, none, to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
