"""Every route of the site by what it is, and the addresses that a reader may ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from urllib.parse import urlencode

from django.urls import get_resolver, reverse

from programmes.compare import FILES
from programmes.side_by_side import KINDS as COMPARED
from trackdiplo.records.filters import AddressFilter, LinkedFilter, PointFilter, WordsFilter
from trackdiplo.records.models import KINDS, Record

# What a public route answers: one page, a list with parameters, a search, one record by its slug, one
# record by its public_id, or two side by side. A route that is in no table here fails `test_routes`.
ONE, LIST, SEARCH, BY_SLUG, BY_ID = "one", "list", "search", "by slug", "by id"
COMPARISON = "comparison"
PUBLIC = {
    "home": ONE,
    "timeline": LIST,
    "timeline-embed": LIST,
    "period-list": LIST,
    "period-page": BY_SLUG,
    "period-report": BY_SLUG,
    "donor-report": BY_SLUG,
    "area-report": BY_SLUG,
    "programme-list": LIST,
    "programme-page": BY_SLUG,
    "organisation-list": LIST,
    "organisation-page": BY_SLUG,
    "donor-list": LIST,
    "donor-page": BY_SLUG,
    "person-list": LIST,
    "person-page": BY_SLUG,
    "event-list": LIST,
    "event-page": BY_SLUG,
    "output-list": LIST,
    "output-page": BY_SLUG,
    "donors-by-period": LIST,
    "areas-by-period": LIST,
    "outputs-by-year": LIST,
    "compare": ONE,
    "compare-two": COMPARISON,
    "network": LIST,
    "assessment-list": LIST,
    "assessment-page": BY_SLUG,
    "finding-list": LIST,
    "finding-page": BY_SLUG,
    "recommendation-list": LIST,
    "recommendation-page": BY_SLUG,
    "question-list": LIST,
    "question-page": BY_SLUG,
    "study-list": LIST,
    "study-page": BY_SLUG,
    "code-list": LIST,
    "code-page": BY_SLUG,
    "methods": ONE,
    "record-by-id": BY_ID,
    "record-cite": BY_ID,
    "record-card": BY_ID,
    "about": ONE,
    "design": ONE,
    "data": ONE,
    "package": ONE,
    "robots": ONE,
    "sitemap": ONE,
    "opensearch": ONE,
    "feed": ONE,
    "period-feed": LIST,
    "programme-feed": LIST,
    "organisation-feed": LIST,
    "donor-feed": LIST,
    "person-feed": LIST,
    "event-feed": LIST,
    "output-feed": LIST,
    "assessment-feed": LIST,
    "finding-feed": LIST,
    "recommendation-feed": LIST,
    "question-feed": LIST,
    "study-feed": LIST,
    "code-feed": LIST,
    "search": SEARCH,
    "api:search": SEARCH,
    "api:names": SEARCH,
    "api-docs": ONE,
    "api:root": ONE,
    "api:timeline": LIST,
    "api:network": LIST,
    "api:schema": ONE,
    "api:changes": ONE,
    "api:period-list": LIST,
    "api:period-detail": BY_ID,
    "api:programme-list": LIST,
    "api:programme-detail": BY_ID,
    "api:organisation-list": LIST,
    "api:organisation-detail": BY_ID,
    "api:donor-list": LIST,
    "api:donor-detail": BY_ID,
    "api:person-list": LIST,
    "api:person-detail": BY_ID,
    "api:event-list": LIST,
    "api:event-detail": BY_ID,
    "api:output-list": LIST,
    "api:output-detail": BY_ID,
    "api:assessment-list": LIST,
    "api:assessment-detail": BY_ID,
    "api:finding-list": LIST,
    "api:finding-detail": BY_ID,
    "api:recommendation-list": LIST,
    "api:recommendation-detail": BY_ID,
    "api:question-list": LIST,
    "api:question-detail": BY_ID,
    "api:study-list": LIST,
    "api:study-detail": BY_ID,
    "api:code-list": LIST,
    "api:code-detail": BY_ID,
}
# Everything in this namespace is for staff.
STAFF = "admin"
# What the operator's machines ask: nothing of the record.
OPERATORS = {"healthz", "readyz"}
# Whom to write to about a flaw: nothing of the record, and it expires (`test_around`).
CONTACT = {"security"}

# Beginnings of the canaries, words of what is planted in public, and a slip that is put right.
SEARCHED = ["zq", "what", "name", "prograame", "no-such-word"]
DAYS = ["1988", "2003-09", "2025-10-31"]


@dataclass(frozen=True)
class Route:
    """`pattern` is the whole of it, with the patterns that include it."""

    name: str
    pattern: str
    view: object

    @property
    def namespace(self) -> str:
        return self.name.rpartition(":")[0]

    @property
    def is_api(self) -> bool:
        return self.namespace == "api"

    @property
    def listed(self) -> type | None:
        """The list that it is the feed of."""
        return getattr(self.view, "view_initkwargs", {}).get("listed")

    @property
    def view_class(self) -> type:
        return self.listed or getattr(self.view, "view_class", None) or self.view.cls

    @property
    def models(self) -> list[type]:
        """The kinds of record that it is the address of, or lists."""
        if self.name.startswith("record-"):
            return [kind.model for kind in KINDS.values()]
        return [self.view_class().get_queryset().model]

    @property
    def is_paged(self) -> bool:
        """Whether a list has pages; the timeline's page, the network, pictures and feeds have none."""
        return self.listed is None and getattr(self.view_class, "paged", True)

    @property
    def has_formats(self) -> bool:
        """Whether a list of the API has files of all rows; the timeline is JSON alone."""
        return self.is_api and self.is_paged and hasattr(self.view_class, "download")

    def address(self, *args: str) -> str:
        return reverse(self.name, args=args)


