"""What `bench.run` measures, in a process that has one database: prints one line of JSON."""

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median

import django

from bench import asked


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


def about() -> dict[str, object]:
    """Return what the database is, and how many programmes it has."""
    from django.db import connection

    from programmes.models import Programme

    number = Programme.objects.count()
    if connection.vendor == "sqlite":
        return {"name": "SQLite", "version": sqlite3.sqlite_version, "programmes": number}
    version = connection.pg_version // 10_000
    return {"name": "PostgreSQL", "version": str(version), "programmes": number}


# --- Times --------------------------------------------------------------------------------------


def times(rounds: str) -> dict[str, dict[str, object]]:
    """Return what each answer takes, in milliseconds, and how large it is.

    Medians by the clock, and of work done: on a machine that others use as well, work says more.
    Both sides are asked for the same, one right after the other.
    """
    plain, words, work = asking("bench.plain"), asked.drawn(), worked()
    found: dict[str, dict[str, list]] = {}

    def take(what: str, side: str, ask: Callable, *question) -> None:
        found.setdefault(what, {}).setdefault(side, []).append(timed(work, ask, question))

    for number in range(int(rounds)):
        ask, drawn = asking("trackdiplo.settings"), words(number)
        for what, (here, there) in asked.BOTH.items():
            take(what, "here", ask, here.format(**drawn), what == asked.UNCHANGED)
            take(what, "plain DRF", plain, there.format(**drawn))
        for what, here in asked.PAGES.items():
            take(what, "here", ask, here.format(**drawn))
    return {
        what: {
            side: [median(each) for each in zip(*taken, strict=True)]
            for side, taken in sides.items()
        }
        for what, sides in found.items()
    }


def asking(side: str) -> Callable:
    """Return a function that asks one side for the body at an address, by its own middleware.

    It is as in a new process, that has kept nothing.
    """
    from django.conf import settings
    from django.core.wsgi import WSGIHandler
    from django.test import override_settings
    from django.test.client import RequestFactory

    from bench import plain
    from trackdiplo.records.search import find
    from trackdiplo.stack import with_room

    find._vocabulary.cache_clear()
    middleware = plain.MIDDLEWARE if side == "bench.plain" else settings.MIDDLEWARE
    with override_settings(MIDDLEWARE=middleware):
        answer = with_room(WSGIHandler().get_response)  # as the server has it
    requests, tags = RequestFactory(headers={"host": "localhost"}), {}

    def ask(address: str, again: bool = False) -> bytes:
        if address.startswith("facets?"):
            return b"%d" % facets(requests.get(f"/programmes/?{address.partition('?')[2]}"))
        headers = {"if-none-match": tags[address]} if again else {}
        request = requests.get(address, headers=headers)
        response = answer(request)
        assert response.status_code == (304 if again else 200), (address, response.status_code)
        tags[address] = response.headers.get("ETag", "")
        return response.content

    return ask


def facets(request) -> int:
    """Count all facets of the list of programmes, as its page does."""
    from programmes.views import ProgrammeList
    from trackdiplo.records.facets import drawers, read_options
    from trackdiplo.records.models import Change

    page = ProgrammeList()
    filterset = page.filterset_class(request.GET, page.get_queryset())
    read_options(filterset, Change.latest())
    assert not filterset.check()
    return len(drawers(filterset, filterset.qs.count()))


def timed(work: Callable[[], float], ask: Callable, question: tuple) -> tuple[float, ...]:
    """Return how long an answer takes, how long is worked for it, and its size in kB."""
    started, before = time.perf_counter(), work()
    body = ask(*question)
    taken = time.perf_counter() - started, work() - before
    return *(1000 * each for each in taken), len(body) / 1000


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
    parts = {"fill": fill, "about": about, "times": times, "export": export}
    print(json.dumps(parts[what](*arguments)))
