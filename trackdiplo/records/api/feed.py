"""What changed since a revision: the feed by which a partner keeps a copy."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from trackdiplo.records import parameters
from trackdiplo.records.api.errors import BadParameters
from trackdiplo.records.api.help import Described
from trackdiplo.records.api.pagination import MAX_PAGE_SIZE, whole_number
from trackdiplo.records.api.views import Reading, answer, errors
from trackdiplo.records.models import Change, Counter


class ChangeSerializer(Described):
    """What happened to one record. Fetch its `url` after `upsert`; drop it after `withdrawn`."""

    number = serializers.IntegerField()
    kind = serializers.CharField()
    id = serializers.CharField(source="public_id")
    action = serializers.ChoiceField(Change.Action.choices)
    at = serializers.DateTimeField()
    url = serializers.SerializerMethodField()

    def get_url(self, change) -> str:
        return reverse(f"api:{change.kind}-detail", args=[change.public_id])


class FeedSerializer(Described):
    """Changes in their order, and where the rest of them is."""

    revision = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    results = ChangeSerializer(many=True)


SINCE = OpenApiParameter(
    "since",
    {"type": "integer", "minimum": 0, "maximum": 999_999_999, "default": 0},
    description="The number of the last change that you have; 0 for all.",
)
LIMIT = OpenApiParameter(
    "page_size",
    {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": 100},
    description="How many changes in one answer.",
)


class Feed(Reading, APIView):
    """What happened to the public record, in order and without gaps."""

    @extend_schema(
        summary="What changed since a revision",
        parameters=[SINCE, LIMIT],
        responses=answer(FeedSerializer, "The changes after it.") | errors(400),
    )
    def get(self, request):
        problems = parameters.check(request.query_params, single=["since", "page_size"])
        if problems:
            raise BadParameters(problems)
        since = _since(request.query_params.get("since", "0"))
        asked = request.query_params.get("page_size", "100")
        limit = whole_number(asked, "page_size", most=MAX_PAGE_SIZE)
        return Response(changes_after(since, limit, request.path))


def changes_after(since: int, limit: int, path: str) -> dict[str, object]:
    """Return at most `limit` changes after `since`; `next` leads to the rest."""
    revision = Counter.current()
    # What is numbered while this answer is made belongs to the next one.
    found = Change.objects.filter(number__gt=since, number__lte=revision).order_by("number")
    results = ChangeSerializer(found[:limit], many=True).data
    last = results[-1]["number"] if results else revision
    following = f"{path}?since={last}&page_size={limit}" if last < revision else None
    return {"revision": revision, "next": following, "results": results}


def _since(text: str) -> int:
    if text == "0":
        return 0
    try:
        return whole_number(text, "since")
    except BadParameters:
        raise BadParameters({"since": [_("It must be a whole number from 0.")]}) from None
