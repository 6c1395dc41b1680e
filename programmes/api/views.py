"""Periods and programmes as JSON."""

from drf_spectacular.utils import extend_schema_view

from programmes.api.serializers import PeriodSerializer, ProgrammeSerializer
from programmes.filters import PeriodFilterSet, ProgrammeFilterSet
from programmes.models import Period, Programme
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
