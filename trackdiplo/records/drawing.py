"""What all pictures share: the colours of the style sheet, room for words, and PNG of what is SVG."""

from __future__ import annotations

from functools import cache
from math import fsum

import fontpkg
import resvg_py

from trackdiplo.records.colours import colours

SERIF, SANS = "Noto Serif", "Noto Sans"


def palette() -> dict[str, str]:
    """Return the style sheet's colours for paper and daylight, by name: `strong-1`, `bar`."""
    return {name: colour.day for name, colour in colours().items()}


def png_of(svg: str, *, width: int | None = None) -> bytes:
    """Return an SVG as PNG, as wide as it says or as is asked for; the same on every machine.

    `serif` and `sans-serif` are fonts that came with the project, never the machine's own. They
    have Latin and Cyrillic letters.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=_fonts(),
        font_family=SANS,
        serif_family=SERIF,
        sans_serif_family=SANS,
    )


@cache
def _fonts() -> list[str]:
    return [str(fontpkg.path(family)) for family in (SERIF, SANS)]


# --- Room for words -----------------------------------------------------------------------------

# Widths in parts of the font's size, as generous as the widest of the fonts that readers have.
_NARROW, _WIDE = set("iljtfrI.,:;'’‘|()[]/ "), set("mwMWQ@%—")
_WIDTHS = {"narrow": 0.4, "capital": 0.74, "wide": 0.95, "other": 0.63}


def text_width(text: str, size: float) -> float:
    """Return a little more than the room that `text` takes in a sans serif of this size."""
    return round(size * fsum(_WIDTHS[_breadth(letter)] for letter in text), 1)


def _breadth(letter: str) -> str:
    if letter in _NARROW:
        return "narrow"
    if letter in _WIDE or ord(letter) > 0x2E00:  # an ideograph is square
        return "wide"
    return "capital" if letter.isupper() else "other"


def fitted(text: str, size: float, room: float) -> str:
    """Return `text`, or as much of it as fits into `room`, with an ellipsis."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrapped(text: str, size: float, room: float, *, most: int) -> list[str]:
    """Return `text` in lines that fit into `room`, at most so many; the last may end in an ellipsis."""
    lines, words = [""], text.split()
    for number, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or text_width(longer, size) <= room:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = " ".join([lines[-1], *words[number:]])
            break
    return [fitted(line, size, room) for line in lines]
