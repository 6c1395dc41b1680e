"""The table of contents of the API: every resource, and the schema that describes them."""

from functools import cache

import orjson
from django.conf import settings
from django.urls import include, path, reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from actors.api.views import DonorViewSet, OrganisationViewSet, PersonViewSet
from interviews.api.views import (
    CodeViewSet,
    FindingViewSet,
    QuestionViewSet,
    RecommendationViewSet,
    StudyViewSet,
)
from programmes.api.network import NetworkView
from programmes.api.timeline import TimelineView
from programmes.api.views import (
    AssessmentViewSet,
    EventViewSet,
    OutputViewSet,
    PeriodViewSet,
    ProgrammeViewSet,
)
from trackdiplo.records import parameters
from trackdiplo.records.api.errors import BadParameters
from trackdiplo.records.api.feed import Feed
from trackdiplo.records.api.help import Described
from trackdiplo.records.api.views import Reading, answer, errors
from trackdiplo.records.models import Counter
from trackdiplo.records.search.views import Search, Suggestions
from trackdiplo.records.views import PublicPage

app_name = "api"

OPENAPI = "application/vnd.oai.openapi+json"

router = SimpleRouter()
router.register("periods", PeriodViewSet, basename="period")
router.register("programmes", ProgrammeViewSet, basename="programme")
router.register("organisations", OrganisationViewSet, basename="organisation")
router.register("donors", DonorViewSet, basename="donor")
router.register("people", PersonViewSet, basename="person")
router.register("events", EventViewSet, basename="event")
router.register("outputs", OutputViewSet, basename="output")
router.register("assessments", AssessmentViewSet, basename="assessment")
router.register("findings", FindingViewSet, basename="finding")
router.register("recommendations", RecommendationViewSet, basename="recommendation")
router.register("questions", QuestionViewSet, basename="question")
router.register("studies", StudyViewSet, basename="study")
router.register("codes", CodeViewSet, basename="code")


class RootSerializer(Described):
    """Where everything is, which revision it has, and under which licence it may be used."""

    name = serializers.CharField()
    revision = serializers.IntegerField()
    licence = serializers.CharField()
    code_licence = serializers.CharField()
    schema = serializers.CharField()
    documentation = serializers.CharField()
    resources = serializers.DictField(child=serializers.CharField())


class PlainView(Reading, APIView):
    """A view without parameters."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        problems = parameters.check(request.query_params, single=[])
        if problems:
            raise BadParameters(problems)


class Root(PlainView):
    """Where everything is."""

    @extend_schema(
        summary="Where everything is",
        tags=["root"],
        responses=answer(RootSerializer, "The revision, the licences, and the lists.")
        | errors(400),
    )
    def get(self, request):
        resources = {prefix: f"api:{name}-list" for prefix, _, name in router.registry}
        return Response(
            {
                "name": settings.SITE_NAME,
                "revision": Counter.current(),
                "licence": settings.CONTENT_LICENCE,
                "code_licence": settings.CODE_LICENCE,
                "schema": reverse("api:schema"),
                "documentation": reverse("api-docs"),
                "resources": {prefix: reverse(name) for prefix, name in resources.items()},
            }
        )


class Schema(PlainView):
    """The OpenAPI 3.1 description of this API."""

    @extend_schema(
        summary="This description",
        responses={
            (200, OPENAPI): OpenApiResponse(OpenApiTypes.OBJECT, description="As OpenAPI 3.1.")
        }
        | errors(400),
    )
    def get(self, request):
        return Response(schema(), content_type=OPENAPI)


@cache
def schema() -> bytes:
    """Return the description as JSON: the same for all, and a second's work, so made once."""
    described = SchemaGenerator().get_schema(request=None, public=True)
    return orjson.dumps(described, default=str, option=orjson.OPT_INDENT_2)


class Documentation(PublicPage):
    """The description for people. Without scripts it lists what can be asked."""

    template_name = "api_docs.html"

    def get_context_data(self, **context):
        paths = orjson.loads(schema())["paths"]
        operations = [(path, found["get"]) for path, found in paths.items()]
        return super().get_context_data(operations=operations, **context)


urlpatterns = [
    path("", Root.as_view(), name="root"),
    path("timeline/", TimelineView.as_view(), name="timeline"),
    path("network/", NetworkView.as_view(), name="network"),
    path("changes/", Feed.as_view(), name="changes"),
    path("search/", Search.as_view(), name="search"),
    path("search/names/", Suggestions.as_view(), name="names"),
    path("schema/", Schema.as_view(), name="schema"),
    path("", include(router.urls)),
]
