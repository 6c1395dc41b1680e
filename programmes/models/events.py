"""What happened around the dialogue: wars, talks, incidents, laws, statements."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Place
from trackdiplo.records.models import (
    STARTS,
    Record,
    RecordQuerySet,
    Rule,
    Spanned,
    SpanQuerySet,
    cited,
)


class EventKind(models.TextChoices):
    WAR = "war", _("war or fighting")
    AGREEMENT = "agreement", _("agreement")
    TALKS = "talks", _("talks")
    INCIDENT = "incident", _("incident")
    LAW = "law", _("law or measure")
    ARREST = "arrest", _("arrest or prosecution")
    ELECTION = "election", _("change of power")
    STATEMENT = "statement", _("statement")
    FUNDING = "funding", _("change of funding")
    VISIT = "visit", _("visit")
    AWARD = "award", _("award")
    OTHER = "other", _("other")


class Bearing(models.TextChoices):
    """What an event meant for the dialogue, as its sources judge it."""

    ENABLING = "enabling", _("enabling dialogue")
    HINDERING = "hindering", _("hindering dialogue")
    MIXED = "mixed", _("both")
    UNKNOWN = "unknown", _("not known")


class EventQuerySet(SpanQuerySet, RecordQuerySet):
    def in_places(self, places: Iterable[Place]) -> EventQuerySet:
        return self.filter(pk__in=Event.objects.filter(places__in=places).values("pk"))

    def by_start(self) -> EventQuerySet:
        return self.order_by(*STARTS)

    def for_list(self) -> EventQuerySet:
        """What a list row renders, by start: 2 queries however many rows."""
        return self.by_start().prefetch_related("places")

    def for_document(self) -> EventQuerySet:
        """All that the public may know of each."""
        return self.prefetch_related("places", "names", *cited("citations"))


class Event(Spanned, Record):
    """Something that happened and bore on the dialogue."""

    KIND = "event"
    PREFIX = "evt"
    RULES = (
        Rule("citation", _("Cite a source."), models.Q(citations__isnull=True)),
        Rule("when", _("Say when it was."), models.Q(when="")),
    )
    SHOWS = ("places", "names", "citations", "citations__source", "citations__paragraph")
    CITABLE = ("name", "kind", "when", "bearing", "places", "summary")

    kind = models.CharField(
        _("kind"), max_length=20, choices=EventKind, help_text=_("The nearest of these.")
    )
    bearing = models.CharField(
        _("bearing on dialogue"),
        max_length=20,
        choices=Bearing,
        default=Bearing.UNKNOWN,
        help_text=_("As the source judges it, not as we do."),
    )
    places = models.ManyToManyField(
        Place,
        related_name="events",
        blank=True,
        verbose_name=_("places"),
        help_text=_("Where it happened, under neutral names."),
    )
    summary = models.TextField(
        _("what happened"), blank=True, help_text=_("In your own words, from the sources cited.")
    )

    objects = EventQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["sort_key", "pk"]
        indexes = Spanned.Meta.indexes
        constraints = [
            *Record.Meta.constraints,
            *Spanned.Meta.constraints,
            models.CheckConstraint(
                name="event_kind_valid", condition=models.Q(kind__in=EventKind.values)
            ),
            models.CheckConstraint(
                name="event_bearing_valid", condition=models.Q(bearing__in=Bearing.values)
            ),
        ]

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.summary]
