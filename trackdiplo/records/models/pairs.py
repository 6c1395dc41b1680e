"""Records that look like one and are two."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.models.sources import Satellite


class DistinctPairQuerySet(models.QuerySet):
    def of(self, model: type[models.Model]) -> DistinctPairQuerySet:
        """Pairs of records of one kind."""
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def settled(self, model: type[models.Model]) -> set[frozenset[int]]:
        """Return the keys of the records of each pair of a kind."""
        return {frozenset(keys) for keys in self.of(model).values_list("object_id", "other_id")}

    def others(self, model: type[models.Model], pk: int) -> list[int]:
        """Return the keys of the records that the one with the key `pk` is told apart from."""
        return [key for keys in self.settled(model) if pk in keys for key in keys if key != pk]


class DistinctPair(Satellite):
    """Two records of one kind that look alike and are known to be two, with the reason."""

    other_id = models.PositiveBigIntegerField()
    other = GenericForeignKey("content_type", "other_id")
    reason = models.TextField(
        _("why they are two"),
        help_text=_("For colleagues, such as: a father and his son; two meetings of one series."),
    )

    objects = DistinctPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair told apart")
        verbose_name_plural = _("pairs told apart")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "other_id"],
                name="distinct_pair_once",
                violation_error_message=_("These two are told apart already."),
            ),
            models.CheckConstraint(
                name="distinct_pair_is_two",
                condition=~models.Q(object_id=models.F("other_id")),
                violation_error_message=_("These two are the same record."),
            ),
            models.CheckConstraint(name="distinct_pair_has_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.target}, {self.other}"

    def clean(self):
        turned = {"object_id": self.other_id, "other_id": self.object_id}
        if type(self).objects.filter(content_type=self.content_type, **turned).exists():
            raise ValidationError(_("These two are told apart already."))
