"""Studies, questions, codes, findings and recommendations as JSON."""

from drf_spectacular.utils import extend_schema_view

from interviews.api.serializers import (
    CodeSerializer,
    FindingSerializer,
    QuestionSerializer,
    RecommendationSerializer,
    StudySerializer,
)
from interviews.filters import (
    CodeFilterSet,
    FindingFilterSet,
    QuestionFilterSet,
    RecommendationFilterSet,
    StudyFilterSet,
)
from interviews.models import Code, Finding, Question, Recommendation, Study
from trackdiplo.records.api.views import RecordViewSet, described


@extend_schema_view(**described("studies, by name", StudySerializer))
class StudyViewSet(RecordViewSet):
    """Published studies, by name."""

    serializer_class = StudySerializer
    filterset_class = StudyFilterSet

    def get_queryset(self):
        return Study.objects.published().in_order()


@extend_schema_view(**described("questions, in the order of the questionnaire", QuestionSerializer))
class QuestionViewSet(RecordViewSet):
    """Published questions, in the order of the questionnaire."""

    serializer_class = QuestionSerializer
    filterset_class = QuestionFilterSet

    def get_queryset(self):
        return Question.objects.published().in_order()


@extend_schema_view(**described("codes, by study and name", CodeSerializer))
class CodeViewSet(RecordViewSet):
    """Published codes, by study and name."""

    serializer_class = CodeSerializer
    filterset_class = CodeFilterSet

    def get_queryset(self):
        return Code.objects.published().in_order()


@extend_schema_view(**described("findings, by question", FindingSerializer))
class FindingViewSet(RecordViewSet):
    """Published findings, by question."""

    serializer_class = FindingSerializer
    filterset_class = FindingFilterSet

    def get_queryset(self):
        return Finding.objects.published().in_order()


@extend_schema_view(
    **described(
        "recommendations and conclusions, in the order of the study", RecommendationSerializer
    )
)
class RecommendationViewSet(RecordViewSet):
    """Published recommendations and conclusions, in the order of the study."""

    serializer_class = RecommendationSerializer
    filterset_class = RecommendationFilterSet

    def get_queryset(self):
        return Recommendation.objects.published().in_order()
