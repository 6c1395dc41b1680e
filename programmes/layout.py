"""Where boxes that belong together stand: near each other, in groups, and never on one another.

No library draws the same on every machine: all reckon with numpy, or with sines of the machine, and
small differences of such grow. Here are only sums, products, quotients and square roots, which
IEEE 754 rounds alike everywhere: the same boxes have the same places, to the last digit. (Python's
own `sum` of many has changed its last digits once; `fsum` cannot.)
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum, sqrt

# Boxes as (width, height), places as [x, y] of their middles, links as pairs of their numbers.
Size = tuple[float, float]
Place = list[float]

ROUNDS, COOLING = 30, 0.75
SPARE = 1.7  # times the room that the boxes of a group take
FLAT = 0.75  # how much nearer boxes stand below each other, which are wider than high
LONGEST = 3.0  # how many times as wide as high
PUSHES, PATIENCE, STRETCH = 200, 8, 1.1  # after so many pushes in vain there is more room downwards
BETWEEN = 18  # groups
AROUND = 1.4  # links' lengths between two that stand around a third: a quarter of a circle


@dataclass(frozen=True)
class Group:
    """Boxes that are linked with each other, with their places from the corner of the group."""

    numbers: list[int]
    places: list[Place]
    width: float
    height: float


def spread(
    boxes: Sequence[Size],
    links: Iterable[tuple[int, int]],
    *,
    width: float,
    middle: int | None = None,
) -> tuple[list[Place], float]:
    """Return the place of each box within `width`, and how high they are together.

    Around the box with the number `middle` stand those that it is linked with. Costs the square of
    the number of linked boxes: a hundred take a fifth of a second.
    """
    near: list[set[int]] = [set() for _ in boxes]
    for one, other in links:
        near[one].add(other)
        near[other].add(one)
    places: list[Place] = [[0.0, 0.0] for _ in boxes]
    linked = _linked(near)
    groups = [_group(each, near, boxes, width, middle) for each in linked if len(each) > 1]
    height = _in_rows(groups, places, width)
    alone = [number for (number, *others) in linked if not others]
    return places, _in_columns(alone, places, boxes, width, height)


def _linked(near: list[set[int]]) -> list[list[int]]:
    """Return the numbers that are linked with each other, the largest group first."""
    found, seen = [], set()
    for number in range(len(near)):
        if number not in seen:
            group = sorted(_steps(near, number))
            seen.update(group)
            found.append(group)
    return sorted(found, key=lambda group: (-len(group), group[0]))


def _steps(near: list[set[int]], start: int) -> dict[int, int]:
    """Return how many links lead from `start` to each number that can be reached."""
    steps, waiting = {start: 0}, deque([start])
    while waiting:
        one = waiting.popleft()
        for other in sorted(near[one] - steps.keys()):
            steps[other] = steps[one] + 1
            waiting.append(other)
    return steps


def _group(
    numbers: list[int],
    near: list[set[int]],
    boxes: Sequence[Size],
    width: float,
    middle: int | None,
) -> Group:
    sizes = [boxes[number] for number in numbers]
    fixed = numbers.index(middle) if middle in numbers else None
    places = _settled(numbers, near, middle)
    _turn(places)
    walls = _scale(places, sizes, width)
    _push_apart(places, sizes, fixed, walls)
    return _framed(numbers, places, sizes)


def _settled(numbers: list[int], near: list[set[int]], middle: int | None) -> list[Place]:
    """Return places that are as far from each other as there are links between (stress, by SGD).

    J. Zheng, S. Pawar, D. Goodman, “Graph Drawing by Stochastic Gradient Descent”, 2018.
    """
    order = {number: place for place, number in enumerate(numbers)}
    pairs = [
        (order[one], order[other], _apart(steps, middle in (None, one, other)))
        for one in numbers
        for other, steps in _steps(near, one).items()
        if one < other
    ]
    dice = random.Random(0)  # whose random() is the same in all versions of Python
    pairs.sort()
    pairs.sort(key=lambda _pair: dice.random())
    # Spread evenly to begin with: multiples of the golden ratio, and of its like for two.
    places = [[number * 0.618034 % 1, number * 0.7548777 % 1] for number in range(len(numbers))]
    force = max(far for *_, far in pairs) ** 2
    for _round in range(ROUNDS):
        for one, other, far in pairs:
            _move(places[one], places[other], far, min(1.0, force / (far * far)))
        force *= COOLING
    return places


def _apart(steps: int, freely: bool) -> float:
    """Return how far two should be apart: as many links as there are, but room for the middle."""
    return float(steps) if freely else max(steps, AROUND)


def _move(one: Place, other: Place, wanted: float, part: float) -> None:
    """Move two places towards the distance that is wanted, by a part of the way."""
    x, y = one[0] - other[0], one[1] - other[1]
    distance = sqrt(x * x + y * y) or 0.001
    by = part * (distance - wanted) / 2 / distance
    one[0] -= x * by
    one[1] -= y * by
    other[0] += x * by
    other[1] += y * by


def _turn(places: list[Place]) -> None:
    """Turn places until the two that are farthest apart lie side by side."""
    x, y, square = max(
        (
            (other[0] - one[0], other[1] - one[1], _square(one, other))
            for one, other in combinations(places, 2)
        ),
        key=lambda way: way[2],
    )
    cosine, sine = x / sqrt(square), y / sqrt(square)
    for place in places:
        place[:] = place[0] * cosine + place[1] * sine, place[1] * cosine - place[0] * sine


def _square(one: Place, other: Place) -> float:
    x, y = other[0] - one[0], other[1] - one[1]
    return x * x + y * y


def _scale(places: list[Place], sizes: list[Size], width: float) -> tuple[float, float]:
    """Give the places of a group the room that its boxes need; return how far they may spread."""
    (left, across), (top, down) = _extent(places, 0), _extent(places, 1)
    area = SPARE * fsum(wide * high for wide, high in sizes)
    shape = min(LONGEST, across / (down or 1.0))
    wanted, most = sqrt(area * shape), width - max(size[0] for size in sizes)
    wide = min(most, wanted)
    for place in places:
        place[0] = (place[0] - left) / across * wide
        place[1] = (place[1] - top) / across * wanted * wanted / wide * FLAT
    return (wide - most) / 2, (wide + most) / 2


def _extent(places: list[Place], axis: int) -> tuple[float, float]:
    """Return where places begin on an axis, and how far they reach."""
    found = [place[axis] for place in places]
    return min(found), max(found) - min(found)


def _push_apart(
    places: list[Place], sizes: list[Size], fixed: int | None, walls: tuple[float, float]
) -> None:
    """Move boxes until none stands on another; the one that is fixed stays where it is."""
    for push in range(1, PUSHES + 1):
        pushed = [_push_pair(places, sizes, *pair, fixed) for pair in _close(places, sizes)]
        if not any(pushed):
            return
        for place in places:
            place[0] = min(max(place[0], walls[0]), walls[1])
            place[1] *= STRETCH if push % PATIENCE == 0 else 1.0
    _let_down(places, sizes)


def _close(places: list[Place], sizes: list[Size]) -> list[tuple[int, int]]:
    """Return the pairs of boxes that overlap from left to right."""
    widest = max(size[0] for size in sizes)
    order = sorted(range(len(places)), key=lambda number: (places[number][0], number))
    found = []
    for position, one in enumerate(order):
        for other in order[position + 1 :]:
            if places[other][0] - places[one][0] >= widest:
                break
            found.append((one, other))
    return found


def _overlap(places: list[Place], sizes: list[Size], one: int, other: int) -> Size | None:
    """Return how far two boxes are in one another, across and down; None where they are not."""
    across = (sizes[one][0] + sizes[other][0]) / 2 - abs(places[one][0] - places[other][0])
    down = (sizes[one][1] + sizes[other][1]) / 2 - abs(places[one][1] - places[other][1])
    return (across, down) if across > 0 and down > 0 else None


def _push_pair(
    places: list[Place], sizes: list[Size], one: int, other: int, fixed: int | None
) -> bool:
    """Push two boxes from each other, the shorter way; return whether it was needed."""
    overlap = _overlap(places, sizes, one, other)
    if not overlap:
        return False
    axis = 0 if overlap[0] < overlap[1] else 1
    by = overlap[axis] + 0.1
    if (places[one][axis], one) > (places[other][axis], other):
        by = -by
    shares = {one: 0.0, other: 1.0}.get(fixed, 0.5)
    places[one][axis] -= by * shares
    places[other][axis] += by * (1 - shares)
    return True


def _let_down(places: list[Place], sizes: list[Size]) -> None:
    """Move boxes down, from the top, until each is below whatever it stands on."""
    done: list[int] = []
    for one in sorted(range(len(places)), key=lambda number: (places[number][1], number)):
        while below := [
            places[other][1] + (sizes[one][1] + sizes[other][1]) / 2 + 0.1
            for other in done
            if _overlap(places, sizes, one, other)
        ]:
            places[one][1] = max(below)
        done.append(one)


def _framed(numbers: list[int], places: list[Place], sizes: list[Size]) -> Group:
    """Return the group with its corner at nought."""
    pairs = list(zip(places, sizes, strict=True))
    left = min(place[0] - size[0] / 2 for place, size in pairs)
    top = min(place[1] - size[1] / 2 for place, size in pairs)
    right = max(place[0] + size[0] / 2 for place, size in pairs)
    bottom = max(place[1] + size[1] / 2 for place, size in pairs)
    moved = [[place[0] - left, place[1] - top] for place in places]
    return Group(numbers, moved, right - left, bottom - top)


def _in_rows(groups: list[Group], places: list[Place], width: float) -> float:
    """Place groups side by side in rows, as many as there is room; return how far down they reach."""
    rows: list[list[Group]] = []
    for group in groups:
        if not rows or _width([*rows[-1], group]) > width:
            rows.append([])
        rows[-1].append(group)
    y = 0.0
    for row in rows:
        height = max(group.height for group in row)
        gap = (width - _width(row)) / (len(row) + 1)
        x = gap
        for group in row:
            for number, (across, down) in zip(group.numbers, group.places, strict=True):
                places[number] = [x + across, y + (height - group.height) / 2 + down]
            x += group.width + BETWEEN + gap
        y += height + BETWEEN
    return y


def _width(row: list[Group]) -> float:
    return fsum(group.width for group in row) + BETWEEN * (len(row) - 1)


def _in_columns(
    alone: list[int], places: list[Place], boxes: Sequence[Size], width: float, y: float
) -> float:
    """Place boxes that are linked with none in columns; return how far down they reach."""
    columns = int(width // max((boxes[number][0] for number in alone), default=width))
    for first in range(0, len(alone), columns):
        row = alone[first : first + columns]
        height = max(boxes[number][1] for number in row)
        for column, number in enumerate(row):
            places[number] = [(column + 0.5) * width / columns, y + boxes[number][1] / 2]
        y += height
    return y
