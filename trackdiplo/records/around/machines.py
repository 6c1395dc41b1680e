"""What machines look for at fixed addresses: robots, search engines, browsers, finders of flaws."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from trackdiplo.records.models import KINDS, Change, Document, Record
from trackdiplo.records.views import PublicPage

# Pages that hold no record of their own.
PAGES = ("home", "timeline", "network", "compare", "about", "data", "methods")
# Kinds that are reported on: a report tells of many records, so that no day of a change is its own.
REPORTED = ("period", "donor")
# A sitemap may have no more (sitemaps.org).
MOST = 50_000
# Stands for a slug, which is made of letters, digits and hyphens: nothing to escape in an address.
SLUG = "SLUG"


class Text(PublicPage):
    """A small text or XML file with whole addresses in it."""

    def get_context_data(self, **context):
        return super().get_context_data(absolute=self.request.build_absolute_uri("/"), **context)


class Robots(Text):
    """robots.txt (RFC 9309): everything public may be read."""

    template_name = "records/around/robots.txt"
    content_type = "text/plain; charset=utf-8"


class OpenSearch(Text):
    """The description by which a browser offers the search of the site."""

    template_name = "records/around/opensearch.xml"
    content_type = "application/opensearchdescription+xml; charset=utf-8"


class Sitemap(PublicPage):
    """The pages that a search engine may list (sitemaps.org). People are not among them."""

    template_name = "records/around/sitemap.xml"
    content_type = "application/xml; charset=utf-8"

    def get_context_data(self, **context):
        kinds = {name: kind.model for name, kind in KINDS.items() if kind.model.FOR_SEARCH_ENGINES}
        rows = list(rows_of(kinds))
        lists = [reverse(name) for name in (*PAGES, *(f"{name}-list" for name in kinds))]
        lists += [
            reverse(f"{kind}-report", args=[slug]) for kind, slug, _at in rows if kind in REPORTED
        ]
        base = self.request.build_absolute_uri("/").rstrip("/")
        pages = {kind: reverse(f"{kind}-page", args=[SLUG]) for kind in kinds}
        lines = [f"<loc>{base}{path}</loc>" for path in lists]
        lines += [
            f"<loc>{base}{pages[kind].replace(SLUG, slug)}</loc><lastmod>{at:%Y-%m-%d}</lastmod>"
            for kind, slug, at in rows
        ]
        urls = "\n".join(f"  <url>{line}</url>" for line in lines[:MOST])
        return super().get_context_data(urls=urls, **context)


def rows_of(kinds: dict[str, type[Record]]) -> Iterator[tuple[str, str, datetime]]:
    """Yield the kind and slug of every public record, and when its document last changed."""
    changes = Change.objects.filter(number=OuterRef("revision")).values("at")
    documents = Document.objects.filter(kind__in=kinds).annotate(at=Subquery(changes))
    changed = {row[:2]: row[2] for row in documents.values_list("kind", "public_id", "at")}
    for kind, model in kinds.items():
        for public_id, slug in (
            model.objects.published().in_order().values_list("public_id", "slug")
        ):
            yield kind, slug, changed[kind, public_id]


def security(request) -> HttpResponse:
    """security.txt (RFC 9116): where to report a flaw. It must expire, so it has a clock."""
    if not settings.CONTACT_EMAIL:
        raise Http404
    now = timezone.now()
    expires = datetime(now.year + (now.month > 6), (now.month + 5) % 12 + 1, 1, tzinfo=UTC)
    lines = {
        "Contact": f"mailto:{settings.CONTACT_EMAIL}",
        "Expires": expires.isoformat(),
        "Preferred-Languages": "en",
        "Canonical": request.build_absolute_uri(),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
