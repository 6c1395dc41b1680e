"""What was tried: the periods of the history, and the programmes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from actors.models import Organisation, Place
from programmes.models.roles import Funding, Involvement, Participation, once_withheld
from programmes.models.vocabulary import Activity, Area
from trackdiplo.records.models import (
    BOUNDS,
    STARTS,
    Match,
    Nested,
    Record,
    RecordQuerySet,
    Rule,
    Spanned,
    SpanQuerySet,
    Status,
    block_for,
    cited,
    overlap,
    touch,
    touch_shown,
)
from trackdiplo.records.spans import Span


class ProgrammeKind(models.TextChoices):
    PROGRAMME = "programme", _("programme")
    PROJECT = "project", _("project")
    INITIATIVE = "initiative", _("initiative")
    PLATFORM = "platform", _("platform")
    CONSORTIUM = "consortium", _("consortium")
    PROCESS = "process", _("process")
    SERIES = "series", _("series")


class Track(models.TextChoices):
    """How close to the official talks: Track 1 is the states' own, Track 2 is civic diplomacy."""

    TRACK_1_5 = "1.5", _("Track 1.5")
    TRACK_2 = "2", _("Track 2")
    UNKNOWN = "unknown", _("not known")


class PeriodQuerySet(SpanQuerySet, RecordQuerySet):
    def in_order(self) -> PeriodQuerySet:
        return self.order_by("number", "pk")

    def for_list(self) -> PeriodQuerySet:
        """What a list row renders, by number: 1 query however many rows."""
        return self.in_order()

    def for_document(self) -> PeriodQuerySet:
        """All that the public may know of each."""
        return self.prefetch_related("names", *cited("citations"))


class Period(Spanned, Record):
    """A stretch of the history with blurred edges, and what marked it."""

    KIND = "period"
    PREFIX = "prd"
    RULES = (
        Rule("citation", _("Cite a source."), models.Q(citations__isnull=True)),
        Rule("when", _("Say when it was."), models.Q(when="")),
        Rule("summary", _("Say what marked it."), models.Q(summary="")),
    )
    SHOWS = ("names", "citations", "citations__source", "citations__paragraph")
    CITABLE = ("name", "number", "when", "summary")

    number = models.PositiveSmallIntegerField(
        _("number"),
        unique=True,
        validators=[MinValueValidator(1)],
        help_text=_("Its place in the history, from 1."),
    )
    summary = models.TextField(
        _("what marked it"),
        blank=True,
        help_text=_("What drove it, what was typical, how it ended: in your own words."),
    )

    objects = PeriodQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["number", "pk"]
        constraints = [*Record.Meta.constraints, *Spanned.Meta.constraints]
        indexes = Spanned.Meta.indexes

    def save(self, *args, **kwargs):
        block_for(self)  # before anything is noted
        self.touch_members()
        super().save(*args, **kwargs)
        # Programmes without a date of their own have the bounds of their periods, and need one.
        for programme in Programme.objects.filter(when="", periods=self).order_by("pk"):
            touch(programme)

    def settle(self):
        self.touch_members()
        super().settle()
        self.touch_members()

    def touch_members(self) -> None:
        """Note the programmes in it as it is stored now: their documents name it.

        They are noted before and after each change: a programme that is in it at neither time shows
        nothing of it. One that is saved in the same block is rendered in any case.
        """
        stored = Period.objects.filter(pk=self.pk)
        if stored and self.is_public():
            touch_shown("programme", Programme.objects.published().in_periods(stored))

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.summary]


