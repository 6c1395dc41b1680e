"""Pictures outside of pages: in the colours of the style sheet, and as PNG where SVG is not taken."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import fontpkg
import resvg_py
from django.conf import settings

SERIF, SANS = "Noto Serif", "Noto Sans"


@cache
def palette() -> dict[str, str]:
    """Return the style sheet's colours for paper and daylight, by name: `strong-1`, `bar`."""
    sheet = Path(settings.BASE_DIR, "static", "site.css").read_text()
    root = re.search(r":root \{(.*?)\}", sheet, re.DOTALL)[1]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", root))


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
