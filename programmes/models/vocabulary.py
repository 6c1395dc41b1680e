"""The words of the field: areas of interaction and activities, each with its definition."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.models import Status, Vocabulary


class WordQuerySet(models.QuerySet):
    def public(self) -> WordQuerySet:
        """Words that a published programme uses: for each, one is looked for."""
        used = self.model.objects.filter(programmes__status=Status.PUBLISHED)
        return self.filter(models.Exists(used.filter(pk=models.OuterRef("pk"))))


class Word(Vocabulary):
    """A word of a vocabulary with its definition and its place in the list."""

    definition = models.TextField(
        _("definition"), help_text=_("What belongs here and what does not, in a sentence or two.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Small numbers stand first in lists and filters.")
    )

    objects = WordQuerySet.as_manager()

    class Meta(Vocabulary.Meta):
        abstract = True
        ordering = ["order", "name"]


class Area(Word):
    """An area of interaction between the two civil societies (question 8 of the study)."""


class Activity(Word):
    """What people did together: a TV bridge, an exchange visit, a joint study ..."""

    class Meta(Word.Meta):
        verbose_name_plural = _("activities")
