"""Codebooks as REFI-QDA `.qdc` files, which the programs of qualitative research read and write.

The format has one text for a code. Ours has four: what is not the definition stands in lines of
its own that begin with a label, and is read back from there.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as xml

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interviews.models import Code, Study
from trackdiplo.records.folding import slug_of
from trackdiplo.records.models import Refused, changes

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "trackdiplo"
LARGEST_FILE = 5_000_000
# Labels of lines in a description, and the fields of a code that they hold.
KEY = {"KEY": "key"}
FOR_CODERS = {"INCLUDE": "include_when", "EXCLUDE": "exclude_when", "EXAMPLE": "example"}
LABELLED = re.compile(rf"^({'|'.join([*KEY, *FOR_CODERS])}): ?", re.MULTILINE)
# What XML cannot hold at all.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


# --- Out --------------------------------------------------------------------------------------


def codebook_file(study: Study, *, for_coders: bool) -> bytes:
    """Return the codebook of `study`; without `for_coders` only what the public may read.

    Raises ValidationError where there is no code: an empty codebook is not valid.
    """
    codes = Code.objects.filter(study=study)
    codes = codes if for_coders else codes.published()
    root = xml.Element("CodeBook", {"xmlns": NAMESPACE, "origin": ORIGIN})
    root.append(codes_element(codes, for_coders=for_coders))
    return document(root)


def codes_element(codes: Iterable[Code], *, for_coders: bool) -> xml.Element:
    """Return the tree of `codes`, siblings by name. Codes whose parent is not among them: on top."""
    codes = sorted(codes, key=lambda code: (code.sort_key, code.pk))
    if not codes:
        raise ValidationError(_("The study has no codes."))
    among = {code.pk for code in codes}
    below: dict[int | None, list[Code]] = {}
    for code in codes:
        below.setdefault(code.parent_id if code.parent_id in among else None, []).append(code)
    tree = xml.Element("Codes")
    _add(tree, None, below, for_coders)
    return tree


def _add(parent: xml.Element, pk: int | None, below: dict, for_coders: bool) -> None:
    for code in below.get(pk, ()):
        codable = "true" if code.codable else "false"
        values = {"guid": str(code.guid), "name": _plain(code.name), "isCodable": codable}
        element = xml.SubElement(parent, "Code", values)
        xml.SubElement(element, "Description").text = _plain(_described(code, for_coders))
        _add(element, code.pk, below, for_coders)


def _described(code: Code, for_coders: bool) -> str:
    labels = KEY | FOR_CODERS if for_coders else KEY
    lines = [f"{label}: {getattr(code, name)}" for label, name in labels.items()]
    kept = [line for line in lines if not line.endswith(": ")]
    return "\n".join(filter(None, [code.definition, *kept]))


def _plain(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def document(root: xml.Element) -> bytes:
    """Return `root` as a file: UTF-8 without a byte order mark, lines ended by LF."""
    xml.indent(root)
    body = xml.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


# --- In ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One code of a file."""

    guid: uuid.UUID
    parent: uuid.UUID | None
    name: str
    codable: bool
    definition: str = ""
    key: str = ""
    include_when: str = ""
    exclude_when: str = ""
    example: str = ""


