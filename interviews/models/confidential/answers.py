"""Who was asked, as far as anybody here may know, and what they answered."""

from __future__ import annotations

import secrets
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.studies import Question, Study


class Sector(models.TextChoices):
    NGO = "ngo", _("non-governmental organisation")
    EXPERT = "expert", _("expert community")
    MEDIA = "media", _("media")


def unused_pseudonym(study: Study) -> str:
    """Return a pseudonym that says nothing, the order of interviews least of all: R-4k7q."""
    while True:
        pseudonym = f"R-{secrets.token_hex(2)}"
        if not Respondent.objects.filter(study=study, pseudonym=pseudonym).exists():
            return pseudonym


class RespondentQuerySet(models.QuerySet):
    def counted(self) -> RespondentQuerySet:
        """Those who have not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Respondent(models.Model):
    """Somebody who was interviewed: a pseudonym, a sector, a consent. Never more.

    No name, address, employer, place or day of the interview: the list that joins pseudonyms to
    people is kept outside of this database.
    """

    study = models.ForeignKey(
        Study, models.PROTECT, related_name="respondents", verbose_name=_("study")
    )
    pseudonym = models.CharField(
        _("pseudonym"),
        max_length=20,
        help_text=_("Drawn at random. Never initials, never the order of the interviews."),
    )
    sector = models.CharField(_("sector"), max_length=10, choices=Sector)
    quote_consent = models.BooleanField(
        _("may be quoted"),
        default=False,
        help_text=_("Agreed to be quoted in a text that gives nobody away."),
    )
    withdrawn_at = models.DateTimeField(_("withdrew"), null=True, editable=False)

    objects = RespondentQuerySet.as_manager()

    class Meta:
        ordering = ["study", "pseudonym"]
        permissions = [
            ("withdraw_respondent", "Can erase what a respondent said"),
            ("export_respondent", "Can export answers and codings"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "pseudonym"],
                name="respondent_pseudonym_uniq",
                violation_error_message=_("The study has a respondent with this pseudonym."),
            ),
            models.CheckConstraint(
                name="respondent_sector_valid", condition=models.Q(sector__in=Sector.values)
            ),
            models.CheckConstraint(
                name="respondent_has_pseudonym", condition=~models.Q(pseudonym="")
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym


def normalised(text: str) -> str:
    """Return `text` as answers are kept: NFC, lines ended by LF, no byte order mark.

    Places in it are counted in code points from here on: what Python, both databases and W3C's
    annotations count.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


class ResponseQuerySet(models.QuerySet):
    def counted(self) -> ResponseQuerySet:
        """Of those who have not withdrawn."""
        return self.filter(respondent__withdrawn_at__isnull=True)

    def answered(self) -> ResponseQuerySet:
        """With something to code."""
        return self.counted().exclude(text="")

    def in_order(self) -> ResponseQuerySet:
        return self.order_by("question__order", "question", "respondent__pseudonym", "pk")


class Response(models.Model):
    """What one respondent answered to one question. Never shown to the public."""

    respondent = models.ForeignKey(
        Respondent, models.PROTECT, related_name="responses", verbose_name=_("respondent")
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="+", verbose_name=_("question")
    )
    text = models.TextField(
        _("answer"),
        blank=True,
        help_text=_("As it was said. It cannot be changed once somebody has coded it."),
    )
    asked = models.BooleanField(
        _("asked"),
        default=True,
        help_text=_("Off where the question was not put: that is not the same as no answer."),
    )
    adjudicated = models.BooleanField(
        _("agreed"),
        default=False,
        editable=False,
        help_text=_("The codes of this answer are agreed on, even where there is none."),
    )

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["question__order", "respondent__pseudonym", "pk"]
        permissions = [("adjudicate_response", "Can settle which codes an answer has")]
        constraints = [
            models.UniqueConstraint(
                fields=["respondent", "question"],
                name="response_uniq",
                violation_error_message=_("This respondent has an answer to this question."),
            ),
            models.CheckConstraint(
                name="response_not_asked_is_empty",
                condition=models.Q(asked=True) | models.Q(text=""),
                violation_error_message=_("Who was not asked has no answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    def clean(self):
        self.text = normalised(self.text)
        both = self.respondent_id and self.question_id
        if both and self.question.study_id != self.respondent.study_id:
            raise ValidationError({"question": _("This question is one of another study.")})
        if self.pk and self.is_coded() and self.text != self.stored_text():
            raise ValidationError({"text": _("It is coded: the places of codes would be wrong.")})

    def is_coded(self) -> bool:
        return self.codings.exists()

    def stored_text(self) -> str:
        return type(self).objects.values_list("text", flat=True).get(pk=self.pk)


class UndisclosedName(models.Model):
    """A name that must stand in nothing public, for the scan before each release."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")
        PLACE = "place", _("place")
        OTHER = "other", _("other")

    study = models.ForeignKey(
        Study, models.CASCADE, related_name="undisclosed_names", verbose_name=_("study")
    )
    term = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("In any script: other spellings of it are found as well."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PERSON)

    class Meta:
        ordering = ["study", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "term"],
                name="undisclosed_name_uniq",
                violation_error_message=_("It is on the list."),
            ),
            models.CheckConstraint(name="undisclosed_name_has_term", condition=~models.Q(term="")),
        ]

    def __str__(self) -> str:
        return f"undisclosed {self.kind} {self.pk}"


LONGEST_REASON = 300


class AuditAction(models.TextChoices):
    IMPORTED = "imported", _("imported answers")
    EXPORTED = "exported", _("exported answers or codings")
    WITHDRAWN = "withdrawn", _("erased what a respondent said")
    UNQUOTED = "unquoted", _("took out what a respondent is quoted with")
    BUILT = "built", _("built a release")
    REFUSED = "refused", _("was refused a release")
    PUBLISHED = "published", _("published a release")
    CLEARED = "cleared", _("cleared an excerpt")


class AuditEntry(models.Model):
    """That something was done with interviews, by whom and when: never what was in them."""

    Action = AuditAction

    study = models.ForeignKey(
        Study, models.PROTECT, related_name="audit_entries", verbose_name=_("study")
    )
    action = models.CharField(_("what"), max_length=20, choices=Action)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = _("audit entries")
        constraints = [
            models.CheckConstraint(
                name="audit_entry_action_valid",
                condition=models.Q(action__in=AuditAction.values),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}, {self.at:%Y-%m-%d}"
