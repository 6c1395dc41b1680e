"""What was measured, as the tables of `bench/README.md`."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SIDES = ("here", "plain DRF")


@dataclass(frozen=True)
class Found:
    """What was measured on one database, in the words of `bench.measures`.

    `times`: by what is asked and side, milliseconds by the clock and of work, and kB. `exports`: by
    side and number of rows.
    """

    about: dict
    times: dict[str, dict[str, list[float]]]
    exports: dict[tuple[str, int], dict[str, float]]

    @property
    def name(self) -> str:
        return self.about["name"]


def report(found: list[Found], *, rounds: int) -> str:
    """Return all tables in Markdown, with what they were measured on."""
    databases = " and ".join(f"{each.name} {each.about['version']}" for each in found)
    lines = [
        f"{found[0].about['programmes']:,} programmes on {databases}, Python"
        f" {platform.python_version()}, {os.cpu_count()} processors; medians of {rounds} rounds, in"
        " milliseconds.",
        "",
        "### Beside plain DRF",
        "",
        *table(["", *(head for each in found for head in beside_heads(each))], beside(found)),
        "",
        "### Pages, cold",
        "",
        *table(["", *(head for each in found for head in page_heads(each)), "kB"], pages(found)),
        "",
        "### JSON Lines of everything",
        "",
        *table(
            ["", "rows", *(head for each in found for head in export_heads(each))], files(found)
        ),
    ]
    return "\n".join(lines)


def table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def beside_heads(found: Found) -> list[str]:
    return [f"{found.name}, here", "work", "plain DRF", "work", "times faster", "by work"]


def beside(found: list[Found]) -> Iterator[list[str]]:
    for what, sides in found[0].times.items():
        if "plain DRF" in sides:
            yield [what, *(cell for each in found for cell in compared(each.times[what]))]


def compared(sides: dict[str, list[float]]) -> list[str]:
    here, there = (sides[side][:2] for side in SIDES)
    ratios = (plain / ours for ours, plain in zip(here, there, strict=True))
    return [*map(short, (*here, *there)), *map(short, ratios)]


def page_heads(found: Found) -> list[str]:
    return [found.name, "work"]


def pages(found: list[Found]) -> Iterator[list[str]]:
    for what, sides in found[0].times.items():
        if "plain DRF" not in sides:
            taken = (time for each in found for time in each.times[what]["here"][:2])
            yield [what, *map(short, taken), short(sides["here"][2])]


def export_heads(found: Found) -> list[str]:
    return [f"{found.name}, s", "MB above the start"]


def files(found: list[Found]) -> Iterator[list[str]]:
    for side, rows in found[0].exports:
        parts = (each.exports[side, rows] for each in found)
        cells = (f"{part[name]:.1f}" for part in parts for name in ("seconds", "memory"))
        yield [side, f"{rows:,}", *cells]


def short(number: float) -> str:
    """Say a number with as many digits as tell something."""
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}"
