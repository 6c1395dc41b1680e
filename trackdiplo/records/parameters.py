"""What may stand behind the question mark of a public address: the same for pages and the API."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext as _
from rapidfuzz import process

MAX_LENGTH = 500
TRACKING = re.compile(r"utm_.*|fbclid|gclid|yclid|mc_.*")
Problems = dict[str, list[str]]


def check(query: QueryDict, *, single: Iterable[str], several: Iterable[str] = ()) -> Problems:
    """Return what is wrong with `query`, by parameter; empty when nothing is.

    `single` are names that may stand once, `several` names that may be repeated.
    """
    known = {*single, *several}
    problems = {}
    for name, values in query.lists():
        problem = _problem_of_name(name, known) or _problem_of_values(values, name in several)
        if problem:
            problems[_shown(name)] = [problem]
    return problems


def _problem_of_name(name: str, known: set[str]) -> str | None:
    if name in known:
        return None
    close = process.extractOne(name, sorted(known), score_cutoff=70) if name else None
    words = {"name": _shown(name), "known": ", ".join(sorted(known))}
    if close:
        words["close"] = close[0]
        return _("“%(name)s” is no parameter here. Did you mean “%(close)s”?") % words
    if known:
        return _("“%(name)s” is no parameter here. There are: %(known)s.") % words
    return _("“%(name)s” is no parameter here: there are none.") % words


def _problem_of_values(values: list[str], may_repeat: bool) -> str | None:
    if len(values) > 1 and not may_repeat:
        return _("It is given more than once.")
    if not all(values):
        return _("It is empty: leave it out.")
    if any(len(value) > MAX_LENGTH for value in values):
        return _("It is longer than %(limit)s characters.") % {"limit": MAX_LENGTH}
    if any("\0" in value for value in values):
        return _("It holds a null character.")
    return None


def _shown(name: str) -> str:
    """Return a name that a stranger chose, fit to be printed."""
    return name.replace("\0", "␀")[:50]


def cleaned(query: QueryDict) -> str | None:
    """Return the query string without empty values and tracking; None when nothing was dropped."""
    clean = query.copy()
    for name, values in query.lists():
        kept = [] if TRACKING.fullmatch(name) else [value for value in values if value]
        if kept:
            clean.setlist(name, kept)
        else:
            del clean[name]
    return None if clean == query else clean.urlencode()
