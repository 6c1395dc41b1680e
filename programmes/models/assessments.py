"""How programmes and periods were judged, always according to a source."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.programmes import Period, Programme
from trackdiplo.records.models import Record, RecordQuerySet, Rule, Status, cited


class AssessmentKind(models.TextChoices):
    ACHIEVEMENT = "achievement", _("achievement")
    DIFFICULTY = "difficulty", _("difficulty")
    LESSON = "lesson", _("lesson")
    PERFORMATIVE = "performative", _("imitation of dialogue")


class AssessmentQuerySet(RecordQuerySet):
    def published(self) -> AssessmentQuerySet:
        """Published judgements of something that is itself public."""
        of_programme = models.Q(programme__status=Status.PUBLISHED)
        of_period = models.Q(period__status=Status.PUBLISHED)
        return super().published().filter(of_programme | of_period)

    def in_order(self) -> AssessmentQuerySet:
        return self.order_by("kind", "sort_key", "pk")

    def for_list(self) -> AssessmentQuerySet:
        """What a list row renders, by kind: 2 queries however many rows."""
        rows = self.in_order().select_related("programme", "period")
        return rows.prefetch_related(*cited("citations"))

    def for_document(self) -> AssessmentQuerySet:
        """All that the public may know of each."""
        rows = self.select_related("programme", "period")
        return rows.prefetch_related("names", *cited("citations"))


class Assessment(Record):
    """A source's judgement of a programme or a period: always according to that source."""

    KIND = "assessment"
    PREFIX = "ass"
    RULES = (
        Rule("citation", _("Cite the source that judges so."), models.Q(citations__isnull=True)),
        Rule("summary", _("Say what it judges."), models.Q(summary="")),
    )
    SHOWS = (
        "programme",
        "period",
        "names",
        "citations",
        "citations__source",
        "citations__paragraph",
    )
    LINKS = ("programme", "period")
    CITABLE = ("kind", "summary")

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=AssessmentKind,
        help_text=_("“Imitation of dialogue” only where the source says so."),
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("programme"),
        help_text=_("What is judged: a programme or a period."),
    )
    period = models.ForeignKey(
        Period,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("period"),
        help_text=_("What is judged: a programme or a period."),
    )
    summary = models.TextField(
        _("judgement"), blank=True, help_text=_("In your own words: what the source says of it.")
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["sort_key", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assessment_of_one",
                condition=models.Q(programme__isnull=True, period__isnull=False)
                | models.Q(programme__isnull=False, period__isnull=True),
                violation_error_message=_("Choose a programme or a period: exactly one."),
            ),
            models.CheckConstraint(
                name="assessment_kind_valid", condition=models.Q(kind__in=AssessmentKind.values)
            ),
        ]

    @property
    def subject(self) -> Programme | Period:
        """What is judged."""
        return self.programme or self.period

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.summary]
