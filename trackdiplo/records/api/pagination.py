"""Pages by number, strict: a page or a size that is not there is refused, never bent."""

from __future__ import annotations

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.utils.translation import gettext as _
from rest_framework.pagination import PageNumberPagination

from trackdiplo.records.api.errors import BadParameters

PAGE_SIZE = 50
MAX_PAGE_SIZE = 500


def whole_number(text: str, name: str, *, most: int | None = None) -> int:
    """Return the positive number that the parameter `name` gives; raise BadParameters otherwise."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0):
        raise BadParameters({name: [_("It must be a whole number from 1.")]})
    if most and int(text) > most:
        raise BadParameters({name: [_("It can be %(most)s at most.") % {"most": most}]})
    return int(text)


def page_of(queryset, query, *, size: int = PAGE_SIZE):
    """Return the page of `queryset` that `query` asks for; raise BadParameters if there is none."""
    paginator = Paginator(queryset, size)
    number = whole_number(query.get("page", "1"), "page")
    try:
        return paginator.page(number)
    except (EmptyPage, PageNotAnInteger):
        last = paginator.num_pages
        message = _("There is no such page. The last one is %(last)s.") % {"last": last}
        raise BadParameters({"page": [message]}) from None


class Pages(PageNumberPagination):
    """`page` and `page_size` (at most 500), with `count`, `next`, `previous` and `results`."""

    page_size = PAGE_SIZE
    max_page_size = MAX_PAGE_SIZE
    page_size_query_param = "page_size"
    page_query_description = "The number of the page, from 1. One that is not there is refused."
    page_size_query_description = "How many results on a page: 1 to 500, 50 if not given."

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        asked = request.query_params.get("page_size", str(self.page_size))
        size = whole_number(asked, "page_size", most=MAX_PAGE_SIZE)
        self.page = page_of(queryset, request.query_params, size=size)
        return list(self.page)

    def get_schema_operation_parameters(self, view=None):
        parameters = super().get_schema_operation_parameters(view)
        for parameter in parameters:
            parameter["schema"] |= {"minimum": 1}
            if parameter["name"] == "page_size":
                parameter["schema"] |= {"maximum": MAX_PAGE_SIZE, "default": self.page_size}
        return parameters

    def get_paginated_response_schema(self, schema):
        link = {"type": ["string", "null"], "format": "uri"}
        properties = {
            "count": {
                "type": "integer",
                "minimum": 0,
                "description": "How many rows there are on all pages.",
            },
            "next": link | {"description": "The next page; null on the last."},
            "previous": link | {"description": "The page before; null on the first."},
            "results": schema | {"description": "The rows of this page."},
        }
        return {
            "type": "object",
            "description": "A page of a list.",
            "required": list(properties),
            "properties": properties,
        }
