"""The date span of a record: one EDTF text, four bounds computed from it."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.spans import (
    OPEN_END,
    OPEN_START,
    Span,
    SpanError,
    display,
    needs_as_of,
    point,
    read,
)

BOUNDS = ("earliest_start", "latest_start", "earliest_end", "latest_end")


class Match(models.TextChoices):
    POSSIBLE = "possible", _("possibly then")
    CERTAIN = "certain", _("certainly then")


def overlap(span: Span, match: str) -> models.Q:
    """Return the condition that a row's span overlaps `span`.

    The twin of `Span.possibly_overlaps` and `Span.certainly_overlaps`.
    """
    if match == Match.CERTAIN:
        return models.Q(latest_start__lte=span.earliest_end, earliest_end__gte=span.latest_start)
    return models.Q(earliest_start__lte=span.latest_end, latest_end__gte=span.earliest_start)


# The order of a timeline: what may have begun first comes first.
STARTS = ("earliest_start", "latest_end", "sort_key", "pk")


def _beyond(record: Spanned, side: str) -> models.Q:
    """Return the condition that a row stands before (`lt`) or after (`gt`) a record in the order."""
    condition, alike = models.Q(), models.Q()
    for name in STARTS:
        value = getattr(record, name)
        condition |= alike & models.Q(**{f"{name}__{side}": value})
        alike &= models.Q(**{name: value})
    return condition


class SpanQuerySet(models.QuerySet):
    def active_in(self, span: Span, match: str = Match.POSSIBLE) -> SpanQuerySet:
        """Rows whose span overlaps `span`, possibly or certainly."""
        return self.filter(overlap(span, match))

    def active_in_any(self, spans: Iterable[Span], match: str = Match.POSSIBLE) -> SpanQuerySet:
        """Rows whose span overlaps any of `spans`; none where there are none."""
        condition = models.Q(pk__in=[])
        for span in spans:
            condition |= overlap(span, match)
        return self.filter(condition)

    def spans(self) -> dict[Span, int]:
        """Return how many rows have each span: 1 query, and no row of a record is read."""
        bare = self.prefetch_related(None).order_by().values_list(*BOUNDS)
        return {Span(*bounds): number for *bounds, number in bare.annotate(models.Count("pk"))}

    def neighbours(self, record: Spanned) -> list[Spanned | None]:
        """Return what stands before and after a dated record in the order of a timeline: 1 query."""
        if not record.when:
            return [None, None]
        dated = self.exclude(when="").order_by(*STARTS)
        earlier, later = _beyond(record, "lt"), _beyond(record, "gt")
        nearest = models.Q(pk__in=dated.filter(earlier).reverse().values("pk")[:1])
        nearest |= models.Q(pk__in=dated.filter(later).values("pk")[:1])
        is_before = models.ExpressionWrapper(earlier, models.BooleanField())
        found = {
            each.is_before: each for each in dated.filter(nearest).annotate(is_before=is_before)
        }
        return [found.get(True), found.get(False)]

    def within(self, record: Spanned, match: str) -> models.Q:
        """Return the condition that rows fall into a record with a span, such as a period."""
        return overlap(record.span, match)

    def count_within(self, records: Iterable[Spanned], match: str) -> dict[str, int]:
        """Return how many fall into each of `records`, by its key as a text: 1 query."""
        return self.counts_within(records, [match])[match]

    def counts_within(
        self, records: Iterable[Spanned], matches: Iterable[str], what: str = "pk"
    ) -> dict[str, dict[str, int]]:
        """Return how many (of `what`, a path) fall into each of `records`, by match and its key.

        One query, however many records.
        """
        within = {
            f"{match}_{record.pk}": self.within(record, match)
            for match in matches
            for record in records
        }
        counted = self.order_by()
        if what == "pk":  # `within` finds a row once at most
            numbers = {name: models.Count("pk", filter=each) for name, each in within.items()}
        else:  # what rows lead to, it may find by several of them
            found = {name: models.Max(_as_number(each)) for name, each in within.items()}
            counted = counted.values(what).annotate(**found)
            numbers = {f"of_{name}": models.Sum(name, default=0) for name in within}
        rows = iter(counted.aggregate(**numbers).values())
        return {match: {str(record.pk): next(rows) for record in records} for match in matches}


def _as_number(condition: models.Q) -> models.Case:
    return models.Case(models.When(condition, then=1), default=0)


class Spanned(models.Model):
    """A record with a span. The bounds are never null: open ends are the first and last day."""

    when = models.CharField(
        _("when"),
        max_length=100,
        blank=True,
        help_text=_(
            "A date or a span in EDTF: 2003, 2003-09, 2003/2009, 2023-12~/.. (from around December"
            " 2023, still going on), 1998/ (went on, not known till when), 199X. Never fill in a"
            " month or a day that the source does not give."
        ),
    )
    as_of = models.CharField(
        _("as of"),
        max_length=10,
        blank=True,
        help_text=_(
            "Only for a span that ends in “..”: when it was known to go on, such as 2025-10."
        ),
    )
    earliest_start = models.DateField(editable=False, default=OPEN_START)
    latest_start = models.DateField(editable=False, default=OPEN_END)
    earliest_end = models.DateField(editable=False, default=OPEN_START)
    latest_end = models.DateField(editable=False, default=OPEN_END)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_bounds_in_order",
                condition=models.Q(earliest_start__lte=models.F("latest_start"))
                & models.Q(earliest_end__lte=models.F("latest_end")),
            )
        ]
        indexes = [models.Index(fields=["earliest_start", "latest_end"], name="%(class)s_span")]

    def save(self, *args, **kwargs):
        self.bound(self.computed_span(self.as_of))
        super().save(*args, **kwargs)

    @property
    def span(self) -> Span:
        return Span(self.earliest_start, self.latest_start, self.earliest_end, self.latest_end)

    @property
    def when_display(self) -> str:
        """The span in words by its precision; empty where there is none."""
        return display(self.when, self.as_of) if self.when else ""

    def clean(self):
        super().clean()
        if self.when:
            _read_field("when", self.when, "")
        if self.as_of:
            _read_field("as_of", self.when, self.as_of)

    def bound(self, span: Span) -> None:
        """Take the four bounds of `span`."""
        for name in BOUNDS:
            setattr(self, name, getattr(span, name))

    def computed_span(self, as_of: str) -> Span:
        """Return the span that the text gives; everything is possible where there is no text."""
        if not self.when:
            return Span(OPEN_START, OPEN_END, OPEN_START, OPEN_END)
        return read(self.when, as_of)

    def settled(self) -> dict[str, object]:
        """Take the date of the cited source where `..` stands without an `as_of`."""
        as_of = self.as_of
        if self.when and needs_as_of(self.when) and not as_of:
            as_of = self.date_of_source()
        span = self.computed_span(as_of)
        bounds = {name: getattr(span, name) for name in BOUNDS}
        return super().settled() | {"as_of": as_of} | bounds

    def date_of_source(self) -> str:
        """Return the date of the latest cited source; empty where none is plain and after `when`."""
        dates = self.citations.values_list("source__published", flat=True)
        known = [date.strip() for date in dates if date.strip() and self.is_seen_at(date)]
        return max(known, key=lambda date: point(date, end=True), default="")

    def is_seen_at(self, as_of: str) -> bool:
        """Whether `as_of` is a year, month or day, and not before its start."""
        try:
            read(self.when, as_of)
        except SpanError:
            return False
        return True


def _read_field(name: str, when: str, as_of: str) -> None:
    if not when:
        raise ValidationError({name: _("Say first when it was; “as of” goes with 2023/.. only.")})
    try:
        read(when, as_of)
    except SpanError as error:
        raise ValidationError({name: str(error)}) from error


def validate_when(text: str) -> None:
    """Refuse a text that is no EDTF date or span, in words."""
    try:
        read(text)
    except SpanError as error:
        raise ValidationError(str(error)) from error
