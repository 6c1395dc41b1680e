"""The parameters of programmes, of the timeline, and of what is found through programmes."""

from __future__ import annotations

from django.db.models import Q
from django.forms import RadioSelect
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters

from actors.models import Donor, Organisation, Person, Place
from programmes.lanes import Lanes
from programmes.models import (
    Activity,
    Area,
    Assessment,
    AssessmentKind,
    Bearing,
    Event,
    EventKind,
    Output,
    OutputKind,
    Period,
    Programme,
    ProgrammeKind,
    Track,
    hull,
)
from programmes.network import Network, Ties, network_of
from programmes.timeline import MOST_EVENTS, Timeline, draw, drawn_or_counted
from trackdiplo.records.filters import (
    ActiveFilterSet,
    AddressFilter,
    ChoicesFilter,
    LinkedFilter,
    Parameter,
    PeriodFilter,
    RecordFilterSet,
)
from trackdiplo.records.first import First
from trackdiplo.records.models import Status
from trackdiplo.records.spans import Span


class ProgrammeParameters(ActiveFilterSet):
    """What one can ask of programmes, in a list of these or of who took part in them or paid."""

    period = PeriodFilter(
        queryset=Period.objects.published().in_order(),
        label=_("Period"),
        help_text=_("By slug or id. Programmes in any of these, as “match” says."),
    )
    area = AddressFilter(
        path="areas",
        queryset=Area.objects.public(),
        label=_("Area"),
        help_text=_("By slug. Any of these."),
    )
    activity = AddressFilter(
        path="activities",
        queryset=Activity.objects.public(),
        label=_("Activity"),
        help_text=_("By slug. Any of these."),
    )
    donor = AddressFilter(
        path="fundings__donor",
        ranked=True,
        queryset=Donor.objects.published().in_order(),
        label=_("Donor"),
        help_text=_("By slug or id. Programmes that any of these paid for."),
    )
    organisation = AddressFilter(
        path="participations__organisation",
        repeats=True,
        ranked=True,
        queryset=Organisation.objects.published().in_order(),
        label=_("Organisation"),
        help_text=_("By slug or id. Programmes that any of these took part in."),
    )
    together = LinkedFilter(
        several=True,
        queryset=Organisation.objects.published().in_order(),
        label=_("With"),
        help_text=_("By slug or id. Programmes that all of these took part in."),
    )
    place = AddressFilter(
        path="places",
        ranked=True,
        queryset=Place.objects.of_programmes(),
        label=_("Place"),
        help_text=_("By slug. Where things were done; any of these."),
    )
    track = ChoicesFilter(
        path="track",
        choices=Track.choices,
        label=_("Track"),
        help_text=_("1.5, 2 or unknown. Any of these."),
    )
    assessment = ChoicesFilter(
        path="assessments__kind",
        repeats=True,
        given=Q(assessments__status=Status.PUBLISHED),
        choices=AssessmentKind.choices,
        label=_("Assessment"),
        help_text=_("Programmes that a source judges so. Any of these."),
    )

    def narrowed(self, programmes):
        """Return those of `programmes` that were asked for."""
        asked = self.asked
        if "period" in asked:
            programmes = programmes.in_periods(asked["period"], self.chosen_match)
        if "area" in asked:
            programmes = programmes.in_areas(asked["area"])
        if "activity" in asked:
            programmes = programmes.with_activities(asked["activity"])
        if "donor" in asked:
            programmes = programmes.funded_by(asked["donor"])
        if "organisation" in asked:
            programmes = programmes.with_organisations(asked["organisation"])
        if "together" in asked:
            programmes = programmes.with_all_of(asked["together"])
        if "place" in asked:
            programmes = programmes.in_places(asked["place"])
        if "assessment" in asked:
            programmes = programmes.judged(asked["assessment"])
        if "track" in asked:
            programmes = programmes.filter(track__in=asked["track"])
        return self.in_window(programmes)

    @property
    def narrows(self) -> bool:
        """Whether anything was asked of programmes."""
        names = ProgrammeParameters.base_filters.keys() - {"q", "match"}
        return not names.isdisjoint(self.asked)


