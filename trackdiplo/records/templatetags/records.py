"""What templates say of a list's own address, and of numbers and dates in pictures and rows."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.http import QueryDict

from trackdiplo.records.filters import AddressField
from trackdiplo.records.spans import SpanError, display

register = template.Library()


@dataclass(frozen=True)
class ActiveFilter:
    """One value that was asked for, in words, and the address of the list without it.

    A `typed` value, unlike a chosen one, says little without its label.
    """

    label: str
    words: str
    typed: bool
    without: str


@register.simple_tag
def active_filters(filterset, address: str) -> list[ActiveFilter]:
    """Return what was asked of the list at `address`, in the order of its form.

    Empty when the query is not understood. Starts no query of its own.
    """
    form = filterset.form
    if not form.is_valid():
        return []
    return [
        ActiveFilter(
            label=str(form.fields[name].label),
            words=_in_words(form, name, value),
            typed=not hasattr(form.fields[name], "choices"),
            without=_without(filterset.data, name, value, address),
        )
        for name in form.fields
        for value in filterset.data.getlist(name)
        if (name, value) != ("match", "possible")
    ]


def _in_words(form, name: str, value: str) -> str:
    """Say a value as its record, word or choice is called; itself where it is none."""
    chosen = form.cleaned_data.get(name)
    if isinstance(form.fields[name], AddressField):
        return next(
            str(row) for row in chosen if value in (row.slug, getattr(row, "public_id", ""))
        )
    return str(dict(getattr(form.fields[name], "choices", ())).get(value, value))


def _without(query: QueryDict, name: str, value: str, address: str) -> str:
    rest = query.copy()
    rest.pop("page", None)
    rest.setlist(name, [other for other in query.getlist(name) if other != value])
    return f"{address}?{rest.urlencode()}" if rest.urlencode() else address


@register.filter
def of(found: dict | None, name: str):
    """Return what a dictionary holds under `name`: `problems|of:field.name`."""
    return (found or {}).get(name)


@register.filter
def percent(place: float) -> str:
    """Say a place on the axis (0 to 1000) as an SVG length, whatever the language: 12.3%."""
    return f"{place / 10:.2f}%"


@register.filter
def when_in_words(text: str) -> str:
    """Say an EDTF text in words; a text that is none stays as it is."""
    try:
        return display(text)
    except SpanError:
        return text
