"""What moves when a curator saves: touched rows, documents, the counter and the change feed.

Every public record has a *document*: the JSON that partners pull, stored while it is published.
When a `changes()` block ends, the documents that may show a saved row are made anew. Where one
differs from what is stored, the public rendering was touched, and only then is a number taken
from the counter. A draft, a note or a failed save therefore moves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import reversion
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

Renderer = Callable[[models.QuerySet], Iterable[tuple[str, str]]]
_open_block: ContextVar[Block | None] = ContextVar("changes", default=None)


class Refused(Exception):
    """A write that the rules do not allow. `messages`: sentences for the curator."""

    def __init__(self, *messages: str):
        super().__init__(" ".join(str(message) for message in messages))
        self.messages = [str(message) for message in messages]


# --- What is stored -------------------------------------------------------------------------


class Counter(models.Model):
    """One row: the dataset's revision, which is the number of the latest change."""

    revision = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"revision {self.revision}"

    @classmethod
    def current(cls) -> int:
        """Return the dataset's revision; 0 before anything was published."""
        return cls.objects.filter(pk=1).values_list("revision", flat=True).first() or 0

    @classmethod
    def locked(cls) -> Counter:
        """Return the row, locked until the transaction ends.

        It is the last lock that a transaction takes. Taken earlier, or once per row, writers on
        PostgreSQL wait for each other in a circle.
        """
        return cls.objects.select_for_update().get_or_create(pk=1)[0]


class Document(models.Model):
    """What the public sees of one published record: the JSON that the API sends.

    It has no foreign key to its record on purpose: it is written under the counter's lock, and
    must wait for no other row then.
    """

    kind = models.CharField(max_length=20)
    public_id = models.CharField(max_length=11)
    body = models.TextField()
    revision = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["public_id", "kind"], name="document_one_per_record")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id} at {self.revision}"


class Change(models.Model):
    """One entry of the change feed: what happened to the public rendering of a record."""

    class Action(models.TextChoices):
        UPSERT = "upsert", _("published or changed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    number = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    public_id = models.CharField(max_length=11)
    action = models.CharField(max_length=10, choices=Action)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["public_id", "kind"], name="change_of_record")]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} {self.public_id} {self.action}"