class ProgrammeFilterSet(ProgrammeParameters):
    """The parameters of the programme list and of the timeline, in HTML and in the API."""

    kind = ChoicesFilter(
        path="kind",
        choices=ProgrammeKind.choices,
        label=_("Kind"),
        help_text=_("Any of these."),
    )

    class Meta:
        model = Programme
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = of_kinds(super().filter_queryset(queryset), self)
        return self.narrowed(queryset)


# What is asked of events too, by the timeline and by their own list.
TIME = ("period", "active_from", "active_to", "match")


class LookFilter(Parameter, filters.ChoiceFilter):
    """How programmes are drawn; it leaves none out."""

    def filter(self, queryset, value):
        return queryset


class TimelineFilterSet(ProgrammeFilterSet):
    """The parameters of the timeline: those of the programme list, and how it is drawn."""

    lanes = LookFilter(
        choices=Lanes.choices,
        empty_label=_("none"),
        widget=RadioSelect,
        label=_("Lanes"),
        help_text=_("Side by side by this. A programme stands in every lane that it belongs to."),
    )

    def drawn(self) -> Timeline:
        """Return what was asked for, zoomed to the time that was asked for."""
        return drawn_or_counted(
            self.qs,
            match=self.chosen_match,
            window=self.chosen_window,
            asked=self.data,
            **self.around(),
        )

    def part(self, programmes: list[Programme], among: dict[Span, int] | None = None) -> Timeline:
        """Return some of what was asked for; `among`: the spans of all of it."""
        return draw(programmes, among=among, **self.around())

    def around(self) -> dict[str, object]:
        """Return what is drawn around programmes, and how."""
        periods = self.form.cleaned_data["period"]
        events = First.of(self.events(), MOST_EVENTS)
        return {
            "periods": Period.objects.published().for_list(),
            "events": events.rows if events.are_all else (),
            "left_events": 0 if events.are_all else events.count,
            "events_address": f"{reverse('event-list')}?{self.of_time().urlencode()}".rstrip("?"),
            "lanes": self.form.cleaned_data["lanes"],
            "zoom": [self.chosen_window, hull(each.span for each in periods) if periods else None],
        }

    def of_time(self) -> QueryDict:
        """Return what was asked of time, which is what is asked of events."""
        query = QueryDict(mutable=True)
        for name in TIME:
            if name in self.data:
                query.setlist(name, self.data.getlist(name))
        return query

    def events(self):
        """Return the events of the time that was asked for; nothing else is asked of them."""
        events = self.in_window(Event.objects.published().by_start())
        periods = self.form.cleaned_data["period"]
        if not periods:
            return events
        return events.active_in_any([each.span for each in periods], self.chosen_match)


class NetworkFilterSet(ProgrammeFilterSet):
    """The parameters of the network: those of the programme list, and what is drawn of it."""

    ties = LookFilter(
        choices=[(Ties.MONEY.value, Ties.MONEY.label)],
        empty_label=Ties.WORK.label,
        widget=RadioSelect,
        label=_("Ties"),
        help_text=_("Who funded whom, in place of who worked with whom."),
    )
    focus = LinkedFilter(
        several=False,
        queryset=Organisation.objects.published().in_order(),
        label=_("Around"),
        help_text=_("By slug or id. One organisation and those that it is tied to."),
    )

    def network(self) -> Network:
        """Return who met in the programmes that were asked for."""
        asked = self.asked
        return network_of(
            self.qs,
            Ties(asked.get("ties", Ties.WORK)),
            focus=next(iter(asked.get("focus", ())), None),
            donors=asked.get("donor", ()),
        )


class PeriodFilterSet(ActiveFilterSet):
    """The parameters of the list of periods."""

    class Meta:
        model = Period
        fields: list[str] = []

    def filter_queryset(self, queryset):
        return self.in_window(super().filter_queryset(queryset))


