"""What computed findings rest on, and the releases by which they leave the building."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.confidential.answers import Respondent
from interviews.models.confidential.codings import Coding
from interviews.models.findings import Finding
from interviews.models.studies import SMALLEST_BASE, Code, Question, Study

MAX_EXCERPT_WORDS = 60


def by_two_people(one: str, other: str, *, name: str) -> models.CheckConstraint:
    """Whoever clears is not who prepared; until then nobody has cleared."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{other}__isnull": True})
        | models.Q(**{f"{one}__isnull": False}) & ~models.Q(**{other: models.F(one)}),
        violation_error_message=_("Somebody else must clear it than who prepared it."),
    )


class StudyRelease(models.Model):
    """What of a study's computed findings goes public, frozen: built by one person, published by
    another, and never changed. Only erasure after a withdrawal takes excerpts out of it.
    """

    study = models.ForeignKey(
        Study, models.PROTECT, related_name="releases", verbose_name=_("study")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    payload = models.TextField(_("content"), help_text=_("JSON, as it is published."))
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    base = models.ManyToManyField(
        Respondent, related_name="+", verbose_name=_("respondents that it rests on")
    )
    built_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("built by")
    )
    built_at = models.DateTimeField(_("built"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("published by"),
    )  # fmt: skip
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        ordering = ["study", "number"]
        permissions = [
            ("build_studyrelease", "Can build a release"),
            ("publish_studyrelease", "Can publish a release that somebody else built"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="study_release_number_uniq"),
            models.CheckConstraint(
                name="study_release_published_with_time",
                condition=models.Q(published_by__isnull=True, published_at__isnull=True)
                | models.Q(published_by__isnull=False, published_at__isnull=False),
            ),
            by_two_people("built_by", "published_by", name="study_release_published_by_another"),
        ]

    def __str__(self) -> str:
        return f"release {self.number}"


class PreparedFindingQuerySet(models.QuerySet):
    def released(self) -> PreparedFindingQuerySet:
        """Those that a release says, if only one that waits: they stay as they are."""
        return self.filter(self._in_release())

    def open(self) -> PreparedFindingQuerySet:
        """Those that the next release would say."""
        return self.exclude(self._in_release())

    def _in_release(self) -> models.Exists:
        here = {"code": models.OuterRef("code"), "finding__question": models.OuterRef("question")}
        return models.Exists(FindingBasis.objects.filter(release__isnull=False, **here))


class PreparedFinding(models.Model):
    """What the next release shall say of a code under a question, however many said it.

    It is written before anybody counts: what is left out because few said it would tell that.
    """

    question = models.ForeignKey(
        Question, models.PROTECT, related_name="+", verbose_name=_("question")
    )
    code = models.ForeignKey(Code, models.PROTECT, related_name="+", verbose_name=_("code"))
    name = models.CharField(_("name"), max_length=200)
    statement = models.TextField(
        _("statement"),
        help_text=_(
            "What the code means as a full sentence about respondents, without any quantity, name,"
            " sector or place."
        ),
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )

    objects = PreparedFindingQuerySet.as_manager()

    class Meta:
        ordering = ["question__order", "code__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "code"],
                name="prepared_finding_uniq",
                violation_error_message=_("It is prepared already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        both = self.question_id and self.code_id
        if both and self.question.study_id != self.code.study_id:
            raise ValidationError({"code": _("This code is one of another study.")})


class FindingBasis(models.Model):
    """What a computed finding rests on: how many of those asked said what a code means."""

    finding = models.OneToOneField(
        Finding, models.CASCADE, related_name="+", verbose_name=_("finding")
    )
    release = models.ForeignKey(
        StudyRelease, models.PROTECT, null=True, related_name="bases", verbose_name=_("release")
    )
    code = models.ForeignKey(Code, models.PROTECT, related_name="+", verbose_name=_("code"))
    n_with = models.PositiveSmallIntegerField(_("respondents with the code"))
    n_base = models.PositiveSmallIntegerField(_("respondents asked"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        verbose_name=_("prepared by"),
    )  # fmt: skip
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("cleared by"),
    )  # fmt: skip

    class Meta:
        verbose_name_plural = _("bases of findings")
        constraints = [
            models.CheckConstraint(
                name="finding_count_within_base",
                condition=models.Q(n_with__lte=models.F("n_base")),
                violation_error_message=_("No more than were asked."),
            ),
            models.CheckConstraint(
                name="finding_no_band_under_base_10",
                condition=models.Q(n_base__gte=SMALLEST_BASE, n_base__isnull=False),
                violation_error_message=_("Fewer than 10 were asked: no quantity is shown."),
            ),
            by_two_people("prepared_by", "cleared_by", name="finding_cleared_by_another"),
        ]

    def __str__(self) -> str:
        return f"basis of finding {self.finding_id}"


class Evidence(models.Model):
    """One thing that a finding rests on: an agreed coding, or a place in a printed source."""

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="+", verbose_name=_("finding")
    )
    coding = models.ForeignKey(
        Coding, models.CASCADE, null=True, blank=True, related_name="evidence",
        verbose_name=_("coding"),
    )  # fmt: skip
    source_ref = models.CharField(_("place in a source"), max_length=100, blank=True)

    class Meta:
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                name="evidence_exactly_one",
                condition=models.Q(coding__isnull=True) & ~models.Q(source_ref="")
                | models.Q(coding__isnull=False, source_ref=""),
                violation_error_message=_("Either a coding or a place in a source."),
            )
        ]

    def __str__(self) -> str:
        return f"evidence of finding {self.finding_id}"


