"""Which records of a kind may be the same thing: one measure, for the hint and for the search.

Names are compared folded, so that Latin, Armenian and Cyrillic letters meet; then by their sound,
since transliterations differ: Hasanov, Gasanov and Həsənov.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, permutations, product

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from trackdiplo.records.folding import fold
from trackdiplo.records.models import KINDS, DistinctPair, Record, Status

# From here on two names are much alike, of 100.
ALIKE = 80
# What a likeness of another sort than the letters counts.
SAME_SOUND, INITIALS, ACRONYM, PART, SAME_MARK = 95, 90, 90, 85, 85
# Consonants that the languages of the region write in several ways.
SOUNDS = (
    (re.compile("dzh|dj|tch|ch|zh|[jc]"), "j"),
    (re.compile("ts|tz|sh|[sz]"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("kh|gh|[gkqhx]"), "k"),
    (re.compile("w"), "v"),
)
VOWELS = re.compile("[aeiouy]+")
DOUBLED = re.compile(r"(.)\1+")
SMALL_WORDS = {"a", "and", "at", "for", "in", "of", "on", "the", "to", "with"}


@dataclass(frozen=True)
class Candidate:
    """Two records of one kind that may be the same. `score`: of 100; `why`: in words."""

    one: Record
    other: Record
    score: int
    why: str


def similar(model: type[Record], typed: str, *, own: str = "", limit: int = 5) -> list[Record]:
    """Return records whose name, or another of their names, is much like `typed`.

    `own`: the key of the record that is being edited, if it has one: it is left out, and so are
    those that are known to be another.
    """
    typed = fold(typed)
    if len(typed) < 4:
        return []
    records = model.objects.all()
    if own.isdecimal():
        records = records.exclude(pk__in=[own, *DistinctPair.objects.others(model, int(own))])
    names = {
        (record, name): name
        for record in records.prefetch_related("names")
        for name in names_of(record)
    }
    found = process.extract(typed, names, scorer=likeness, score_cutoff=ALIKE, limit=limit)
    return list(dict.fromkeys(record for _name, _score, (record, _other) in found))


def candidates(model: type[Record]) -> list[Candidate]:
    """Return the pairs of records that may be the same, and are not settled; likeliest first.

    Every record is compared with every other: some seconds for a thousand of them.
    """
    records = model.objects.exclude(status=Status.WITHDRAWN).order_by("sort_key", "pk")
    known = list(records.prefetch_related("names", *model.MARKED_BY))
    names = {record.pk: names_of(record) for record in known}
    settled = DistinctPair.objects.settled(model)
    found = [
        alike
        for one, other in combinations(known, 2)
        if frozenset((one.pk, other.pk)) not in settled and not is_part(one, other)
        if (alike := compared(one, other, names))
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def compared_kinds() -> dict[str, type[Record]]:
    """Return the models of the kinds by name; a proxy has the records of another kind."""
    models = {name: kind.model for name, kind in KINDS.items()}
    return {name: model for name, model in models.items() if not model._meta.proxy}


def compared(one: Record, other: Record, names: dict[int, list[str]]) -> Candidate | None:
    """Return the pair when the two may be the same: by their names, or by what else marks them."""
    pairs = product(names[one.pk], names[other.pk])
    score, (mine, theirs) = max(((likeness(*pair), pair) for pair in pairs), default=(0, ("", "")))
    if score >= ALIKE:
        why = _("names alike: “%(one)s”, “%(other)s”") % {"one": mine, "other": theirs}
        return Candidate(one, other, round(score), why)
    mark = one.mark()
    if mark is not None and mark == other.mark():
        return Candidate(one, other, SAME_MARK, str(one.MARKED_WHY))
    return None


def is_part(one: Record, other: Record) -> bool:
    """Whether one is a part of the other: then they are known to be two."""
    return other.pk == getattr(one, "parent_id", None) or one.pk == getattr(
        other, "parent_id", None
    )


def names_of(record: Record) -> list[str]:
    """Return all names of a record, folded, each once."""
    names = (record.name, *(other.name for other in record.names.all()))
    return list(dict.fromkeys(filter(None, map(fold, names))))


# --- Names ----------------------------------------------------------------------------------


def likeness(one: str, other: str, **_options) -> float:
    """Return how much alike two folded names are, of 100; whatever the order of their words."""
    few, many = sorted((one.split(), other.split()), key=len)
    return max(
        fuzz.token_sort_ratio(one, other),
        fuzz.token_sort_ratio(sound(one), sound(other)) * SAME_SOUND / 100,
        ACRONYM if is_acronym(few, many) else 0,
        INITIALS if has_initials_of(few, many) else 0,
        PART if len(few) > 1 and set(few) < set(many) else 0,
    )


@lru_cache(maxsize=10_000)
def sound(name: str) -> str:
    """Return a folded name as it sounds, roughly: consonants that are told apart everywhere."""
    return " ".join(_sound_of(word) for word in name.split())


def _sound_of(word: str) -> str:
    if len(word) < 5:
        return word  # too little would be left of it
    for written, heard in SOUNDS:
        word = written.sub(heard, word)
    first = "a" if VOWELS.match(word) else ""
    return DOUBLED.sub(r"\1", first + VOWELS.sub("", word))


def is_acronym(few: list[str], many: list[str]) -> bool:
    """Whether one word is made of the initials of the others, with or without small words."""
    if len(few) != 1 or len(many) < 2:
        return False
    large = [word for word in many if word not in SMALL_WORDS]
    return few[0] in ("".join(word[0] for word in words) for words in (many, large))


def has_initials_of(one: list[str], other: list[str]) -> bool:
    """Whether the names are the same but for words that one of them only gives the initial of."""
    words = [*one, *other]
    if len(one) != len(other) or len(one) > 4 or all(len(word) > 1 for word in words):
        return False
    return any(all(map(_is_short_for, one, order)) for order in permutations(other))


def _is_short_for(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) if len(short) == 1 else sound(short) == sound(long)
