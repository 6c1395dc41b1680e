"""What it costs to answer, at 20,000 programmes, on both databases, beside plain DRF.

    make bench                                  # both databases, about a quarter of an hour
    make bench ARGS="--programmes 2000 --databases sqlite"
    make bench ARGS="--filled sqlite:///kept.sqlite3"

Each database is made for the run and dropped after it; those that are `--filled` already are only
read. What is printed is the part of `bench/README.md` that says what was measured.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import orjson

from bench.tables import SIDES, Found, report

POSTGRESQL = os.environ.get("BENCH_POSTGRESQL", "postgres://postgres@127.0.0.1:5432")
NAME = f"trackdiplo_bench_{os.getpid()}"


@contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder, 'bench.sqlite3')}"


@contextmanager
def postgresql() -> Iterator[str]:
    import psycopg

    with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {NAME}")
        try:
            yield f"{POSTGRESQL}/{NAME}"
        finally:
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}


def part(address: str, *arguments: str) -> subprocess.Popen:
    """Start a process of its own on a database: it prints one line of JSON."""
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "trackdiplo.settings",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "bench.measures", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


def told(process: subprocess.Popen) -> dict:
    """Wait for a process, and return what it says."""
    output, _nothing = process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(process.args[2:])} ended with {process.returncode}")
    return orjson.loads(output.splitlines()[-1])


def measured(address: str, rounds: int) -> Found:
    """Return all that is measured on a database, one thing after another."""
    say("measuring", address)
    about = told(part(address, "about"))
    exports = {
        (side, rows): told(part(address, "export", side, str(rows)))
        for side in SIDES
        for rows in (about["programmes"] // 4, about["programmes"])
    }
    return Found(about, told(part(address, "times", str(rounds))), exports)


def say(*words: str) -> None:
    print(*words, file=sys.stderr, flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--programmes", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    options.add_argument("--filled", nargs="+", metavar="ADDRESS", help="read these in their place")
    asked = options.parse_args()
    with ExitStack() as made:
        addresses = asked.filled or [
            made.enter_context(DATABASES[name]()) for name in asked.databases
        ]
        if not asked.filled:
            say("filling", *addresses)
            # Side by side: one takes a processor for minutes.
            for process in [part(each, "fill", str(asked.programmes)) for each in addresses]:
                told(process)
        found = [measured(address, asked.rounds) for address in addresses]
    print(report(found, rounds=asked.rounds))


if __name__ == "__main__":
    main()
