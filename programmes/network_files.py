"""The whole network for other programs: its ties as a table, and all of it as GraphML."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from programmes.network import Network, Node

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
# What a node and an edge are told with: name, type. `label` and `weight` are known to Gephi by name.
NODE = {
    "label": "string",
    "slug": "string",
    "kind": "string",
    "page": "string",
    "took_part": "int",
    "paid_for": "int",
}
EDGE = {"weight": "int"}


def rows(network: Network) -> Iterator[list[object]]:
    """Yield the head and the lines of a table of ties."""
    ends = ("donor", "organisation") if network.of_money else ("one", "other")
    columns = [name for end in ends for name in (f"{end}_id", f"{end}_slug", end)]
    yield [*columns, "programmes"]
    for one, other, programmes in network.ties:
        yield [*_named(one), *_named(other), programmes]


def _named(node: Node) -> list[str]:
    organisation = node.organisation
    return [organisation.public_id, organisation.slug, organisation.name]


def graphml(network: Network, base: str) -> str:
    """Return the network in GraphML, which Gephi, yEd, R and networkx read. `base`: of addresses."""
    return "\n".join(_lines(network, base)) + "\n"


def _lines(network: Network, base: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<graphml xmlns="{GRAPHML}">'
    for what, attributes in (("node", NODE), ("edge", EDGE)):
        for name, form in attributes.items():
            yield f'<key id="{name}" for="{what}" attr.name="{name}" attr.type="{form}"/>'
    yield f'<graph edgedefault="{"" if network.of_money else "un"}directed">'
    for node in network.nodes:
        yield f"<node id={quoteattr(node.organisation.public_id)}>{_told(_node(node, base))}</node>"
    for one, other, programmes in network.ties:
        ends = one.organisation.public_id, other.organisation.public_id
        source, target = map(quoteattr, ends)
        yield f"<edge source={source} target={target}>{_told({'weight': programmes})}</edge>"
    yield "</graph>"
    yield "</graphml>"


def _node(node: Node, base: str) -> dict[str, object]:
    organisation = node.organisation
    return {
        "label": organisation.name,
        "slug": organisation.slug,
        "kind": organisation.kind,
        "page": base + organisation.get_absolute_url(),
        "took_part": node.took_part,
        "paid_for": node.paid_for,
    }


def _told(values: dict[str, object]) -> str:
    return "".join(
        f'<data key="{name}">{escape(str(value))}</data>'
        for name, value in values.items()
        if value is not None
    )
