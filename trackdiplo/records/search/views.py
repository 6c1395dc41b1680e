"""The search over all kinds: a page, its suggestions, and the same for programs."""

from __future__ import annotations

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from trackdiplo.records.api.errors import BadParameters
from trackdiplo.records.api.help import Described
from trackdiplo.records.api.pagination import MAX_PAGE_SIZE, page_of, whole_number
from trackdiplo.records.api.views import Reading, answer, errors, parameters_of
from trackdiplo.records.filters import ChoicesFilter, RecordFilterSet
from trackdiplo.records.models import KINDS, Document
from trackdiplo.records.search.find import Found, did_you_mean, documents, find, suggested
from trackdiplo.records.search.snippets import Question
from trackdiplo.records.views import PublicPage

PAGE_SIZE = 20


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds by what several of them are called. All apps are ready by now."""
    return [(name, kind.model._meta.verbose_name_plural) for name, kind in KINDS.items()]


class SearchFilterSet(RecordFilterSet):
    """The parameters of the search, the same in HTML and in the API."""

    kind = ChoicesFilter(
        path="kind",
        choices=kind_choices(),
        label=_("Kind"),
        help_text=_("Any of these kinds of record."),
    )

    class Meta:
        model = Document
        fields: list[str] = []

    @property
    def found(self) -> Found:
        asked = self.form.cleaned_data
        return find(asked["q"], asked["kind"]) if asked["q"] else Found({}, [])


def hits(keys, text: str) -> list[dict[str, object]]:
    """Return what is shown of the documents with these keys."""
    question, kinds = Question(text), dict(kind_choices())
    return [
        {
            "kind": kind,
            "kind_name": KINDS[kind].model._meta.verbose_name,
            "kinds_name": kinds[kind],
            "document": document,
            "name": question.pieces(document["name"]),
            "other_name": question.other_name(document),
            "snippet": question.snippet(document),
        }
        for kind, document in documents(keys)
    ]


class SearchPage(PublicPage):
    """What is found, best first, with how much there is of each kind."""

    template_name = "records/search.html"
    filterset_class = SearchFilterSet
    paged = True

    def answer(self, request, *args, **kwargs):
        filterset = self.filterset_class(request.GET, Document.objects.none())
        problems = filterset.check("page")
        context = {"filterset": filterset, "text": request.GET.get("q", "")}
        try:
            context |= {} if problems else self.found(filterset)
        except BadParameters as error:
            problems = error.problems
        status = HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
        context |= {"problems": problems}
        return self.render_to_response(self.get_context_data(**context), status=status)

    def found(self, filterset: SearchFilterSet) -> dict[str, object]:
        found, text = filterset.found, filterset.form.cleaned_data["q"]
        page = page_of(found.keys, self.request.GET, size=PAGE_SIZE)
        names, chosen = dict(kind_choices()), filterset.form.cleaned_data["kind"]
        return {
            "count": len(found.keys),
            "page": page,
            "hits": hits(page.object_list, text),
            "kinds": [
                (kind, names[kind], number, kind in chosen)
                for kind, number in found.by_kind.items()
            ],
            "all_count": sum(found.by_kind.values()),
            "meant": did_you_mean(text) if text and not found.by_kind else "",
        }


class HitSerializer(Described):
    """One record that was found. Its document is at `url`."""

    kind = serializers.CharField()
    id = serializers.CharField()
    slug = serializers.CharField()
    name = serializers.CharField()
    url = serializers.CharField()
    page = serializers.CharField()
    other_name = serializers.CharField()
    snippet = serializers.CharField()


class HitsSerializer(Described):
    """A page of what was found, and how much there is of each kind."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    by_kind = serializers.DictField(child=serializers.IntegerField())
    did_you_mean = serializers.CharField()
    results = HitSerializer(many=True)


class NamesSerializer(Described):
    """Records whose names begin so."""

    results = HitSerializer(many=True)


def hit_of(hit: dict) -> dict[str, object]:
    document = hit["document"]
    same = {name: document[name] for name in ("id", "slug", "name", "url", "page")}
    snippet = "".join(piece.text for piece in hit["snippet"])
    return {"kind": hit["kind"], **same, "other_name": hit["other_name"], "snippet": snippet}


class Search(Reading, APIView):
    """What holds every word, best first."""

    filterset_class = SearchFilterSet

    @extend_schema(
        summary="Search all kinds by words",
        tags=["search"],
        parameters=[
            *parameters_of(SearchFilterSet),
            OpenApiParameter(
                "page", {"type": "integer", "minimum": 1, "default": 1},
                description="The number of the page, from 1. One that is not there is refused.",
            ),
            OpenApiParameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE},
                description="How many results on a page.",
            ),
        ],
        responses=answer(HitsSerializer, "What was found.") | errors(400),
    )  # fmt: skip
    def get(self, request):
        query = request.query_params
        filterset = self.filterset_class(query, Document.objects.none())
        problems = filterset.check("page", "page_size")
        if problems:
            raise BadParameters(problems)
        size = whole_number(query.get("page_size", str(PAGE_SIZE)), "page_size", most=MAX_PAGE_SIZE)
        found, text = filterset.found, filterset.form.cleaned_data["q"]
        page = page_of(found.keys, query, size=size)
        return Response(
            {
                "count": len(found.keys),
                "next": self.at(page.next_page_number()) if page.has_next() else None,
                "previous": self.at(page.previous_page_number()) if page.has_previous() else None,
                "by_kind": found.by_kind,
                "did_you_mean": did_you_mean(text) if text and not found.by_kind else "",
                "results": [hit_of(hit) for hit in hits(page.object_list, text)],
            }
        )

    def at(self, number: int) -> str:
        query = self.request.query_params.copy()
        query["page"] = str(number)
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")


class Suggestions(Reading, APIView):
    """Names that begin like what is being typed."""

    filterset_class = RecordFilterSet

    @extend_schema(
        summary="Names that begin like what is being typed",
        tags=["search"],
        parameters=parameters_of(RecordFilterSet),
        responses=answer(NamesSerializer, "At most eight, best first.") | errors(400),
    )
    def get(self, request):
        filterset = self.filterset_class(request.query_params, Document.objects.none())
        problems = filterset.check()
        if problems:
            raise BadParameters(problems)
        text = filterset.form.cleaned_data["q"]
        keys = [(kind, document["id"]) for kind, document in suggested(text)] if text else []
        return Response({"results": [hit_of(hit) for hit in hits(keys, text)]})
