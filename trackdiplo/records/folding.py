"""One function folds text, so that both databases order and match alike.

Latin, Armenian, Azerbaijani and Russian spellings come out as plain lower-case ASCII words:
"Türkiye", "Թեքալի" and "Текали" can be typed on any keyboard, sorted, and put into an address.
"""

import re
import unicodedata

from anyascii import anyascii

# Letters that names of this region carry and the general table renders otherwise.
REGIONAL = {"ş": "sh", "ç": "ch", "ու": "u", "եւ": "ev"}
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
# Letters that are one to whoever spells a name by ear.
ONE_SOUND = (
    ("sh", "s"), ("ch", "c"), ("kh", "h"), ("gh", "g"), ("zh", "c"), ("th", "t"), ("j", "c"),
    ("w", "v"), ("e", "a"), ("y", "i"),
)  # fmt: skip
DOUBLED = re.compile(r"([a-z])\1+")


def fold(text: str) -> str:
    """Return `text` as lower-case ASCII words with single spaces between; idempotent."""
    # Letters and their marks may come as one character or as two: ş.
    text = unicodedata.normalize("NFC", text).lower()
    for letters, latin in REGIONAL.items():
        text = text.replace(letters, latin)
    # An apostrophe is part of its word: "Թեքալի" is t'ek'ali in the table, "women's" is one word.
    ascii_text = anyascii(text).lower().replace("'", "")
    return NOT_A_WORD.sub(" ", ascii_text).strip()


def heard(text: str) -> str:
    """Return `text` folded further, without what transliterations differ in.

    Aliyev, Aliev, Əliyev, Алиев and Ալիև are one; so are Zardusht and Zərdüşt.
    """
    folded = fold(text)
    for letters, one in ONE_SOUND:
        folded = folded.replace(letters, one)
    return DOUBLED.sub(r"\1", folded)


def slug_of(text: str, max_length: int = 80) -> str:
    """Return an address part made of the folded words of `text`, cut between words; may be empty."""
    slug = fold(text).replace(" ", "-")
    if len(slug) <= max_length:
        return slug
    return slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]


def sort_key_of(text: str) -> str:
    """Return what a name is sorted by: the same order in every collation of every database.

    Collations of PostgreSQL skip spaces; none skips a digit, or puts it after a letter.
    """
    return fold(text).replace(" ", "0")
