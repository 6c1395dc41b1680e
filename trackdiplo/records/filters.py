"""Filters that a page and its API list share: one FilterSet per resource, strict about values."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import cache
from typing import Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters

from trackdiplo.records import parameters
from trackdiplo.records.folding import fold
from trackdiplo.records.models import Match
from trackdiplo.records.spans import Span, SpanError, point


class AddressField(forms.ModelMultipleChoiceField):
    """Any number of records or words, each by its slug or its public_id.

    `options` are all that may be chosen, where a page has read them for its boxes: then nothing
    is asked of the database again.
    """

    widget = forms.CheckboxSelectMultiple
    options: list | None = None

    def __init__(self, queryset, **options):
        super().__init__(queryset, to_field_name="slug", **options)

    @cached_property
    def has_public_ids(self) -> bool:
        return any(field.name == "public_id" for field in self.queryset.model._meta.fields)

    def clean(self, values):
        if not values:
            return []
        found = self.found(values)
        known = {row.slug for row in found} | {getattr(row, "public_id", "") for row in found}
        for value in values:
            if value not in known:
                message = _("“%(value)s” is not known here.")
                raise ValidationError(message, params={"value": value[:80]}, code="unknown")
        return found

    def found(self, values: list[str]) -> list:
        if self.options is None:
            return list(self.queryset.filter(self.addressed(values)))
        return [
            row
            for row in self.options
            if row.slug in values or getattr(row, "public_id", None) in values
        ]

    def addressed(self, values) -> Q:
        values = [value for value in values if "\0" not in value]  # PostgreSQL would not look
        by_id = Q(public_id__in=values) if self.has_public_ids else Q()
        return Q(slug__in=values) | by_id


class Parameter(filters.Filter):
    """A filter that each question has a copy of, but not of what it is made of: that never changes."""

    several = False

    def __deepcopy__(self, memo):
        return copy(self)


class Facet(Parameter):
    """Any of some values, each with the number of rows that it would find (`records/facets.py`).

    `path` leads from what `RecordFilterSet.counted` counts to the value, where it `repeats` by
    more than one row; `given` is what else must be true of these. `whole` leads to a second value,
    of which the first is a part, and which finds it too. `ranked` values stand by their numbers,
    others in an order of their own.
    """

    several = True

    def __init__(
        self,
        *,
        path: str,
        repeats: bool = False,
        given: Q | None = None,
        whole: str = "",
        ranked: bool = False,
        **options,
    ):
        self.path, self.repeats, self.given = path, repeats, given or Q()
        self.whole, self.ranked = whole, ranked
        super().__init__(**options)


class AddressFilter(Facet):
    """`area=media&area=youth`: any of these. The FilterSet says what that means."""

    field_class = AddressField


class LinkedFilter(Parameter):
    """Records that a link names, and no box of the form: it sends them on as they are."""

    field_class = AddressField

    def __init__(self, *, several: bool, **options):
        self.several = several
        super().__init__(widget=forms.MultipleHiddenInput, **options)


class PeriodFilter(AddressFilter):
    """Any of some spans: how many fall into each depends on `match` too."""

    def __init__(self, **options):
        super().__init__(path="", **options)


class ChoiceField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class ChoicesFilter(Facet):
    """Any of the values of a closed list. The FilterSet says what that means."""

    field_class = ChoiceField


class PointField(forms.CharField):
    """A year, a month or a day; a year is its first day at the start, its last at the end."""

    def __init__(self, *, end: bool, **options):
        self.end = end
        super().__init__(max_length=10, **options)

    def clean(self, value) -> date | None:
        text = super().clean(value)
        try:
            return point(text, end=self.end) if text else None
        except SpanError as error:
            raise ValidationError(str(error), code="date") from error


class PointFilter(Parameter):
    """One end of the window of time that a span must overlap. `ActiveFilterSet` reads both."""

    field_class = PointField
    schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "maxLength": 10}


class WordsField(forms.CharField):
    """A text with a word in it: without one, everything would be found."""

    def clean(self, value) -> str:
        text = super().clean(value)
        if value and not fold(text):
            raise ValidationError(_("It holds no word to look for."), code="words")
        return text


class WordsFilter(Parameter):
    """Every word must be found, in any of the spellings that folding makes one."""

    field_class = WordsField
    schema = {"type": "string", "minLength": 1, "maxLength": parameters.MAX_LENGTH}


class MatchFilter(Parameter, filters.ChoiceFilter):
    """How blurred edges count. `ActiveFilterSet` reads it."""


class RecordFilterSet(filters.FilterSet):
    """The parameters of a list, the same in HTML and in the API.

    `check()` says what is wrong with the query; `qs` is to be read only when nothing is.
    """

    q = WordsFilter(label=_("Words"), help_text=_("Every word must be found, in any spelling."))

    def get_form_class(self):
        return form_of(type(self))

    @cached_property
    def asked(self) -> dict[str, object]:
        """What was asked for, cleaned, by parameter."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def asking(self, **others) -> Self:
        """Return the same question with `others` in place of what was asked; None takes it away."""
        question = copy(self)
        question.asked = {name: value for name, value in (self.asked | others).items() if value}
        return question

    def filter_queryset(self, queryset):
        """Return the rows of `queryset` that were asked for. A subclass goes on from here."""
        return queryset.matching(self.asked["q"]) if "q" in self.asked else queryset

    def count(self) -> int:
        """Return how many rows the list has under this question."""
        return self.filter_queryset(self.queryset).count()

    def counted(self, name: str) -> tuple[QuerySet, str]:
        """Return what the values of the facet `name` choose among, and what of that is counted.

        That is what all other parameters leave; values of one parameter are alternatives.
        """
        return self.asking(**{name: None}).filter_queryset(self.queryset), "pk"

    @classmethod
    def names(cls, *, several: bool) -> list[str]:
        """Return the parameters that may, or may not, be repeated."""
        return [name for name, each in cls.base_filters.items() if each.several is several]

    def check(self, *others: str) -> parameters.Problems:
        """Return what is wrong, by parameter. `others`: single names that are not filters."""
        known = {
            "single": [*self.names(several=False), *others],
            "several": self.names(several=True),
        }
        problems = parameters.check(self.data, **known)
        return problems or {
            name: [str(message) for message in messages]
            for name, messages in self.form.errors.items()
        }


