"""The codebook of a study as coders have it beside an answer."""

from __future__ import annotations

from dataclasses import dataclass

from interviews.models import Code, Study
from interviews.models.confidential import Coding

LOOKS = 32  # of underlines, in coding.css
SLOTS = 9  # the digits


@dataclass(frozen=True)
class Entry:
    """A code, how deep it stands below the top, and which look its passages have."""

    code: Code
    depth: int
    look: int

    @property
    def as_json(self) -> dict[str, object]:
        return {
            "id": self.code.pk,
            "name": self.code.name,
            "key": self.code.key,
            "look": self.look,
            "codable": self.code.codable,
        }


def codebook(study: Study) -> list[Entry]:
    """Return all codes of a study, each below the one that it is a part of. One query."""
    below: dict[int | None, list[Code]] = {}
    for code in Code.objects.filter(study=study).in_order():
        below.setdefault(code.parent_id, []).append(code)
    entries: list[Entry] = []

    def walk(parent: int | None, depth: int) -> None:
        for code in below.get(parent, []):
            entries.append(Entry(code, depth, len(entries) % LOOKS))
            walk(code.pk, depth + 1)

    walk(None, 0)
    return entries


def recently_used(coder, study: Study) -> list[int]:
    """Return the codes that `coder` used last in a study, for the digits."""
    mine = Coding.objects.independent().filter(coder=coder, code__study=study)
    latest = mine.order_by("-pk").values_list("code", flat=True)[:200]
    return list(dict.fromkeys(latest))[:SLOTS]
