"""Atom feeds (RFC 4287): what changed of all records, and of what a filter finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import orjson
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from trackdiplo.records import parameters
from trackdiplo.records.asked import active_filters
from trackdiplo.records.models import KINDS, Change, Document
from trackdiplo.records.views import ListPage, PublicPage, bad_request, with_query

MOST = 50


class Atom(Atom1Feed):
    """A feed that was last changed when its latest entry was, whatever the clock says."""

    content_type = "application/atom+xml; charset=utf-8"

    def latest_post_date(self):
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=datetime(1970, 1, 1, tzinfo=UTC))


class Feed(PublicPage):
    """The records that changed last, the latest first. What was withdrawn is no longer in it."""

    title = _("What changed last")

    def answer(self, request, *args, **kwargs):
        problems = self.problems()
        if problems:
            return bad_request(request, problems=problems)
        feed = Atom(
            title=f"{settings.SITE_NAME}: {self.title}",
            link=request.build_absolute_uri(self.page()),
            feed_url=request.build_absolute_uri(),
            description=None,
            author_name=settings.SITE_NAME,
        )
        for document, at in latest(self.documents()):
            feed.add_item(**entry(document, at, request.build_absolute_uri))
        return HttpResponse(feed.writeString("utf-8"), content_type=Atom.content_type)

    def problems(self) -> parameters.Problems:
        return parameters.check(self.request.GET, single=[])

    def page(self) -> str:
        """Return the address of the page that shows the same to people."""
        return reverse("home")

    def documents(self) -> QuerySet[Document]:
        """Return the documents in the feed. A donor's is another view of an organisation's."""
        views = [name for name, kind in KINDS.items() if kind.model._meta.proxy]
        return Document.objects.exclude(kind__in=views)


class FeedOf(Feed):
    """The same of what a list finds: it takes the parameters of the list, and no pages."""

    listed: type[ListPage] = ListPage

    def problems(self):
        page = self.listed()
        self.filterset = page.filterset_class(self.request.GET, page.get_queryset())
        return self.filterset.check()

    @property
    def title(self) -> str:
        asked = active_filters(self.filterset, "")
        return ", ".join([str(self.listed.title), *(each.words for each in asked)])

    def page(self):
        return with_query(reverse(f"{self.listed.resource}-list"), self.request.GET)

    def documents(self):
        found = self.filterset.qs.order_by().values("public_id")
        return Document.objects.filter(kind=self.listed.resource, public_id__in=found)


def feed_of(listed: type[ListPage]):
    """Return the route of the feed of a list."""
    kind = listed.resource
    return path(f"feed/{kind}/", FeedOf.as_view(listed=listed), name=f"{kind}-feed")


def latest(documents: QuerySet[Document]) -> Iterator[tuple[Document, datetime]]:
    """Yield the documents that changed last, each with the time of that: 2 queries."""
    found = list(documents.order_by("-revision")[:MOST])
    changes = Change.objects.in_bulk([document.revision for document in found])
    for document in found:
        yield document, changes[document.revision].at


def entry(document: Document, at: datetime, absolute: Callable[[str], str]) -> dict[str, object]:
    """Return one entry. Its id is the permanent address; what changed is not told."""
    told = orjson.loads(document.body)
    return {
        "title": told["name"],
        "link": absolute(told["page"]),
        "description": escape(told.get("summary") or told.get("statement") or ""),  # as HTML
        "unique_id": absolute(reverse("record-by-id", args=[document.public_id])),
        "updateddate": at,
        "categories": [str(KINDS[document.kind].model._meta.verbose_name)],
    }