class ProgrammeQuerySet(SpanQuerySet, RecordQuerySet):
    def in_periods(self, periods: Iterable[Period], match: str = Match.POSSIBLE):
        """Programmes in any of `periods`: by assignment where there is one, else by their span.

        The twin of `Programme.falls_into`.
        """
        periods = list(periods)
        by_span = models.Q(pk__in=[])
        for period in periods:
            by_span |= overlap(period.span, match)
        rows = Programme.periods.through.objects
        assigned = models.Q(pk__in=rows.values("programme"))
        among = models.Q(pk__in=rows.filter(period__in=periods).values("programme"))
        return self.filter(among | (~assigned & by_span))

    def within(self, period: Period, match: str) -> models.Q:
        """Return the condition of `in_periods` for one period, to count with.

        A join to the assigned periods: one row for each of these, one for what has none.
        """
        return models.Q(periods=period) | models.Q(periods=None) & overlap(period.span, match)

    def funded_by(self, donors: models.QuerySet) -> ProgrammeQuerySet:
        """Programmes that any of `donors` paid for, on the public record."""
        fundings = Funding.objects.of_public_actors().filter(donor__in=donors)
        return self.filter(pk__in=fundings.values("programme"))

    def with_organisations(self, organisations: models.QuerySet) -> ProgrammeQuerySet:
        """Programmes that any of `organisations` took part in, on the public record."""
        roles = Participation.objects.of_public_actors().filter(organisation__in=organisations)
        return self.filter(pk__in=roles.values("programme"))

    def with_all_of(self, organisations: Collection[Organisation]) -> ProgrammeQuerySet:
        """Programmes that all of `organisations` took part in, on the public record."""
        roles = Participation.objects.published().filter(organisation__in=organisations)
        found = roles.values("programme").annotate(
            together=models.Count("organisation", distinct=True)
        )
        return self.filter(pk__in=found.filter(together=len(organisations)).values("programme"))

    def in_areas(self, areas: Iterable[Area]) -> ProgrammeQuerySet:
        return self.filter(models.Exists(_through(Programme.areas, area__in=areas)))

    def with_activities(self, activities: Iterable[Activity]) -> ProgrammeQuerySet:
        return self.filter(models.Exists(_through(Programme.activities, activity__in=activities)))

    def in_places(self, places: Iterable[Place]) -> ProgrammeQuerySet:
        return self.filter(models.Exists(_through(Programme.places, place__in=places)))

    def judged(self, kinds: Iterable[str]) -> ProgrammeQuerySet:
        """Programmes that a published assessment judges to be any of `kinds`."""
        judgements = self.model._meta.get_field("assessments").related_model.objects.published()
        return self.filter(pk__in=judgements.filter(kind__in=kinds).values("programme"))

    def by_start(self) -> ProgrammeQuerySet:
        """The order of a timeline: what may have begun first comes first."""
        return self.order_by(*STARTS)

    def with_rows(self, **rows: models.QuerySet) -> ProgrammeQuerySet:
        """Prefetch rows of programmes, by relation, as `public_…`: only those that are given."""
        return self.prefetch_related(
            *(
                models.Prefetch(name, queryset.for_programme(), to_attr=f"public_{name}")
                for name, queryset in rows.items()
            )
        )

    def with_public_roles(self) -> ProgrammeQuerySet:
        """Prefetch who took part and who paid, as far as the public may know."""
        return self.with_rows(
            participations=Participation.objects.published(), fundings=Funding.objects.published()
        )

    def with_details(self) -> ProgrammeQuerySet:
        """Prefetch what a page shows beside the roles; call it after these."""
        rows = ("participations", "fundings", "involvements")
        return self.select_related("parent").prefetch_related(
            "areas",
            "activities",
            "places",
            "periods",
            "names",
            *cited("citations", *(f"public_{name}__citations" for name in rows)),
        )

    def for_document(self) -> ProgrammeQuerySet:
        """All that the public may know of each: the page and the document of a programme."""
        people = Involvement.objects.published()
        return self.with_public_roles().with_rows(involvements=people).with_details()

    def for_preview(self) -> ProgrammeQuerySet:
        """What the page would show if all that it links to were public. For staff only."""
        return self.with_rows(
            participations=Participation.objects.all(),
            fundings=Funding.objects.all(),
            involvements=Involvement.objects.all(),
        ).with_details()

    def for_list(self) -> ProgrammeQuerySet:
        """What a list row renders, by start: 6 queries however many rows."""
        return (
            self.by_start().with_public_roles().prefetch_related("areas", "activities", "periods")
        )


def _through(relation, **condition) -> models.QuerySet:
    return relation.through.objects.filter(programme=models.OuterRef("pk"), **condition)


