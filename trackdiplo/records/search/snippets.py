"""What is shown of a document that was found: where the words stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trackdiplo.records.search.texts import names_of, prose_of
from trackdiplo.records.search.words import asked, name_word, text_word, words

LENGTH = 240
BEFORE = 60


@dataclass(frozen=True)
class Piece:
    """A part of a text; `found` where it is a word that was asked for."""

    text: str
    found: bool = False


class Question:
    """The words that were asked for, to be found again in a text."""

    def __init__(self, text: str):
        self.terms = asked(text)

    def holds(self, word: str) -> bool:
        heard, stem = name_word(word), text_word(word)
        return any(heard.startswith(name) or stem.startswith(text) for name, text in self.terms)

    def places(self, text: str) -> list[tuple[int, int]]:
        return [(start, end) for start, end, word in words(text) if self.holds(word)]

    def pieces(self, text: str) -> list[Piece]:
        """Return `text` in pieces, the words that were asked for apart."""
        pieces, last = [], 0
        for start, end in self.places(text):
            pieces += [Piece(text[last:start]), Piece(text[start:end], found=True)]
            last = end
        return [piece for piece in (*pieces, Piece(text[last:])) if piece.text]

    def snippet(self, document: dict) -> list[Piece]:
        """Return the part of its prose that holds most of what was asked for."""
        texts = prose_of(document)
        if not texts:
            return []
        best = max(texts, key=lambda text: len(self.places(text)))
        return self.pieces(_cut(best, self.places(best)))

    def other_name(self, document: dict) -> str:
        """Return another of its names that holds a word which the first does not; or nothing."""
        name, *others = names_of(document)
        if len(self.places(name)) >= len(self.terms):
            return ""
        return next((other for other in others if self.places(other)), "")


def _cut(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Return about `LENGTH` characters of `text` around the first place, whole words only."""
    if len(text) <= LENGTH:
        return text
    start = max(0, places[0][0] - BEFORE) if places else 0
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + LENGTH) if start + LENGTH < len(text) else len(text)
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
