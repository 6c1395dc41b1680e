"""What no public code may read: import-linter keeps views, filters, addresses and API away.

Nothing here is tracked, has a document, or is kept in the history of changes.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.findings import Finding
from interviews.models.studies import SMALLEST_BASE, Code


class FindingBasis(models.Model):
    """What a computed finding rests on: how many of those asked said what a code means."""

    finding = models.OneToOneField(
        Finding, models.CASCADE, related_name="+", verbose_name=_("finding")
    )
    code = models.ForeignKey(Code, models.PROTECT, related_name="+", verbose_name=_("code"))
    n_with = models.PositiveSmallIntegerField(_("respondents with the code"))
    n_base = models.PositiveSmallIntegerField(_("respondents asked"))

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
        ]

    def __str__(self) -> str:
        return f"basis of finding {self.finding_id}"
