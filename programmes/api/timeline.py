"""The timeline as JSON: spans, periods and events of what was asked for, on one axis."""

from __future__ import annotations

from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from programmes.filters import TimelineFilterSet
from programmes.models import Bearing, EventKind, Programme
from programmes.timeline import MOST_EVENTS
from trackdiplo.records.api.errors import BadParameters
from trackdiplo.records.api.help import Described
from trackdiplo.records.api.pagination import MAX_PAGE_SIZE, Pages
from trackdiplo.records.api.serializers import AddressField, BoundField, ReferenceSerializer
from trackdiplo.records.api.views import (
    Reading,
    answer,
    errors,
    parameters_of,
    parameters_of_pages,
)


class SpanSerializer(ReferenceSerializer):
    """A record and its span; the rest of it is at its `url`."""

    when = serializers.CharField()
    as_of = serializers.CharField()
    when_display = serializers.CharField(help_text="The span in words.")
    earliest_start = BoundField()
    latest_start = BoundField()
    earliest_end = BoundField()
    latest_end = BoundField()


class PeriodSpanSerializer(SpanSerializer):
    """A period and its span."""

    number = serializers.IntegerField()


class EventSpanSerializer(SpanSerializer):
    """An event, its span, and what it meant for the dialogue."""

    kind = serializers.ChoiceField(EventKind.choices)
    bearing = serializers.ChoiceField(Bearing.choices)


class LaneSerializer(Described):
    """What the programmes of a lane share."""

    slug = serializers.CharField(
        help_text="Empty where there is no name: a label in place of one, or none known."
    )
    name = serializers.CharField(help_text="In words; in place of a name, the label.")


class RowSerializer(Described):
    """Where a programme stands on the timeline."""

    page = AddressField("programme.get_absolute_url")
    ongoing = serializers.BooleanField(help_text="True where it was last known to go on.")
    periods = ReferenceSerializer(
        many=True, help_text="Those it possibly falls into, or is assigned to."
    )
    lanes = LaneSerializer(many=True, help_text="In which it stands; none if not asked for.")


class ProgrammeSpanSerializer(SpanSerializer, RowSerializer):
    """A programme on the timeline; `when` is empty where it is undated."""

    @cached_property
    def parts(self) -> tuple[serializers.Serializer, serializers.Serializer]:
        return SpanSerializer(), RowSerializer()

    def to_representation(self, row):
        span, rest = self.parts
        return span.to_representation(row.programme) | rest.to_representation(row)


class AxisSerializer(Described):
    """The years that what is shown may have begun and ended in. Open ends do not stretch it."""

    first = serializers.IntegerField(help_text="A year, from its first day.")
    last = serializers.IntegerField(help_text="A year, to its last day.")


class PageField(serializers.URLField):
    """The address of another page, which the view knows."""

    def __init__(self, **options):
        super().__init__(read_only=True, allow_null=True, default=None, **options)


class TimelineSerializer(Described):
    """What was asked for: `dated` and `undated` of all pages are the list of programmes."""

    count = serializers.IntegerField(help_text="Of programmes on all pages, as in their list.")
    next = PageField(help_text="The next page; null on the last.")
    previous = PageField(help_text="The page before; null on the first.")
    axis = AxisSerializer(help_text="The years that it is drawn on, the same on all pages.")
    lanes = LaneSerializer(
        many=True,
        source="lane_names",
        help_text="Those of this page, in the order in which they are drawn.",
    )
    periods = PeriodSpanSerializer(many=True, help_text="All, by number.")
    event_count = serializers.IntegerField(help_text="Of events of the time that was asked for.")
    events = EventSpanSerializer(
        many=True,
        help_text="These events; nothing else is asked of them. Where they are more than"
        f" {MOST_EVENTS} there is none: they have a list of their own, at `/api/v1/events/`.",
    )
    dated = ProgrammeSpanSerializer(many=True, help_text="By the day on which they may have begun.")
    undated = ProgrammeSpanSerializer(many=True, help_text="Those known by their periods only.")


class TimelinePages(Pages):
    """The pages of the timeline: one is as long as a page can be, unless a shorter one is asked."""

    page_size = MAX_PAGE_SIZE
    page_size_query_description = "How many programmes on a page: 1 to 500, 500 if not given."


class TimelineView(Reading, APIView):
    """What was asked for of the timeline."""

    filterset_class = TimelineFilterSet
    pagination_class = TimelinePages

    def get_queryset(self):
        return Programme.objects.published().for_list()

    @extend_schema(
        summary="Spans, periods and events on one axis",
        parameters=[*parameters_of(TimelineFilterSet), *parameters_of_pages(TimelinePages)],
        responses=answer(TimelineSerializer, "What was asked for.") | errors(400),
    )
    def get(self, request):
        filterset = self.filterset_class(request.query_params, self.get_queryset())
        problems = filterset.check("page", "page_size")
        if problems:
            raise BadParameters(problems)
        pages = self.pagination_class()
        rows = pages.paginate_queryset(filterset.qs, request)
        among = filterset.qs.spans() if pages.page.has_other_pages() else None
        drawn = TimelineSerializer(filterset.part(rows, among)).data
        known = {"count": pages.page.paginator.count}
        known |= {"next": pages.get_next_link(), "previous": pages.get_previous_link()}
        return Response(drawn | known)
