"""Beside each value of a filter: how many rows choosing it would give, under all other filters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import connection
from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.forms import BoundField, Field

from trackdiplo.records.filters import AddressField, Facet, PeriodFilter, RecordFilterSet
from trackdiplo.records.models import Match

# A longer list of boxes helps nobody: it ends with those that would give the most.
MOST = 100
# How many rows each value would give, by its key as a text. Such numbers stand under each match
# where dates play a part, under ANY where they do not.
Numbers = dict[str, int]
ANY = ""


@dataclass(frozen=True)
class Choice:
    """A value of a facet. `count` is what choosing it would give; None where nothing is listed.

    Where dates play a part, `possible` and `certain` are what it would give under each match.
    """

    key: str
    value: str
    label: str
    chosen: bool
    number: int | None = None
    count: int | None = None
    possible: int | None = None
    certain: int | None = None


@dataclass(frozen=True)
class Drawer:
    """A facet as the form of a list shows it. `quiet`: no value would change what is listed."""

    field: BoundField
    choices: list[Choice]
    more: bool
    quiet: bool

    @property
    def chosen(self) -> int:
        return sum(choice.chosen for choice in self.choices)


def read_options(filterset: RecordFilterSet, state: tuple) -> None:
    """Read what may be chosen at a state of the record: the form shows it whatever was asked."""
    for name, field in filterset.form.fields.items():
        if isinstance(field, AddressField) and not field.widget.is_hidden:
            field.options = options_at(state, type(filterset), name)


@lru_cache(maxsize=128)
def options_at(_state: tuple, filterset: type[RecordFilterSet], name: str) -> list | None:
    """Return what a field offers, None if that is too much; read once for each state."""
    options = list(filterset.base_filters[name].field.queryset[: MOST + 1])
    return options if len(options) <= MOST else None


def drawers(filterset: RecordFilterSet, total: int | None) -> list[Drawer]:
    """Return the facets of a list of `total` rows; without numbers where that is None.

    Costs one query for all numbers, one or two for those by period, however many values there are.
    """
    facets = {name: each for name, each in filterset.filters.items() if isinstance(each, Facet)}
    numbers = {} if total is None else _numbers(filterset, facets)
    found = [_drawer(filterset, name, numbers.get(name, {}), total) for name in facets]
    return [drawer for drawer in found if drawer.choices]


def matches(filterset: RecordFilterSet, total: int | None) -> dict[str, int]:
    """Return how many rows each match would give; empty where no time was asked for."""
    if total is None or not getattr(filterset, "asks_for_time", False):
        return {}
    return {
        match: total if match == filterset.chosen_match else filterset.asking(match=match).count()
        for match in Match.values
    }


# --- Numbers ----------------------------------------------------------------------------------


def _numbers(filterset: RecordFilterSet, facets: dict[str, Facet]) -> dict[str, dict[str, Numbers]]:
    """Return the numbers of each facet, by match."""
    found = {name: {ANY: {}} for name, each in facets.items() if each.path}
    bases: dict[str, QuerySet] = {}
    groups = [
        _grouped(filterset, name, path, bases)
        for name in found
        for path in (facets[name].path, facets[name].whole)
        if path
    ]
    for name, key, number in _rows(groups, bases) if groups else ():
        found[name][ANY][key] = found[name][ANY].get(key, 0) + number
    by_period = {name for name, each in facets.items() if isinstance(each, PeriodFilter)}
    return found | {name: _by_period(filterset, name) for name in by_period}


def _grouped(filterset: RecordFilterSet, name: str, path: str, bases: dict) -> QuerySet:
    """Return (facet, key, number) for each value at a path of a facet: a part of the statement.

    What several parts count among is noted in `bases`, and looked for once.
    """
    counted, what = filterset.counted(name)
    each = filterset.filters[name]
    if what == "pk" and filterset.asked.keys() - {name, "match"}:
        base = f"without_{name}" if name in filterset.asked else "found"
        bases[base] = counted
        counted = counted.model._base_manager.filter(pk__in=RawSQL(f"SELECT id FROM {base}", []))
    keyed = counted.filter(each.given).annotate(
        facet_name=Value(name, CharField()), facet_key=Cast(path, CharField())
    )
    bare = keyed.prefetch_related(None).order_by().values_list("facet_name", "facet_key")
    # Told to look for repetitions, PostgreSQL sorts.
    return bare.annotate(facet_number=Count(what, distinct=each.repeats or what != "pk"))


def _rows(groups: list[QuerySet], bases: dict[str, QuerySet]) -> Iterator[tuple[str, str, int]]:
    """Yield the rows of all groups, from one statement: `WITH bases ... groups`."""
    parts = {
        name: base.prefetch_related(None).order_by().values("pk").query.sql_with_params()
        for name, base in bases.items()
    }
    named = ", ".join(f"{name} (id) AS MATERIALIZED ({sql})" for name, (sql, _) in parts.items())
    sql, asked = groups[0].union(*groups[1:], all=True).query.sql_with_params()
    values = [value for _sql, each in parts.values() for value in each]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {named} {sql}" if named else sql, [*values, *asked])
        yield from cursor.fetchall()


def _by_period(filterset: RecordFilterSet, name: str) -> dict[str, Numbers]:
    """Return the numbers of each match: in one query, where all of them count among the same."""
    found, periods = {}, filterset.form.fields[name].options
    together = [[match] for match in Match.values] if filterset.chosen_window else [Match.values]
    for matches in together:
        counted, what = filterset.asking(match=matches[0]).counted(name)
        found |= counted.counts_within(periods, matches, what)
    return found


# --- Drawers ----------------------------------------------------------------------------------


def _drawer(
    filterset: RecordFilterSet, name: str, numbers: dict[str, Numbers], total: int | None
) -> Drawer:
    bound, each = filterset.form[name], filterset.filters[name]
    choices = _choices(bound.field, set(filterset.data.getlist(name)), numbers.get(ANY, {}))
    if numbers:
        match = ANY if ANY in numbers else filterset.chosen_match
        choices = [_numbered(choice, numbers, match) for choice in choices]
    if each.ranked:
        choices.sort(key=lambda choice: (not choice.chosen, -(choice.count or 0)))
    idle = all(choice.count in (0, total) and not choice.chosen for choice in choices)
    return Drawer(
        field=bound,
        choices=choices,
        more=isinstance(bound.field, AddressField) and bound.field.options is None,
        quiet=idle and total is not None,
    )


def _choices(field: Field, asked: set[str], numbers: Numbers) -> list[Choice]:
    """Return the values that are shown, in the order of the field, not numbered yet."""
    if not isinstance(field, AddressField):
        return [Choice(value, value, str(label), value in asked) for value, label in field.choices]
    records = field.options
    if records is None:
        # Of those that would give as much, the older: every database says the same.
        most = sorted(filter(None, numbers), key=lambda key: (-numbers[key], int(key)))[:MOST]
        records = field.queryset.filter(Q(pk__in=most) | field.addressed(asked))
    return [
        Choice(
            key=str(record.pk),
            value=record.slug,
            label=str(record),
            chosen=not asked.isdisjoint({record.slug, getattr(record, "public_id", record.slug)}),
            number=getattr(record, "number", None),
        )
        for record in records
    ]


def _numbered(choice: Choice, numbers: dict[str, Numbers], match: str) -> Choice:
    found = {each: those.get(choice.key, 0) for each, those in numbers.items()}
    blurred = {} if match == ANY else found
    return replace(choice, count=found[match], **blurred)
