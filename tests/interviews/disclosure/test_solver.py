"""The attacker finds what is to be found, and nothing else: held against two other ways to look."""

from __future__ import annotations

from itertools import product

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.disclosure.bands import band_of, bands, halves
from interviews.disclosure.solver import (
    Circle,
    Claim,
    Contradiction,
    Link,
    Published,
    insider_leaks,
    leaks,
    possible_worlds,
)
from interviews.models import Band

SIZES = {"ngo": 10, "expert": 6, "media": 4}
EVERYBODY = 20


def published(*claims: Claim, links=(), sizes=SIZES) -> Published:
    items = {claim.item for claim in claims} | {
        item for link in links for item in (link.less, link.more)
    }
    return Published(dict.fromkeys(sorted(items), sizes), claims, links)


def group(*cells: str) -> frozenset[str]:
    return frozenset(cells)


# --- Bands ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "edges"),
    [
        (9, []),
        (10, [(0, 4), (5, 10)]),
        (15, [(0, 7), (8, 15)]),
        (16, [(0, 4), (5, 7), (8, 11), (12, 16)]),
        (20, [(0, 4), (5, 9), (10, 15), (16, 20)]),
        (40, [(0, 9), (10, 19), (20, 31), (32, 40)]),
    ],
)
def test_the_bands_of_a_base(base, edges):
    assert list(bands(base).values()) == edges


@pytest.mark.parametrize("base", range(10, 121))
def test_bands_follow_each_other_and_keep_few_with_none_and_most_with_all(base):
    edges = list(bands(base).values())

    assert [low for low, _high in edges] == [0, *(high + 1 for _low, high in edges[:-1])]
    assert edges[0][1] >= 4
    assert base - edges[-1][0] >= 4
    assert edges[-1][1] == base
    assert all(low < high for low, high in edges)


def test_a_count_has_one_band_and_none_below_the_smallest_base():
    assert band_of(4, bands(20)) == Band.FEW
    assert band_of(5, bands(20)) == Band.SOME
    assert band_of(5, bands(9)) is None


@pytest.mark.parametrize("edges", bands(EVERYBODY).values())
def test_a_band_of_the_whole_gives_nothing_away(edges):
    assert leaks(published(Claim("x", *edges))) == []


def test_one_split_in_two_groups_of_ten_gives_nothing_away():
    """Whatever the truth is: 11 by 11 of them, each in its three bands."""
    others = group("expert", "media")
    for in_ngo, in_others in product(range(11), repeat=2):
        whole, half = bands(20), halves(10)
        claims = (
            Claim("x", *whole[band_of(in_ngo + in_others, whole)]),
            Claim("x", *half[band_of(in_ngo, half)], group("ngo")),
            Claim("x", *half[band_of(in_others, half)], others),
        )

        assert leaks(published(*claims)) == []


# --- Planted leaks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        pytest.param([Claim("x", 5, 5)], "is known", id="an exact count"),
        pytest.param([Claim("x", 20, 20)], "everybody", id="unanimous"),
        pytest.param([Claim("x", 0, 0)], "nobody", id="none"),
        pytest.param([Claim("x", 7, 7)], "is known", id="35 percent of 20"),
        pytest.param([Claim("x", 5, 6)], "within one", id="within one"),
        pytest.param(
            [Claim("x", 5, 9), Claim("x", 5, 9, group("ngo", "expert"))],
            None,
            id="a second band that takes nothing away",
        ),
        pytest.param(
            [Claim("x", 8, 8), Claim("x", 4, 4, group("ngo", "expert"))],
            "everybody",
            id="the media by subtraction",
        ),
        pytest.param(
            [Claim("x", 0, 4, group("ngo")), Claim("x", 5, 6, group("expert"))],
            "within one",
            id="a group below ten",
        ),
        pytest.param(
            [Claim("x", 16, 20), Claim("x", 0, 1, group("expert", "media"))],
            "within one|leave no world",
            id="a second partition",
        ),
    ],
)
def test_a_planted_leak_is_found(claims, reason):
    try:
        found = [str(leak) for leak in leaks(published(*claims))]
    except Contradiction:
        found = ["leave no world"]

    if reason is None:
        assert found == []
    else:
        assert any(part in leak for leak in found for part in reason.split("|")), found


def test_a_second_partition_gives_away_what_one_does_not():
    """Two groups of ten, and of the same twenty, in other groups, nine and eleven."""
    sizes = {"1a": 5, "1b": 5, "2a": 4, "2b": 6}
    whole = Claim("x", 5, 9)
    first = [Claim("x", 0, 4, group("1a", "1b")), Claim("x", 0, 4, group("2a", "2b"))]
    second = [Claim("x", 0, 4, group("1a", "2a")), Claim("x", 6, 11, group("1b", "2b"))]

    assert leaks(published(whole, *first, sizes=sizes)) == []
    assert leaks(published(whole, *first, *second, sizes=sizes)) != []


def test_answers_that_were_given_together_give_some_away():
    """How many gave both answers is a code below each of them."""
    few, both = Claim("x", 0, 4), Claim("x and y", 3, 3)

    found = leaks(published(few, both, links=[Link("x and y", "x")]))

    assert any(leak.item == "x" for leak in found)


def test_one_respondent_more_gives_away_what_that_one_said():
    """The bands of the first release, and those of a second with one more in the base."""
    sizes = {"ngo": 10, "expert": 6, "media": 4, "newcomer": 1}
    first = Claim("x", *bands(20)[Band.SOME], group("ngo", "expert", "media"))
    second = Claim("x", *bands(21)[Band.FEW])

    found = leaks(published(first, second, sizes=sizes))

    assert any(leak.group == group("newcomer") and not leak.inside for leak in found)


