"""Reading the timeline in tests: its pictures, and what the API says of it."""

import re
from xml.etree import ElementTree

from tests.pages import words

SVG = re.compile(r"<svg\b.*?>|</svg>")


def pictures(html: str) -> list[ElementTree.Element]:
    """Return every picture of a page, read as XML: each `<svg>` that is in no other."""
    found, depth, start = [], 0, 0
    for mark in SVG.finditer(html):
        closes = mark[0] == "</svg>"
        if not closes and depth == 0:
            start = mark.start()
        depth += -1 if closes else 1
        if closes and depth == 0:
            found.append(ElementTree.fromstring(html[start : mark.end()]))
    return found


def bars_of(html: str) -> list[ElementTree.Element]:
    """Return the links of the panels of the picture."""
    panels = [each for each in pictures(html) if each.get("class") == "panel"]
    return [link for panel in panels for link in panel.iter("a")]


def names(found: list[dict]) -> list[str]:
    return [each["name"] for each in found]


def names_of(html: str) -> list[str]:
    return [link.find("title").text for link in bars_of(html)]


def lanes_of(html: str) -> dict[str, list[str]]:
    """Return the names in each lane of the picture, by its heading."""
    lanes = re.findall(r'<section class="lane[ "].*?</section>', html, re.DOTALL)
    headings = [words(re.search(r"<h3.*?</h3>", lane, re.DOTALL)[0]) for lane in lanes]
    return dict(zip(headings, map(names_of, lanes), strict=True))
