"""What partners read about periods, programmes, events, outputs and assessments."""

from rest_framework import serializers

from programmes.models import (
    Assessment,
    Event,
    Funding,
    Involvement,
    Output,
    Participation,
    Period,
    Programme,
)
from trackdiplo.records.api.serializers import (
    CLOSING_FIELDS,
    RECORD_FIELDS,
    SPAN_FIELDS,
    CitationSerializer,
    DocumentSerializer,
    PlaceSerializer,
    RecordSerializer,
    ReferenceSerializer,
    WordSerializer,
    renderer,
)
from trackdiplo.records.models import Match, register_kind


class PeriodSerializer(RecordSerializer):
    """A stretch of the history, with edges as blurred as the source leaves them."""

    class Meta:
        model = Period
        fields = [*RECORD_FIELDS, "number", *SPAN_FIELDS, "summary", *CLOSING_FIELDS]


class MembershipSerializer(ReferenceSerializer):
    """A period that a programme falls into: assigned by a source, or computed from the spans."""

    certain = serializers.BooleanField()
    assigned = serializers.BooleanField()


class WithheldSerializer(DocumentSerializer):
    """A row with an organisation, or with the label that is printed in its place."""

    withheld = serializers.CharField(source="get_withheld_display")
    citations = CitationSerializer(many=True)


class ParticipationSerializer(WithheldSerializer):
    """Which organisation took part, and as what."""

    organisation = ReferenceSerializer(allow_null=True)

    class Meta:
        model = Participation
        fields = ["role", "organisation", "withheld", "when", "note", "citations"]


class FundingSerializer(WithheldSerializer):
    """Who paid, and how much where it is known."""

    donor = ReferenceSerializer(allow_null=True)

    class Meta:
        model = Funding
        fields = ["donor", "withheld", "amount", "currency", "note", "citations"]


class InvolvementSerializer(DocumentSerializer):
    """Who did what in it, as far as names may be found."""

    person = ReferenceSerializer()
    citations = CitationSerializer(many=True)

    class Meta:
        model = Involvement
        fields = ["role", "person", "note", "citations"]


class ProgrammeSerializer(RecordSerializer):
    """What was tried: when, by whom, with whose money, and what came of it."""

    periods = serializers.SerializerMethodField()
    areas = WordSerializer(many=True)
    activities = WordSerializer(many=True)
    places = PlaceSerializer(many=True)
    participations = ParticipationSerializer(many=True, source="shown_participations")
    fundings = FundingSerializer(many=True, source="shown_fundings")
    involvements = InvolvementSerializer(many=True, source="public_involvements")
    parent = ReferenceSerializer(source="public_parent", allow_null=True)

    class Meta:
        model = Programme
        fields = [
            *RECORD_FIELDS,
            "kind",
            "track",
            "parent",
            *SPAN_FIELDS,
            "periods",
            "areas",
            "activities",
            "places",
            "summary",
            "reach",
            "outcome",
            "outcome_unknown",
            "website",
            "participations",
            "fundings",
            "involvements",
            *CLOSING_FIELDS,
        ]

    def get_periods(self, programme) -> MembershipSerializer(many=True):
        return [
            {
                **ReferenceSerializer(period).data,
                "certain": programme.falls_into(period, Match.CERTAIN),
                "assigned": period in programme.periods.all(),
            }
            for period in programme.periods_among(self.context["periods"])
        ]


class EventSerializer(RecordSerializer):
    """What happened and bore on the dialogue."""

    places = PlaceSerializer(many=True)

    class Meta:
        model = Event
        fields = [
            *RECORD_FIELDS, "kind", "bearing", *SPAN_FIELDS, "places", "summary", *CLOSING_FIELDS,
        ]  # fmt: skip


class OutputSerializer(RecordSerializer):
    """A work or a series of works, and who made it."""

    authors = ReferenceSerializer(many=True, source="public_authors")
    publishers = ReferenceSerializer(many=True, source="public_publishers")
    programmes = ReferenceSerializer(many=True, source="public_programmes")

    class Meta:
        model = Output
        fields = [
            *RECORD_FIELDS, "kind", "count", "count_is_approximate", *SPAN_FIELDS, "language",
            "website", "summary", "authors", "publishers", "programmes", *CLOSING_FIELDS,
        ]  # fmt: skip


class AssessmentSerializer(RecordSerializer):
    """A source's judgement: exactly one of `programme` and `period` is what it judges."""

    programme = ReferenceSerializer(allow_null=True)
    period = ReferenceSerializer(allow_null=True)

    class Meta:
        model = Assessment
        fields = [*RECORD_FIELDS, "kind", "programme", "period", "summary", *CLOSING_FIELDS]


def all_periods() -> dict[str, list[Period]]:
    return {"periods": list(Period.objects.published().in_order())}


register_kind("period", Period, renderer(PeriodSerializer))
register_kind("programme", Programme, renderer(ProgrammeSerializer, all_periods))
register_kind("event", Event, renderer(EventSerializer))
register_kind("output", Output, renderer(OutputSerializer))
register_kind("assessment", Assessment, renderer(AssessmentSerializer))
