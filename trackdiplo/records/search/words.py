"""One analyser for what is searched and for what is asked, in front of every engine.

A name is found as it is heard: Aliyev, Aliev, Əliyev, Алиев and Ալիև are one. A text is found by
the stems of its words, in English, Armenian and Russian. Which of the two a word stands for is told
by the letter in front of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import snowballstemmer

from trackdiplo.records.folding import fold, heard

# What a word of the index stands for.
NAME, TEXT = "n", "t"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
STEMMERS = {
    "armenian": (re.compile("[\u0531-\u0587]"), snowballstemmer.stemmer("armenian")),
    "russian": (re.compile("[\u0400-\u04ff]"), snowballstemmer.stemmer("russian")),
}
ENGLISH = snowballstemmer.stemmer("english")


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, word) for each word of `text`, as it is written there."""
    for match in WORD.finditer(text):
        yield match.start(), match.end(), match[0]


@lru_cache(maxsize=50_000)
def name_word(word: str) -> str:
    """Return `word` as it is heard; several spellings of one name give one."""
    return NAME + heard(word).replace(" ", "")


@lru_cache(maxsize=50_000)
def text_word(word: str) -> str:
    """Return the stem of `word`, by the language of its script."""
    return TEXT + fold(_stem(unicodedata.normalize("NFC", word.lower()))).replace(" ", "")


def _stem(word: str) -> str:
    for script, stemmer in STEMMERS.values():
        if script.search(word):
            return stemmer.stemWord(word)
    return ENGLISH.stemWord(word)


def indexed(names: Iterable[str], texts: Iterable[str]) -> str:
    """Return the words of a document, as engines store them: of its names, then of its texts."""
    named = [name_word(word) for name in names for _start, _end, word in words(name)]
    told = [text_word(word) for text in (*names, *texts) for _start, _end, word in words(text)]
    return " ".join(word for word in (*named, *told) if len(word) > 1)


def asked(text: str) -> list[tuple[str, str]]:
    """Return each word that is asked for, once, as a name and as a text; empty when there is none."""
    found = ((name_word(word), text_word(word)) for _start, _end, word in words(text))
    return list(dict.fromkeys(pair for pair in found if len(pair[0]) > 1 and len(pair[1]) > 1))


def name_key(name: str) -> str:
    """Return what a name is compared and ordered by: the same order in every collation."""
    return heard(name).replace(" ", "0")[:250]