@cache
def form_of(filterset: type[RecordFilterSet]) -> type[forms.Form]:
    """Return the form of a FilterSet, made once: its fields ask who is there when they are used."""
    fields = {name: each.field for name, each in filterset.base_filters.items()}
    return type(f"{filterset.__name__}Form", (filterset._meta.form,), fields)


class ActiveFilterSet(RecordFilterSet):
    """The parameters by time of a list whose rows have spans."""

    active_from = PointFilter(
        end=False,
        label=_("Active from"),
        help_text=_("A year, month or day: what was active then or later."),
    )
    active_to = PointFilter(
        end=True,
        label=_("Active to"),
        help_text=_("A year, month or day: what was active then or earlier."),
    )
    match = MatchFilter(
        choices=Match.choices,
        empty_label=None,
        label=_("Uncertain dates"),
        help_text=_("Count what possibly falls into the time, or only what certainly does."),
    )

    @property
    def asks_for_time(self) -> bool:
        """Whether it matters which `match` is chosen."""
        return not {"period", "active_from", "active_to"}.isdisjoint(self.asked)

    @property
    def chosen_match(self) -> str:
        return self.asked.get("match", Match.POSSIBLE)

    @property
    def chosen_window(self) -> Span | None:
        """The window of time that was asked for; None when none was."""
        start, end = self.asked.get("active_from"), self.asked.get("active_to")
        return Span.window(start, end) if start or end else None

    def check(self, *others: str) -> parameters.Problems:
        problems = super().check(*others)
        asked = {} if problems else self.asked
        start, end = asked.get("active_from"), asked.get("active_to")
        if start and end and start > end:
            problems["active_to"] = [str(_("It is before “active_from”."))]
        return problems

    def in_window(self, queryset):
        """Return the rows of `queryset` whose span overlaps the window that was asked for."""
        asked = self.chosen_window
        return queryset.active_in(asked, self.chosen_match) if asked else queryset
