"""The network as it is drawn: circles and their like, lines between them, and names with room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from actors.models import OrganisationKind
from programmes.layout import spread
from programmes.network import Network, Node, Tie
from trackdiplo.records.drawing import text_width, wrapped

# More would be a tangle. The page says so, and gives the rest as files.
MOST_NODES, MOST_TIES = 100, 400

# In units of the picture. Whoever changes the letters here changes those of `network.css` too.
WIDTH, ROOM = 1000, 122
SIZE, LINE = 11, 13
SMALLEST, LARGEST = 6.0, 20.0  # radii
THINNEST, THICKEST = 1.2, 9.0
GAP = 9
# Around the picture, where it stands on a sheet of its own.
MARGIN, HEAD, FOOT, KEY = 40, 110, 112, 22

# Kinds are told apart by shape alone, so that colour is free for other things: each of about the
# area of a circle with the radius 1.
CIRCLE = "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z"
SHAPES = {
    OrganisationKind.NGO: CIRCLE,
    OrganisationKind.PRESS_CLUB: f"{CIRCLE}M-.5 0a.5 .5 0 1 0 1 0a.5 .5 0 1 0 -1 0z",
    OrganisationKind.MEDIA: "M-.8 -1.2L1.3 0L-.8 1.2z",
    OrganisationKind.RESEARCH: "M-.9 -.9H.9V.9H-.9z",
    OrganisationKind.FOUNDATION: "M0 -1.25L1.25 0L0 1.25L-1.25 0z",
    OrganisationKind.INTERGOVERNMENTAL: "M-1.1 0L-.55 -.95H.55L1.1 0L.55 .95H-.55z",
    OrganisationKind.GOVERNMENT: "M-.9 .95V-.35L0 -1.15L.9 -.35V.95z",
    OrganisationKind.MOVEMENT: "M0 -1.3L1.2 .8H-1.2z",
    OrganisationKind.NETWORK: "M-.4 -1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4z",
    OrganisationKind.COMPANY: "M-.9 -.9H.9V.9H-.9zM-.45 -.45H.45V.45H-.45z",
    OrganisationKind.OTHER: "M0 -1.25L1.25 0L0 1.25L-1.25 0zM0 -.65L.65 0L0 .65L-.65 0z",
}


@dataclass(frozen=True)
class Dot:
    """A node in the picture: its shape, and its name in lines below."""

    node: Node
    x: float
    y: float
    radius: float
    lines: list[tuple[str, float]]
    in_focus: bool
    address: str = ""

    @property
    def shape(self) -> str:
        return SHAPES[self.node.organisation.kind]

    @property
    def words(self) -> tuple[float, float, float, float]:
        """The room of the name: its left, top, right and bottom."""
        half = max(text_width(text, SIZE) for text, _y in self.lines) / 2
        return self.x - half, self.lines[0][1] - SIZE, self.x + half, self.lines[-1][1] + 6


@dataclass(frozen=True)
class Line:
    """A tie in the picture. Where it has a direction, it ends before the shape it leads to."""

    tie: Tie
    start: tuple[float, float]
    end: tuple[float, float]
    width: float


@dataclass(frozen=True)
class Key:
    """What the shape of a kind means, and where on a sheet it says so."""

    shape: str
    label: str
    x: float
    y: float


@dataclass(frozen=True)
class NetworkPicture:
    """A network that has been laid out. `address`: where a node leads to."""

    network: Network
    address: Callable[[Node], str]

    width, margin, head = WIDTH, MARGIN, HEAD
    sheet_width = WIDTH + 2 * MARGIN

    @cached_property
    def _laid_out(self) -> tuple[dict[Node, Dot], float]:
        nodes = self.network.nodes
        numbers = {node: number for number, node in enumerate(nodes)}
        radii = [self._radius(node) for node in nodes]
        texts = [wrapped(node.organisation.name, SIZE, ROOM, most=5) for node in nodes]
        places, height = spread(
            [_box(*each) for each in zip(radii, texts, strict=True)],
            [(numbers[tie.one], numbers[tie.other]) for tie in self.network.ties],
            width=WIDTH,
            middle=next((numbers[node] for node in nodes if self.network.is_focus(node)), None),
        )
        drawn = zip(nodes, places, radii, texts, strict=True)
        return {node: self._dot(node, *rest) for node, *rest in drawn}, height

    def _radius(self, node: Node) -> float:
        """The area of a shape is as the number of programmes, but never too small to be seen."""
        most = max((each.programmes for each in self.network.nodes), default=1) or 1
        return round(max(SMALLEST, LARGEST * sqrt(node.programmes / most)), 1)

    def _dot(self, node: Node, place: list[float], radius: float, text: list[str]) -> Dot:
        x, top = round(place[0], 1), place[1] - _box(radius, text)[1] / 2 + GAP / 2
        y = round(top + 1.3 * radius, 1)
        below = y + 1.3 * radius + SIZE
        lines = [(line, round(below + number * LINE, 1)) for number, line in enumerate(text)]
        return Dot(node, x, y, radius, lines, self.network.is_focus(node), self.address(node))

    @property
    def dots(self) -> list[Dot]:
        return list(self._laid_out[0].values())

    @property
    def height(self) -> int:
        return round(self._laid_out[1])

    @property
    def sheet_height(self) -> int:
        return HEAD + self.height + FOOT

    @property
    def lines(self) -> Iterator[Line]:
        """Yield the ties, the weakest first: the strong ones lie above."""
        dots, _height = self._laid_out
        most = max((tie.programmes for tie in self.network.ties), default=1)
        for tie in reversed(self.network.ties):
            one, other = dots[tie.one], dots[tie.other]
            width = max(THINNEST, THICKEST * tie.programmes / max(most, 4))
            end = _before(one, other) if self.network.of_money else (other.x, other.y)
            yield Line(tie, (one.x, one.y), end, round(width, 1))

    @cached_property
    def keys(self) -> list[Key]:
        """The kinds that are drawn, in the order of their list, side by side."""
        kinds = {node.organisation.kind for node in self.network.nodes}
        found, x, y = [], 0.0, 0
        for kind in (kind for kind in OrganisationKind if kind in kinds):
            room = text_width(kind.label, SIZE) + 32
            if x + room > WIDTH:
                x, y = 0.0, y + KEY
            found.append(Key(SHAPES[kind], str(kind.label), round(x, 1), y))
            x += room
        return found


def _box(radius: float, text: list[str]) -> tuple[float, float]:
    """Return the room of a shape with its name below, and a gap around."""
    wide = max(2.6 * radius, *(text_width(line, SIZE) for line in text))
    return wide + GAP, 2.6 * radius + len(text) * LINE + GAP


def _before(one: Dot, other: Dot) -> tuple[float, float]:
    """Return where a line from one dot to another ends: before its shape, and before its name."""
    x, y = other.x - one.x, other.y - one.y
    length = sqrt(x * x + y * y)
    part = min(1 - (1.3 * other.radius + 5) / length, _until(one, x, y, other.words))
    part = max(0.0, part)
    return round(one.x + part * x, 1), round(one.y + part * y, 1)


def _until(one: Dot, x: float, y: float, words: tuple[float, float, float, float]) -> float:
    """Return which part of the way by `x` and `y` lies before the room of words; 1 if all."""
    left, top, right, bottom = words
    enters, leaves = 0.0, 1.0
    for start, way, low, high in ((one.x, x, left, right), (one.y, y, top, bottom)):
        if way == 0:
            if not low < start < high:
                return 1.0
            continue
        first, second = sorted(((low - start) / way, (high - start) / way))
        enters, leaves = max(enters, first), min(leaves, second)
    return enters if enters < leaves else 1.0
