"""The gate lets nothing out that gives anybody away: whatever was said, however many were asked.

Judged by two others than the gate's own solver: by listing what is possible, one number at a time,
and by integer programmes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations, product

import highspy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.disclosure.bands import bands
from interviews.disclosure.release import Draft, Line, _given_away, as_published
from interviews.disclosure.solver import leaks
from interviews.models import Code, Finding, Question, Study
from interviews.models.confidential import Excerpt, FindingBasis, PreparedFinding
from tests.factories import create_code, create_question, create_study
from tests.once import kept_for_the_module

# The gate reckons with numbers that it is given; of a database it asks three codes.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SECTORS = ("ngo", "expert", "media")
FEW_ENOUGH_TO_LIST = 24


@pytest.fixture(scope="module")
def tree(django_db_setup, django_db_blocker) -> tuple[Study, Question, dict[str, Code]]:
    """A study with a code and two parts of it: what the gate asks of the database."""
    with kept_for_the_module(django_db_blocker):
        study = create_study()
        whole = create_code(study=study, key="whole")
        parts = {key: create_code(study=study, key=key, parent=whole) for key in ("one", "other")}
        yield study, create_question(study=study, number="1"), {"whole": whole} | parts


@st.composite
def said(draw) -> tuple[dict[str, int], dict[str, frozenset[int]], dict[str, int]]:
    """Draw sizes of sectors, from 4 to 40 respondents in all, who said what, how many are quoted."""
    sizes = {sector: draw(st.integers(1, 14)) for sector in SECTORS}
    sizes["ngo"] += max(0, 4 - sum(sizes.values()))
    people = range(sum(sizes.values()))
    whole = draw(st.frozensets(st.sampled_from(people)))
    part = st.frozensets(st.sampled_from(sorted(whole))) if whole else st.just(frozenset())
    truth = {"whole": whole, "one": draw(part), "other": draw(part)}
    quoted = {key: draw(st.integers(0, min(3, len(who)))) for key, who in truth.items()}
    return sizes, truth, quoted


def draft(tree, sizes, truth, quoted) -> Draft:
    study, question, codes = tree
    sectors = dict(enumerate(chain.from_iterable([name] * sizes[name] for name in SECTORS)))
    lines = [
        Line(
            prepared=PreparedFinding(question=question, code=codes[key]),
            asked=frozenset(sectors),
            said=who,
            excerpts=tuple(Excerpt() for _ in range(quoted[key])),
        )
        for key, who in truth.items()
        if bands(len(sectors))
    ]
    return Draft(study, lines, set(sectors), sectors)


def edges(released: Draft) -> dict[str, tuple[int, int]]:
    """Return the fewest and the most that a release says of each code."""
    found = {}
    for line in released.lines:
        low, high = bands(len(line.asked))[line.band]
        found[line.prepared.code.key] = max(low, len(line.excerpts)), high
    return found


# --- By listing -------------------------------------------------------------------------------


def counts_left(sizes: Mapping[str, int], said: Mapping[str, tuple[int, int]]) -> dict[str, set]:
    """Return how many in each sector may have said each, one combination after the other."""
    every = list(product(*(range(size + 1) for size in sizes.values())))
    fit = {key: [c for c in every if low <= sum(c) <= high] for key, (low, high) in said.items()}

    def below(part, whole):
        return all(a <= b for a, b in zip(part, whole, strict=True))

    wholes = [
        w
        for w in fit["whole"]
        if all(any(below(p, w) for p in fit[key]) for key in ("one", "other"))
    ]
    parts = {
        key: {p for p in fit[key] if any(below(p, w) for w in wholes)} for key in ("one", "other")
    }
    return {"whole": set(wholes)} | parts


def groups() -> Iterator[tuple[int, ...]]:
    for count in range(1, len(SECTORS) + 1):
        yield from combinations(range(len(SECTORS)), count)


def is_safe(counts: set[int], size: int) -> bool:
    """Whether a reader who is left with `counts` knows nothing of `size` people."""
    low, high = min(counts), max(counts)
    return high > 0 and low < size and high - low >= min(2, size)


# --- By programmes ----------------------------------------------------------------------------


def least_and_most(sizes, said, key: str, group: tuple[int, ...]) -> tuple[int, int]:
    model = highspy.Highs()
    model.silent()
    people = {
        (k, s): model.addIntegral(0, size) for k in said for s, size in enumerate(sizes.values())
    }
    for each, (low, high) in said.items():
        total = sum(people[each, s] for s in range(len(sizes)))
        model.addConstr(low <= total)
        model.addConstr(total <= high)
        if each != "whole":
            for s in range(len(sizes)):
                model.addConstr(people[each, s] <= people["whole", s])
    sought = sum(people[key, s] for s in group)
    model.minimize(sought)
    least = round(model.getObjectiveValue())
    model.maximize(sought)
    return least, round(model.getObjectiveValue())


# --- Both -------------------------------------------------------------------------------------


def judged(tree, found) -> bool:
    """Return whether a release of `found` is let out; if so, fail where it gives anybody away."""
    sizes, truth, quoted = found
    released = draft(tree, sizes, truth, quoted)
    if not released.lines:
        assert sum(sizes.values()) < 10
        return False
    if list(_given_away(released)):
        return False
    said = edges(released)
    left = counts_left(sizes, said) if sum(sizes.values()) <= FEW_ENOUGH_TO_LIST else None
    for key, group in product(said, groups()):
        size = sum(list(sizes.values())[s] for s in group)
        low, high = least_and_most(sizes, said, key, group)
        assert is_safe({low, high}, size), (key, group)
        if left is not None:
            counts = {sum(world[s] for s in group) for world in left[key]}
            assert (min(counts), max(counts)) == (low, high)
    return True


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said())
def test_whatever_was_said_what_is_let_out_gives_nobody_away(tree, found):
    judged(tree, found)


@pytest.mark.parametrize(
    ("sizes", "quoted", "is_out"),
    [
        ({"ngo": 10, "expert": 6, "media": 4}, 0, True),
        ({"ngo": 10, "expert": 6, "media": 4}, 1, True),
        ({"ngo": 10, "expert": 6, "media": 4}, 3, False),
        ({"ngo": 4, "expert": 3, "media": 3}, 0, True),
        ({"ngo": 4, "expert": 3, "media": 2}, 0, False),
    ],
)
def test_the_gate_is_neither_always_open_nor_always_shut(tree, sizes, quoted, is_out):
    who = frozenset(range(3))
    truth = {"whole": who, "one": who, "other": frozenset()}

    assert judged(tree, (sizes, truth, dict.fromkeys(truth, 0) | {"whole": quoted})) is is_out


def test_the_gate_thinks_of_a_member_who_knows_two_answers_of_their_own(tree):
    """At most four said the whole, and two others a part of it: who said the whole, and not that
    part, knows that two or three of the others did.
    """
    truth = {"whole": frozenset(range(3)), "one": frozenset(range(2)), "other": frozenset()}
    sizes, quoted = {"ngo": 10, "expert": 6, "media": 4}, dict.fromkeys(truth, 0) | {"one": 2}
    released = draft(tree, sizes, truth, quoted)

    assert leaks(as_published(released)) == []
    assert list(_given_away(released)) != []


# --- What is out already ----------------------------------------------------------------------


def test_the_gate_takes_what_is_out_as_it_was_said(tree):
    """Said of the whole: few. Twelve said a part of it by now, and that cannot be."""
    study, question, codes = tree
    everybody = {"ngo": 10, "expert": 6, "media": 4}
    twelve = dict.fromkeys(("whole", "one", "other"), frozenset(range(12)))
    new = draft(tree, everybody, twelve, dict.fromkeys(twelve, 0))
    assert list(_given_away(new)) == []
    whole, *parts = new.lines
    out = FindingBasis(finding=Finding(band="few", excerpts=[]), code=codes["whole"], n_base=20)
    earlier = Line(whole.prepared, whole.asked, whole.said, (), out)

    assert list(_given_away(Draft(study, parts, new.base, new.sectors, [earlier]))) != []
