"""What was asked, and by which words the answers are read: studies, questions, codes."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.models import (
    Nested,
    Record,
    RecordQuerySet,
    Rule,
    Source,
    Status,
    cited,
)

# Fewer people than this, and no quantity is shown at all.
SMALLEST_BASE = 10

NO_PUBLIC_STUDY = ~models.Q(study__status=Status.PUBLISHED)


class StudyQuerySet(RecordQuerySet):
    def with_sources(self) -> StudyQuerySet:
        return self.select_related("source").prefetch_related("names", *cited("citations"))

    def for_list(self) -> StudyQuerySet:
        """What a list row renders: 1 query however many rows."""
        return self.in_order().select_related("source")

    def for_document(self) -> StudyQuerySet:
        """All that the public may know of each."""
        return self.with_sources()


class Study(Record):
    """A piece of research by interviews: who was asked, who was not, and where it is printed."""

    KIND = "study"
    PREFIX = "std"
    RULES = (
        Rule("voices", _("Say whose voices these are."), models.Q(voices="")),
        Rule("missing_voices", _("Say which voices are missing."), models.Q(missing_voices="")),
        Rule("summary", _("Say what was studied, and how."), models.Q(summary="")),
    )
    SHOWS = ("source", "names", "citations", "citations__source", "citations__paragraph")
    CITABLE = ("name", "voices", "missing_voices", "summary")

    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="studies",
        verbose_name=_("printed as"),
        help_text=_(
            "The publication that reports it. Empty for a study whose answers are coded here."
        ),
    )
    voices = models.CharField(
        _("whose voices"),
        max_length=300,
        blank=True,
        help_text=_("Who was interviewed, in a sentence, with no names. It stands on every page."),
    )
    missing_voices = models.CharField(
        _("missing voices"),
        max_length=300,
        blank=True,
        help_text=_("Who was not asked and should be thought of, in a sentence."),
    )
    summary = models.TextField(
        _("what was studied, and how"), blank=True, help_text=_("In your own words.")
    )
    min_base = models.PositiveSmallIntegerField(
        _("smallest base"),
        default=SMALLEST_BASE,
        validators=[MinValueValidator(SMALLEST_BASE)],
        help_text=_("With fewer people than this, no quantity is shown. Never below 10."),
    )
    is_fictional = models.BooleanField(
        _("fictional"),
        default=False,
        help_text=_("Made up to try things out: every page and answer says so."),
    )

    objects = StudyQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name_plural = _("studies")
        ordering = ["sort_key", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="study_min_base_10",
                condition=models.Q(min_base__gte=SMALLEST_BASE, min_base__isnull=False),
                violation_error_message=_("The smallest base is 10 or more."),
            ),
        ]

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.summary, self.voices]


class OfStudyQuerySet(RecordQuerySet):
    """Records that are public only while their study is."""

    def published(self) -> OfStudyQuerySet:
        """Published records of a published study."""
        return super().published().filter(study__status=Status.PUBLISHED)


class PartOfStudy(Nested, Record):
    """A record that belongs to one study, as its parent does, if it has one."""

    study = models.ForeignKey(
        Study,
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("study"),
        help_text=_("The study that it belongs to."),
    )

    class Meta(Record.Meta):
        abstract = True

    def clean(self):
        super().clean()
        if self.parent_id and self.parent.study_id != self.study_id:
            raise ValidationError({"parent": _("This belongs to another study.")})


class QuestionQuerySet(OfStudyQuerySet):
    def whole(self) -> QuestionQuerySet:
        """Questions that are no part of a public one."""
        of_a_hidden_one = ~models.Q(parent__status=Status.PUBLISHED)
        return self.filter(models.Q(parent__isnull=True) | of_a_hidden_one)

    def by_number(self) -> QuestionQuerySet:
        return self.order_by("study__sort_key", "study", "order", "sort_key", "pk")

    def in_order(self) -> QuestionQuerySet:
        return self.by_number()

    def for_list(self) -> QuestionQuerySet:
        """What a list row renders, by number: 1 query however many rows."""
        return self.by_number().select_related("study", "parent")

    def for_document(self) -> QuestionQuerySet:
        """All that the public may know of each; its parts as `public_parts`."""
        parts = Question.objects.published().by_number()
        rows = self.select_related("study", "parent")
        return rows.prefetch_related(
            models.Prefetch("parts", parts, to_attr="public_parts"), "names", *cited("citations")
        )


class Question(PartOfStudy):
    """One question of a study's questionnaire, or a part of one."""

    KIND = "question"
    PREFIX = "qst"
    RULES = (
        Rule("wording", _("Say what was asked."), models.Q(wording="")),
        Rule("study", _("Publish its study first."), NO_PUBLIC_STUDY),
    )
    SHOWS = (
        "study", "parent", "parts", "names", "citations", "citations__source",
        "citations__paragraph",
    )  # fmt: skip
    LINKS = ("study",)
    CITABLE = ("wording",)

    number = models.CharField(
        _("number"), max_length=10, help_text=_("As in the questionnaire: 8, or 8b for a part.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Its place in the questionnaire; parts come after.")
    )
    wording = models.TextField(
        _("what was asked"),
        blank=True,
        help_text=_("In your own words where the questionnaire belongs to somebody else."),
    )

    objects = QuestionQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["study", "order", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["study", "number"],
                name="question_number_uniq",
                violation_error_message=_("The study has a question with this number."),
            ),
            models.CheckConstraint(
                name="question_not_own_parent",
                condition=~models.Q(parent=models.F("pk")),
                violation_error_message=_("A question is no part of itself."),
            ),
        ]

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.wording]


