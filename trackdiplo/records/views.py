"""The shape of every public page: strict about its address, and the same for every reader."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from trackdiplo.records import facets, parameters
from trackdiplo.records.api.errors import BadParameters, problem_response
from trackdiplo.records.api.pagination import PAGE_SIZE, page_of
from trackdiplo.records.asked import offers
from trackdiplo.records.metadata import linked_data, sentence_of
from trackdiplo.records.models import Change, FormerSlug
from trackdiplo.records.references import FORMS, Reference


class HttpResponsePermanentSameMethod(HttpResponsePermanentRedirect):
    status_code = HTTPStatus.PERMANENT_REDIRECT


@method_decorator(csrf_exempt, name="dispatch")  # it only reads: other methods are a 405
class PublicPage(TemplateView):
    """A page that reads nothing but its address and the public record.

    Empty values and tracking are dropped by a redirect; what is not understood is a 400 that
    names the parameter.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        if "\0" in request.path:
            raise Http404  # PostgreSQL would refuse to look for it
        clean = parameters.cleaned(request.GET)
        if clean is not None:
            path = escape_uri_path(request.path)
            return HttpResponseRedirect(f"{path}?{clean}" if clean else path)
        return self.answer(request, *args, **kwargs)

    def answer(self, request, *args, **kwargs) -> HttpResponse:
        problems = parameters.check(request.GET, single=[])
        if problems:
            return bad_request(request, problems=problems)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context):
        return super().get_context_data(**site(), **context)


class ListPage(PublicPage):
    """A filtered, paged list. A subclass names its queryset, FilterSet, template and title.

    Without a form, nothing is counted for its boxes.
    """

    filterset_class = None
    resource = ""
    title = ""
    paged = True
    page_size = PAGE_SIZE
    has_form = True

    def get_queryset(self):
        raise NotImplementedError(f"{type(self).__name__} names no queryset.")

    def answer(self, request, *args, **kwargs):
        self.filterset = filterset = self.filterset_class(request.GET, self.get_queryset())
        if self.has_form:
            facets.read_options(filterset, request.state)
        problems = filterset.check(*self.others())
        try:
            context = {} if problems else self.found(filterset.qs)
        except BadParameters as error:
            problems = error.problems
        if problems:
            context = {"count": None, "rows": []}
        status = HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
        context |= {"filterset": filterset, "problems": problems, "downloads": self.downloads()}
        if self.has_form:
            context |= self.form(context["count"])
        return self.render_to_response(self.get_context_data(**context), status=status)

    def form(self, count: int | None) -> dict[str, object]:
        """Return what stands in the form of the filters, where so many rows are listed."""
        filterset = self.filterset
        return {
            "drawers": facets.drawers(filterset, count),
            "matches": facets.matches(filterset, count),
            "offers": offers(filterset, self.request.path) if count == 0 else None,
        }

    def others(self) -> list[str]:
        """Return the parameters that are no filters."""
        return ["page"] if self.paged else []

    def found(self, queryset) -> dict[str, object]:
        """Return the part of the context that shows what was found."""
        page = page_of(queryset, self.request.GET, size=self.page_size)
        return {"count": page.paginator.count, "page": page, "rows": page.object_list}

    def downloads(self) -> dict[str, str]:
        """Return the addresses of the same list in the API, by format."""
        query = self.request.GET.copy()
        query.pop("page", None)
        base = reverse(f"api:{self.resource}-list")
        formats = {"JSON": "", "CSV": "csv", "JSON Lines": "jsonl"}
        return {name: with_format(base, query, wanted) for name, wanted in formats.items()}

    def feed(self) -> str:
        """Return the address of the Atom feed of what the list finds; empty where there is none."""
        query = self.request.GET.copy()
        query.pop("page", None)
        return with_query(reverse(f"{self.resource}-feed"), query) if self.paged else ""

    def get_context_data(self, **context):
        named = {"title": self.title, "resource": self.resource, "address": self.request.path}
        named["feed"] = self.feed()
        return super().get_context_data(**named, **context)


def with_format(base: str, query, wanted: str) -> str:
    query = query.copy()
    if wanted:
        query["format"] = wanted
    return with_query(base, query)


def with_query(base: str, query) -> str:
    return f"{base}?{query.urlencode()}" if query else base


class RecordPage(PublicPage):
    """The page of one published record. A subclass names its queryset and template."""

    def get_queryset(self):
        raise NotImplementedError(f"{type(self).__name__} names no queryset.")

    def answer(self, request, *args, slug: str):
        queryset = self.get_queryset()
        self.record = queryset.filter(slug=slug).first()
        if self.record is None:
            return self.moved(queryset, slug)
        return super().answer(request, *args, slug=slug)

    def moved(self, queryset, slug: str) -> HttpResponse:
        """Return the redirect from an address that a published record once had."""
        kind = queryset.model._meta.concrete_model.KIND  # a donor's are those of its organisation
        former = FormerSlug.objects.filter(kind=kind, slug=slug).first()
        record = former and queryset.filter(public_id=former.public_id).first()
        if not record:
            raise Http404
        return HttpResponsePermanentSameMethod(self.address_of(record))

    def address_of(self, record) -> str:
        """Return where a record has this page."""
        return record.get_absolute_url()

    def get_context_data(self, **context):
        record = self.record
        shown = self.shown_with(record) | told_of(record, self.request.build_absolute_uri)
        return super().get_context_data(record=record, **shown, **context)

    @staticmethod
    def shown_with(record) -> dict[str, object]:
        """Return what else the page shows, by name in its template."""
        return {}


def told_of(record, absolute) -> dict[str, object]:
    """Return what the page of any record tells of it; `absolute` makes a whole address of a path."""
    history = list(Change.of(record.public_id))
    address = absolute(record.get_absolute_url())
    reference = Reference.of(record, history[0], absolute(record.get_permanent_url()))
    return {
        "sentence": sentence_of(record),
        "address": address,
        "card": absolute(reverse("record-card", args=[record.public_id])),
        "linked_data": linked_data(record, history[0], absolute),
        "reference": reference,
        "forms": FORMS,
        "changes": [change for change in history if change.kind == record.KIND],
    }


def site() -> dict[str, str]:
    """Return what every page says of the site."""
    return {
        "site_name": settings.SITE_NAME,
        "content_licence": settings.CONTENT_LICENCE,
        "code_licence": settings.CODE_LICENCE,
        "contact_email": settings.CONTACT_EMAIL,
        "is_demo": settings.DEMO,
    }


# --- Errors: the same words for all, in HTML or, under /api/, as problem details ------------


def bad_request(request, exception=None, *, problems=None):
    detail = _("The address is not understood.")
    return error_page(request, HTTPStatus.BAD_REQUEST, detail, problems=problems)


def not_found(request, exception=None):
    return error_page(request, HTTPStatus.NOT_FOUND, _("There is nothing at this address."))


def server_error(request):
    detail = _("Something went wrong on our side. The records are safe; please try again later.")
    return error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def error_page(request, status: HTTPStatus, detail: str, **context) -> HttpResponse:
    """Return an error in words: HTML, or problem details under /api/."""
    if request.path.startswith("/api/"):
        return problem_response(status, detail, context.get("problems"))
    context |= site() | {"detail": detail, "title": status.phrase}
    return render(request, "error.html", context, status=status)
