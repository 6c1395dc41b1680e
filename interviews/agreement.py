"""How far two coders agree on which codes an answer has: Krippendorff's alpha, with an interval.

A *unit* is one answer. Coders mark spans, but what is compared is whether a code was used in the
answer at all: where a span begins is a matter of taste. Per code the measure is nominal; over
whole code sets it weighs differences by MASI (Passonneau 2006). Sources: Krippendorff,
"Computing Krippendorff's alpha-reliability" (2011).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

# Resampled answers for the interval of one code, and of the code sets, which cost far more each.
ROUNDS = 1000
SET_ROUNDS = 200
SEED = 20
Marks = Sequence[tuple[bool, bool]]
Sets = Sequence[tuple[frozenset[Hashable], frozenset[Hashable]]]


def masi(one: frozenset, other: frozenset) -> float:
    """Return the MASI distance of two sets: 0 for the same, 1 for sets with nothing in common."""
    if one == other:
        return 0.0
    common = one & other
    if not common:
        return 1.0
    weight = 2 / 3 if common in (one, other) else 1 / 3
    return 1 - weight * len(common) / len(one | other)


@dataclass(frozen=True)
class Agreement:
    """What two coders did with one code, counted in answers."""

    both: int
    only_a: int
    only_b: int
    neither: int
    interval: tuple[float, float] | None = None

    @property
    def answers(self) -> int:
        return self.both + self.only_a + self.only_b + self.neither

    @property
    def percent(self) -> float | None:
        """The share of answers on which they agree, 0 to 100; None without an answer."""
        return 100 * (self.both + self.neither) / self.answers if self.answers else None

    @property
    def alpha(self) -> float | None:
        """Nominal alpha; None where there is no variation."""
        return alpha_of_counts(self.both, self.only_a + self.only_b, self.neither)


def alpha_of_counts(both: int, one: int, neither: int) -> float | None:
    """Return nominal alpha of two coders who mark or do not mark; None where it is not defined."""
    marked, unmarked = 2 * both + one, 2 * neither + one
    expected = marked * unmarked
    return 1 - one * (marked + unmarked - 1) / expected if expected else None


def agreement(marks: Marks, resamples: Sequence[Sequence[int]] = ()) -> Agreement:
    """Count `marks`, one pair (coder A, coder B) an answer; the interval is over `resamples`."""
    counted = Counter(marks)
    return Agreement(
        both=counted[True, True],
        only_a=counted[True, False],
        only_b=counted[False, True],
        neither=counted[False, False],
        interval=_interval(_resampled(marks, resamples)),
    )


def _resampled(marks: Marks, resamples: Sequence[Sequence[int]]) -> Iterator[float | None]:
    """Yield alpha for each resample, a list of how often each answer was drawn."""
    both = [place for place, mark in enumerate(marks) if all(mark)]
    one = [place for place, mark in enumerate(marks) if mark[0] != mark[1]]
    for times in resamples:
        in_both = sum(times[place] for place in both)
        in_one = sum(times[place] for place in one)
        yield alpha_of_counts(in_both, in_one, len(marks) - in_both - in_one)


def resamples(answers: int, rounds: int = ROUNDS) -> list[list[int]]:
    """Return `rounds` bootstrap samples of `answers` answers, as how often each was drawn.

    The same for the same numbers: a table that is opened twice says the same.
    """
    draw = random.Random(SEED)
    drawn = []
    for _ in range(rounds if answers else 0):
        times = Counter(draw.choices(range(answers), k=answers))
        drawn.append([times[place] for place in range(answers)])
    return drawn


def agreement_by_code(
    sets: Sets, codes: Sequence[Hashable], rounds: int = ROUNDS
) -> Mapping[Hashable, Agreement]:
    """Return the agreement on each of `codes` over answers with the code sets of two coders."""
    drawn = resamples(len(sets), rounds)
    return {code: agreement([(code in a, code in b) for a, b in sets], drawn) for code in codes}


@dataclass(frozen=True)
class SetAgreement:
    """Agreement over whole code sets: alpha with MASI distance, and its interval."""

    answers: int
    alpha: float | None
    interval: tuple[float, float] | None


def set_agreement(sets: Sets, rounds: int = SET_ROUNDS) -> SetAgreement:
    compared = _Compared(sets)
    interval = _interval(compared.alpha(times) for times in resamples(len(sets), rounds))
    return SetAgreement(len(sets), compared.alpha([1] * len(sets)), interval)


class _Compared:
    """The distances of all code sets that occur, measured once for all resamples."""

    def __init__(self, sets: Sets):
        different = list(dict.fromkeys(each for pair in sets for each in pair))
        place = {each: number for number, each in enumerate(different)}
        self.rows = [[masi(one, other) for other in different] for one in different]
        self.pairs = [(place[one], place[other]) for one, other in sets]
        self.apart = [self.rows[one][other] for one, other in self.pairs]

    def alpha(self, times: Sequence[int]) -> float | None:
        """Return alpha over answers that each count `times`; None where it is not defined."""
        totals = [0] * len(self.rows)
        for (one, other), count in zip(self.pairs, times, strict=True):
            totals[one] += count
            totals[other] += count
        observed = 2 * sum(map(mul, self.apart, times))
        expected = sum(
            count * sum(map(mul, row, totals))
            for count, row in zip(totals, self.rows, strict=True)
            if count
        )
        return 1 - observed * (sum(totals) - 1) / expected if expected else None


def _interval(values: Iterable[float | None]) -> tuple[float, float] | None:
    """Return the middle 95 % of the defined `values`; None where fewer than half are defined."""
    values = list(values)
    defined = sorted(value for value in values if value is not None)
    if not defined or 2 * len(defined) < len(values):
        return None
    cut = int(0.025 * len(defined))
    return defined[cut], defined[-1 - cut]
