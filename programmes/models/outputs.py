"""What was made: books, reports, films, broadcasts, websites."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Person
from programmes.models.programmes import Programme
from trackdiplo.records.models import (
    STARTS,
    Match,
    Record,
    RecordQuerySet,
    Rule,
    Spanned,
    SpanQuerySet,
    cited,
    overlap,
)
from trackdiplo.records.spans import Span


class OutputKind(models.TextChoices):
    BOOK = "book", _("book")
    REPORT = "report", _("report")
    STUDY = "study", _("study")
    FILM = "film", _("film")
    BROADCAST = "broadcast", _("broadcast")
    WEBSITE = "website", _("website")
    GLOSSARY = "glossary", _("glossary")
    ARTICLE = "article", _("article")
    STATEMENT = "statement", _("statement")
    TRANSLATION = "translation", _("translation")
    OTHER = "other", _("other")


class OutputQuerySet(SpanQuerySet, RecordQuerySet):
    def made_with(self, relation: str, records: Iterable[Record]) -> OutputQuerySet:
        """Outputs that have any of `records` as authors, publishers or programmes."""
        made = Output.objects.filter(**{f"{relation}__in": records})
        return self.filter(pk__in=made.values("pk"))

    def of_time(self, span: Span, programmes: models.QuerySet) -> OutputQuerySet:
        """Outputs that may have come out within `span`; without a date, those of its programmes."""
        undated = models.Q(
            when="", pk__in=self.made_with("programmes", programmes.values("pk")).values("pk")
        )
        return self.filter(overlap(span, Match.POSSIBLE) & ~models.Q(when="") | undated)

    def by_start(self) -> OutputQuerySet:
        """In the order in which they came out; last, those that no source dates."""
        undated = models.ExpressionWrapper(models.Q(when=""), models.BooleanField())
        return self.order_by(undated, *STARTS)

    def with_makers(self, authors, publishers, programmes) -> OutputQuerySet:
        """Prefetch who made it and in which programme, from the records given."""
        return self.prefetch_related(
            models.Prefetch("authors", authors.in_order(), to_attr="public_authors"),
            models.Prefetch("publishers", publishers.in_order(), to_attr="public_publishers"),
            models.Prefetch("programmes", programmes.in_order(), to_attr="public_programmes"),
        )

    def with_public_makers(self) -> OutputQuerySet:
        """Prefetch who made it and in which programme, as far as the public may know."""
        return self.with_makers(
            Person.objects.published(),
            Organisation.objects.published(),
            Programme.objects.published(),
        )

    def for_list(self) -> OutputQuerySet:
        """What a list row renders, by start: 4 queries however many rows."""
        return self.by_start().with_public_makers()

    def for_document(self) -> OutputQuerySet:
        """All that the public may know of each."""
        return self.with_public_makers().prefetch_related("names", *cited("citations"))

    def for_preview(self) -> OutputQuerySet:
        every = Person.objects.all(), Organisation.objects.all(), Programme.objects.all()
        return self.with_makers(*every).prefetch_related("names", *cited("citations"))


class Output(Spanned, Record):
    """A work, or a series of works, that a programme made or that describes the conflict."""

    KIND = "output"
    PREFIX = "out"
    RULES = (
        Rule("citation", _("Cite a source."), models.Q(citations__isnull=True)),
        Rule("summary", _("Say what it is."), models.Q(summary="")),
    )
    SHOWS = (
        "authors",
        "publishers",
        "programmes",
        "names",
        "citations",
        "citations__source",
        "citations__paragraph",
    )
    LINKS = ("authors", "publishers")
    CITABLE = ("name", "kind", "when", "count", "authors", "publishers", "programmes", "summary")

    kind = models.CharField(
        _("kind"), max_length=20, choices=OutputKind, help_text=_("The nearest of these.")
    )
    count = models.PositiveIntegerField(
        _("how many"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("For a series, such as 30 films. Empty for one work, or where not known."),
    )
    count_is_approximate = models.BooleanField(
        _("“around” or “over”"), default=False, help_text=_("Tick it where the source rounds.")
    )
    language = models.CharField(
        _("languages"), max_length=60, blank=True, help_text=_("BCP 47 tags: en, hy, az, ru.")
    )
    website = models.URLField(
        _("website"), max_length=300, blank=True, help_text=_("Where it can be read or seen.")
    )
    summary = models.TextField(
        _("what it is"), blank=True, help_text=_("In a sentence or two, in your own words.")
    )
    authors = models.ManyToManyField(
        Person,
        related_name="outputs",
        blank=True,
        verbose_name=_("authors"),
        help_text=_("People whom the source names as authors."),
    )
    publishers = models.ManyToManyField(
        Organisation,
        related_name="outputs",
        blank=True,
        verbose_name=_("makers"),
        help_text=_("Organisations that made it or brought it out."),
    )
    programmes = models.ManyToManyField(
        Programme,
        related_name="outputs",
        blank=True,
        verbose_name=_("programmes"),
        help_text=_("Where it was made; usually one, or none."),
    )

    objects = OutputQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["sort_key", "pk"]
        indexes = Spanned.Meta.indexes
        constraints = [
            *Record.Meta.constraints,
            *Spanned.Meta.constraints,
            models.CheckConstraint(
                name="output_kind_valid", condition=models.Q(kind__in=OutputKind.values)
            ),
            models.CheckConstraint(
                name="output_approximate_count",
                condition=models.Q(count_is_approximate=False) | models.Q(count__isnull=False),
                violation_error_message=_("Say around how many."),
            ),
        ]

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.summary]

    @property
    def public_makers(self) -> list[Person | Organisation]:
        """Its authors, then who made it or brought it out; read with the public ones of both."""
        return [*self.public_authors, *self.public_publishers]
