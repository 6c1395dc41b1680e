"""Words in answers, in any spelling. Answers are folded when they are asked for, and never kept so:
a second copy of what was said would be one more to erase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from interviews.models import Question, Study
from interviews.models.confidential import Response
from trackdiplo.records.folding import fold

WORD = re.compile(r"\w[\w'’\u0300-\u036f]*")
AROUND = 120


@dataclass(frozen=True)
class Found:
    """An answer, and the place in it where the first of the words stands."""

    response: Response
    before: str
    word: str
    after: str


def matching(study: Study, words: str, *, question: Question | None = None) -> list[Found]:
    """Return the answers that hold every one of `words`, folded. One query."""
    wanted = fold(words).split()
    answers = Response.objects.answered().filter(respondent__study=study).in_order()
    if question is not None:
        answers = answers.filter(question=question)
    found = answers.select_related("question", "respondent")
    return [
        _found(answer, wanted)
        for answer in (found if wanted else ())
        if _holds(fold(answer.text), wanted)
    ]


def _holds(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)


def _found(answer: Response, wanted: list[str]) -> Found:
    text = answer.text
    words = (match for match in WORD.finditer(text) if any(w in fold(match[0]) for w in wanted))
    match = next(words, None)
    start, end = match.span() if match else (0, 0)
    first = 0 if start <= AROUND else text.find(" ", start - AROUND, start) + 1 or start - AROUND
    last = text.rfind(" ", end, end + AROUND) if len(text) > end + AROUND else len(text)
    last = last if last > 0 else end + AROUND
    return Found(
        response=answer,
        before=("… " if first else "") + text[first:start],
        word=text[start:end],
        after=text[end:last] + (" …" if last < len(text) else ""),
    )
