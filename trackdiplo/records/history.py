"""Bringing back what a record said: its content, with its roles, names and citations."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from reversion.models import Version
from reversion.revisions import _follow_relations_recursive

from trackdiplo.records.models import Record


def restore(version: Version) -> None:
    """Make the record say again what `version` holds. Status, ids, slug and times stay.

    One edit may have saved many records (a package loads hundreds): only this one is brought
    back, with the rows that belonged to it then. Rows that it got since go.
    """
    record = version._object_version.object
    own = _own_versions(version)
    current = type(record).objects.filter(pk=record.pk).first()
    if current is not None:
        _keep(record, current)
        _drop_newer_rows(current, own)
    for each in own:
        each.revert()


def _keep(record: models.Model, current: models.Model) -> None:
    for name in record.KEPT if isinstance(record, Record) else ():
        setattr(record, name, getattr(current, name))


def _own_versions(version: Version) -> list[Version]:
    """Return the versions of the same edit that belong to the record, owners first."""
    own, wanted = [version], {_identity(version)}
    others = list(version.revision.version_set.exclude(pk=version.pk).order_by("pk"))
    while found := [each for each in others if _owner(each) in wanted]:
        own += found
        wanted |= {_identity(each) for each in found}
        others = [each for each in others if each not in found]
    return own


def _identity(version: Version) -> tuple[int, str]:
    return version.content_type_id, version.object_id


def _owner(version: Version) -> tuple[int, str] | None:
    """Return the identity of the row that the version's row belongs to."""
    row = version._object_version.object
    if hasattr(row, "object_id"):
        return row.content_type_id, str(row.object_id)
    if hasattr(row, "programme_id"):
        owner = row._meta.get_field("programme").related_model
        return ContentType.objects.get_for_model(owner).pk, str(row.programme_id)
    return None


def _drop_newer_rows(current: models.Model, own: list[Version]) -> None:
    kept = {_identity(version) for version in own}
    for row in _follow_relations_recursive(current) - {current}:
        content_type = ContentType.objects.get_for_model(row)
        if (content_type.pk, str(row.pk)) not in kept and row.pk:
            row.delete()
