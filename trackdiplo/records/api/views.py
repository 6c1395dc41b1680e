"""The shape of every resource: a list and a record, read from the stored documents."""

from __future__ import annotations

from http import HTTPStatus

import orjson
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import viewsets
from rest_framework.filters import BaseFilterBackend
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from trackdiplo.records import parameters
from trackdiplo.records.api import exports
from trackdiplo.records.api.errors import CONTENT_TYPE, BadParameters, Gone, ProblemSerializer
from trackdiplo.records.api.pagination import Pages
from trackdiplo.records.models import Change, Document

FORMATS = {"json": "application/json", "csv": "text/csv", "jsonl": "application/jsonl"}
FORMAT = OpenApiParameter(
    "format",
    enum=list(FORMATS),
    description="The serialisation: a page of JSON, or all rows as CSV or JSON Lines.",
)
ONE_FORMAT = OpenApiParameter("format", enum=["json"], description="The serialisation.")
PUBLIC_ID = OpenApiParameter(
    "public_id",
    location=OpenApiParameter.PATH,
    description="The `id` of the record, such as prg-7u25d7k.",
)
LIST_ANSWER = "A page of whole records; or all of them, as CSV or one a line."
ERRORS = {
    400: "A parameter is unknown, repeated, empty, or has a value that is not understood.",
    404: "There is nothing at this address.",
    410: "The record was withdrawn.",
}


def errors(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    return {
        (status, CONTENT_TYPE): OpenApiResponse(ProblemSerializer, description=ERRORS[status])
        for status in statuses
    }


def answer(serializer, description: str) -> dict[tuple[int, str], OpenApiResponse]:
    return {(200, "application/json"): OpenApiResponse(serializer, description=description)}


def described(what: str, serializer: type[Serializer]) -> dict[str, extend_schema]:
    """Return the schema of a resource's two operations, for `extend_schema_view`."""
    files = {
        (200, FORMATS[name]): OpenApiResponse(OpenApiTypes.STR, description=LIST_ANSWER)
        for name in ("csv", "jsonl")
    }
    return {
        "list": extend_schema(
            summary=f"Published {what}",
            parameters=[FORMAT],
            responses=answer(serializer(many=True), LIST_ANSWER) | files | errors(400),
        ),
        "retrieve": extend_schema(
            summary="One of them, by its permanent id",
            parameters=[PUBLIC_ID, ONE_FORMAT],
            responses=answer(serializer, "The whole record.") | errors(400, 404, 410),
        ),
    }


class Reading:
    """A view of the API that says, when asked, with which methods it can be read."""

    def options(self, request, *args, **kwargs):
        return Response(status=HTTPStatus.NO_CONTENT)


class StrictFilters(BaseFilterBackend):
    """The view's FilterSet; a query that it does not understand is refused whole."""

    others = ("page", "page_size", "format")

    def filter_queryset(self, request, queryset, view):
        filterset = view.filterset_class(request.query_params, queryset)
        problems = filterset.check(*self.others)
        if problems:
            raise BadParameters(problems)
        return filterset.qs

    def get_schema_operation_parameters(self, view):
        return [_described(name, each) for name, each in view.filterset_class.base_filters.items()]


def parameters_of(filterset) -> list[OpenApiParameter]:
    """Return the OpenAPI parameters of a FilterSet, for a view that lists no queryset."""
    return [_parameter(_described(*each)) for each in filterset.base_filters.items()]


def parameters_of_pages(pages: type[Pages]) -> list[OpenApiParameter]:
    """Return the OpenAPI parameters of pages, for such a view."""
    return [_parameter(found) for found in pages().get_schema_operation_parameters()]


def _parameter(found: dict[str, object]) -> OpenApiParameter:
    return OpenApiParameter(
        found["name"],
        found["schema"],
        description=found["description"],
        explode=found.get("explode"),
        style=found.get("style"),
    )


def _described(name: str, each) -> dict[str, object]:
    """Return the OpenAPI parameter of one filter of a FilterSet."""
    schema = getattr(each, "schema", None)
    if schema is None:
        choices = [value for value, _label in each.extra.get("choices", ())]
        schema = {"type": "string"} | ({"enum": choices} if choices else {"minLength": 1})
    if each.several:
        schema = {"type": "array", "items": schema, "minItems": 1}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": f"{each.label}. {each.extra.get('help_text', '')}".strip(),
        "schema": schema,
    } | ({"explode": True, "style": "form"} if each.several else {})


class RecordViewSet(Reading, viewsets.GenericViewSet):
    """Published records of one kind. A subclass names its serializer, filters and queryset."""

    lookup_field = "public_id"
    lookup_value_regex = r"[^/]+"
    filter_backends = [StrictFilters]
    filterset_class = None

    @property
    def kind(self) -> str:
        return self.get_queryset().model.KIND

    def list(self, request):
        rows = self.filter_queryset(self.get_queryset()).with_body()
        wanted = request.query_params.get("format", "json")
        if wanted not in FORMATS:
            raise BadParameters({"format": [f"It can be {', '.join(FORMATS)}."]})
        if wanted != "json":
            refuse_pages(request.query_params)
            return self.download(rows, wanted)
        page = self.paginate_queryset(rows.values_list("body", flat=True))
        return self.get_paginated_response([orjson.Fragment(body) for body in page])

    def download(self, rows, wanted: str):
        """Return all rows as a file."""
        columns = list(self.get_serializer_class()().fields)
        lines = exports.jsonl(rows) if wanted == "jsonl" else exports.csv_rows(rows, columns)
        media_type = f"{FORMATS[wanted]}; charset=utf-8"
        return exports.download(lines, media_type=media_type, filename=f"{self.kind}s.{wanted}")

    def retrieve(self, request, public_id: str):
        problems = parameters.check(request.query_params, single=["format"])
        if not problems and request.query_params.get("format", "json") != "json":
            problems = {"format": ["One record is answered in json."]}
        if problems:
            raise BadParameters(problems)
        return Response(stored(self.kind, public_id))


def refuse_pages(query) -> None:
    """Raise BadParameters where a whole file is asked for by pages."""
    asked = {"page", "page_size"} & query.keys()
    if asked:
        message = _("A file has all rows: leave it out, or ask for json.")
        raise BadParameters({name: [message] for name in sorted(asked)})


def stored(kind: str, public_id: str) -> bytes:
    """Return the document of a published record; raise Gone where it was withdrawn."""
    if "\0" in public_id:
        raise Http404  # PostgreSQL would refuse to look for it
    rows = {"kind": kind, "public_id": public_id}
    body = Document.objects.filter(**rows).values_list("body", flat=True).first()
    if body is not None:
        return body.encode()
    if Change.objects.filter(**rows).exists():
        raise Gone
    raise Http404