class InPeriods(ActiveFilterSet):
    """The parameters by time of what falls into periods by its span alone."""

    period = PeriodFilter(
        queryset=Period.objects.published().in_order(),
        label=_("Period"),
        help_text=_("By slug or id. What falls into any of these, as “match” says."),
    )

    def in_time(self, queryset):
        """Return the rows of `queryset` in the periods and in the window that were asked for."""
        if "period" in self.asked:
            spans = [period.span for period in self.asked["period"]]
            queryset = queryset.active_in_any(spans, self.chosen_match)
        return self.in_window(queryset)


class EventFilterSet(InPeriods):
    """The parameters of the list of events."""

    kind = ChoicesFilter(
        path="kind", choices=EventKind.choices, label=_("Kind"), help_text=_("Any of these.")
    )
    bearing = ChoicesFilter(
        path="bearing",
        choices=Bearing.choices,
        label=_("Bearing on dialogue"),
        help_text=_("As the sources judge it. Any of these."),
    )
    place = AddressFilter(
        path="places",
        ranked=True,
        queryset=Place.objects.of_events(),
        label=_("Place"),
        help_text=_("By slug. Where it happened; any of these."),
    )

    class Meta:
        model = Event
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = self.in_time(of_kinds(super().filter_queryset(queryset), self))
        if "bearing" in self.asked:
            queryset = queryset.filter(bearing__in=self.asked["bearing"])
        if "place" in self.asked:
            queryset = queryset.in_places(self.asked["place"])
        return queryset


class OutputFilterSet(InPeriods):
    """The parameters of the list of outputs."""

    kind = ChoicesFilter(
        path="kind", choices=OutputKind.choices, label=_("Kind"), help_text=_("Any of these.")
    )
    programme = AddressFilter(
        path="programmes",
        ranked=True,
        queryset=Programme.objects.published().in_order(),
        label=_("Programme"),
        help_text=_("By slug or id. Made in any of these."),
    )
    organisation = AddressFilter(
        path="publishers",
        ranked=True,
        queryset=Organisation.objects.published().in_order(),
        label=_("Organisation"),
        help_text=_("By slug or id. Made or brought out by any of these."),
    )
    person = AddressFilter(
        path="authors",
        ranked=True,
        queryset=Person.objects.published().in_order(),
        label=_("Author"),
        help_text=_("By slug or id. Written by any of these."),
    )

    class Meta:
        model = Output
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = self.in_time(of_kinds(super().filter_queryset(queryset), self))
        for name, relation in OUTPUT_RELATIONS.items():
            if name in self.asked:
                queryset = queryset.made_with(relation, self.asked[name])
        return queryset


OUTPUT_RELATIONS = {"programme": "programmes", "organisation": "publishers", "person": "authors"}


class AssessmentFilterSet(RecordFilterSet):
    """The parameters of the list of assessments."""

    kind = ChoicesFilter(
        path="kind",
        choices=AssessmentKind.choices,
        label=_("Kind"),
        help_text=_("Any of these."),
    )
    programme = AddressFilter(
        path="programme",
        ranked=True,
        queryset=Programme.objects.published().in_order(),
        label=_("Programme"),
        help_text=_("By slug or id. Judgements of any of these."),
    )
    period = AddressFilter(
        path="period",
        queryset=Period.objects.published().in_order(),
        label=_("Period"),
        help_text=_("By slug or id. Judgements of any of these, not of programmes in them."),
    )

    class Meta:
        model = Assessment
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = of_kinds(super().filter_queryset(queryset), self)
        for name in ("programme", "period"):
            if name in self.asked:
                queryset = queryset.filter(**{f"{name}__in": self.asked[name]})
        return queryset


def of_kinds(queryset, filterset):
    """Return the rows of `queryset` of the kinds that were asked for."""
    kinds = filterset.asked.get("kind")
    return queryset.filter(kind__in=kinds) if kinds else queryset