def test_a_member_may_learn_more_than_a_reader():
    found = leaks(published(Claim("x", 0, 2)))

    assert found
    assert all(leak.inside for leak in found)


def test_an_insider_who_said_it_alone_learns_that_nobody_else_did():
    sizes = {"me": 1, "ngo": 9, "expert": 6, "media": 4}
    whole = published(Claim("x", 0, 4), sizes=sizes)
    one = published(Claim("x", 0, 1), sizes=sizes)

    assert insider_leaks(whole, "me", {"x": True}) == []
    assert insider_leaks(one, "me", {"x": True}) != []


def test_what_cannot_all_be_true_is_refused():
    with pytest.raises(Contradiction):
        leaks(published(Claim("x", 0, 4), Claim("x", 16, 20)))


def test_links_in_a_circle_are_not_judged():
    links = [Link("a", "b"), Link("a", "c"), Link("b", "d"), Link("c", "d")]

    with pytest.raises(Circle):
        leaks(published(links=links))


# --- Held against other ways ------------------------------------------------------------------


@st.composite
def small_studies(draw):
    """Return a study of at most seven respondents and three items in a line."""
    sizes = dict(zip("ab", draw(st.tuples(st.integers(1, 4), st.integers(1, 3))), strict=True))
    everybody = sum(sizes.values())
    claims = []
    for item in "xyz":
        low = draw(st.integers(0, everybody))
        claims.append(Claim(item, low, draw(st.integers(low, everybody))))
    by_count = draw(st.tuples(st.booleans(), st.booleans()))
    links = [Link("x", "y", by_count[0]), Link("y", "z", by_count[1])]
    return published(*claims, links=links, sizes=sizes)


def worlds_one_by_one(study: Published) -> dict[str, set[tuple[int, ...]]]:
    """Return the worlds that are left, by trying every answer of every respondent."""
    sizes = study.sizes["x"]
    people = [cell for cell, size in sizes.items() for _ in range(size)]
    found = {item: set() for item in study.sizes}
    subsets = list(product((0, 1), repeat=len(people)))

    def fits(item, said):
        return all(
            claim.low <= sum(said) <= claim.high for claim in study.claims if claim.item == item
        )

    def linked(link, less, more):
        if link.by_count:
            return sum(less) < sum(more)
        return all(one <= other for one, other in zip(less, more, strict=True))

    def world(said):
        return tuple(
            sum(one for one, where in zip(said, people, strict=True) if where == cell)
            for cell in sizes
        )

    first, second = study.links
    x_y_z = ([said for said in subsets if fits(item, said)] for item in "xyz")
    xs, ys, zs = x_y_z
    for y in ys:
        below = [x for x in xs if linked(first, x, y)]
        above = [z for z in zs if linked(second, y, z)]
        if below and above:
            found["y"].add(world(y))
            found["x"].update(map(world, below))
            found["z"].update(map(world, above))
    return found


@settings(max_examples=150)
@given(small_studies())
def test_what_is_left_is_exactly_what_trying_every_answer_leaves(study):
    found = {item: set(worlds) for item, worlds in possible_worlds(study).items()}
    one_by_one = worlds_one_by_one(study)

    if any(not worlds for worlds in one_by_one.values()):
        assert any(not worlds for worlds in found.values())
    else:
        assert found == one_by_one


def least_and_most(study: Published, item: str, cells: frozenset[str]) -> tuple[int, int]:
    """Return the fewest and the most of `cells` that may have said `item`, by integer programme."""
    model = highspy.Highs()
    model.silent()
    said = {
        (each, cell): model.addIntegral(0, size)
        for each, sizes in study.sizes.items()
        for cell, size in sizes.items()
    }
    for claim in study.claims:
        total = sum(said[claim.item, cell] for cell in claim.cells or study.sizes[claim.item])
        model.addConstr(claim.low <= total)
        model.addConstr(total <= claim.high)
    for link in study.links:
        for cell in study.sizes[link.less]:
            model.addConstr(said[link.less, cell] <= said[link.more, cell])
    sought = sum(said[item, cell] for cell in cells)
    model.minimize(sought)
    least = round(model.getObjectiveValue())
    model.maximize(sought)
    return least, round(model.getObjectiveValue())


@st.composite
def releases(draw):
    """Return the bands of a parent and two children, from answers drawn at random."""
    sizes = {cell: draw(st.integers(4, 14)) for cell in ("ngo", "expert", "media")}
    base = sum(sizes.values())
    parent = draw(st.integers(0, base))
    counts = {"p": parent, "c": draw(st.integers(0, parent)), "d": draw(st.integers(0, parent))}
    edges = bands(base)
    claims = [Claim(item, *edges[band_of(count, edges)]) for item, count in counts.items()]
    return published(*claims, links=[Link("c", "p"), Link("d", "p")], sizes=sizes)


@settings(max_examples=25)
@given(releases())
def test_the_edges_are_those_that_an_integer_programme_finds(study):
    worlds = possible_worlds(study)

    for item, cells in product("pcd", [group("ngo"), group("media"), group(*SIZES)]):
        places = [place for place, cell in enumerate(study.sizes[item]) if cell in cells]
        counts = {sum(world[place] for place in places) for world in worlds[item]}
        assert (min(counts), max(counts)) == least_and_most(study, item, cells)


@settings(max_examples=40)
@given(releases())
def test_bands_of_a_tree_of_codes_give_nothing_away(study):
    assert leaks(study) == []
