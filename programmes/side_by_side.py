"""Two periods, donors or organisations side by side: what each has, what both have, what one lacks.

Programmes are counted. A number is that of the list that it leads to, which asks for one of the two
and for what is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Donor, Organisation
from programmes.models import (
    Assessment,
    AssessmentKind,
    Event,
    Funding,
    Output,
    Participation,
    Period,
    Programme,
)
from trackdiplo.records.models import Match, Record
from trackdiplo.records.spans import OPEN_END, OPEN_START

MOST = 30  # names, and programmes, that are shown of those that both have, or only one


@dataclass(frozen=True)
class Kind:
    """What can be compared. `asked`: the parameter by which lists ask for it."""

    asked: str
    title: str
    records: Callable[[], QuerySet]
    programmes: Callable[[QuerySet, list[Record]], QuerySet]


KINDS = {
    "periods": Kind(
        "period",
        gettext_lazy("Two periods"),
        lambda: Period.objects.published().in_order(),
        lambda programmes, periods: programmes.in_periods(periods),
    ),
    "donors": Kind(
        "donor",
        gettext_lazy("Two donors"),
        lambda: Donor.objects.published().in_order(),
        lambda programmes, donors: programmes.funded_by(donors),
    ),
    "organisations": Kind(
        "organisation",
        gettext_lazy("Two organisations"),
        lambda: Organisation.objects.published().in_order(),
        lambda programmes, organisations: programmes.with_organisations(organisations),
    ),
}


@dataclass(frozen=True)
class Number:
    """How many, and the address of their list; none where no list can ask for just these."""

    count: int
    address: str = ""


@dataclass(frozen=True)
class Side:
    """One of the two, with its programmes."""

    kind: Kind
    record: Record

    @cached_property
    def programmes(self) -> QuerySet:
        return self.kind.programmes(Programme.objects.published(), [self.record])

    def address(self, name: str = "programme-list", **more: str) -> str:
        """Return the address of a list of what is this side's."""
        return f"{reverse(name)}?{urlencode({self.kind.asked: self.record.slug} | more)}"

    @cached_property
    def sums(self) -> dict[str, object]:
        """How many programmes; from when to when those with a date may have been active."""
        dated = ~Q(when="")
        return self.programmes.order_by().aggregate(
            number=Count("pk"),
            first=Min("earliest_start", filter=dated),
            last=Max("latest_end", filter=dated),
        )

    @property
    def when(self) -> str:
        """When a period was; for others, the years from their first programme to their last."""
        if isinstance(self.record, Period):
            return self.record.when_display
        first, last = self.sums["first"], self.sums["last"]
        if first is None:
            return ""
        start = "" if first == OPEN_START else str(first.year)
        end = "" if last == OPEN_END else str(last.year)
        if not end:
            return _("since %(year)s") % {"year": start}
        return start if start == end else f"{start}–{end}"

    def outputs(self) -> Number:
        """What came out in a period, an organisation made, or was made with a donor's money."""
        outputs = Output.objects.published()
        if isinstance(self.record, Donor):
            return Number(outputs.made_with("programmes", self.programmes.values("pk")).count())
        if isinstance(self.record, Period):
            outputs = outputs.active_in(self.record.span)
        else:
            outputs = outputs.made_with("publishers", [self.record])
        return Number(outputs.count(), self.address("output-list"))

    def events(self) -> Number:
        """What happened in a period."""
        events = Event.objects.published().active_in(self.record.span)
        return Number(events.count(), self.address("event-list"))


Sides = tuple[Side, Side]


@dataclass(frozen=True)
class Pair:
    """A value, such as an area, and how many programmes of each side have it.

    `page`: the address of its own page, where it has one.
    """

    slug: str
    name: str
    numbers: list[Number]
    page: str = ""

    @property
    def counts(self) -> list[int]:
        return [number.count for number in self.numbers]


@dataclass(frozen=True)
class Some:
    """The first of some rows, and how many more there are."""

    rows: list
    more: int

    @classmethod
    def of(cls, rows: list) -> Some:
        return cls(rows[:MOST], max(len(rows) - MOST, 0))


@dataclass(frozen=True)
class Group:
    """Programmes of both sides by what they share. `asked`: how lists ask for a value."""

    asked: str
    title: str
    pairs: list[Pair]

    @property
    def bars(self) -> list[tuple[Pair, list[float]]]:
        """Each value with the lengths of its two bars: the longest of all is 100."""
        most = max(map(max, self.counts), default=0) or 1
        return [
            (pair, [round(100 * count / most, 1) for count in pair.counts]) for pair in self.pairs
        ]

    @property
    def counts(self) -> list[list[int]]:
        return [pair.counts for pair in self.pairs]

    def size(self, side: int) -> int:
        """How many values a side has."""
        return sum(1 for pair in self.pairs if pair.counts[side])

    @property
    def both(self) -> Some:
        return Some.of([pair for pair in self.pairs if all(pair.counts)])

    def only(self, side: int) -> Some:
        """What the first (0) or the second (1) has and the other has not, with its number."""
        pairs = (pair for pair in self.pairs if pair.counts[side] and not pair.counts[1 - side])
        return Some.of([(pair, pair.numbers[side]) for pair in pairs])


