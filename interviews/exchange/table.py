"""Codings as CSV: a row for each, for spreadsheets, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interviews.exchange.marks import Mark, coders, exported
from interviews.models import Study
from interviews.models.confidential import AuditEntry, Phase, normalised
from trackdiplo.records.api.exports import guarded

COLUMNS = ("respondent", "sector", "question", "code", "coder", "phase", "start", "end", "quote")


def codings_table(study: Study, *, phase: Phase, by) -> bytes:
    """Return the codings of `study` in one phase as CSV for spreadsheets; leave an audit row."""
    names = coders(study, phase)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for answer in exported(study):
        for coding in answer.codings.all():
            if coding.phase == phase:
                respondent = answer.respondent
                cells = (respondent.pseudonym, respondent.sector, answer.question.number,
                         coding.code.key, names[coding.coder_id], phase, coding.start,
                         coding.end, coding.quote)  # fmt: skip
                writer.writerow([guarded(str(cell)) for cell in cells])
    AuditEntry.objects.create(study=study, action=AuditEntry.Action.EXPORTED, by=by)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def read_table(content: bytes) -> Iterator[Mark]:
    """Yield what the rows mark. Raises ValidationError."""
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        if not {"respondent", "question", "code", "start", "quote"} <= set(rows.fieldnames or ()):
            raise ValidationError(_("The columns must be %s.") % ", ".join(COLUMNS))
        for row in rows:
            yield Mark(
                respondent=row["respondent"],
                question=row["question"],
                code=row["code"],
                start=int(row["start"]),
                exact=_unguarded(normalised(row["quote"]), row),
            )
    except (UnicodeDecodeError, ValueError, TypeError, csv.Error) as error:
        raise ValidationError(_("The file is no table of codings.")) from error


def _unguarded(quote: str, row: dict[str, str]) -> str:
    """Return the passage without the mark that kept a spreadsheet from reading it as a formula."""
    bare = quote.removeprefix("'")
    length = int(row.get("end") or 0) - int(row["start"])
    return bare if len(bare) == length and guarded(bare) == quote else quote