class CodeQuerySet(OfStudyQuerySet):
    def in_order(self) -> CodeQuerySet:
        return self.order_by("study__sort_key", "study", "sort_key", "pk")

    def for_list(self) -> CodeQuerySet:
        """What a list row renders: 1 query however many rows."""
        return self.in_order().select_related("study", "parent")

    def for_document(self) -> CodeQuerySet:
        """All that the public may know of each: never when to use it, nor its example."""
        rows = self.select_related("study", "parent")
        return rows.prefetch_related("names", *cited("citations"))


class Code(PartOfStudy):
    """A theme that answers are coded by. Its key, name and definition may be shown to the public.

    When to include and exclude, and the example, are for coders: an example may be somebody's
    words.
    """

    FOR_CODERS = True
    KIND = "code"
    PREFIX = "cod"
    RULES = (
        Rule("definition", _("Define it."), models.Q(definition="")),
        Rule("study", _("Publish its study first."), NO_PUBLIC_STUDY),
    )
    SHOWS = (
        "study", "parent", "names", "citations", "citations__source", "citations__paragraph",
    )  # fmt: skip
    LINKS = ("study", "parent")
    CITABLE = ("definition",)

    key = models.SlugField(
        _("key"), max_length=50, help_text=_("Short and lasting, such as trust-lost.")
    )
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("What it means, in a sentence. Public.")
    )
    include_when = models.TextField(
        _("include when"), blank=True, help_text=_("For coders only: what counts.")
    )
    exclude_when = models.TextField(
        _("exclude when"), blank=True, help_text=_("For coders only: what does not, and what does.")
    )
    example = models.TextField(
        _("example"), blank=True, help_text=_("For coders only: a typical passage.")
    )
    codable = models.BooleanField(
        _("codable"),
        default=True,
        help_text=_("Off for a heading that only groups other codes."),
    )
    guid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = CodeQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["study", "sort_key", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["study", "key"],
                name="code_key_uniq",
                violation_error_message=_("The study has a code with this key."),
            ),
            models.UniqueConstraint(
                fields=["study", "parent", "name"],
                name="code_sibling_name_uniq",
                violation_error_message=_("There is a code of this name beside it."),
            ),
            # Two missing parents are not the same to a database.
            models.UniqueConstraint(
                fields=["study", "name"],
                condition=models.Q(parent__isnull=True),
                name="code_root_name_uniq",
                violation_error_message=_("There is a code of this name at the top."),
            ),
            models.CheckConstraint(
                name="code_not_own_parent",
                condition=~models.Q(parent=models.F("pk")),
                violation_error_message=_("A code is no part of itself."),
            ),
            models.CheckConstraint(
                name="codable_code_is_defined",
                condition=models.Q(codable=False) | ~models.Q(definition=""),
                violation_error_message=_("Define it, or make it a heading."),
            ),
        ]

    def searched_texts(self) -> list[str]:
        return [*super().searched_texts(), self.key, self.definition]
