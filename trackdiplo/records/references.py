"""How a record is cited elsewhere: in words, and for reference managers.

An answer has no clock, so it cannot know the day on which it is read. What it knows says more: which
version of the record this is, and of when. The day of access is the reader's to add: `accessed` in
the address of a reference, where the script of the page puts it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trackdiplo.records.models import Change, Record

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
TEX = str.maketrans(
    {sign: rf"\{sign}" for sign in "#$%&_{}"}
    | {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
)


@dataclass(frozen=True)
class Reference:
    """A version of a record as a work that can be cited."""

    public_id: str
    title: str
    kind: str
    address: str
    revision: int
    changed: date
    accessed: date | None = None

    @classmethod
    def of(cls, record: Record, change: Change, address: str, accessed: date | None = None):
        """Return the reference to a record as it is since `change`; `address` is the whole one."""
        kind = str(record._meta.concrete_model._meta.verbose_name)
        title = " ".join(record.name.split())
        changed = change.at.date()
        return cls(record.public_id, title, kind, address, change.number, changed, accessed)

    @property
    def version(self) -> str:
        return _("revision %(number)s") % {"number": self.revision}

    @property
    def note(self) -> str:
        return f"{self.kind} {self.public_id}, {self.version}"

    @property
    def subject(self) -> str:
        """What a message about the record begins with."""
        return f"[{self.public_id}] {self.title} ({self.version})"

    @property
    def said(self) -> str:
        """The reference in words, without its address."""
        return _("%(site)s: “%(title)s” (%(kind)s %(id)s). Version of %(day)s, %(version)s.") % {
            "site": settings.SITE_NAME,
            "title": self.title,
            "kind": self.kind,
            "id": self.public_id,
            "day": in_words(self.changed),
            "version": self.version,
        }

    def text(self) -> str:
        read = _("Accessed %(day)s.") % {"day": in_words(self.accessed)} if self.accessed else ""
        return " ".join(filter(None, [self.said, self.address, read])) + "\n"

    def bibtex(self) -> str:
        fields = {
            "author": f"{{{{{settings.SITE_NAME.translate(TEX)}}}}}",
            "title": f"{{{{{self.title.translate(TEX)}}}}}",
            "year": f"{{{self.changed.year}}}",
            "month": MONTHS[self.changed.month - 1],
            "url": f"{{{self.address}}}",
            "note": f"{{{self.note.translate(TEX)}}}",
        }
        if self.accessed:
            fields["urldate"] = f"{{{self.accessed.isoformat()}}}"
        lines = (f"  {name} = {value}," for name, value in fields.items())
        return "\n".join([f"@misc{{{self.public_id},", *lines, "}", ""])

    def ris(self) -> str:
        lines = [
            ("TY", "ELEC"),
            ("ID", self.public_id),
            ("AU", settings.SITE_NAME),
            ("TI", self.title),
            ("PY", str(self.changed.year)),
            ("DA", f"{self.changed:%Y/%m/%d}"),
            ("N1", self.note),
            ("UR", self.address),
            *([("Y2", f"{self.accessed:%Y/%m/%d}")] if self.accessed else []),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)

    def csl(self) -> str:
        item = {
            "id": self.public_id,
            "type": "webpage",
            "title": self.title,
            "author": [{"literal": settings.SITE_NAME}],
            "container-title": settings.SITE_NAME,
            "genre": self.kind,
            "version": self.version,
            "issued": {"date-parts": [date_parts(self.changed)]},
            "URL": self.address,
        }
        if self.accessed:
            item["accessed"] = {"date-parts": [date_parts(self.accessed)]}
        return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class Form:
    """A form of references: what it is called, how its file ends, and how it is written.

    Without an ending, it is shown instead of saved.
    """

    name: str
    media_type: str
    ending: str
    write: Callable[[Reference], str]


FORMS = {
    "text": Form("plain text", "text/plain", "", Reference.text),
    "bibtex": Form("BibTeX", "application/x-bibtex", "bib", Reference.bibtex),
    "ris": Form("RIS", "application/x-research-info-systems", "ris", Reference.ris),
    "csl": Form("CSL-JSON", "application/vnd.citationstyles.csl+json", "json", Reference.csl),
}


def in_words(day: date) -> str:
    return date_format(day, "j F Y")


def date_parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
