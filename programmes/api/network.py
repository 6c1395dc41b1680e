"""The network as JSON: organisations, and in how many of the programmes asked for they met."""

from __future__ import annotations

from functools import cached_property

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from actors.models import OrganisationKind
from programmes.filters import NetworkFilterSet
from programmes.models import Programme
from programmes.network import Ties
from trackdiplo.records.api.errors import BadParameters
from trackdiplo.records.api.help import Described
from trackdiplo.records.api.serializers import AddressField, ReferenceSerializer
from trackdiplo.records.api.views import Reading, answer, errors, parameters_of


class OrganisationNodeSerializer(ReferenceSerializer):
    """An organisation; the rest of it is at its `url`."""

    page = AddressField("get_absolute_url")
    kind = serializers.ChoiceField(OrganisationKind.choices)


class NodeCountsSerializer(Described):
    """What ties an organisation to others."""

    took_part = serializers.IntegerField(help_text="In how many of the programmes it took part.")
    paid_for = serializers.IntegerField(
        allow_null=True,
        help_text="How many of them it paid for; null where the ties are of work.",
    )
    neighbours = serializers.IntegerField(help_text="To how many of the others it is tied.")


class NodeSerializer(OrganisationNodeSerializer, NodeCountsSerializer):
    """An organisation in the network."""

    @cached_property
    def _parts(self) -> tuple[OrganisationNodeSerializer, NodeCountsSerializer]:
        """Made once for all nodes: to make their fields takes longer than to say one."""
        return OrganisationNodeSerializer(), NodeCountsSerializer()

    def to_representation(self, node):
        organisation, counts = self._parts
        named = organisation.to_representation(node.organisation)
        return named | counts.to_representation(node)


class TieSerializer(Described):
    """Two organisations that met. Where the ties are of money, the source paid."""

    source = serializers.CharField(source="one", help_text="The `id` of a node.")
    target = serializers.CharField(source="other", help_text="The `id` of a node.")
    programmes = serializers.IntegerField(
        help_text="In how many programmes: those of their list, with `together` or `donor`."
    )

    def to_representation(self, tie):
        ends = tie.one.organisation.public_id, tie.other.organisation.public_id
        return dict(zip(self.fields, (*ends, tie.programmes), strict=True))


class NetworkSerializer(Described):
    """Everything that was asked for, at once."""

    count = serializers.IntegerField(help_text="Of programmes, as in their list.")
    kind = serializers.ChoiceField(Ties.choices, help_text="What the ties are of.")
    focus = ReferenceSerializer(
        allow_null=True, help_text="Around whom it is; null where it is the whole."
    )
    nodes = NodeSerializer(many=True, help_text="By name. Who is withheld is none.")
    ties = TieSerializer(many=True, help_text="The strongest first.")


class NetworkView(Reading, APIView):
    """Who worked with whom, or who funded whom, in what was asked for. It has no pages."""

    filterset_class = NetworkFilterSet
    paged = False

    def get_queryset(self):
        return Programme.objects.published()

    @extend_schema(
        summary="Who worked with whom, and who funded whom",
        parameters=parameters_of(NetworkFilterSet),
        responses=answer(NetworkSerializer, "Everything that was asked for.") | errors(400),
    )
    def get(self, request):
        filterset = self.filterset_class(request.query_params, self.get_queryset())
        problems = filterset.check()
        if problems:
            raise BadParameters(problems)
        return Response(NetworkSerializer(filterset.network()).data)
