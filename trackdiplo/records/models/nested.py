"""Records that are part of another of their kind: a consortium over its parts, a branch."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.models.record import Status


class Nested(models.Model):
    """A record with a parent of its own kind, and no circle."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The larger one that it belongs to, if a source says so."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_not_its_own_parent",
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                violation_error_message=_("It cannot be a part of itself."),
            )
        ]

    @property
    def public_parent(self):
        """The parent, as far as the public may know. Read `parent` with the record."""
        parent = self.parent
        return parent if parent is not None and parent.status == Status.PUBLISHED else None

    def clean(self):
        super().clean()
        if self.is_in_a_circle():
            message = _("“%(parent)s” is itself a part of this one.")
            raise ValidationError({"parent": message % {"parent": self.parent}})

    def is_in_a_circle(self) -> bool:
        """Whether one comes back to it by going from parent to parent."""
        above, seen = self.parent_id, set()
        while above is not None and above not in seen:
            if above == self.pk:
                return True
            seen.add(above)
            above = type(self).objects.filter(pk=above).values_list("parent", flat=True).first()
        return False


def in_circles(model: type[Nested]) -> list[Nested]:
    """Return the records that are above themselves, which forms refuse, in one query.

    Two people who save at one moment can still make a circle: neither form sees the other's.
    """
    above = dict(model.objects.exclude(parent=None).values_list("pk", "parent"))
    found = [pk for pk in above if pk in _line_above(pk, above)]
    return list(model.objects.filter(pk__in=found).order_by("pk"))


def _line_above(pk: int, above: dict[int, int]) -> set[int]:
    """Return all that is above a record, itself too where the line leads back to it."""
    seen, here = set(), above.get(pk)
    while here is not None and here not in seen:
        seen.add(here)
        here = above.get(here)
    return seen