# --- Which kinds have documents -------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A kind of public record: its model, and how a queryset of it becomes documents.

    `render` yields (public_id, body) pairs. `model.SHOWS` lists the lookup paths to the rows that
    a document shows, so that saving one of those rows finds the documents to make anew.
    """

    name: str
    model: type[models.Model]
    render: Renderer

    def showing(self, model: type[models.Model], pks: Iterable[int]) -> set[int]:
        """Return the keys of published records whose documents show these rows."""
        published = self.model.objects.filter(status="published")
        found = set(pks) if self.model._meta.concrete_model is model else set()
        for path in self.model.SHOWS:
            if model_at(self.model, path) is model:
                showing = published.filter(**{f"{path}__in": pks})
                found.update(showing.values_list("pk", flat=True))
        return found


KINDS: dict[str, Kind] = {}


def register_kind(name: str, model: type[models.Model], render: Renderer) -> None:
    """Give records of `model` documents. Called once per kind, when the apps are ready."""
    KINDS[name] = Kind(name, model, render)


def model_at(model: type[models.Model], path: str) -> type[models.Model]:
    """Return the model that a lookup path leads to."""
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model._meta.concrete_model


# --- The block ------------------------------------------------------------------------------

Rows = dict[type[models.Model], set[int]]


def chunks(pks: Iterable[int], size: int = 500) -> Iterator[list[int]]:
    """Yield `pks` in order, `size` at a time: databases limit the values of one statement."""
    ordered = sorted(pks)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


@dataclass
class Block:
    """What one `changes()` block has touched so far."""

    by: object
    rows: Rows = field(default_factory=lambda: defaultdict(set))
    records: Rows = field(default_factory=lambda: defaultdict(set))
    shown: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    may_show: bool = False

    def note(self, row: Tracked) -> None:
        self.rows[row._meta.concrete_model].add(row.pk)
        record = row.record_of()
        if record is not None:
            self.records[record._meta.concrete_model].add(record.pk)
        self.may_show = self.may_show or record is None or record.is_public()

    def note_shown(self, model: type[models.Model], pks: Iterable[int]) -> None:
        for some in chunks(pks):
            for kind in KINDS.values():
                self.shown[kind.name] |= kind.showing(model, some)


def touch(row: Tracked, *, before: bool = False) -> None:
    """Note that `row` was saved, or is about to be changed or deleted (`before`).

    Raises RuntimeError outside a `changes()` block: such a write would reach the public pages
    and leave the revision, and every copy that depends on it, where it was.
    """
    block = _open_block.get()
    if block is None:
        raise RuntimeError(f"Save {row._meta.label} inside `with changes(by=user):`.")
    block.note(row)
    if before and block.may_show:
        # The row may be gone, or belong elsewhere, when the block ends.
        block.note_shown(row._meta.concrete_model, {row.pk})


def touch_shown(kind: str, queryset: models.QuerySet) -> None:
    """Note that the documents of `queryset` may have changed by a rule that no path tells."""
    block = _open_block.get()
    block.may_show = True
    block.shown[kind].update(queryset.values_list("pk", flat=True))


def current_user():
    """Return who opened the block; None outside one or for a command."""
    block = _open_block.get()
    return block.by if block else None


@contextmanager
def changes(*, by, comment: str = "") -> Iterator[None]:
    """Open the transaction in which public kinds are written; keep history; number the changes.

    `by`: the user, or None for a command. A block inside a block joins it. Raises Refused, and
    writes nothing, when a published record would no longer pass its rules.
    """
    if _open_block.get() is not None:
        yield
        return
    with transaction.atomic():
        token = _open_block.set(block := Block(by=by))
        try:
            with reversion.create_revision(atomic=False):
                reversion.set_user(by)
                reversion.set_comment(comment)
                yield
                _settle(block)
            _number(block)
        finally:
            _open_block.reset(token)


def _settle(block: Block) -> None:
    """Bring computed columns up to date; refuse what a published record may not lack."""
    for model in sorted(block.records, key=lambda model: model._meta.label):
        for some in chunks(block.records[model]):
            for record in model.objects.filter(pk__in=some).order_by("pk"):
                record.settle()
            model.refuse_unfinished(model.objects.filter(pk__in=some, status="published"))


def _number(block: Block) -> None:
    """Store the documents that differ and write a Change for each. The last thing a block does."""
    if not block.may_show:
        return
    counter = Counter.locked()
    # Only now: what another writer committed while this one waited is part of the documents.
    for model, pks in block.rows.items():
        block.note_shown(model, pks)
    written = [
        change
        for name in sorted(block.shown)
        for some in chunks(block.shown[name])
        for change in _differing(KINDS[name], some)
    ]
    for number, (kind, public_id, body) in enumerate(written, start=counter.revision + 1):
        _write(number, kind, public_id, body)
    Counter.objects.filter(pk=counter.pk).update(revision=models.F("revision") + len(written))


def _differing(kind: Kind, pks: list[int]) -> list[tuple[str, str, str | None]]:
    """Return (kind, public_id, body) for documents that differ; body None: no longer public."""
    public_ids = kind.model.objects.filter(pk__in=pks).values_list("public_id", flat=True)
    stored = dict(
        Document.objects.filter(kind=kind.name, public_id__in=list(public_ids)).values_list(
            "public_id", "body"
        )
    )
    fresh = dict(kind.render(kind.model.objects.published().filter(pk__in=pks)))
    return [
        (kind.name, public_id, fresh.get(public_id))
        for public_id in sorted(stored.keys() | fresh.keys())
        if stored.get(public_id) != fresh.get(public_id)
    ]


def _write(number: int, kind: str, public_id: str, body: str | None) -> None:
    documents = Document.objects.filter(kind=kind, public_id=public_id)
    if body is None:
        documents.delete()
    elif not documents.update(body=body, revision=number):
        Document.objects.create(kind=kind, public_id=public_id, body=body, revision=number)
    action = Change.Action.WITHDRAWN if body is None else Change.Action.UPSERT
    Change.objects.create(number=number, kind=kind, public_id=public_id, action=action)


class Tracked(models.Model):
    """A row that a public document may show: saved and deleted inside `changes()` only.

    Bulk writes (`update`, `bulk_create`) pass by this: do not use them on these models.
    """

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # A row of a record may be moved to another; a record stays where it is.
        if not self._state.adding and self.record_of() is not self:
            touch(self, before=True)
        super().save(*args, **kwargs)
        touch(self)

    def record_of(self):
        """Return the record whose content this row is; None where many records share the row."""
        return

    def delete(self, *args, **kwargs):
        touch(self, before=True)
        return super().delete(*args, **kwargs)
