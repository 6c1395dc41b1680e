"""What was asked of a list, in words, with the ways to take it back: none may lead to a dead end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import CharField, Count, QuerySet, Value
from django.http import QueryDict

from trackdiplo.records.filters import AddressField, RecordFilterSet


@dataclass(frozen=True)
class ActiveFilter:
    """One value that was asked for, in words, and the address of the list without it.

    A `typed` value, unlike a chosen one, says little without its label.
    """

    label: str
    words: str
    typed: bool
    without: str


@dataclass(frozen=True)
class Offer:
    """An address at which something is found: what it asks differently, in words, and how many."""

    label: str
    words: str
    address: str
    count: int


@dataclass(frozen=True)
class Offers:
    """Where nothing was found: filters that exclude everything, each on its own.

    Where each alone would not have, but all together do, `alone` is what each of them gives. `all`:
    how many rows there are without any.
    """

    without: list[Offer]
    alone: list[Offer]
    all: int


def active_filters(filterset: RecordFilterSet, address: str) -> list[ActiveFilter]:
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
            without=_with(filterset.data, name, _others(filterset, name, value), address),
        )
        for name in form.fields
        for value in filterset.data.getlist(name)
        if (name, value) != ("match", "possible")
    ]


def offers(filterset: RecordFilterSet, address: str) -> Offers:
    """Return what would find something instead of what was asked for, in one query."""
    asked = list(filterset.asked)
    nothing = dict.fromkeys(asked)
    questions = {name: filterset.asking(**{name: None}) for name in asked}
    questions |= {
        f"{name}=": filterset.asking(**nothing | {name: filterset.asked[name]}) for name in asked
    }
    counts = _counts(questions | {"": filterset.asking(**nothing)})
    without = [
        _offer(filterset, name, _with(filterset.data, name, [], address), counts[name])
        for name in asked
        if counts[name]
    ]
    alone = [
        _offer(filterset, name, _with(QueryDict(), name, values, address), counts[f"{name}="])
        for name, values in ((name, filterset.data.getlist(name)) for name in asked)
        if 0 < counts[f"{name}="] < counts[""]
    ]
    return Offers(without, [] if without else alone, counts[""])


def _counts(questions: dict[str, RecordFilterSet]) -> dict[str, int]:
    first, *others = (_counted(question, name) for name, question in questions.items())
    return dict.fromkeys(questions, 0) | dict(first.union(*others, all=True))


def _counted(question: RecordFilterSet, name: str) -> QuerySet:
    """Return (name, number of rows) of a question: a part of the statement."""
    rows = question.filter_queryset(question.queryset).prefetch_related(None).order_by()
    named = rows.annotate(offer_name=Value(name, CharField())).values_list("offer_name")
    return named.annotate(offer_count=Count("pk", distinct=True))


def _offer(filterset: RecordFilterSet, name: str, address: str, count: int) -> Offer:
    values = (_in_words(filterset.form, name, value) for value in filterset.data.getlist(name))
    return Offer(str(filterset.form.fields[name].label), ", ".join(values), address, count)


def _in_words(form, name: str, value: str) -> str:
    """Say a value as its record, word or choice is called; itself where it is none."""
    chosen = form.cleaned_data.get(name)
    if isinstance(form.fields[name], AddressField):
        return next(
            str(row) for row in chosen if value in (row.slug, getattr(row, "public_id", ""))
        )
    return str(dict(getattr(form.fields[name], "choices", ())).get(value, value))


def _others(filterset: RecordFilterSet, name: str, value: str) -> Iterator[str]:
    return (other for other in filterset.data.getlist(name) if other != value)


def _with(query: QueryDict, name: str, values: Iterable[str], address: str) -> str:
    """Return the first page of the list at `address` with these values in place of others."""
    changed = query.copy()
    changed.pop("page", None)
    changed.setlist(name, list(values))
    return f"{address}?{changed.urlencode()}" if changed.urlencode() else address