@dataclass
class Report:
    """What importing a codebook did, or would do: codes by name."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: int = 0
    missing: list[str] = field(default_factory=list)


def read_codebook(content: bytes) -> list[Entry]:
    """Return the codes of a `.qdc` file, parents first. Raises ValidationError."""
    root = parsed(content)
    if root.tag != f"{{{NAMESPACE}}}CodeBook":
        raise ValidationError(_("The file is no REFI-QDA codebook."))
    entries = list(_entries(root.find(_tag("Codes")), None))
    if not entries:
        raise ValidationError(_("The codebook has no codes."))
    guids = [entry.guid for entry in entries]
    if len(set(guids)) < len(guids):
        raise ValidationError(_("Two codes of the file have one guid."))
    return entries


def parsed(content: bytes) -> xml.Element:
    """Return the root of an XML file that defines no entities. Raises ValidationError."""
    if len(content) > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 5 MB."))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValidationError(_("The file defines entities: that is not allowed."))
    try:
        return xml.fromstring(content)
    except xml.ParseError as error:
        raise ValidationError(_("The file is no XML: %s.") % error) from error


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _entries(parent: xml.Element | None, guid: uuid.UUID | None) -> Iterator[Entry]:
    for element in parent.iterfind(_tag("Code")) if parent is not None else ():
        entry = _entry(element, guid)
        yield entry
        yield from _entries(element, entry.guid)


def _entry(element: xml.Element, parent: uuid.UUID | None) -> Entry:
    name = (element.get("name") or "").strip()
    if not name:
        raise ValidationError(_("A code of the file has no name."))
    codable = {"true": True, "1": True, "false": False, "0": False}.get(element.get("isCodable"))
    if codable is None:
        raise ValidationError(_("“%s”: isCodable must be true or false.") % name)
    try:
        guid = uuid.UUID(element.get("guid") or "")
    except ValueError as error:
        raise ValidationError(_("“%s” has no guid.") % name) from error
    return Entry(
        guid, parent, name, codable, **_fields(element.findtext(_tag("Description")) or "")
    )


def _fields(description: str) -> dict[str, str]:
    """Return the texts of a code by field, from one description with labels."""
    definition, *rest = LABELLED.split(description)
    fields = {"definition": definition.strip()}
    labels = KEY | FOR_CODERS
    for label, text in zip(rest[::2], rest[1::2], strict=True):
        fields[labels[label]] = text.strip()
    return fields


def import_codebook(study: Study, content: bytes, *, by) -> Report:
    """Bring the codes of `study` up to date by a file, in one transaction. Raises ValidationError.

    Codes are known by their guid; one that is a code's of another study, by its key. Those that
    the file lacks stay, and are listed.
    """
    entries, report = read_codebook(content), Report()
    codes = list(Code.objects.filter(study=study))
    known = _known(study, entries, codes)
    try:
        with changes(by=by, comment=_("Imported from a codebook")):
            for entry in entries:
                _write(study, entry, known, report)
    except Refused as refused:
        raise ValidationError(refused.messages) from refused
    written = {code.pk for code in known.values()}
    report.missing = [code.name for code in codes if code.pk not in written]
    return report


def _known(study: Study, entries: list[Entry], codes: list[Code]) -> dict[uuid.UUID, Code]:
    """Return the code of `study` that each entry is, by the entry's guid; new ones without a key.

    Two studies may share a codebook, and a guid belongs to one code: the second draws its own.
    """
    by_guid, by_key = {code.guid: code for code in codes}, {code.key: code for code in codes}
    guids = {entry.guid for entry in entries} - by_guid.keys()
    elsewhere = set(Code.objects.filter(guid__in=guids).values_list("guid", flat=True))
    found = {}
    for entry in entries:
        code = by_guid.get(entry.guid)
        if code is None and entry.guid in elsewhere:
            code = by_key.get(entry.key) or Code(study=study)
        found[entry.guid] = code or Code(study=study, guid=entry.guid)
    return found


def _write(study: Study, entry: Entry, known: dict[uuid.UUID, Code], report: Report) -> None:
    code = known[entry.guid]
    values = {
        "name": entry.name,
        "parent": known.get(entry.parent),
        "codable": entry.codable,
        "definition": entry.definition,
        "key": entry.key or code.key or slug_of(entry.name, max_length=50) or str(entry.guid)[:8],
        **{name: getattr(entry, name) for name in FOR_CODERS.values()},
    }
    if code.pk and all(getattr(code, name) == value for name, value in values.items()):
        report.same += 1
        return
    (report.changed if code.pk else report.new).append(entry.name)
    for name, value in values.items():
        setattr(code, name, value)
    try:
        code.full_clean(exclude=["slug", "search_text", "sort_key", "public_id"])
    except ValidationError as error:
        words = "; ".join(error.messages)
        raise ValidationError(f"{entry.name}: {words}") from error
    code.save()
