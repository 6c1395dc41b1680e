"""Who worked with whom, and who funded whom: organisations, and in how many programmes they met.

Of public rows alone. Who is withheld is nobody here, and ties nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actors.models import Organisation
from programmes.models import Funding, Participation, Programme


class Ties(models.TextChoices):
    """What ties two organisations to each other."""

    WORK = "work", gettext_lazy("who worked with whom")
    MONEY = "money", gettext_lazy("who funded whom")


@dataclass(frozen=True, eq=False)
class Node:
    """An organisation, and to how many others it is tied.

    `took_part`, `paid_for`: in and for how many programmes. Who paid is asked for money alone.
    """

    organisation: Organisation
    took_part: int
    paid_for: int | None
    neighbours: int

    @property
    def programmes(self) -> int:
        """What makes it large in a picture."""
        return max(self.took_part, self.paid_for or 0)

    @property
    def in_words(self) -> str:
        said = [
            ngettext("took part in %d programme", "took part in %d programmes", self.took_part)
            % self.took_part
        ]
        if self.paid_for:
            said.append(ngettext("paid for %d", "paid for %d", self.paid_for) % self.paid_for)
        return ", ".join([*said, _("tied to %(number)s") % {"number": self.neighbours}])


class Tie(NamedTuple):
    """Two organisations, and in how many programmes they met. Where it is money, `one` paid."""

    one: Node
    other: Node
    programmes: int


@dataclass(frozen=True)
class Network:
    """Organisations by name, and the ties between them, the strongest first: of `count` programmes."""

    kind: Ties
    count: int
    nodes: list[Node]
    ties: list[Tie]
    focus: Organisation | None = None

    @property
    def of_money(self) -> bool:
        return self.kind == Ties.MONEY

    @property
    def untied(self) -> list[Node]:
        return [node for node in self.nodes if not node.neighbours]

    def strongest(self, most_nodes: int, most_ties: int) -> Network:
        """Return what has the most ties, and what is in focus: no more than a picture can hold."""
        weight: Counter[Node] = Counter()
        for tie in self.ties:
            weight.update({tie.one: tie.programmes, tie.other: tie.programmes})
        ranked = sorted(self.nodes, key=lambda node: (not self.is_focus(node), -weight[node]))
        kept = set(ranked[:most_nodes])
        ties = [tie for tie in self.ties if tie.one in kept and tie.other in kept]
        nodes = [node for node in self.nodes if node in kept]
        return replace(self, nodes=nodes, ties=ties[:most_ties])

    def is_focus(self, node: Node) -> bool:
        return node.organisation == self.focus


# --- Made of rows -----------------------------------------------------------------------------

# Organisations by their number in the order of names: of each programme, and tied to each other.
Actors = dict[int, set[int]]
Met = Counter[tuple[int, int]]


def network_of(
    programmes: models.QuerySet[Programme],
    kind: Ties = Ties.WORK,
    *,
    focus: Organisation | None = None,
    donors: Collection[Organisation] = (),
) -> Network:
    """Return the network of `programmes`; with a `focus`, that of it and its neighbours.

    `donors`: where any are given, no other is one. Costs 3 queries, and for money 4.
    """
    count = programmes.count()
    if not (count or focus):
        return Network(kind, 0, [], [])
    # In an order that every database gives: by what Python compares.
    known = sorted(Organisation.objects.published().order_by(), key=_name)
    numbers = {organisation.pk: number for number, organisation in enumerate(known)}
    took_part = _actors(Participation, "organisation", programmes, numbers)
    if kind == Ties.WORK:
        paid_for, met = None, _worked_together(took_part)
    else:
        among = {donor.pk: numbers[donor.pk] for donor in donors} or numbers
        paid_for = _actors(Funding, "donor", programmes, among)
        met = _funded(paid_for, took_part)
    centre = numbers[focus.pk] if focus else None
    nodes, ties = _tied(known, took_part, paid_for, met, centre)
    return Network(kind, count, nodes, ties, focus)


def _name(organisation: Organisation) -> tuple[str, str]:
    return organisation.sort_key, organisation.slug


def _actors(
    rows: type[Participation | Funding],
    actor: str,
    programmes: models.QuerySet[Programme],
    numbers: dict[int, int],
) -> Actors:
    """Return who of those with a number is named in `rows` of each programme.

    A label in place of a name is nobody.
    """
    of_these = rows.objects.filter(programme__in=programmes.order_by().values("pk"))
    found: Actors = defaultdict(set)
    for programme, organisation in of_these.order_by().values_list("programme", actor):
        if organisation in numbers:
            found[programme].add(numbers[organisation])
    return found


def _worked_together(took_part: Actors) -> Met:
    return Counter(
        pair for actors in took_part.values() for pair in combinations(sorted(actors), 2)
    )


def _funded(paid_for: Actors, took_part: Actors) -> Met:
    """Who pays for its own work funds nobody by that."""
    return Counter(
        (donor, actor)
        for programme, donors in paid_for.items()
        for donor in donors
        for actor in took_part.get(programme, ())
        if donor != actor
    )


def _tied(
    known: list[Organisation],
    took_part: Actors,
    paid_for: Actors | None,
    met: Met,
    centre: int | None,
) -> tuple[list[Node], list[Tie]]:
    """Return who met and how often; with a `centre`, it and its neighbours alone."""
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in met:
        near[one].add(other)
        near[other].add(one)
    shown = set(near) | _all(took_part if paid_for is None else paid_for)
    if centre is not None:
        shown = {centre, *near[centre]}
    parts, payments = _counts(took_part), _counts(paid_for or {})
    nodes = {
        number: Node(
            known[number],
            parts[number],
            None if paid_for is None else payments[number],
            len(near[number] & shown),
        )
        for number in sorted(shown)
    }
    ties = [
        Tie(nodes[one], nodes[other], programmes)
        for (one, other), programmes in sorted(met.items(), key=lambda tie: (-tie[1], tie[0]))
        if one in shown and other in shown
    ]
    return list(nodes.values()), ties


def _all(actors: Actors) -> set[int]:
    return set().union(*actors.values())


def _counts(actors: Actors) -> Counter[int]:
    return Counter(number for those in actors.values() for number in those)


# --- The lists behind its numbers -------------------------------------------------------------


@dataclass(frozen=True)
class Lists:
    """The addresses of the programmes behind each number, under the question that was `asked`."""

    asked: QueryDict
    kind: Ties

    def of_tie(self, tie: Tie) -> str:
        one, other = tie.one.organisation.slug, tie.other.organisation.slug
        if self.kind == Ties.MONEY:
            return self._list([other], donor=one)
        return self._list([one, other])

    def of_work(self, node: Node) -> str:
        return self._list([node.organisation.slug])

    def of_money(self, node: Node) -> str:
        return self._list([], donor=node.organisation.slug)

    def _list(self, together: Iterable[str], donor: str = "") -> str:
        query = self.asked.copy()
        for name in ("format", "ties", "focus"):
            query.pop(name, None)
        query.setlist("together", list(dict.fromkeys([*query.getlist("together"), *together])))
        if donor:
            query.setlist("donor", [donor])
        return f"{reverse('programme-list')}?{query.urlencode()}"
