"""What `bench.run` measures, in a process that has one database: prints one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median

import django


def fill(size: str) -> dict:
    from django.core.management import call_command
    from django.db import connection, transaction

    from bench.fiction import Fiction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        Fiction(int(size)).write()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as `load_package` does
    return {}


# --- Times --------------------------------------------------------------------------------------


def times(rounds: str) -> dict[str, dict[str, list[float]]]:
    """Return the medians, in milliseconds, of both sides: each pair is asked one after the other.

    By the clock, and of work done: on a machine that others use as well, work says more.
    """
    plain, pairs, work = asking("bench.plain"), addresses(), worked()
    found: dict[str, dict[str, list]] = {}
    for number in range(int(rounds)):
        ask = asking("trackdiplo.settings")  # a new process, that has kept nothing
        for what, here, there in measures(*pairs(number)):
            sides = found.setdefault(what, {})
            sides.setdefault("here", []).append(timed(work, ask, here))
            if there:
                sides.setdefault("plain DRF", []).append(timed(work, plain, (there,)))
    return {
        what: {
            side: [1000 * median(each) for each in zip(*taken, strict=True)]
            for side, taken in sides.items()
        }
        for what, sides in found.items()
    }


def measures(query: str, one: str, words: str) -> Iterator[tuple[str, tuple, str]]:
    """Yield what is asked of both sides; `query` filters by period and donor, anew each time."""
    page = f"/api/v1/programmes/?{query}"
    yield "page of 50 by period and donor, cold", (page,), f"/plain/?{query}"
    yield "the same, kept", (page,), f"/plain/?{query}"
    yield "the same, not changed (304)", (page, True), f"/plain/?{query}"
    yield "one record, cold", (f"/api/v1/programmes/{one}/",), f"/plain/{one}/"
    yield "one record, kept", (f"/api/v1/programmes/{one}/",), f"/plain/{one}/"
    yield "all facets, cold", (f"facets?{query}",), f"/plain/facets/?{query}"
    yield "list page by period and donor, cold", (f"/programmes/?{query}",), ""
    yield "list page by words, cold", (f"/programmes/?q={words}",), ""
    yield "list page of everything, cold", ("/programmes/",), ""
    yield "timeline by period and donor, cold", (f"/timeline/?{query}",), ""
    yield "timeline of everything, cold", ("/timeline/",), ""
    yield "search page, cold", (f"/search/?q={words}",), ""
    yield "search page for a word of many texts, cold", (f"/search/?q={words.split('+')[0]}",), ""
    yield "search in the API, cold", (f"/api/v1/search/?q={words}",), ""


def addresses() -> Callable[[int], tuple[str, str, str]]:
    """Return a function from a number to a query, a record and words, never the same twice."""
    from django.utils.http import urlencode

    from actors.models import Donor
    from bench.fiction import FIRST, OF, THING
    from programmes.models import Period, Programme

    donors = list(Donor.objects.published().order_by("pk").values_list("slug", flat=True))
    periods = list(Period.objects.order_by("number").values_list("slug", flat=True))
    ids = list(Programme.objects.order_by("pk").values_list("public_id", flat=True))

    def drawn(number: int) -> tuple[str, str, str]:
        query = {"period": periods[-1 - number % 4], "donor": donors[number % len(donors)]}
        words = f"{FIRST[number % 9]} {THING[number % 9]} {OF[number % 8]}"
        return urlencode(query), ids[number * 7 % len(ids)], urlencode({"": words})[1:]

    return drawn


def asking(side: str) -> Callable:
    """Return a function that asks one side for the body at an address, by its own middleware."""
    from django.conf import settings
    from django.core.wsgi import WSGIHandler
    from django.test import override_settings
    from django.test.client import RequestFactory

    from bench import plain

    middleware = plain.MIDDLEWARE if side == "bench.plain" else settings.MIDDLEWARE
    with override_settings(MIDDLEWARE=middleware):
        handler = WSGIHandler()
    requests, tags = RequestFactory(headers={"host": "localhost"}), {}

    def ask(address: str, again: bool = False) -> bytes:
        if address.startswith("facets?"):
            return b"%d" % facets(requests.get(f"/programmes/?{address.partition('?')[2]}"))
        headers = {"if-none-match": tags[address]} if again else {}
        request = requests.get(address, headers=headers)
        response = handler.get_response(request)
        assert response.status_code == (304 if again else 200), (address, response.status_code)
        tags[address] = response.headers.get("ETag", "")
        return response.content

    return ask


def facets(request) -> int:
    """Count all facets of the list of programmes, as its page does."""
    from programmes.views import ProgrammeList
    from trackdiplo.records.facets import drawers, read_options

    page = ProgrammeList()
    filterset = page.filterset_class(request.GET, page.get_queryset())
    read_options(filterset)
    assert not filterset.check()
    return len(drawers(filterset, filterset.qs.count()))


def timed(work: Callable[[], float], ask: Callable, asked: tuple) -> tuple[float, float]:
    """Return the seconds that an answer takes, and those of work."""
    started, before = time.perf_counter(), work()
    ask(*asked)
    return time.perf_counter() - started, work() - before


def worked() -> Callable[[], float]:
    """Return a function that tells how long this process has worked, and PostgreSQL's if near."""
    from django.db import connection

    pids = []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            pids = [pid for (pid,) in cursor.fetchall()]
    counted = [path for pid in pids if (path := Path(f"/proc/{pid}/schedstat")).exists()]

    def work() -> float:
        return time.process_time() + sum(int(each.read_text().split()[0]) / 1e9 for each in counted)

    return work


# --- Memory -------------------------------------------------------------------------------------


def export(side: str, rows: str) -> dict[str, float]:
    """Return how long a whole file takes, and how far the memory of the process rises."""
    asked = lines_here(int(rows)) if side == "here" else lines_plain(int(rows))
    next(asked)
    before, started, sent = peak(), time.perf_counter(), count()
    for _line in asked:
        next(sent)
    assert next(sent) == int(rows) - 1, "rows are missing"
    return {"seconds": time.perf_counter() - started, "memory": peak() - before}


def lines_here(rows: int) -> Iterator[bytes]:
    from programmes.models import Programme
    from trackdiplo.records.api import exports

    return exports.jsonl(Programme.objects.published().by_start().with_body()[:rows])


def lines_plain(rows: int) -> Iterator[bytes]:
    import orjson

    from bench.plain import Programmes

    view = Programmes(request=None, format_kwarg=None)
    first = view.get_queryset()[:1]
    for row in view.get_serializer(first, many=True).data:
        yield orjson.dumps(row)
    for row in view.get_serializer(view.get_queryset()[1:rows], many=True).data:
        yield orjson.dumps(row)


def peak() -> float:
    """Return the most memory that the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    django.setup()
    what, *arguments = sys.argv[1:]
    print(json.dumps({"fill": fill, "times": times, "export": export}[what](*arguments)))