def every_route() -> list[Route]:
    return list(_walk(get_resolver().url_patterns))


def public_routes() -> list[Route]:
    return [route for route in every_route() if route.name in PUBLIC]


def staff_routes() -> list[Route]:
    return [route for route in every_route() if route.namespace == STAFF]


def _walk(entries, names: tuple[str, ...] = (), pattern: str = "") -> Iterator[Route]:
    for entry in entries:
        whole = f"{pattern}{entry.pattern}"
        if hasattr(entry, "url_patterns"):
            inside = (*names, entry.namespace) if entry.namespace else names
            yield from _walk(entry.url_patterns, inside, whole)
        else:
            yield Route(":".join([*names, entry.name or ""]), whole, entry.callback)


# --- Addresses --------------------------------------------------------------------------------


def addresses(route: Route, *, published: bool = False, thin: bool = False) -> list[str]:
    """Return the addresses of a public route, for every row that the database holds.

    Those of hidden rows are among them, what they answer is for the test to judge; with
    `published` there is something at each. With `thin`, all lists are asked as briefly as those
    that another stands for.
    """
    what = PUBLIC[route.name]
    if what == ONE:
        return [route.address()]
    if what == SEARCH:
        return [route.address(), *(f"{route.address()}?q={words}" for words in SEARCHED)]
    if what == COMPARISON:
        return list(comparisons(route))
    if what == LIST:
        asked = queries(route, published=published, thin=thin)
        return [f"{route.address()}{'?' if query else ''}{query}" for query in asked]
    stored = (
        public_rows(model) if published else model._base_manager.all() for model in route.models
    )
    column = "slug" if what == BY_SLUG else "public_id"
    named = {name for rows in stored for name in rows.values_list(column, flat=True)}
    return sorted(map(route.address, named))


def public_rows(model: type):
    """Return what is public of a kind of record, or of a word, which is so where it is used."""
    objects = model.objects
    return objects.published() if hasattr(objects, "published") else objects.public()


def comparisons(route: Route) -> Iterator[str]:
    """Yield the addresses of what can be compared: of nothing, of one, of each with the next."""
    for kinds, kind in COMPARED.items():
        address, slugs = route.address(kinds), [record.slug for record in kind.records()]
        pairs = [f"{address}?one={one}&other={other}" for one, other in pairwise(slugs)]
        yield address
        yield from (f"{address}?one={slug}" for slug in slugs[:1])
        yield from pairs
        yield from (f"{pair}&format={form}" for pair in pairs[:1] for form in FILES)


def every_address(*, thin: bool = False) -> list[str]:
    return [address for route in public_routes() for address in addresses(route, thin=thin)]


def one_of_each(asked: list[str]) -> list[str]:
    """Return these addresses, but of a list one for each parameter, whatever its value."""
    return list({re.sub("=[^&]*", "", address): address for address in asked}.values())


def queries(route: Route, *, published: bool, thin: bool) -> Iterator[str]:
    """Yield query strings for a list: each value of each filter, and files of some of them.

    Where another list stands for this one, one value of each, and no files of parts.
    """
    stood_for = route.name not in asked_in_full()
    thin = thin or stood_for
    filterset = route.view_class.filterset_class
    has_files = route.has_formats
    pages = [{}, {"page": "1"}] if route.is_paged else [{}]
    if route.is_api and route.is_paged:
        pages += [{"page_size": "1"}, {"page_size": "500"}]
    if has_files:
        pages += [{"format": "csv"}, {"format": "jsonl"}, {"format": "json"}]
    pages += [{"format": form} for form in getattr(route.view_class(), "files", ())]
    yield from map(urlencode, pages)
    for name, each in filterset.base_filters.items():
        found = [{name: value} for value in values(each, published=published)]
        if stood_for or (thin and not isinstance(each, AddressFilter)):
            found = found[:1]
        files = [query | {"format": "csv"} for query in found[:2]] if has_files else []
        yield from map(urlencode, found if thin else found + files)


@cache
def asked_in_full() -> frozenset[str]:
    """The lists that stand for all with their FilterSet: the first page, and the first of the API."""
    lists = [route for route in public_routes() if PUBLIC[route.name] == LIST]
    by_filterset = {(each.view_class.filterset_class, each.is_api): each for each in lists[::-1]}
    return frozenset(route.name for route in by_filterset.values())


def values(each, *, published: bool) -> list[str]:
    """Return the values that a filter may be given; of ids, which stand for slugs, the first."""
    if isinstance(each, AddressFilter | LinkedFilter):
        queryset = each.extra["queryset"]
        rows = queryset.all() if published else queryset.model._base_manager.all()
        columns = ["slug", "public_id"] if issubclass(queryset.model, Record) else ["slug"]
        named = list(rows.values_list(*columns))
        return [*(slug for slug, *_ in named), *(each for _, *ids in named[:1] for each in ids)]
    if isinstance(each, PointFilter):
        return DAYS
    if isinstance(each, WordsFilter):
        return ["what", "no-such-word"]
    return [value for value, _ in each.extra["choices"]]