class Programme(Nested, Spanned, Record):
    """A programme, project, initiative, platform or consortium of Track 2."""

    KIND = "programme"
    PREFIX = "prg"
    RULES = (
        Rule("citation", _("Cite a source."), models.Q(citations__isnull=True)),
        Rule(
            "when",
            _("Say when it was, or assign it to a published period."),
            models.Q(when="") & ~models.Q(periods__status=Status.PUBLISHED),
        ),
        Rule("summary", _("Say what was done."), models.Q(summary="")),
        Rule(
            "outcome",
            _("Say what came of it, or mark that the source does not tell."),
            models.Q(outcome="", outcome_unknown=False),
        ),
        Rule("area", _("Choose an area."), models.Q(areas__isnull=True)),
        Rule("activity", _("Choose an activity."), models.Q(activities__isnull=True)),
        Rule("participation", _("Say who took part."), models.Q(participations__isnull=True)),
    )
    SHOWS = (
        "parent",
        "areas",
        "activities",
        "places",
        "periods",
        "names",
        "involvements",
        "involvements__person",
        "involvements__citations",
        "involvements__citations__source",
        "involvements__citations__paragraph",
        "participations",
        "participations__organisation",
        "participations__citations",
        "participations__citations__source",
        "participations__citations__paragraph",
        "fundings",
        "fundings__donor",
        "fundings__citations",
        "fundings__citations__source",
        "fundings__citations__paragraph",
        "citations",
        "citations__source",
        "citations__paragraph",
    )
    LINKS = (
        "participations__organisation",
        "fundings__donor",
        "involvements__person",
        "periods",
        "parent",
    )
    CITABLE = (
        "name", "kind", "parent", "when", "periods", "track", "areas", "activities", "places", "summary",
        "reach", "outcome", "website",
    )  # fmt: skip
    MARKED_BY = ("participations",)
    MARKED_WHY = _("the same dates and organisations")

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=ProgrammeKind,
        default=ProgrammeKind.PROGRAMME,
        help_text=_("What its makers call it."),
    )
    track = models.CharField(
        _("track"),
        max_length=10,
        choices=Track,
        default=Track.TRACK_2,
        help_text=_("1.5 where officials took part in person; 2 where they did not."),
    )
    areas = models.ManyToManyField(
        Area,
        related_name="programmes",
        blank=True,
        verbose_name=_("areas"),
        help_text=_("What it was about: one is best, three at most."),
    )
    activities = models.ManyToManyField(
        Activity,
        related_name="programmes",
        blank=True,
        verbose_name=_("activities"),
        help_text=_("What people did together, such as TV bridge or joint study."),
    )
    places = models.ManyToManyField(
        Place,
        related_name="programmes",
        blank=True,
        verbose_name=_("places"),
        help_text=_("Where things were done."),
    )
    periods = models.ManyToManyField(
        Period,
        related_name="assigned_programmes",
        blank=True,
        verbose_name=_("assigned periods"),
        help_text=_(
            "Usually empty: the periods follow from “when”. Assign one where a source names the"
            " period and no date; the assignment then replaces what the dates would say."
        ),
    )
    summary = models.TextField(
        _("what was done"), blank=True, help_text=_("In your own words, from the sources cited.")
    )
    reach = models.TextField(
        _("reach"), blank=True, help_text=_("How many, how far: “over 100 broadcasts by mid-2025”.")
    )
    outcome = models.TextField(
        _("what came of it"),
        blank=True,
        help_text=_("Results, effects, how it ended. Never what was only hoped for."),
    )
    outcome_unknown = models.BooleanField(
        _("the sources do not tell what came of it"),
        default=False,
        help_text=_("Tick it rather than leave the text empty: silence is a finding too."),
    )
    website = models.URLField(
        _("website"),
        max_length=300,
        blank=True,
        help_text=_("Its own site, if the source gives it."),
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["sort_key", "pk"]
        indexes = [
            # A page in the order of a timeline, and all numbers of its facets, without the rows.
            models.Index(
                fields=["status", "earliest_start", "latest_end", "sort_key", "id", "latest_start",
                        "earliest_end", "track", "kind"],
                name="programme_listed",
            )
        ]  # fmt: skip
        constraints = [
            *Record.Meta.constraints,
            *Spanned.Meta.constraints,
            *Nested.Meta.constraints,
            models.CheckConstraint(
                name="programme_track_valid", condition=models.Q(track__in=Track.values)
            ),
            models.CheckConstraint(
                name="programme_outcome_or_unknown",
                condition=models.Q(outcome="") | models.Q(outcome_unknown=False),
                violation_error_message=_("Say what came of it, or mark it as unknown: not both."),
            ),
        ]

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.summary, self.reach, self.outcome]

    def mark(self) -> object:
        rows = self.participations.all()
        organisations = frozenset(row.organisation_id for row in rows if row.organisation_id)
        return (self.when, organisations) if self.when and organisations else None

    @property
    def shown_participations(self) -> list[Participation]:
        """Who took part, from `with_public_roles`: one label once a role, however many it hides."""
        return once_withheld(self.public_participations, lambda row: (row.role, row.withheld))

    @property
    def shown_fundings(self) -> list[Funding]:
        """Who paid, from `with_public_roles`: one label once."""
        return once_withheld(self.public_fundings, lambda row: row.withheld)

    def settled(self) -> dict[str, object]:
        """Without a date of its own, it was possibly active throughout its published periods."""
        fresh = super().settled()
        periods = [] if self.when else list(self.periods.published())
        if not periods:
            return fresh
        span = hull(period.span for period in periods)
        return fresh | {name: getattr(span, name) for name in BOUNDS}

    @property
    def when_in_all(self) -> str:
        """The span in words; without one, the public periods that it is assigned to, read with it."""
        if self.when:
            return self.when_display
        periods = [each for each in self.periods.all() if each.status == Status.PUBLISHED]
        if not periods:
            return str(_("undated"))
        said = ngettext("undated, in period %s", "undated, in periods %s", len(periods))
        return said % get_text_list([period.number for period in periods], _("and"))

    def periods_among(self, periods: Iterable[Period]) -> list[Period]:
        """Return those of `periods` that it possibly falls into."""
        return [period for period in periods if self.falls_into(period)]

    def falls_into(self, period: Period, match: str = Match.POSSIBLE) -> bool:
        """Whether it is in `period`. The twin of `ProgrammeQuerySet.in_periods`."""
        assigned = self.periods.all()
        if assigned:
            return period in assigned
        if match == Match.CERTAIN:
            return self.span.certainly_overlaps(period.span)
        return self.span.possibly_overlaps(period.span)


def hull(spans: Iterable[Span]) -> Span:
    """Return the span of something that took place at an unknown time within `spans`."""
    spans = list(spans)
    first: date = min(span.earliest_start for span in spans)
    last: date = max(span.latest_end for span in spans)
    return Span(first, last, first, last)
