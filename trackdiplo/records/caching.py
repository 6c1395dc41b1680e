"""Public answers are a function of revision, build and address: kept, and not sent twice.

A reader who has an answer of this revision is told so (304) before any view runs; finished answers
are kept in the process under the same key, compressed once. A new revision is a new key, so nothing
is ever invalidated, and what is old goes when room is needed.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from operator import attrgetter
from pathlib import Path
from threading import Lock

from cachetools import LRUCache
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from trackdiplo.records.health import unavailable
from trackdiplo.records.models import Change

# The admin, what watches the process, and what expires answer as things are at this moment.
NOT_PUBLIC = ("/admin/", "/static/", "/healthz", "/readyz", "/.well-known/")
SMALL = 200
KEPT_BYTES = 32 * 1024 * 1024
CACHE_CONTROL = "public, max-age=0, must-revalidate"
GZIP = re.compile(r"\bgzip\b")
# Settings that answers show.
SHOWN = (
    "SITE_NAME", "CONTENT_LICENCE", "CODE_LICENCE", "CONTACT_EMAIL", "DEMO", "DEBUG", "LANGUAGE_CODE",
)  # fmt: skip
SOURCES = ("*.py", "*.html", "*.css", "*.js", "*.json", "*.svg")


class Revisioned:
    """Middleware: conditional requests and kept answers for everything that is public."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.build = build()
        self.kept: LRUCache = LRUCache(KEPT_BYTES, getsizeof=attrgetter("size"))
        self.lock = Lock()

    def __call__(self, request):
        if request.method not in ("GET", "HEAD") or request.path.startswith(NOT_PUBLIC):
            return self.get_response(request)
        try:
            return self.answer(request)
        except (OperationalError, InterfaceError):
            return unavailable(request)

    def answer(self, request) -> HttpResponse:
        state = Change.latest()
        etag = self.etag(request, state)
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return stamped(unchanged, etag)
        with self.lock:
            kept = self.kept.get(etag)
        return self.sent(request, etag, kept) if kept else self.fresh_answer(request, state)

    def etag(self, request, state: tuple) -> str:
        """Return the weak ETag of an address at a state of the record."""
        query = sorted(request.GET.lists())
        parts = (state, self.build, request.get_host(), request.path, query)
        return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'

    def fresh_answer(self, request, state: tuple) -> HttpResponse:
        """Build the answer; once more if something changed meanwhile, so that it is of one piece.

        The view finds in `request.state` what the answer is of, as `Change.latest` says it.
        """
        request.state = state
        response = self.get_response(request)
        if response.status_code != HTTPStatus.OK or response.streaming:
            # A download is read row by row: what changed while it ran makes it of no revision.
            return response
        now = Change.latest()
        if now != state:
            request.state = state = now
            response = self.get_response(request)
            if response.status_code != HTTPStatus.OK or Change.latest() != state:
                return response
        etag = self.etag(request, state)
        answer = Answer(response.content, dict(stamped(response, etag).headers))
        self.keep(etag, answer)
        return self.sent(request, etag, answer)

    def keep(self, etag: str, answer: Answer) -> None:
        with self.lock:
            if answer.size <= self.kept.maxsize // 8:
                self.kept[etag] = answer

    def sent(self, request, etag: str, answer: Answer) -> HttpResponse:
        """Return an answer in the encoding that its reader takes; the weak ETag is for both."""
        takes_gzip = GZIP.search(request.headers.get("Accept-Encoding", ""))
        pack = bool(takes_gzip) and len(answer.body) >= SMALL
        if pack and not answer.packed:
            answer = answer.with_gzip()
            self.keep(etag, answer)
        response = HttpResponse(answer.packed if pack else answer.body, headers=answer.headers)
        response["Content-Length"] = str(len(response.content))
        if pack:
            response["Content-Encoding"] = "gzip"
        return response


@dataclass(frozen=True)
class Answer:
    """A finished answer. `packed` is its body in gzip, once somebody has asked for that."""

    body: bytes
    headers: dict[str, str]
    packed: bytes = b""

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        headers = sum(len(name) + len(value) for name, value in self.headers.items())
        return len(self.body) + len(self.packed) + headers + 500

    def with_gzip(self) -> Answer:
        # Without a time, and never random: there is no secret in public answers to hide.
        return replace(self, packed=gzip.compress(self.body, compresslevel=6, mtime=0))


def stamped(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def build() -> str:
    """Return what tells this build's answers from another's: code, templates, and settings."""
    digest = hashlib.sha256(digest_of_files())
    for name in SHOWN:
        digest.update(repr(getattr(settings, name)).encode())
    return digest.hexdigest()[:16]


@cache
def digest_of_files() -> bytes:
    """Read code and templates once: a process has loaded them, whatever becomes of them."""
    digest = hashlib.sha256()
    for folder in ("trackdiplo", "actors", "programmes", "interviews", "templates", "static"):
        for pattern in SOURCES:
            for path in sorted(Path(settings.BASE_DIR, folder).rglob(pattern)):
                digest.update(path.read_bytes())
    return digest.digest()
