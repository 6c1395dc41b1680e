"""The record: what every kind that is published on its own shares."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackdiplo.records.folding import fold, slug_of, sort_key_of
from trackdiplo.records.models.changes import (
    Document,
    Refused,
    Tracked,
    block_for,
    changes,
    current_user,
    model_at,
)
from trackdiplo.records.models.pairs import DistinctPair
from trackdiplo.records.models.sources import AlternateName, Citation


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


UNPUBLISHED = (Status.DRAFT, Status.REVIEW)
# What a revert never brings back: what the record is, as against what it says.
KEPT_BY_REVERT = (
    "public_id", "slug", "status", "version", "created_at", "updated_at", "published_at",
    "created_by", "withdrawn_reason",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One thing that a record needs to be public.

    `lacking` is the condition on records that do not have it: the same for the list filter of
    the admin and for the refusal of a single record.
    """

    code: str
    message: str
    lacking: models.Q


class RecordQuerySet(models.QuerySet):
    def published(self) -> RecordQuerySet:
        """Only what the public may see. Every public page, endpoint, count and search starts here."""
        return self.filter(status=Status.PUBLISHED)

    def matching(self, text: str) -> RecordQuerySet:
        """Records that hold every word of `text`, folded: in a name, another name or the summary."""
        words = fold(text).split()
        for word in words:
            self = self.filter(search_text__contains=word)
        return self if words else self.none()

    def lacking(self, code: str) -> RecordQuerySet:
        """Records that miss what the rule `code` asks for."""
        rule = next(rule for rule in self.model.RULES if rule.code == code)
        return self.filter(pk__in=self.model.objects.filter(rule.lacking).values("pk"))

    def addressed(self, value: str) -> RecordQuerySet:
        """The record with this slug or public_id, if there is one."""
        return self.filter(models.Q(slug=value) | models.Q(public_id=value))

    def with_body(self) -> RecordQuerySet:
        """Annotate `body`: the stored document, JSON text."""
        documents = Document.objects.filter(
            kind=self.model.KIND, public_id=models.OuterRef("public_id")
        )
        return self.annotate(body=models.Subquery(documents.values("body")[:1]))

    def for_preview(self) -> RecordQuerySet:
        """What the page would show if the record were public. For staff only."""
        return self.for_document()

    def for_package(self) -> RecordQuerySet:
        """What a data package can bring back."""
        return self

    def in_order(self) -> RecordQuerySet:
        """The public order, ending in the key, spelt out: an aggregate drops Meta.ordering."""
        return self.order_by("sort_key", "pk")


