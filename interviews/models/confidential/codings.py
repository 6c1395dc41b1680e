"""Which passage of which answer means what, by whom."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.models.confidential.answers import Response
from interviews.models.studies import Code


class Phase(models.TextChoices):
    INDEPENDENT = "independent", _("each coder alone")
    AGREED = "agreed", _("agreed on")


class CodingQuerySet(models.QuerySet):
    def seen_by(self, user) -> CodingQuerySet:
        """What `user` may see: their own, what is agreed, and all of an answer once it is settled.

        Coders who see each other's work agree too well.
        """
        return self.filter(
            models.Q(coder=user)
            | models.Q(phase=Phase.AGREED)
            | models.Q(response__adjudicated=True)
        )

    def independent(self) -> CodingQuerySet:
        return self.filter(phase=Phase.INDEPENDENT)

    def agreed(self) -> CodingQuerySet:
        """The only codings that findings rest on, of those who have not withdrawn."""
        return self.filter(phase=Phase.AGREED, response__respondent__withdrawn_at__isnull=True)

    def in_order(self) -> CodingQuerySet:
        return self.order_by("start", "end", "code__sort_key", "pk")


class Coding(models.Model):
    """One passage of an answer under one code.

    `start` and `end` count code points of the answer from 0, the end not included.
    """

    response = models.ForeignKey(
        Response, models.CASCADE, related_name="codings", verbose_name=_("answer")
    )
    code = models.ForeignKey(Code, models.PROTECT, related_name="+", verbose_name=_("code"))
    start = models.PositiveIntegerField(_("from"))
    end = models.PositiveIntegerField(_("to"))
    quote = models.TextField(_("passage"))
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("coder")
    )
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, default=Phase.INDEPENDENT)
    memo = models.TextField(_("memo"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CodingQuerySet.as_manager()

    class Meta:
        ordering = ["response", "start", "end", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "code", "coder", "phase", "start", "end"],
                name="coding_uniq",
                violation_error_message=_("This passage has this code."),
            ),
            models.UniqueConstraint(
                fields=["response", "code", "start", "end"],
                condition=models.Q(phase="agreed"),
                name="coding_agreed_once",
                violation_error_message=_("This code is agreed on for this passage."),
            ),
            models.CheckConstraint(
                name="coding_phase_valid", condition=models.Q(phase__in=Phase.values)
            ),
            models.CheckConstraint(
                name="coding_span_order",
                condition=models.Q(start__lt=models.F("end")),
                violation_error_message=_("Mark at least one character."),
            ),
            models.CheckConstraint(
                name="coding_quote_fits_span",
                condition=Exact(Length("quote"), models.F("end") - models.F("start")),
                violation_error_message=_("The passage is not as long as its place says."),
            ),
        ]

    def __str__(self) -> str:
        return f"coding {self.pk}"

    def clean(self):
        if not (self.response_id and self.code_id):
            return
        if self.code.study_id != self.response.respondent.study_id:
            raise ValidationError({"code": _("This code is one of another study.")})
        if not self.code.codable:
            raise ValidationError({"code": _("This is a heading: choose a code below it.")})
        if (
            None not in (self.start, self.end)
            and self.quote != self.response.text[self.start : self.end]
        ):
            raise ValidationError({"quote": _("The answer has another text at this place.")})


class Reading(models.Model):
    """That a coder is done with an answer, even where no code fits: only then it counts."""

    response = models.ForeignKey(
        Response, models.CASCADE, related_name="readings", verbose_name=_("answer")
    )
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("coder")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "coder"],
                name="reading_once",
                violation_error_message=_("This coder is done with it."),
            )
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"
