"""Agreement of two coders, held against two independent libraries."""

import random

import krippendorff
import pytest
from nltk.metrics import masi_distance
from nltk.metrics.agreement import AnnotationTask

from interviews.agreement import (
    Agreement,
    agreement,
    agreement_by_code,
    masi,
    resamples,
    set_agreement,
)

CODES = "abcde"


def sets_of(draw: random.Random, answers: int) -> list[tuple[frozenset, frozenset]]:
    """Return the code sets of two coders who mostly agree."""
    found = []
    for _ in range(answers):
        one = frozenset(code for code in CODES if draw.random() < 0.3)
        other = frozenset(code for code in CODES if (code in one) != (draw.random() < 0.15))
        found.append((one, other))
    return found


def test_the_example_of_krippendorff_2011_has_its_alpha():
    a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]

    found = agreement([(bool(one), bool(other)) for one, other in zip(a, b, strict=True)])

    assert found.alpha == pytest.approx(0.095, abs=0.0005)


@pytest.mark.parametrize("seed", range(20))
def test_alpha_of_one_code_equals_both_libraries(seed):
    sets = sets_of(random.Random(seed), 40)
    ours = agreement_by_code(sets, CODES, rounds=0)

    for code in CODES:
        marks = [(int(code in a), int(code in b)) for a, b in sets]
        rows = [("A", n, a) for n, (a, _) in enumerate(marks)]
        rows += [("B", n, b) for n, (_, b) in enumerate(marks)]
        a, b = (list(coder) for coder in zip(*marks, strict=True))
        assert ours[code].alpha == pytest.approx(
            krippendorff.alpha([a, b], level_of_measurement="nominal"), abs=1e-12
        )
        assert ours[code].alpha == pytest.approx(AnnotationTask(rows).alpha(), abs=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_alpha_over_code_sets_equals_nltk_with_masi(seed):
    # nltk cannot compare two empty sets.
    sets = [(a | {"x"}, b | {"x"}) for a, b in sets_of(random.Random(seed), 30)]
    rows = [("A", n, a) for n, (a, _) in enumerate(sets)]
    rows += [("B", n, b) for n, (_, b) in enumerate(sets)]

    expected = AnnotationTask(rows, distance=masi_distance).alpha()

    assert set_agreement(sets, rounds=0).alpha == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("ab", "ab", 0),
        ("ab", "cd", 1),
        ("", "a", 1),
        ("a", "ab", 1 - 2 / 3 * 1 / 2),
        ("ab", "bc", 1 - 1 / 3 * 1 / 3),
    ],
)
def test_masi_weighs_what_two_sets_share(one, other, distance):
    assert masi(frozenset(one), frozenset(other)) == pytest.approx(distance)


def test_a_rare_code_agrees_by_percent_and_hardly_by_alpha():
    marks = [(True, True), (True, False), (False, True), *[(False, False)] * 17]

    found = agreement(marks, resamples(len(marks)))

    assert (found.both, found.only_a, found.only_b, found.neither) == (1, 1, 1, 17)
    assert found.percent == 90
    assert found.alpha == pytest.approx(0.458, abs=0.0005)
    low, high = found.interval
    assert low < 0 < 0.9 < high


@pytest.mark.parametrize("mark", [(False, False), (True, True)])
def test_without_variation_alpha_is_not_defined(mark):
    found = agreement([mark] * 20, resamples(20))

    assert found.percent == 100
    assert found.alpha is None
    assert found.interval is None


def test_without_an_answer_nothing_is_defined():
    assert agreement([], resamples(0)) == Agreement(0, 0, 0, 0)
    assert Agreement(0, 0, 0, 0).percent is None
    assert set_agreement([]).alpha is None


def test_the_same_answers_have_the_same_interval_each_time():
    sets = sets_of(random.Random(1), 20)

    assert agreement_by_code(sets, CODES) == agreement_by_code(sets, CODES)
    assert set_agreement(sets) == set_agreement(sets)
