"""The attacker: everything that a reader can work out from what is published of a study.

An *item* is one thing that a respondent said or did not: a code under a question. Respondents are
told apart by *cells*, such as their sectors, whose sizes the attacker knows. A *world* of an item
is how many in each cell said it. What is published leaves some worlds possible and rules out the
rest; where all that are left agree on something about people, that thing is known, and published
in all but words.

What is left is exact, not estimated: worlds are listed one by one, and the links between items
(a code implies its parent, one was named more often than another) narrow them to and fro. That is
exact as long as the links close no circle; where they do, `leaks` says that it cannot judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from operator import ge, le

from django.utils.translation import gettext_lazy as _

Cell = Hashable
World = tuple[int, ...]
Worlds = frozenset[World]


@dataclass(frozen=True)
class Claim:
    """Published of an item: of the respondents in `cells`, at least `low`, at most `high`.

    `cells` empty: of all who were asked.
    """

    item: str
    low: int
    high: int
    cells: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class Link:
    """Whoever said `less` said `more` as well; or, if `by_count`, more people said `more`."""

    less: str
    more: str
    by_count: bool = False


@dataclass(frozen=True)
class Published:
    """All that is public about a study, and what an attacker knows beside it.

    `sizes`: for each item, how many respondents of each cell were asked, in one order of cells.
    """

    sizes: Mapping[str, Mapping[Cell, int]]
    claims: Sequence[Claim] = ()
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Leak:
    """What can be known, of whom, and about which item; `inside`: by one of them, of the others."""

    item: str
    group: frozenset[Cell]
    reason: str
    inside: bool

    def __str__(self) -> str:
        whom = _("to a member") if self.inside else _("to any reader")
        return f"{self.item}, {' and '.join(sorted(map(str, self.group)))}, {whom}: {self.reason}"


# --- Worlds -----------------------------------------------------------------------------------


def possible_worlds(published: Published) -> dict[str, Worlds]:
    """Return the worlds of each item that all that is published leaves possible."""
    worlds = {
        item: _worlds_of(item, cells, published.claims) for item, cells in published.sizes.items()
    }
    order = _leaves_first(published.links)
    for links in (order, order[::-1]):
        for link in links:
            low, high = _linked(link, worlds[link.less], worlds[link.more])
            worlds[link.less], worlds[link.more] = low, high
    return worlds


def _worlds_of(item: str, sizes: Mapping[Cell, int], claims: Iterable[Claim]) -> Worlds:
    cells = tuple(sizes)
    bounds = frozenset(
        (tuple(place for place, cell in enumerate(cells) if not claim.cells or cell in claim.cells),
         claim.low, claim.high)
        for claim in claims if claim.item == item
    )  # fmt: skip
    return _within(tuple(sizes.values()), bounds)


@cache
def _within(sizes: tuple[int, ...], bounds: frozenset) -> Worlds:
    return frozenset(
        world
        for world in product(*(range(size + 1) for size in sizes))
        if all(low <= sum(world[place] for place in places) <= high for places, low, high in bounds)
    )


def _linked(link: Link, less: Worlds, more: Worlds) -> tuple[Worlds, Worlds]:
    """Return what a link leaves of the worlds of its two items."""
    return _by_count(less, more) if link.by_count else _implied(less, more)


@cache
def _by_count(less: Worlds, more: Worlds) -> tuple[Worlds, Worlds]:
    fewest, most = min(map(sum, less), default=0), max(map(sum, more), default=0)
    return (
        frozenset(world for world in less if sum(world) < most),
        frozenset(world for world in more if sum(world) > fewest),
    )


@cache
def _implied(less: Worlds, more: Worlds) -> tuple[Worlds, Worlds]:
    """Keep the worlds of each that go with one of the other: in no cell more said `less`."""
    most_first, fewest_first = sorted(more, key=sum, reverse=True), sorted(less, key=sum)
    return (
        frozenset(world for world in less if any(_in_each(le, world, most) for most in most_first)),
        frozenset(world for world in more if any(_in_each(ge, world, few) for few in fewest_first)),
    )


def _in_each(compare: Callable[[int, int], bool], one: World, other: World) -> bool:
    return all(map(compare, one, other))


def _leaves_first(links: Iterable[Link]) -> list[Link]:
    """Return `links` so that each comes after those on its far side. Raises Circle."""
    at: dict[str, set[Link]] = defaultdict(set)
    for link in set(links):
        at[link.less].add(link)
        at[link.more].add(link)
    ordered, leaves = [], sorted(item for item, mine in at.items() if len(mine) == 1)
    while leaves:
        mine = at[leaves.pop()]
        if mine:
            link = mine.pop()
            ordered.append(link)
            for item in (link.less, link.more):
                at[item].discard(link)
                if len(at[item]) == 1:
                    leaves.append(item)
    if any(at.values()):
        raise Circle(_("The links between findings close a circle: it cannot be judged."))
    return ordered


class Circle(Exception):
    """The links between items close a circle: what they leave possible is not exact."""


class Contradiction(Exception):
    """No world is left: what is published cannot all be true."""


# --- Leaks ------------------------------------------------------------------------------------


def leaks(published: Published) -> list[Leak]:
    """Return all that a reader can know of a group of respondents, or a member of the others in it.

    Groups are the cells, and every union of cells. Raises Circle, or Contradiction.
    """
    return [
        Leak(item, group, reason, inside)
        for item, worlds in possible_worlds(published).items()
        for group in _groups(tuple(published.sizes[item]))
        for reason, inside in _known(worlds, *_places(published.sizes[item], group))
    ]


def insider_leaks(published: Published, member: Cell, answers: Mapping[str, bool]) -> list[Leak]:
    """Return what the one respondent in `member`, a cell of its own, can know of the others.

    `answers`: which items it said. That may rule out worlds of other items as well.
    """
    own = [Claim(item, said, said, frozenset([member])) for item, said in answers.items()]
    inside = Published(published.sizes, [*published.claims, *own], published.links)
    return [leak for leak in leaks(inside) if member not in leak.group]


def _groups(cells: tuple[Cell, ...]) -> Iterator[frozenset[Cell]]:
    for count in range(1, len(cells) + 1):
        yield from map(frozenset, combinations(cells, count))


def _places(sizes: Mapping[Cell, int], group: frozenset[Cell]) -> tuple[tuple[int, ...], ...]:
    """Return the places of the cells of `group`, and all sizes."""
    places = tuple(place for place, cell in enumerate(sizes) if cell in group)
    return places, tuple(sizes.values())


@cache
def _known(
    worlds: Worlds, places: tuple[int, ...], sizes: tuple[int, ...]
) -> tuple[tuple[str, bool], ...]:
    """Return (what, whether only inside) all `worlds` agree on about those in `places`."""
    if not worlds:
        raise Contradiction(_("What is published of this cannot all be true."))
    size = sum(sizes[place] for place in places)
    reason = _decided({sum(world[place] for place in places) for world in worlds}, size)
    if reason:
        return ((reason, False),)
    inside = {
        _decided(_others(worlds, places, place, own, sizes[place]), size - 1)
        for place in places
        for own in (0, 1)
    }
    return tuple((reason, True) for reason in sorted(inside - {""}))


def _others(worlds: Worlds, places: tuple[int, ...], place: int, own: int, size: int) -> set[int]:
    """Return how many others may have said it, where one of `place` did (1) or did not (0)."""
    return {
        sum(world[each] for each in places) - own
        for world in worlds
        if own <= world[place] <= size - 1 + own
    }


def _decided(counts: set[int], size: int) -> str:
    """Say what `counts`, all that are possible, give away of `size` people; empty: nothing."""
    if size < 1 or not counts:
        return ""
    low, high = min(counts), max(counts)
    if high == 0:
        return _("nobody said it")
    if low == size:
        return _("everybody said it")
    if low == high:
        return _("how many said it is known")
    if high - low < min(2, size):
        return _("how many said it is known within one")
    return ""
