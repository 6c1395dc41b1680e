"""What templates say of a list's own address, of sources, and of numbers, dates and languages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django import template
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from trackdiplo.records import asked
from trackdiplo.records.drawing import palette
from trackdiplo.records.spans import SpanError, display

register = template.Library()


@register.simple_tag
def is_demo() -> bool:
    """Return whether the site is for trying things out, for the frame of the admin."""
    return settings.DEMO


register.simple_tag(asked.active_filters)


@register.simple_tag
def counted(count: int, filterset) -> str:
    """Say how many rows of its kind a list has: 1 person, 2 people."""
    kind = filterset._meta.model._meta
    return f"{count} {kind.verbose_name if count == 1 else kind.verbose_name_plural}"


@register.filter
def of(found: dict | None, name: str):
    """Return what a dictionary holds under `name`: `problems|of:field.name`."""
    return (found or {}).get(name)


@register.filter
def is_within(path: str, folder: str) -> bool:
    """Whether a path is in a part of the site: `path|is_within:"/donors/"`."""
    return path.startswith(folder)


@register.filter
def percent(place: float) -> str:
    """Say a place on the axis (0 to 1000) as an SVG length, whatever the language: 12.3%."""
    return f"{place / 10:.2f}%"


@register.simple_tag
def colour(name: str, number: int | str = "") -> str:
    """Return a colour by day, for pictures outside of pages: `colour "fill" period.number`.

    On pages the style sheet, which knows the night as well, has the last word.
    """
    colours = palette()
    wanted = f"{name}-{number}" if number != "" else name
    return colours.get(wanted) or colours[{"fill": "accent-soft"}.get(name, "accent")]


@register.filter
def when_in_words(text: str) -> str:
    """Say an EDTF text in words; a text that is none stays as it is."""
    try:
        return display(text)
    except SpanError:
        return text


@register.filter
def languages_in_words(tags: str) -> str:
    """Name the languages of BCP 47 tags, `en, hy`; a tag that is not known stays as it is."""
    return ", ".join(_language(tag) for tag in tags.replace(",", " ").split())


def _language(tag: str) -> str:
    try:
        return str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag


@register.filter
def sources_read(record) -> list:
    """Return the sources cited for a record, each once; none where citations were not read with it.

    Starts no query of its own, in a list or on a page.
    """
    citations = getattr(record, "_prefetched_objects_cache", {}).get("citations", ())
    return list(dict.fromkeys(citation.source for citation in citations))


@register.filter
def sources_of_all(records) -> list:
    """Return the sources that are cited for each of `records` alike; none where they differ."""
    read = [sources_read(record) for record in records]
    return read[0] if all(each == read[0] for each in read) else []


@dataclass(frozen=True)
class Place:
    """Where in a source a claim stands: one place, or several that are cited alike.

    `citation`: the first of those, whose note, confidence and day of a check are theirs.
    """

    words: str
    citation: object


@register.filter
def works_of(claims) -> list:
    """Return the sources of (claim, citations) pairs, each once, as they come."""
    cited = [citation.source for _claim, citations in claims for citation in citations]
    return list(dict.fromkeys(cited))


@register.filter
def by_places(claims) -> list[tuple[list[str], list]]:
    """Join the (claim, citations) pairs that rest on the same places, with the same notes."""
    joined = {}
    for claim, citations in claims:
        joined.setdefault(frozenset(map(_said, citations)), ([], citations))[0].append(claim)
    return list(joined.values())


def _said(citation) -> tuple:
    """Return what a page says of a citation."""
    where = citation.source_id, citation.paragraph_id, citation.locator
    return *where, citation.note, citation.confidence, citation.checked_on


@register.filter
def places_in(citations, source) -> list[Place]:
    """Return where in `source` a claim stands, in its order: first what is cited without a note."""
    places = [citation for citation in citations if citation.source == source]
    ordered = sorted(places, key=lambda each: (each.note != "", each.paragraph_id or 0))
    return [_place(list(alike)) for _key, alike in groupby(ordered, _cited_alike)]


def _cited_alike(citation) -> tuple:
    """Return what citations have in common that are told on one line."""
    if citation.note or not citation.paragraph:
        return (citation.pk,)
    return citation.paragraph.section, citation.confidence, citation.checked_on


def _place(alike: list) -> Place:
    first = alike[0]
    if len(alike) == 1:
        return Place(first.place, first)
    numbers = ", ".join(str(each.paragraph.number) for each in alike)
    words = {"section": first.paragraph.section, "numbers": numbers}
    return Place(_("%(section)s, paragraphs %(numbers)s") % words, first)


@register.filter
def any_has(rows, name: str) -> bool:
    """Whether one of `rows` has something under `name`; without, a table has no such column."""
    return any(getattr(row, name) for row in rows)
