"""What is found for a question, and in which order: the same on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap
from math import log
from typing import NamedTuple

import orjson
from django.db.models import Value
from django.db.models.functions import Left, StrIndex
from rapidfuzz import fuzz, process

from trackdiplo.records.folding import heard
from trackdiplo.records.models import KINDS, Change, Document
from trackdiplo.records.search.engines import engine
from trackdiplo.records.search.texts import names_of
from trackdiplo.records.search.words import NAME, TEXT, asked, name_key, name_word, words

# So many are weighed one against the other; what else matches stands behind them, by name.
WEIGHED = 400
SUGGESTED = 8
ALIKE = 70

Key = tuple[str, str]
Term = tuple[str, str]


class Row(NamedTuple):
    """A document that was found; in an order by name."""

    name_key: str
    kind: str
    public_id: str
    pk: int


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
    rows = _rows(terms)
    counts = Counter(row.kind for row in rows)
    by_kind = {kind: counts[kind] for kind in KINDS if kind in counts}
    wanted = [row for row in rows if row.kind in kinds] if kinds else rows
    return Found(by_kind, _ranked(wanted, terms, text))


def _rows(terms: Sequence[tuple[str, ...]]) -> list[Row]:
    """Return the rows that hold every term, by name."""
    found = engine().matching(terms).order_by().values_list("name_key", "kind", "public_id", "pk")
    return sorted(starmap(Row, found))


def _ranked(rows: Sequence[Row], terms: Sequence[Term], text: str) -> list[Key]:
    """Return the keys of `rows`: first where all words are in names, then all others."""
    names = [(name,) for name, _text in terms]
    named = set(engine().matching(names).values_list("pk", flat=True))
    whole, in_a_row = name_key(text), " ".join(name for name, _text in terms)

    def by_name(row: Row, held: str):
        begins = row.name_key.startswith(whole)
        return row.name_key != whole, in_a_row not in held, _place(row.kind), not begins, row

    def by_text(row: Row, held: str):
        held = f" {held}"
        often = sum(log(1 + held.count(f" {text}")) for _name, text in terms)
        return -often / log(10 + len(held)), row

    return [
        *_weighed([row for row in rows if row.pk in named], by_name),
        *_weighed([row for row in rows if row.pk not in named], by_text),
    ]


def _weighed(rows: Sequence[Row], weight: Callable[[Row, str], tuple]) -> list[Key]:
    best, rest = rows[:WEIGHED], rows[WEIGHED:]
    found = Document.objects.filter(pk__in=[row.pk for row in best])
    held = dict(found.values_list("pk", "words"))
    best = sorted(best, key=lambda row: weight(row, held.get(row.pk, "")))
    return [(row.kind, row.public_id) for row in (*best, *rest)]


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
    rows = _rows([(name,) for name, _text in terms])
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
    # Asked for the first of them, PostgreSQL would read every document where there is none.
    return not terms or engine().matching(terms).count() > 0


def _nearest(word: str, known: list[str]) -> str:
    found = process.extractOne(heard(word), known, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found and _spelt(found[0]) or word


def _spelt(heard_word: str) -> str:
    """Return a word that is heard so as a public name spells it."""
    term = f"{NAME}{heard_word}"
    holding = engine().matching([(term,)]).filter(words__contains=f"{term} ")
    for body in holding.order_by("name_key", "pk").values_list("body", flat=True)[:5]:
        for name in names_of(orjson.loads(body)):
            for _start, _end, word in words(name):
                if name_word(word) == term:
                    return word
    return ""


@lru_cache(maxsize=1)
def _vocabulary(_state: tuple) -> list[str]:
    """Return how every word of a public name is heard, without numbers; read once for each state."""
    named = Left("words", StrIndex("words", Value(f" {TEXT}")))  # they stand before all others
    found: set[str] = set()
    for words_of_names in Document.objects.order_by().values_list(named, flat=True).iterator():
        found.update(words_of_names.split())
    names = (word.removeprefix(NAME) for word in found)
    return sorted(word for word in names if len(word) > 2 and not word.isdigit())
