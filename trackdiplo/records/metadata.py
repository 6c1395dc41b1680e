"""What a record's page says of it in one sentence, and to machines: linked data of schema.org.

Each kind describes itself in `metadata.py` of its app, from what `for_document()` has read: nothing
is looked up, and nothing is told that its document does not tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from trackdiplo.records.models import Change, Record

Thing = dict[str, object]

# In a script element, only these could end it or begin another.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
DAY = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True)
class Description:
    """How a kind is described: `sentence`, and the `thing` of schema.org that it is."""

    sentence: Callable[[Record], str]
    thing: Callable[[Record], Thing]


DESCRIPTIONS: dict[str, Description] = {}


def describe(kind: str, sentence: Callable[[Record], str], thing: Callable[[Record], Thing]):
    """Say how records of a kind are described. Called once per kind, when the apps are ready."""
    DESCRIPTIONS[kind] = Description(sentence, thing)


def sentence_of(record: Record) -> str:
    """Say in one sentence what a record is. It comes from `for_document()`."""
    return DESCRIPTIONS[record.KIND].sentence(record)


def linked_data(record: Record, change: Change, absolute: Callable[[str], str]) -> SafeString:
    """Return the JSON-LD of a record's page, fit to stand in a script element.

    `change`: the latest of the record; `absolute` makes a whole address of a path.
    """
    page = absolute(record.get_absolute_url())
    data = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": page,
        "url": page,
        "name": record.name,
        "description": sentence_of(record),
        "dateModified": change.at.date().isoformat(),
        "license": {"@type": "CreativeWork", "name": settings.CONTENT_LICENCE},
        "isPartOf": {"@type": "Dataset", "name": settings.SITE_NAME, "url": absolute("/")},
        "citation": [_work(source) for source in sources_of(record)],
        "mainEntity": _main(record, absolute),
    }
    return mark_safe(json.dumps(full(data), ensure_ascii=False).translate(ESCAPES))


def _main(record: Record, absolute: Callable[[str], str]) -> Thing:
    names = [other.name for other in record.names.all()] if hasattr(record, "names") else []
    common = {
        "@id": absolute(record.get_permanent_url()),
        "identifier": record.public_id,
        "name": record.name,
        "alternateName": names,
    }
    return common | DESCRIPTIONS[record.KIND].thing(record)


def _work(source) -> Thing:
    return {
        "@type": "CreativeWork",
        "name": source.name,
        "author": source.authors,
        "publisher": source.publisher,
        "datePublished": source.published if DAY.fullmatch(source.published) else "",
        "inLanguage": source.language,
        "url": source.url,
    }


def full(data):
    """Return linked data without what is empty."""
    if isinstance(data, list):
        return [full(each) for each in data]
    if not isinstance(data, dict):
        return data
    cleaned = {name: full(value) for name, value in data.items()}
    return {name: value for name, value in cleaned.items() if value not in ("", None, [], {})}


def sources_of(record: Record) -> list:
    """Return the sources cited for a record itself, each once, as they were read with it."""
    return list(dict.fromkeys(citation.source for citation in record.citations.all()))


def named(kind: str, records: Iterable) -> list[Thing]:
    """Return records as other things name them: of `kind`, and what they are called."""
    return [{"@type": kind, "name": each.name} for each in records]


def dates(when: str, start: str, end: str) -> Thing:
    """Return the sides of an EDTF text that are plain dates, under the names given.

    What is blurred is left out: schema.org has no word for it.
    """
    first, _slash, last = when.partition("/")
    sides = {start: first, end: last or ("" if "/" in when else first)}
    return {name: side for name, side in sides.items() if DAY.fullmatch(side)}


# --- Words --------------------------------------------------------------------------------------


def listed(names: Iterable[str], *, most: int = 3) -> str:
    """Return names in a sentence: A, B and C; or the first of them and how many more."""
    names = list(names)
    if len(names) > most + 1:
        words = {"names": ", ".join(names[:most]), "more": len(names) - most}
        return _("%(names)s and %(more)s more") % words
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def inside(words: str) -> str:
    """Return a name of the vocabulary as it stands inside a sentence: media, but EU funds."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def kind_of(record: Record, thing: str) -> str:
    """Say of which kind a record is; one of no kind that has a name is a `thing`."""
    return thing if record.kind in ("", "other") else record.get_kind_display()


def sentence(*parts: str) -> str:
    """Return what is known of these as one sentence."""
    said = ", ".join(filter(None, map(str, parts)))
    return f"{said[:1].upper()}{said[1:]}." if said else ""
