"""How common a finding is, as a place on a scale: never a number."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from interviews.models import Band

register = template.Library()


@dataclass(frozen=True)
class Step:
    """A part of the scale from nobody (0) to everybody (100)."""

    start: int
    width: int
    chosen: bool


# As wide as the parts are of twenty people, whoever was asked: the scale shows no base.
SCALE = {Band.FEW: (0, 22), Band.SOME: (24, 23), Band.MANY: (49, 27), Band.MOST: (78, 22)}
SHORT_SCALE = {Band.UNDER_HALF: (0, 49), Band.HALF_AND_UP: (51, 49)}


@register.simple_tag
def scale(band: str) -> list[Step]:
    """Return the steps of the scale that `band` belongs to; none is chosen for an empty one."""
    steps = SHORT_SCALE if band in SHORT_SCALE else SCALE
    return [Step(start, width, name == band) for name, (start, width) in steps.items()]
