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
from datetime import datetime
from functools import cache

import reversion
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from reversion.revisions import _get_options

from trackdiplo.records.search.texts import searched

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
    # What a search looks in and orders by: nothing that the body does not say.
    words = models.TextField(default="")
    name_key = models.CharField(max_length=250, default="")

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

    @classmethod
    def latest(cls) -> tuple[int, datetime | None]:
        """Return the number and the time of the latest change: what a public answer is of.

        The number alone would be the same again after a backup was brought back. It is asked before
        every answer, and in SQL: to put the same statement together anew took most of its time.
        """
        latest = "SELECT number, at FROM records_change ORDER BY number DESC LIMIT 1"
        return next(((each.number, each.at) for each in cls.objects.raw(latest)), (0, None))

    @classmethod
    def of(cls, public_id: str) -> models.QuerySet:
        """The changes of a record, the latest first: of an organisation, also as a donor."""
        return cls.objects.filter(public_id=public_id).order_by("-number")


# --- Which kinds have documents -------------------------------------------------------------


@dataclass(frozen=True)
class Sort:
    """What decides which documents may show a row.

    `owner` is the model of what the row belongs to, where the row could belong to any. A `new` row
    did not exist before the block: nothing points to it but what is saved in the block as well.
    """

    model: type[models.Model]
    owner: type[models.Model] | None = None
    new: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of public record: its model, and how a queryset of it becomes documents.

    `render` yields (public_id, body) pairs. `model.SHOWS` lists the lookup paths to the rows that
    a document shows, so that saving one of those rows finds the documents to make anew.
    """

    name: str
    model: type[models.Model]
    render: Renderer

    def showing(self, sort: Sort, pks: Iterable[int]) -> set[int]:
        """Return the keys of published records whose documents show these rows of another model."""
        found = set()
        for path in paths_to(sort, self.model):
            showing = self.model.objects.filter(**{"status": "published", f"{path}__in": pks})
            found.update(showing.order_by().values_list("pk", flat=True))
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


@cache
def paths_to(sort: Sort, model: type[models.Model]) -> list[str]:
    """Return the paths of `model.SHOWS` by which a row of this sort may be in a document."""
    return [path for path in model.SHOWS if _leads_to(sort, model, path)]


def _leads_to(sort: Sort, model: type[models.Model], path: str) -> bool:
    *before, last = path.split("__")
    pointing = model_at(model, "__".join(before)) if before else model._meta.concrete_model
    step = pointing._meta.get_field(last)
    points_back = step.one_to_many or step.auto_created
    return (
        step.related_model._meta.concrete_model is sort.model
        and sort.owner in (None, pointing)
        and (points_back or not sort.new)
    )


# --- The block ------------------------------------------------------------------------------

Rows = dict[type[models.Model], set[int]]
# Kind, public_id, and the new body; None: no longer public.
Differing = tuple[str, str, str | None]


def chunks(pks: Iterable[int], size: int = 500) -> Iterator[list[int]]:
    """Yield `pks` in order, `size` at a time: databases limit the values of one statement."""
    ordered = sorted(pks)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


@dataclass
class Block:
    """What one `changes()` block has touched so far."""

    by: object
    rows: dict[Sort, set[int]] = field(default_factory=lambda: defaultdict(set))
    new: Rows = field(default_factory=lambda: defaultdict(set))
    saved: dict[type[models.Model], dict[int, Tracked]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    records: Rows = field(default_factory=lambda: defaultdict(set))
    shown: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    shown_later: list[tuple[str, models.QuerySet]] = field(default_factory=list)
    may_show: bool = False

    def note_saved(self, row: Tracked, *, new: bool) -> None:
        """Note that `row` was saved; `new`: for the first time."""
        model = row._meta.concrete_model
        self.saved[model][row.pk] = row
        if new:
            self.new[model].add(row.pk)
        self.note(row)

    def note(self, row: Tracked) -> None:
        """Note that `row` was saved, or is to be treated as if it had been."""
        sort = self.sort_of(row)
        self.rows[sort].add(row.pk)
        record = row.record_of()
        if record is not None:
            self.note_record(record, locked=record is row)
        elif not sort.new:
            self.may_show = True

    def sort_of(self, row: Tracked) -> Sort:
        model = row._meta.concrete_model
        return Sort(model, row.owner_model(), new=row.pk in self.new[model])

    def note_record(self, record: Tracked, *, locked: bool = False) -> None:
        """Note that the content of `record` is touched; lock it, unless it is `locked`.

        Two writers that each take one of its two citations would otherwise both find one left.
        It is locked before its rows, as by those who save it first, so that nobody waits in a
        circle.
        """
        known = self.records[record._meta.concrete_model]
        if record.pk not in known:
            if not locked:
                mine = type(record)._base_manager.filter(pk=record.pk)
                mine.select_for_update(no_key=True).values_list("pk").first()
            self.may_show = self.may_show or record.is_public()
        known.add(record.pk)
        self.may_show = self.may_show or record.status == "published"

    def note_before(self, row: Tracked) -> None:
        """Note what shows `row` now: it may be gone, or belong elsewhere, when the block ends."""
        self.note(row)
        self.note_shown(self.sort_of(row), {row.pk})

    def note_shown(self, sort: Sort, pks: Iterable[int]) -> None:
        for some in chunks(pks):
            for kind in KINDS.values():
                if kind.model._meta.concrete_model is sort.model:
                    self.shown[kind.name].update(some)
                showing = kind.showing(sort, some)
                self.shown[kind.name] |= showing
                self.may_show = self.may_show or bool(showing)

    def note_dependants(self, row: Tracked) -> None:
        """Note the records that show `row`, which goes: they may be unfinished without it."""
        for kind in KINDS.values():
            pks = kind.showing(self.sort_of(row), [row.pk])
            for record in kind.model.objects.filter(pk__in=pks).order_by("pk"):
                self.note_record(record)


def block_for(row: Tracked) -> Block:
    """Return the open `changes()` block.

    Raises RuntimeError outside of one: a write of `row` would reach the public pages and leave
    the revision, and every copy that depends on it, where it was.
    """
    block = _open_block.get()
    if block is None:
        raise RuntimeError(f"Save {row._meta.label} inside `with changes(by=user):`.")
    return block


def touch(row: Tracked) -> None:
    """Note that `row` is to be settled and judged at the end, as if it had been saved."""
    block_for(row).note(row)


def touch_shown(kind: str, queryset: models.QuerySet) -> None:
    """Note that the documents of `queryset` may have changed by a rule that no path tells.

    It is asked when the block ends: what another writer publishes meanwhile is among them.
    """
    block = _open_block.get()
    block.may_show = True
    block.shown_later.append((kind, queryset))


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
        if comment and not reversion.get_comment():
            reversion.set_comment(comment)
        yield
        return
    with transaction.atomic():
        token = _open_block.set(block := Block(by=by))
        try:
            with reversion.create_revision(manage_manually=True, atomic=False):
                reversion.set_user(by)
                reversion.set_comment(comment)
                yield
                _settle(block)
                _keep_history(block)
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


def _keep_history(block: Block) -> None:
    """Add what was saved to the history: once, however often it was saved.

    Records come last, as they are stored by now, with the rows that the history keeps with them.
    """
    for model in sorted(
        filter(reversion.is_registered, block.saved), key=block.records.__contains__
    ):
        saved = block.saved[model]
        for row in _settled(model, saved) if model in block.records else saved.values():
            reversion.add_to_revision(row)


def _settled(model: type[models.Model], pks: Iterable[int]) -> Iterator[models.Model]:
    for some in chunks(pks):
        records = model._base_manager.filter(pk__in=some).order_by("pk")
        yield from records.prefetch_related(*_kept_with(model))


@cache
def _kept_with(model: type[models.Model]) -> list[str]:
    """Return the paths to all that the history keeps with a row of `model`."""
    paths = [each.name for each in model._meta.many_to_many]
    for name in _get_options(model).follow:
        followed = model_at(model, name)
        further = _kept_with(followed) if reversion.is_registered(followed) else []
        paths += [name, *(f"{name}__{path}" for path in further)]
    return paths


def _number(block: Block) -> None:
    """Store the documents that differ and write a Change for each. The last thing a block does."""
    if not block.may_show:
        return
    if connection.features.has_select_for_update:
        # Foreign keys, otherwise checked at the commit, may have to wait for rows that others hold
        # who wait for the counter.
        connection.check_constraints()
    counter = Counter.locked()
    # Only now: what another writer committed while this one waited is part of the documents.
    for sort, pks in block.rows.items():
        block.note_shown(sort, pks)
    for name, queryset in block.shown_later:
        block.shown[name].update(queryset.order_by().values_list("pk", flat=True))
    written = [
        change
        for name in sorted(block.shown)
        for some in chunks(block.shown[name])
        for change in _differing(KINDS[name], some)
    ]
    if written:
        _write(written, first=counter.revision + 1)
        Counter.objects.filter(pk=counter.pk).update(revision=counter.revision + len(written))


def _differing(kind: Kind, pks: list[int]) -> list[Differing]:
    """Return what a fresh rendering of these records changes."""
    public_ids = kind.model.objects.filter(pk__in=pks).order_by().values("public_id")
    documents = Document.objects.filter(kind=kind.name, public_id__in=public_ids)
    stored = dict(documents.values_list("public_id", "body"))
    fresh = dict(kind.render(kind.model.objects.published().filter(pk__in=pks)))
    return [
        (kind.name, public_id, fresh.get(public_id))
        for public_id in sorted(stored.keys() | fresh.keys())
        if stored.get(public_id) != fresh.get(public_id)
    ]


def out_of_step() -> list[tuple[str, str]]:
    """Return the kind and public id of each document that a fresh rendering would change."""
    return [
        (kind.name, public_id)
        for kind in KINDS.values()
        for some in chunks(kind.model.objects.order_by("pk").values_list("pk", flat=True))
        for _name, public_id, _body in _differing(kind, some)
    ]


def _write(differing: list[Differing], *, first: int) -> None:
    """Store `differing`, numbered from `first`, in few statements: others wait for the counter."""
    documents, entries, gone = [], [], defaultdict(list)
    for number, (kind, public_id, body) in enumerate(differing, start=first):
        what = {"kind": kind, "public_id": public_id}
        if body is None:
            gone[kind].append(public_id)
        else:
            documents.append(Document(**what, **searched(body), body=body, revision=number))
        action = Change.Action.WITHDRAWN if body is None else Change.Action.UPSERT
        entries.append(Change(**what, number=number, action=action))
    for kind, public_ids in gone.items():
        Document.objects.filter(kind=kind, public_id__in=public_ids).delete()
    Document.objects.bulk_create(
        documents,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["public_id", "kind"],
        update_fields=["body", "revision", "words", "name_key"],
    )
    Change.objects.bulk_create(entries, batch_size=500)


class Tracked(models.Model):
    """A row that a public document may show: saved and deleted inside `changes()` only.

    Bulk writes (`update`, `bulk_create`, `delete` of a queryset) pass by this: do not use them on
    these models. So does a many-to-many `set()`: save the record after it.
    """

    # Whether only coders edit it, because a part of it comes from interviews.
    FOR_CODERS = False

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        block, new = block_for(self), self._state.adding
        record = self.record_of()
        if record is not None and record is not self:
            if not new:
                # It may be on its way from another record to this one.
                for stored in type(self)._base_manager.filter(pk=self.pk):
                    block.note_before(stored)
            block.note_record(record)
        super().save(*args, **kwargs)
        block.note_saved(self, new=new)

    def delete(self, *args, **kwargs):
        block = block_for(self)
        block.note_before(self)
        if self.record_of() in (None, self):
            block.note_dependants(self)
        return super().delete(*args, **kwargs)

    def record_of(self):
        """Return the record whose content this row is; None where many records share the row."""
        return

    def is_shown(self, among: Iterable[Kind] | None = None) -> bool:
        """Whether it is in a document of another row, of any kind or of one `among` these."""
        sort = Sort(self._meta.concrete_model, self.owner_model())
        kinds = KINDS.values() if among is None else among
        return any(kind.showing(sort, [self.pk]) for kind in kinds)

    def owner_model(self) -> type[models.Model] | None:
        """Return the model of what this row belongs to, where rows may belong to different ones."""
        return
