"""What the public reads of interviews: findings, recommendations, and whom they concern."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.studies import NO_PUBLIC_STUDY, OfStudyQuerySet, Question, Study
from programmes.models import Area, Event, Period, Word
from trackdiplo.records.models import Record, Rule, Status, cited


class FindingKind(models.TextChoices):
    """How much a finding says of how many people hold it."""

    NONE = "none", _("no quantity")
    WORDS = "words", _("in the source's words")
    COMPARATIVE = "comparative", _("more or less than others")
    COMPUTED = "computed", _("counted from coded answers")


class Band(models.TextChoices):
    """A part of those asked, never a count: nobody can tell none from few, nor all from most."""

    FEW = "few", _("few or none")
    SOME = "some", _("some: about a quarter to under half")
    MANY = "many", _("half or more")
    MOST = "most", _("most or all")
    # Where fewer than sixteen were asked, there are only two.
    UNDER_HALF = "under-half", _("under half")
    HALF_AND_UP = "half-and-up", _("half and up")


class Conclusion(models.TextChoices):
    RECOMMENDATION = "recommendation", _("recommendation")
    CONCLUSION = "conclusion", _("conclusion")


class ActorKindQuerySet(models.QuerySet):
    def concerned(self) -> ActorKindQuerySet:
        """Those whom a published finding concerns."""
        return self.filter(findings__in=Finding.objects.published()).distinct()

    def addressed(self) -> ActorKindQuerySet:
        """Those to whom a published recommendation is addressed."""
        return self.filter(recommendations__in=Recommendation.objects.published()).distinct()


class ActorKind(Word):
    """A kind of actor that findings concern and recommendations address: donors, the media ..."""

    objects = ActorKindQuerySet.as_manager()

    class Meta(Word.Meta):
        abstract = False
        verbose_name = _("kind of actor")
        verbose_name_plural = _("kinds of actor")


CITATIONS = ("names", "citations", "citations__source", "citations__paragraph")


class OfQuestionQuerySet(OfStudyQuerySet):
    def linked(self, relation: str, rows: Iterable[models.Model]) -> OfQuestionQuerySet:
        """Those that link to any of `rows`, by the name of the relation."""
        found = self.model.objects.filter(**{f"{relation}__in": rows})
        return self.filter(pk__in=found.values("pk"))

    def on(self, questions: Iterable[Question]) -> OfQuestionQuerySet:
        """Those on any of these questions or on a public part of one."""
        of_a_part = models.Q(question__parent__in=questions, question__status=Status.PUBLISHED)
        return self.filter(models.Q(question__in=questions) | of_a_part)


class OfQuestion(Record):
    """A statement that a study makes, on one of its questions or on none in particular."""

    study = models.ForeignKey(
        Study,
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("study"),
        help_text=_("The study that says so."),
    )
    question = models.ForeignKey(
        Question,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("question"),
        help_text=_("The question that it answers; empty where it answers none in particular."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Its place among those of the study.")
    )
    statement = models.TextField(
        _("statement"),
        blank=True,
        help_text=_(
            "One or two full sentences in your own words that say who says so: “Respondents ...”."
        ),
    )

    class Meta(Record.Meta):
        abstract = True

    @property
    def public_question(self) -> Question | None:
        """The question, as far as the public may know. Read `question` with the record."""
        question = self.question
        return question if question is not None and question.status == Status.PUBLISHED else None

    def clean(self):
        super().clean()
        if self.question_id and self.question.study_id != self.study_id:
            raise ValidationError({"question": _("This question is one of another study.")})

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.statement]


class FindingQuerySet(OfQuestionQuerySet):
    def highlighted(self) -> FindingQuerySet:
        """The few that the home page shows."""
        return self.filter(highlighted=True)

    def by_question(self) -> FindingQuerySet:
        """In the order of the questionnaire; last, those on no single public question."""
        public = models.When(question__status=Status.PUBLISHED, then="question__order")
        number = models.Case(public).asc(nulls_last=True)
        return self.order_by("study__sort_key", "study", number, "order", "sort_key", "pk")

    def in_order(self) -> FindingQuerySet:
        return self.by_question()

    def with_links(self, periods, events) -> FindingQuerySet:
        """Prefetch what it concerns, from the records given."""
        return self.select_related("study__source", "question").prefetch_related(
            models.Prefetch("periods", periods.in_order(), to_attr="public_periods"),
            models.Prefetch("events", events.by_start(), to_attr="public_events"),
            "areas",
            "actor_kinds",
        )

    def with_public_links(self) -> FindingQuerySet:
        """Prefetch what it concerns, as far as the public may know."""
        return self.with_links(Period.objects.published(), Event.objects.published())

    def for_list(self) -> FindingQuerySet:
        """What a list row renders, by question: 6 queries however many rows."""
        return self.by_question().with_public_links().prefetch_related(*cited("citations"))

    def for_document(self) -> FindingQuerySet:
        """All that the public may know of each."""
        return self.with_public_links().prefetch_related("names", *cited("citations"))

    def for_package(self) -> FindingQuerySet:
        """Not what is counted: what it rests on is in no package, and a release alone writes it."""
        return self.exclude(kind=FindingKind.COMPUTED)

    def for_preview(self) -> FindingQuerySet:
        links = Period.objects.all(), Event.objects.all()
        return self.with_links(*links).prefetch_related("names", *cited("citations"))


class Finding(OfQuestion):
    """What those interviewed said, as far as the public may know, and how common it was."""

    KIND = "finding"
    PREFIX = "fnd"
    RULES = (
        Rule(
            "citation",
            _("Cite where the study says so."),
            models.Q(citations__isnull=True) & ~models.Q(kind=FindingKind.COMPUTED),
        ),
        Rule("statement", _("State it."), models.Q(statement="")),
        Rule("study", _("Publish its study first."), NO_PUBLIC_STUDY),
        Rule(
            "release",
            _("What is counted goes public by a release of its study, not one by one."),
            models.Q(kind=FindingKind.COMPUTED, released=False),
        ),
        Rule(
            "bands",
            _("Its study has released bands: with exact words beside them, answers are known."),
            models.Q(
                kind__in=[FindingKind.WORDS, FindingKind.COMPARATIVE],
                study__findings__released=True,
            ),
        ),
    )
    SHOWS = (
        "study", "study__source", "question", "periods", "areas", "events", "actor_kinds",
        *CITATIONS,
    )  # fmt: skip
    LINKS = ("study", "question", "periods", "events")
    CITABLE = ("statement", "source_words", "band", "stance", "question")
    KEPT = (*Record.KEPT, "excerpts", "released")

    stance = models.CharField(
        _("stance"),
        max_length=100,
        blank=True,
        help_text=_("Where the study separates camps: which one says so, in a few words."),
    )
    kind = models.CharField(
        _("quantity"),
        max_length=12,
        choices=FindingKind,
        default=FindingKind.NONE,
        help_text=_("Whether, and in which way, the source says how many hold it."),
    )
    source_words = models.CharField(
        _("how many, as the source says"),
        max_length=100,
        blank=True,
        help_text=_("Only its words for the quantity: “about a quarter”, “one respondent”."),
    )
    band = models.CharField(
        _("band"),
        max_length=12,
        choices=Band,
        blank=True,
        help_text=_(
            "Nearest to those words, for comparing. Empty where they do not tell; “most” only"
            " where they say so plainly."
        ),
    )
    periods = models.ManyToManyField(
        Period,
        related_name="findings",
        blank=True,
        verbose_name=_("periods"),
        help_text=_("Periods that it speaks of."),
    )
    areas = models.ManyToManyField(
        Area,
        related_name="findings",
        blank=True,
        verbose_name=_("areas"),
        help_text=_("Areas of interaction that it speaks of."),
    )
    events = models.ManyToManyField(
        Event,
        related_name="findings",
        blank=True,
        verbose_name=_("events"),
        help_text=_("Events that it speaks of."),
    )
    actor_kinds = models.ManyToManyField(
        ActorKind,
        related_name="findings",
        blank=True,
        verbose_name=_("whom it concerns"),
        help_text=_("Kinds of actor that it speaks of."),
    )
    highlighted = models.BooleanField(
        _("on the home page"),
        default=False,
        help_text=_("One of the few most telling findings, which the home page shows."),
    )

    # Only a release writes these two, for what is computed.
    excerpts = models.JSONField(_("excerpts"), default=list, blank=True, editable=False)
    released = models.BooleanField(_("released"), default=False, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["study", "order", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="finding_kind_valid", condition=models.Q(kind__in=FindingKind.values)
            ),
            models.CheckConstraint(
                name="finding_band_valid", condition=models.Q(band__in=["", *Band.values])
            ),
            models.CheckConstraint(
                name="finding_released_is_computed",
                condition=models.Q(released=False) | models.Q(kind=FindingKind.COMPUTED),
            ),
            models.CheckConstraint(
                name="finding_kind_fields",
                condition=models.Q(kind=FindingKind.NONE, source_words="", band="")
                | models.Q(kind=FindingKind.WORDS) & ~models.Q(source_words="")
                | models.Q(kind=FindingKind.COMPARATIVE, band="") & ~models.Q(source_words="")
                | models.Q(kind=FindingKind.COMPUTED, source_words="") & ~models.Q(band=""),
                violation_error_message=_(
                    "No quantity: neither words nor band. The source's words: words, and a band"
                    " if they tell. More or less than others: words and no band."
                ),
            ),
        ]

    @property
    def prevalence(self) -> str:
        """How common it was, in words: those of the source where it has any; empty if unsaid."""
        return self.source_words or self.get_band_display()

    def clean(self):
        super().clean()
        was = Finding.objects.filter(pk=self.pk, kind=FindingKind.COMPUTED)
        if self.kind == FindingKind.COMPUTED or was.exists():
            raise ValidationError({"kind": _("A release alone writes what is counted.")})

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.stance]


class RecommendationQuerySet(OfQuestionQuerySet):
    def in_order(self) -> RecommendationQuerySet:
        return self.order_by("study__sort_key", "study", "order", "sort_key", "pk")

    def with_links(self) -> RecommendationQuerySet:
        linked = self.select_related("study__source", "question")
        return linked.prefetch_related("addressees", "areas", *cited("citations"))

    def for_list(self) -> RecommendationQuerySet:
        """What a list row renders, in the order of the study: 4 queries however many rows."""
        return self.in_order().with_links()

    def for_document(self) -> RecommendationQuerySet:
        """All that the public may know of each."""
        return self.with_links().prefetch_related("names")


class Recommendation(OfQuestion):
    """What a study concludes, or recommends to somebody."""

    KIND = "recommendation"
    PREFIX = "rec"
    RULES = (
        Rule("citation", _("Cite where the study says so."), models.Q(citations__isnull=True)),
        Rule("statement", _("State it."), models.Q(statement="")),
        Rule(
            "addressees",
            _("Say to whom it is addressed."),
            models.Q(kind=Conclusion.RECOMMENDATION, addressees__isnull=True),
        ),
        Rule("study", _("Publish its study first."), NO_PUBLIC_STUDY),
    )
    SHOWS = ("study", "study__source", "question", "addressees", "areas", *CITATIONS)
    LINKS = ("study", "question")
    CITABLE = ("statement", "addressees", "areas", "question")

    kind = models.CharField(
        _("kind"),
        max_length=15,
        choices=Conclusion,
        default=Conclusion.RECOMMENDATION,
        help_text=_("A recommendation says what somebody should do; a conclusion, how things are."),
    )
    addressees = models.ManyToManyField(
        ActorKind,
        related_name="recommendations",
        blank=True,
        verbose_name=_("addressed to"),
        help_text=_("Who should act on it."),
    )
    areas = models.ManyToManyField(
        Area,
        related_name="recommendations",
        blank=True,
        verbose_name=_("areas"),
        help_text=_("Areas of interaction that it speaks of."),
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["study", "order", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="recommendation_kind_valid",
                condition=models.Q(kind__in=Conclusion.values),
            ),
        ]
