"""The pages of pictures: a question, what answers it as a picture, in numbers, and as a file."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.by_year import by_year
from programmes.filters import NetworkFilterSet, OutputFilterSet, ProgrammeFilterSet
from programmes.geometry import axis_of
from programmes.matrix import Matrix, matrix_of
from programmes.models import Output, Period, Programme
from programmes.models.programmes import ProgrammeQuerySet
from programmes.network import Lists, Node
from programmes.network_files import graphml, rows
from programmes.network_picture import MOST_NODES, MOST_TIES, NetworkPicture
from programmes.picture import bands_of
from trackdiplo.records.api.errors import BadParameters
from trackdiplo.records.api.exports import table_of
from trackdiplo.records.drawing import png_of
from trackdiplo.records.views import ListPage, with_format, with_query

PNG_WIDTH = 2000  # twice what an SVG says: sharp on paper
MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv",
    "graphml": "application/graphml+xml",
    "json": "application/json",
}
WRITTEN = {"graphml": "GraphML"}
PICTURES = {
    "donors-by-period": gettext_lazy("Donors by period"),
    "areas-by-period": gettext_lazy("Areas by period"),
    "outputs-by-year": gettext_lazy("Outputs by year"),
    "network": gettext_lazy("Network"),
}


def as_file(content: str | bytes, *, name: str, form: str) -> HttpResponse:
    """Return what is to be saved under this name, in one of the forms that have a media type."""
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


class FilePage(ListPage):
    """A page that gives what it shows as files too. A subclass draws it, and writes the files."""

    paged = False
    name = ""
    files = ("svg", "png", "csv")

    def answer(self, request, *args, **kwargs):
        self.wanted = request.GET.get("format")
        if self.wanted in self.files:
            self.has_form = False
            page = super().answer(request, *args, **kwargs)
            if page.status_code == HTTPStatus.OK:
                return as_file(self.content(page.context_data), name=self.name, form=self.wanted)
            self.has_form = True  # what is refused is a page
        return super().answer(request, *args, **kwargs)

    def others(self) -> list[str]:
        return ["format"] if self.files else []

    def found(self, queryset):
        if self.wanted not in (None, *self.files):
            known = {"known": ", ".join(self.files)}
            raise BadParameters({"format": [_("There are: %(known)s.") % known]})
        return self.drawn(queryset)

    def drawn(self, queryset) -> dict[str, object]:
        """Return what the template shows; `count` among it."""
        raise NotImplementedError(f"{type(self).__name__} draws nothing.")

    def content(self, context: dict) -> str | bytes:
        """Return the file that is wanted of what the template shows."""
        raise NotImplementedError(f"{type(self).__name__} writes nothing.")

    def asked(self) -> QueryDict:
        """Return what was asked, in whatever form."""
        query = self.request.GET.copy()
        query.pop("format", None)
        return query

    def downloads(self):
        path, query = self.request.path, self.asked()
        return {
            WRITTEN.get(form, form.upper()): with_format(path, query, form) for form in self.files
        }


class PicturePage(FilePage):
    """A picture of what was asked for. A subclass says what is drawn, by which partial.

    `drawn()` returns `rows` too, the head and the lines of a file.
    """

    picture = ""

    def content(self, context):
        return table_of(context["rows"]) if self.wanted == "csv" else self.drawing(context)

    def drawing(self, context: dict) -> str | bytes:
        svg = render_to_string(self.picture, context | {"file": True})
        return svg if self.wanted == "svg" else png_of(svg, width=PNG_WIDTH)

    def get_context_data(self, **context):
        others = [(title, reverse(name)) for name, title in PICTURES.items() if name != self.name]
        return super().get_context_data(others=others, **context)


class ByPeriod(PicturePage):
    """Programmes by what they share and by period. A subclass says what that is."""

    filterset_class = ProgrammeFilterSet
    template_name = "programmes/matrix_page.html"
    picture = "programmes/partials/matrix_picture.html"
    resource = "programme"
    lanes = ""
    what = ""

    def get_queryset(self):
        return Programme.objects.published()

    def drawn(self, queryset):
        matrix = self.matrix(queryset)
        return {
            "count": matrix.whole.total.number,
            "matrix": matrix,
            "what": self.what,
            "rows": rows_of(matrix, self.lanes),
        }

    def matrix(self, programmes: ProgrammeQuerySet) -> Matrix:
        return matrix_of(
            programmes,
            Period.objects.published().for_list(),
            self.lanes,
            whole=_("All programmes"),
            match=self.filterset.chosen_match,
            asked=self.request.GET,
        )


def rows_of(matrix: Matrix, lanes: str) -> list[list[object]]:
    """Return the head and the lines of a file."""
    periods = [f"{period.number} {period.name}" for period in matrix.periods]
    return [[f"{lanes}_slug", lanes, *periods, "all"], *matrix.rows()]


class DonorsByPeriod(ByPeriod):
    name = "donors-by-period"
    title = PICTURES[name]
    lanes = "donor"
    what = gettext_lazy("Donor")


class AreasByPeriod(ByPeriod):
    name = "areas-by-period"
    title = PICTURES[name]
    lanes = "area"
    what = gettext_lazy("Area")


class OutputsByYear(PicturePage):
    """Outputs by the year in which they came out."""

    filterset_class = OutputFilterSet
    template_name = "programmes/by_year_page.html"
    picture = "programmes/partials/by_year_picture.html"
    resource = "output"
    name = "outputs-by-year"
    title = PICTURES[name]

    def get_queryset(self):
        return Output.objects.published().by_start()

    def drawn(self, queryset):
        spans, undated = queryset.exclude(when="").spans(), queryset.filter(when="").count()
        periods, window = list(Period.objects.published().for_list()), self.filterset.chosen_window
        axis = axis_of((*(period.span for period in periods), *spans)).zoomed(window)
        drawn = by_year(
            spans,
            axis,
            bands_of(periods, axis),
            reverse("output-list"),
            match=self.filterset.chosen_match,
            window=window,
            asked=self.request.GET,
        )
        count = sum(spans.values()) + undated
        return {"count": count, "undated": undated, "by_year": drawn, "rows": drawn.rows()}


class NetworkPage(PicturePage):
    """Who met in the programmes that were asked for: with each other, or as donor and doer."""

    filterset_class = NetworkFilterSet
    template_name = "programmes/network_page.html"
    picture = "programmes/partials/network_picture.html"
    resource = "programme"
    name = "network"
    title = PICTURES[name]
    files = ("svg", "png", "csv", "graphml")

    def get_queryset(self):
        return Programme.objects.published()

    def drawn(self, queryset):
        network = self.filterset.network()
        shown = network.strongest(MOST_NODES, MOST_TIES)
        lists = Lists(self.asked(), network.kind)
        return {
            "count": network.count,
            "network": network,
            "shown": shown,
            "picture": NetworkPicture(shown, self.address),
            "ties": [(tie, lists.of_tie(tie)) for tie in shown.ties],
            "nodes": [
                (node, self.around(node), lists.of_work(node), lists.of_money(node))
                for node in shown.nodes
            ],
            "whole": self.around(None),
            "rows": rows(network),
        }

    def content(self, context):
        if self.wanted == "graphml":
            return graphml(context["network"], self.base())
        return super().content(context)

    def address(self, node: Node) -> str:
        """Return where a node leads: to its neighbours, from there and from files to its page."""
        page = node.organisation.get_absolute_url()
        if self.wanted:
            return self.base() + page
        return (
            page
            if node.organisation in self.filterset.asked.get("focus", ())
            else self.around(node)
        )

    def around(self, node: Node | None) -> str:
        """Return the address of the same around a node, or around none."""
        query = self.asked()
        query.setlist("focus", [node.organisation.slug] if node else [])
        return with_query(self.request.path, query)

    def base(self) -> str:
        return self.request.build_absolute_uri("/").rstrip("/")

    def downloads(self):
        """What is shown, as files and in the API."""
        return super().downloads() | {"JSON": with_query(reverse("api:network"), self.asked())}

    def get_context_data(self, **context):
        here = with_query(self.request.path, self.asked())
        source = self.request.build_absolute_uri(here)
        return super().get_context_data(source=source, **context)
