"""Errors under /api/: RFC 9457 problem details, whatever raised them."""

from __future__ import annotations

from http import HTTPStatus

import orjson
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers
from rest_framework.response import Response

from trackdiplo.records.api.help import Described
from trackdiplo.records.parameters import Problems

CONTENT_TYPE = "application/problem+json"


class BadParameters(exceptions.APIException):
    """A query that is not understood. `problems`: messages by parameter."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, problems: Problems):
        self.problems = problems
        super().__init__(_("The address has parameters that are not understood."))


class Gone(exceptions.APIException):
    status_code = HTTPStatus.GONE
    default_detail = "This record was withdrawn."


class ProblemSerializer(Described):
    """An error in words (RFC 9457)."""

    type = serializers.CharField(default="about:blank")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    parameters = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
    )


def problem(status: int, detail: str, parameters: Problems | None = None) -> dict[str, object]:
    """Return the body of an error."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": str(detail),
    }
    return body | {"parameters": parameters} if parameters else body


def handler(error: Exception, context: dict) -> Response | None:
    """Answer what a view of the API raised; None leaves it to the handler of errors 500."""
    if isinstance(error, Http404):
        error = exceptions.NotFound(_("There is nothing at this address."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    body = problem(error.status_code, error.detail, getattr(error, "problems", None))
    headers = getattr(error, "headers", None)
    return Response(body, error.status_code, headers=headers, content_type=CONTENT_TYPE)


def problem_response(status: int, detail: str, parameters: Problems | None = None) -> HttpResponse:
    """Return an error for addresses under /api/ that no view of the API answers."""
    body = orjson.dumps(problem(status, detail, parameters))
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)
