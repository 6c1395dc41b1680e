"""The same answers as one would write them without documents: Django REST Framework on the tables.

A serializer with what it shows nested in it, rows prefetched, django-filter, pages by number, the
framework's own renderer; nothing is kept. The serializer is the one that documents are made with,
so that both sides say exactly the same.
"""

from django.db.models import Count
from django.urls import include, path
from django_filters import rest_framework as filters
from rest_framework import renderers, viewsets
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import APIView

from actors.models import Donor
from programmes.api.serializers import ProgrammeSerializer
from programmes.models import Period, Programme

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bench.plain.Addresses",
]
# What programmes are counted by, beside donors and periods.
FACETS = (
    "areas", "activities", "places", "participations__organisation", "kind", "track",
    "assessments__kind",
)  # fmt: skip


class Addresses:
    """Middleware: the addresses of this module."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.urlconf = __name__
        return self.get_response(request)


class Pages(PageNumberPagination):
    page_size = 50


class Filters(filters.FilterSet):
    donor = filters.ModelMultipleChoiceFilter(
        field_name="fundings__donor__slug", to_field_name="slug", queryset=Donor.objects.all()
    )
    period = filters.ModelMultipleChoiceFilter(
        to_field_name="slug", queryset=Period.objects.all(), method="of_periods"
    )

    def of_periods(self, queryset, name, value):
        return queryset.in_periods(value) if value else queryset

    class Meta:
        model = Programme
        fields: list[str] = []


class Programmes(viewsets.ReadOnlyModelViewSet):
    serializer_class = ProgrammeSerializer
    filterset_class = Filters
    filter_backends = [filters.DjangoFilterBackend]
    pagination_class = Pages
    renderer_classes = [renderers.JSONRenderer]
    lookup_field = "public_id"

    def get_queryset(self):
        return Programme.objects.published().by_start().for_document()

    def get_serializer_context(self):
        periods = list(Period.objects.published().in_order())
        return super().get_serializer_context() | {"periods": periods}


class Facets(APIView):
    """How many programmes each value would give, under all other filters, as one counts them."""

    renderer_classes = [renderers.JSONRenderer]

    def get(self, request):
        donors = self.found(without="donor").values("fundings__donor")
        by_donor = list(donors.annotate(count=Count("pk", distinct=True)))
        among = self.found(without="period")
        periods = Period.objects.published().in_order()
        by_period = {each.slug: among.in_periods([each]).count() for each in periods}
        by_value = {
            path: list(self.found().values(path).annotate(count=Count("pk", distinct=True)))
            for path in FACETS
        }
        return Response(by_value | {"donor": by_donor, "period": by_period})

    def found(self, without: str = ""):
        query = self.request.query_params.copy()
        query.pop(without, None)
        return Filters(query, Programme.objects.published()).qs.order_by()


urlpatterns = [
    path("plain/facets/", Facets.as_view()),
    path("plain/", Programmes.as_view({"get": "list"})),
    path("plain/<str:public_id>/", Programmes.as_view({"get": "retrieve"})),
    path("", include("trackdiplo.urls")),  # what the answers point to
]