@dataclass(frozen=True)
class Comparison:
    """Two records of a kind, side by side: programmes by words, and by who is in them."""

    sides: Sides
    words: list[Group]
    actors: list[Group]

    @property
    def facts(self) -> list[tuple[str, list[Number]]]:
        """The numbers of each side."""
        counts = [Number(side.sums["number"], side.address()) for side in self.sides]
        actors = [(group.title, self._of_actors(group)) for group in self.actors]
        facts = [(_("Programmes"), counts), *actors]
        facts.append((_("Outputs"), [side.outputs() for side in self.sides]))
        if isinstance(self.sides[0].record, Period):
            facts.append((_("Events"), [side.events() for side in self.sides]))
        return facts

    def _of_actors(self, group: Group) -> list[Number]:
        """Say how many a side has: no list asks who else is in the programmes of one of its own."""
        is_own = group.asked == self.sides[0].kind.asked
        return [
            Number(group.size(n), "" if is_own else side.address(f"{group.asked}-list"))
            for n, side in enumerate(self.sides)
        ]

    @property
    def charts(self) -> list[Group]:
        return [group for group in self.words if any(map(any, group.counts))]

    @property
    def timeline(self) -> str:
        """The address of the timeline of both, each in its lane."""
        asked, slugs = self.sides[0].kind.asked, [side.record.slug for side in self.sides]
        lanes = {"lanes": asked} if asked != "period" else {}
        return f"{reverse('timeline')}?{urlencode({asked: slugs} | lanes, doseq=True)}"

    @cached_property
    def shared_programmes(self) -> Some:
        one, other = (side.programmes for side in self.sides)
        shared = one.filter(pk__in=other.values("pk"))
        rows = list(shared.by_start()[:MOST])
        return Some(rows, shared.count() - len(rows))

    @property
    def shared(self) -> list[tuple[str, Some]]:
        """Who works with both or pays for both."""
        return [(group.title, group.both) for group in self.actors if group.both.rows]

    @property
    def only(self) -> list[tuple[Side, list[tuple[str, Some]]]]:
        """What each side has and the other has not."""
        groups = [*(each for each in self.words if each.asked != "assessment"), *self.actors]
        return [
            (side, [(group.title, group.only(n)) for group in groups if group.only(n).rows])
            for n, side in enumerate(self.sides)
        ]

    def lines(self) -> Iterator[list[object]]:
        """Yield the lines of a file: what is counted, its slug and name, and the two numbers."""
        for title, numbers in self.facts:
            yield ["", "", title, *(number.count for number in numbers)]
        for group in (*self.words, *self.actors):
            yield from ([group.asked, pair.slug, pair.name, *pair.counts] for pair in group.pairs)


def compare(kind: Kind, one: Record, other: Record) -> Comparison:
    """Return two records side by side: 14 queries at most, however many programmes they have."""
    sides = Side(kind, one), Side(kind, other)
    words = [
        _by_word(sides, "area", _("Areas"), Programme.areas.through.objects),
        _by_word(sides, "activity", _("Activities"), Programme.activities.through.objects),
        *([] if kind.asked == "period" else [_by_period(sides)]),
        _judged(sides),
    ]
    actors = [
        _by_actor(sides, "organisation", _("Organisations"), Participation.objects.published()),
        _by_actor(sides, "donor", _("Donors"), Funding.objects.published()),
    ]
    return Comparison(sides, words, actors)


def _by_word(sides: Sides, asked: str, title: str, rows: QuerySet) -> Group:
    values = f"{asked}__slug", f"{asked}__name"
    return Group(
        asked, title, _pairs(sides, asked, _counted(rows, sides, *values, f"{asked}__order"))
    )


def _by_actor(sides: Sides, asked: str, title: str, rows: QuerySet) -> Group:
    """Those who are in the programmes of the two, the most present first; not the two themselves."""
    if asked == sides[0].kind.asked:
        title = _("Other %(who)s") % {"who": title.lower()}
        rows = rows.exclude(**{f"{asked}__in": [side.record.pk for side in sides]})
    named = rows.filter(**{f"{asked}__isnull": False})
    values = f"{asked}__slug", f"{asked}__name", f"{asked}__sort_key"
    found = sorted(_counted(named, sides, *values), key=lambda row: -sum(row[-2:]))
    return Group(asked, title, _pairs(sides, asked, found))


def _judged(sides: Sides) -> Group:
    rows = dict.fromkeys(AssessmentKind.values, (0, 0))
    for kind, *counts in _counted(Assessment.objects.published(), sides, "kind"):
        rows[kind] = counts
    found = [
        (kind, AssessmentKind(kind).label.capitalize(), *counts) for kind, counts in rows.items()
    ]
    return Group("assessment", _("How the sources judge them"), _pairs(sides, "assessment", found))


def _by_period(sides: Sides) -> Group:
    periods = list(Period.objects.published().in_order())
    one, other = (side.programmes.count_within(periods, Match.POSSIBLE) for side in sides)
    found = [
        (each.slug, f"{each.number}. {each.name}", one[str(each.pk)], other[str(each.pk)])
        for each in periods
    ]
    return Group("period", _("Periods"), _pairs(sides, "period", found))


def _counted(rows: QuerySet, sides: Sides, *values: str) -> QuerySet:
    """Return the `values` of rows of programmes, and how many programmes of each side have them."""
    of_side = [Q(programme__in=side.programmes.values("pk")) for side in sides]
    one, other = (Count("programme", distinct=True, filter=each) for each in of_side)
    found = rows.filter(of_side[0] | of_side[1]).order_by(*values[::-1])
    return found.values_list(*values).annotate(of_one=one, of_other=other)


def _pairs(sides: Sides, asked: str, found) -> list[Pair]:
    """Return pairs of rows that begin with slug and name and end with the two numbers."""
    # Lists take values of one parameter as alternatives: none asks for two donors at once.
    is_own = asked == sides[0].kind.asked
    has_page = asked in ("organisation", "donor", "period")
    return [
        Pair(
            slug,
            name,
            [
                Number(count, "" if is_own else side.address(**{asked: slug}))
                for side, count in zip(sides, rest[-2:], strict=True)
            ],
            reverse(f"{asked}-page", args=[slug]) if has_page else "",
        )
        for slug, name, *rest in found
    ]
