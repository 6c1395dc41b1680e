"""Periods, programmes, events, outputs and assessments as JSON."""

from drf_spectacular.utils import extend_schema_view

from programmes.api.serializers import (
    AssessmentSerializer,
    EventSerializer,
    OutputSerializer,
    PeriodSerializer,
    ProgrammeSerializer,
)
from programmes.filters import (
    AssessmentFilterSet,
    EventFilterSet,
    OutputFilterSet,
    PeriodFilterSet,
    ProgrammeFilterSet,
)
from programmes.models import Assessment, Event, Output, Period, Programme
from trackdiplo.records.api.views import RecordViewSet, described


@extend_schema_view(**described("periods, by number", PeriodSerializer))
class PeriodViewSet(RecordViewSet):
    """Published periods, by number."""

    serializer_class = PeriodSerializer
    filterset_class = PeriodFilterSet

    def get_queryset(self):
        return Period.objects.published().in_order()


@extend_schema_view(
    **described("programmes, in the order in which they began", ProgrammeSerializer)
)
class ProgrammeViewSet(RecordViewSet):
    """Published programmes, in the order in which they began."""

    serializer_class = ProgrammeSerializer
    filterset_class = ProgrammeFilterSet

    def get_queryset(self):
        return Programme.objects.published().by_start()


@extend_schema_view(**described("events, in the order in which they began", EventSerializer))
class EventViewSet(RecordViewSet):
    """Published events, in the order in which they began."""

    serializer_class = EventSerializer
    filterset_class = EventFilterSet

    def get_queryset(self):
        return Event.objects.published().by_start()


@extend_schema_view(**described("outputs, in the order in which they came out", OutputSerializer))
class OutputViewSet(RecordViewSet):
    """Published outputs, in the order in which they came out."""

    serializer_class = OutputSerializer
    filterset_class = OutputFilterSet

    def get_queryset(self):
        return Output.objects.published().by_start()


@extend_schema_view(**described("assessments, by kind", AssessmentSerializer))
class AssessmentViewSet(RecordViewSet):
    """Published assessments, by kind."""

    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilterSet

    def get_queryset(self):
        return Assessment.objects.published().in_order()
