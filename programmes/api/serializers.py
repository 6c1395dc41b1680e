"""What partners read about periods and programmes."""

from rest_framework import serializers

from programmes.models import Funding, Participation, Period, Programme
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

    withheld = serializers.CharField(
        source="get_withheld_display",
        help_text="Printed in place of a name; empty for a named row.",
    )
    citations = CitationSerializer(many=True)


class ParticipationSerializer(WithheldSerializer):
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


class ProgrammeSerializer(RecordSerializer):
    """What was tried: when, by whom, with whose money, and what came of it."""

    periods = serializers.SerializerMethodField()
    areas = WordSerializer(many=True)
    activities = WordSerializer(many=True)
    places = PlaceSerializer(many=True)
    participations = ParticipationSerializer(many=True, source="shown_participations")
    fundings = FundingSerializer(many=True, source="shown_fundings")

    class Meta:
        model = Programme
        fields = [
            *RECORD_FIELDS,
            "kind",
            "track",
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


def all_periods() -> dict[str, list[Period]]:
    return {"periods": list(Period.objects.published().in_order())}


register_kind("period", Period, renderer(PeriodSerializer))
register_kind("programme", Programme, renderer(ProgrammeSerializer, all_periods))