class FormerSlug(models.Model):
    """A slug that a public record once had: its address still answers, with the new one."""

    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=80)
    public_id = models.CharField(max_length=11)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_once_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class Record(Tracked):
    """A record with its own publication: draft, in review, published, withdrawn.

    A kind says: KIND (its name everywhere), PREFIX (of its public_id), RULES (what publishing
    asks for), SHOWS (lookup paths to the rows that its document shows), LINKS (paths to other
    records that are published with it), CITABLE (fields that a citation may be about), KEPT (what a
    revert never brings back).
    """

    KIND = ""
    PREFIX = ""
    RULES: tuple[Rule, ...] = ()
    SHOWS: tuple[str, ...] = ()
    LINKS: tuple[str, ...] = ()
    CITABLE: tuple[str, ...] = ()
    KEPT: tuple[str, ...] = KEPT_BY_REVERT
    MARKED_BY: tuple[str, ...] = ()
    MARKED_WHY = ""
    # Whether a search engine may list its page.
    FOR_SEARCH_ENGINES = True

    public_id = models.CharField(_("permanent id"), max_length=11, unique=True, editable=False)
    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("In English, as the source gives it. Other names go below, one in a row."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_(
            "Made from the name when empty. Change it only when it misleads: the old address will"
            " lead to the new one."
        ),
    )
    sort_key = models.CharField(max_length=250, editable=False, db_index=True)
    search_text = models.TextField(editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=500, blank=True, editable=False)
    internal_note = models.TextField(
        _("internal note"),
        blank=True,
        help_text=_("For colleagues only: never shown to the public, in no page, file or answer."),
    )
    names = GenericRelation(AlternateName, related_query_name="%(class)s")
    citations = GenericRelation(Citation, related_query_name="%(class)s")
    # Gone with the record, whichever of the two it is.
    told_apart = GenericRelation(DistinctPair)
    told_apart_from = GenericRelation(DistinctPair, object_id_field="other_id")

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
            models.CheckConstraint(
                name="%(class)s_status_valid", condition=models.Q(status__in=Status.values)
            ),
            models.CheckConstraint(name="%(class)s_is_named", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    # --- Where it is ------------------------------------------------------------------------

    def get_absolute_url(self) -> str:
        return reverse(f"{self.KIND}-page", args=[self.slug])

    def get_permanent_url(self) -> str:
        """The address that is cited: it leads to the record wherever it is, without the host."""
        return reverse("record-by-id", args=[self.public_id])

    def get_api_url(self) -> str:
        """The address of the record's document, without the host."""
        return reverse(f"api:{self.KIND}-detail", args=[self.public_id])

    # --- What it is -------------------------------------------------------------------------

    @property
    def kind_name(self) -> str:
        """What one record of its kind is called: two kinds may share a name."""
        return self._meta.verbose_name

    def record_of(self) -> Record:
        return self

    def is_public(self) -> bool:
        """Whether it is published, or was when the block of changes began."""
        if self.status == Status.PUBLISHED:
            return True
        return Document.objects.filter(public_id=self.public_id).exists()

    def was_public(self) -> bool:
        """Whether it was ever published: such a record is withdrawn, never deleted."""
        return self.published_at is not None

    def searched_texts(self) -> list[str]:
        """Return the public texts that a search looks in."""
        return [self.name, *(other.name for other in self.names.all())]

    def mark(self) -> object:
        """Return what hardly any other of its kind shares by chance; None where that is unknown."""
        return None

    @classmethod
    def lacks(cls, records: models.QuerySet) -> list[tuple[Record, str]]:
        """Return what each of `records` lacks to be public, rule by rule.

        All rules are asked at once first: nearly always there is nothing. Each looks for itself, as
        what one record has of several kinds, joined, would be every combination of it.
        """
        lacking = (cls.objects.filter(rule.lacking, pk=models.OuterRef("pk")) for rule in cls.RULES)
        if not records.filter(reduce(or_, map(models.Exists, lacking))).exists():
            return []
        return [
            (record, rule.message)
            for rule in cls.RULES
            for record in records.filter(rule.lacking).distinct()
        ]

    def missing(self) -> list[str]:
        """Return, in words, what it lacks to be public; empty when nothing."""
        return [
            str(message) for _record, message in self.lacks(type(self).objects.filter(pk=self.pk))
        ]

    @classmethod
    def refuse_unfinished(cls, records: models.QuerySet) -> None:
        """Raise Refused when one of `records` lacks what a public record must have."""
        problems = [f"{record}: {message}" for record, message in cls.lacks(records)]
        if problems:
            raise Refused(_("This would leave a published record unfinished."), *problems)

    # --- Saving -----------------------------------------------------------------------------

    def clean(self):
        taken = FormerSlug.objects.filter(kind=self.KIND, slug=self.slug)
        if self.slug and taken.exclude(public_id=self.public_id).exists():
            message = _("Another record had this address once; links to it must go on working.")
            raise ValidationError({"slug": message})

    def save(self, *args, **kwargs):
        block_for(self)  # before anything is written
        if self._state.adding:
            self.public_id = self.public_id or unused_public_id(type(self))
            self.slug = self.slug or unused_slug(type(self), self.name)
            self.created_by = self.created_by or current_user()
        else:
            stored = self.stored_for_update()
            self.remember_slug(stored["slug"])
            self.version = stored["version"] + 1
            self.updated_at = timezone.now()
        self.sort_key = sort_key_of(self.name)[:250]
        super().save(*args, **kwargs)

    def stored_for_update(self) -> dict[str, object]:
        """Return what the database has of it, locked. Raises Refused when it was changed meanwhile.

        Saving writes every column: a copy read earlier would take back what was done since, be it
        a colleague's edit or a withdrawal.
        """
        mine = type(self).objects.select_for_update(no_key=True).filter(pk=self.pk)
        stored = mine.values("slug", "version").get()
        if stored["version"] != self.version:
            message = _("“%(name)s” was changed meanwhile. Open it again, and repeat your change.")
            raise Refused(message % {"name": self})
        return stored

    def remember_slug(self, before: str) -> None:
        """Keep the old address of a record that was public once, when its slug changes."""
        if before == self.slug or not self.was_public():
            return
        FormerSlug.objects.filter(kind=self.KIND, slug=self.slug).delete()
        FormerSlug.objects.create(kind=self.KIND, slug=before, public_id=self.public_id)

    def settle(self) -> None:
        """Bring up to date what depends on rows that were saved after the record itself."""
        fresh = self.settled()
        stale = {name: value for name, value in fresh.items() if getattr(self, name) != value}
        if stale:
            type(self).objects.filter(pk=self.pk).update(**stale)

    def settled(self) -> dict[str, object]:
        """Return the computed columns that depend on other rows, by name."""
        return {"search_text": f" {fold(' '.join(self.searched_texts()))} "}

    def delete(self, *args, **kwargs):
        if self.was_public():
            raise Refused(_("What was public is never deleted. Withdraw it, and give the reason."))
        return super().delete(*args, **kwargs)

    # --- Publication ------------------------------------------------------------------------

    def submit(self, *, by) -> None:
        """Hand a draft to review. Raises Refused when it is no draft."""
        self._move(Status.REVIEW, by=by, allowed=(Status.DRAFT,))

    def publish(self, *, by) -> None:
        """Show it to the public. Raises Refused, saying what it lacks."""
        missing = self.missing()
        if missing:
            raise Refused(*missing)
        self.published_at = self.published_at or timezone.now()
        self.withdrawn_reason = ""
        self._move(Status.PUBLISHED, by=by, allowed=(*UNPUBLISHED, Status.WITHDRAWN))

    def publish_with_drafts(self, *, by) -> list[str]:
        """Publish it with the linked drafts that pass; return what was left, in words."""
        left = []
        # A savepoint: when it is refused itself, an outer block must not keep what it links to.
        with changes(by=by), transaction.atomic():
            for record in self.linked_drafts():
                missing = record.missing()
                if missing:
                    left.append(f"{record}: {' '.join(missing)}")
                else:
                    record.publish(by=by)
            if self.status != Status.PUBLISHED:
                self.publish(by=by)
        return left

    def withdraw(self, *, by, reason: str) -> None:
        """Take it from the public. Raises Refused without a reason."""
        if not reason.strip():
            raise Refused(_("Give the reason for withdrawing it."))
        self.withdrawn_reason = reason.strip()
        self._move(Status.WITHDRAWN, by=by, allowed=(Status.PUBLISHED,))

    def linked_drafts(self) -> list[Record]:
        """Return the drafts that it links to, each once."""
        drafts = {}
        for path in self.LINKS:
            related = model_at(type(self), path)
            pks = type(self).objects.filter(pk=self.pk).values(path)
            for record in related.objects.filter(pk__in=pks, status__in=UNPUBLISHED):
                drafts[record.pk, related] = record
        return list(drafts.values())

    def _move(self, status: Status, *, by, allowed: tuple[Status, ...]) -> None:
        if self.status not in allowed:
            message = _("“%(name)s” is %(status)s: it cannot become %(new)s.")
            words = {"name": self, "status": self.get_status_display(), "new": status.label}
            raise Refused(message % words)
        with changes(by=by, comment=str(status.label)):
            self.status = status
            self.save()


# --- Ids and addresses ----------------------------------------------------------------------


def public_id_of(prefix: str, seed: bytes) -> str:
    """Return `prefix` and seven base32 characters of `seed`'s SHA-256: prg-4k7q2mz."""
    digest = base64.b32encode(hashlib.sha256(seed).digest()).decode().lower()
    return f"{prefix}-{digest[:7]}"


def unused_public_id(model: type[Record]) -> str:
    """Return a public_id that no record of `model` has."""
    while True:
        public_id = public_id_of(model.PREFIX, secrets.token_bytes(16))
        if not model.objects.filter(public_id=public_id).exists():
            return public_id


def unused_slug(model: type[Record], name: str) -> str:
    """Return a slug made of `name` that no record of `model` has or had."""
    base = slug_of(name, max_length=74) or model.KIND
    slug, number = base, 1
    while (
        model.objects.filter(slug=slug).exists()
        or FormerSlug.objects.filter(kind=model.KIND, slug=slug).exists()
    ):
        number += 1
        slug = f"{base}-{number}"
    return slug
