"""What partners read about studies, questions, codes, findings and recommendations."""

from rest_framework import serializers

from interviews.models import Code, Finding, Question, Recommendation, Study
from trackdiplo.records.api.serializers import (
    CLOSING_FIELDS,
    RECORD_FIELDS,
    RecordSerializer,
    ReferenceSerializer,
    SourceSerializer,
    WordSerializer,
    renderer,
)
from trackdiplo.records.models import register_kind

VOICE_FIELDS = ["voices", "missing_voices", "is_fictional"]


class StudySerializer(RecordSerializer):
    """A piece of research by interviews."""

    source = SourceSerializer(allow_null=True)

    class Meta:
        model = Study
        fields = [
            *RECORD_FIELDS, "source", *VOICE_FIELDS, "min_base", "summary", *CLOSING_FIELDS,
        ]  # fmt: skip


class OfStudySerializer(RecordSerializer):
    """What belongs to a study, and whose voices speak in it."""

    study = ReferenceSerializer()
    voices = serializers.CharField(source="study.voices")
    missing_voices = serializers.CharField(source="study.missing_voices")
    is_fictional = serializers.BooleanField(source="study.is_fictional")


class QuestionReferenceSerializer(ReferenceSerializer):
    """A question, with its number in the questionnaire."""

    number = serializers.CharField()


class QuestionSerializer(OfStudySerializer):
    """What was asked, in words of our own."""

    parent = QuestionReferenceSerializer(source="public_parent", allow_null=True)
    parts = QuestionReferenceSerializer(source="public_parts", many=True)

    class Meta:
        model = Question
        fields = [
            *RECORD_FIELDS, "study", "number", "order", "parent", "parts", "wording", *VOICE_FIELDS,
            *CLOSING_FIELDS,
        ]  # fmt: skip


class CodeSerializer(OfStudySerializer):
    """A theme that answers are coded by: what it means, and nothing of how it was used."""

    parent = ReferenceSerializer(source="public_parent", allow_null=True)

    class Meta:
        model = Code
        fields = [
            *RECORD_FIELDS, "study", "key", "parent", "definition", "codable", *VOICE_FIELDS,
            *CLOSING_FIELDS,
        ]  # fmt: skip


class OfQuestionSerializer(OfStudySerializer):
    question = QuestionReferenceSerializer(source="public_question", allow_null=True)


class FindingSerializer(OfQuestionSerializer):
    """What those interviewed said, and how common it was, as far as it may be told."""

    excerpts = serializers.ListField(child=serializers.CharField())
    prevalence = serializers.CharField()
    periods = ReferenceSerializer(many=True, source="public_periods")
    areas = WordSerializer(many=True)
    events = ReferenceSerializer(many=True, source="public_events")
    actor_kinds = WordSerializer(many=True)

    class Meta:
        model = Finding
        fields = [
            *RECORD_FIELDS, "study", "question", "statement", "stance", "kind", "prevalence",
            "source_words", "band", "excerpts", "periods", "areas", "events", "actor_kinds", "order",
            "highlighted", *VOICE_FIELDS,
            *CLOSING_FIELDS,
        ]  # fmt: skip


class RecommendationSerializer(OfQuestionSerializer):
    """What a study concludes, or recommends to somebody."""

    addressees = WordSerializer(many=True)
    areas = WordSerializer(many=True)

    class Meta:
        model = Recommendation
        fields = [
            *RECORD_FIELDS, "study", "question", "kind", "statement", "addressees", "areas",
            "order", *VOICE_FIELDS, *CLOSING_FIELDS,
        ]  # fmt: skip


register_kind("study", Study, renderer(StudySerializer))
register_kind("question", Question, renderer(QuestionSerializer))
register_kind("code", Code, renderer(CodeSerializer))
register_kind("finding", Finding, renderer(FindingSerializer))
register_kind("recommendation", Recommendation, renderer(RecommendationSerializer))
