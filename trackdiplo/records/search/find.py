"""What is found for a question, and in which order: the same on both databases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import orjson
from django.db.models import Count, QuerySet
from rapidfuzz import fuzz, process

from trackdiplo.records.folding import heard
from trackdiplo.records.models import KINDS, Change, Document
from trackdiplo.records.search.engines import engine
from trackdiplo.records.search.texts import names_of
from trackdiplo.records.search.words import NAME, asked, name_key, name_word, words

# So many are weighed one against the other; what else matches stands behind them, by name.
WEIGHED = 400
SUGGESTED = 8
ALIKE = 70

Key = tuple[str, str]
Row = tuple[str, str, str, str]
Term = tuple[str, str]


@dataclass(frozen=True)
class Found:
    """What holds every word: how much of each kind, and the keys of what was asked for."""

    by_kind: dict[str, int]
    keys: list[Key]


def find(text: str, kinds: Sequence[str] = ()) -> Found:
    """Return what holds every word of `text`, best first; with `kinds`, only these."""
    terms = asked(text)
    if not terms:
        return Found({}, [])
    matching = engine().matching(terms)
    counts = dict(matching.order_by().values_list("kind").annotate(n=Count("pk")))
    by_kind = {kind: counts[kind] for kind in KINDS if kind in counts}
    rows = matching.filter(kind__in=kinds) if kinds else matching
    return Found(by_kind, _ranked(rows, terms, text))


def _ranked(rows: QuerySet, terms: Sequence[Term], text: str) -> list[Key]:
    """Return the keys of `rows`: first where all words are in names, then all others."""
    named = engine().matching([(name,) for name, _text in terms]).values("pk")
    whole, in_a_row = name_key(text), " ".join(name for name, _text in terms)

    def by_name(row: Row):
        kind, _public_id, held, key = row
        return key != whole, in_a_row not in held, _place(kind), not key.startswith(whole), key

    def by_text(row: Row):
        held = f" {row[2]}"
        often = sum(log(1 + held.count(f" {text}")) for _name, text in terms)
        return -often / log(10 + len(held)), row[3]

    return [
        *_weighed(rows.filter(pk__in=named), by_name),
        *_weighed(rows.exclude(pk__in=named), by_text),
    ]


def _weighed(rows: QuerySet, weight: Callable[[Row], tuple]) -> list[Key]:
    rows = rows.order_by("name_key", "kind", "public_id")
    fields = ("kind", "public_id", "words", "name_key")
    best = sorted(rows.values_list(*fields)[:WEIGHED], key=weight)
    rest = rows.values_list("kind", "public_id")[WEIGHED:] if len(best) == WEIGHED else ()
    return [*(row[:2] for row in best), *rest]


def _place(kind: str) -> int:
    return list(KINDS).index(kind)


def documents(keys: Sequence[Key]) -> list[tuple[str, dict]]:
    """Return (kind, document) for each of `keys`, in their order, in one query."""
    ids = [public_id for _kind, public_id in keys]
    rows = Document.objects.filter(public_id__in=ids).values_list("kind", "public_id", "body")
    bodies = {(kind, public_id): body for kind, public_id, body in rows}
    return [(key[0], orjson.loads(bodies[key])) for key in keys if key in bodies]


def suggested(text: str) -> list[tuple[str, dict]]:
    """Return the documents whose names begin like the words that are being typed."""
    terms = asked(text)
    if not terms:
        return []
    rows = engine().matching([(name,) for name, _text in terms])
    return documents(_ranked(rows, terms, text)[:SUGGESTED])


def did_you_mean(text: str) -> str:
    """Return `text` with what is found nowhere put right, from public names; empty if nothing is."""
    known = _vocabulary(Change.latest())
    right, last = [], 0
    for start, end, word in words(text):
        right.append(text[last:start])
        right.append(word if _occurs(word) else _nearest(word, known))
        last = end
    meant = "".join([*right, text[last:]])
    return meant if meant != text and find(meant).keys else ""


def _occurs(word: str) -> bool:
    terms = asked(word)
    return not terms or engine().matching(terms).exists()


def _nearest(word: str, known: dict[str, str]) -> str:
    found = process.extractOne(heard(word), known.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return known[found[0]] if found else word


@lru_cache(maxsize=1)
def _vocabulary(_state: tuple) -> dict[str, str]:
    """Return every word of a public name by how it is heard; read once for each state."""
    bodies = Document.objects.order_by("pk").values_list("body", flat=True)
    names = (name for body in bodies for name in names_of(orjson.loads(body)))
    spelt = (word for name in names for _start, _end, word in words(name) if len(word) > 3)
    return {name_word(word).removeprefix(NAME): word for word in spelt}
