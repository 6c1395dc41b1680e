"""The timeline as JSON: spans, periods and events of what was asked for, on one axis."""

from __future__ import annotations

from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from programmes.filters import TimelineFilterSet
from programmes.models import Bearing, EventKind, Programme
from trackdiplo.records.api.errors import BadParameters
from trackdiplo.records.api.help import Described
from trackdiplo.records.api.serializers import AddressField, BoundField, ReferenceSerializer
from trackdiplo.records.api.views import Reading, answer, errors, parameters_of


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


class TimelineSerializer(Described):
    """Everything that was asked for, at once: `dated` and `undated` are the list of programmes."""

    count = serializers.IntegerField(help_text="Of programmes, as in their list.")
    axis = AxisSerializer(help_text="The years that it is drawn on.")
    lanes = LaneSerializer(
        many=True, source="lane_names", help_text="In the order in which they are drawn."
    )
    periods = PeriodSpanSerializer(many=True, help_text="All, by number.")
    events = EventSpanSerializer(
        many=True, help_text="Of the time that was asked for; nothing else is asked of them."
    )
    dated = ProgrammeSpanSerializer(many=True, help_text="By the day on which they may have begun.")
    undated = ProgrammeSpanSerializer(many=True, help_text="Those known by their periods only.")


class TimelineView(Reading, APIView):
    """What was asked for of the timeline. It has no pages."""

    filterset_class = TimelineFilterSet
    paged = False

    def get_queryset(self):
        return Programme.objects.published().for_list()

    @extend_schema(
        summary="Spans, periods and events on one axis",
        parameters=parameters_of(TimelineFilterSet),
        responses=answer(TimelineSerializer, "Everything that was asked for.") | errors(400),
    )
    def get(self, request):
        filterset = self.filterset_class(request.query_params, self.get_queryset())
        problems = filterset.check()
        if problems:
            raise BadParameters(problems)
        return Response(TimelineSerializer(filterset.drawn()).data)