class Quotation(models.Model):
    """An excerpt as a release froze it, and whose words it renders: what a withdrawal takes out.

    The passage and the excerpt may be changed, or gone, by then.
    """

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="+", verbose_name=_("finding")
    )
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, related_name="+", verbose_name=_("respondent")
    )
    text = models.TextField(_("text"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "respondent"], name="quotation_once")
        ]

    def __str__(self) -> str:
        return f"quotation {self.pk}"


class ExcerptQuerySet(models.QuerySet):
    def cleared(self) -> ExcerptQuerySet:
        """What may go into a release: cleared, and its respondent agrees and has not withdrawn."""
        return self.filter(
            cleared_by__isnull=False,
            coding__phase="agreed",
            coding__response__respondent__quote_consent=True,
            coding__response__respondent__withdrawn_at__isnull=True,
        )


class Excerpt(models.Model):
    """A text written for the public after a passage: translated, with what identifies replaced."""

    coding = models.ForeignKey(
        Coding, models.CASCADE, related_name="excerpts", verbose_name=_("coding")
    )
    public_text = models.TextField(
        _("text for the public"),
        help_text=_(
            "A new text in English of at most 60 words, [brackets] around what was replaced. No"
            " date, place, organisation, post, event, rank or gender."
        ),
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("cleared by"),
    )  # fmt: skip

    objects = ExcerptQuerySet.as_manager()

    class Meta:
        permissions = [("clear_excerpt", "Can clear an excerpt that somebody else prepared")]
        constraints = [
            by_two_people("prepared_by", "cleared_by", name="excerpt_cleared_by_another"),
            models.CheckConstraint(name="excerpt_has_text", condition=~models.Q(public_text="")),
        ]

    def __str__(self) -> str:
        return f"excerpt {self.pk}"

    @property
    def is_released(self) -> bool:
        """Whether a release says it, if only one that waits: then it stays as it is."""
        here = {"respondent": self.coding.response.respondent_id, "text": self.public_text}
        return Quotation.objects.filter(**here).exists()

    def clean(self):
        if len(self.public_text.split()) > MAX_EXCERPT_WORDS:
            raise ValidationError({"public_text": _("It has more than 60 words.")})
        if self.coding_id and not self.coding.response.respondent.quote_consent:
            raise ValidationError({"coding": _("This respondent has not agreed to be quoted.")})
