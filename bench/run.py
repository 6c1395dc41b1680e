"""What it costs to answer, at 20,000 programmes, on both databases, beside plain DRF.

    make bench                                  # both databases, some minutes
    make bench ARGS="--programmes 2000 --databases sqlite"

Each database is made for the run and dropped after it. `bench/README.md` says what is measured and
what it showed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


def measured(address: str, *arguments: str) -> dict:
    """Return what a process of its own measures on a database."""
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "trackdiplo.settings",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "bench.measures", *arguments]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def on_database(name: str, *, programmes: int, rounds: int) -> Iterator[str]:
    """Yield the lines of the report on one database."""
    with DATABASES[name]() as address:
        measured(address, "fill", str(programmes))
        yield f"## {name}, {programmes:,} programmes"
        yield ""
        yield "| what | here, ms | work | plain DRF, ms | work | times faster | by work |"
        yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
        for what, sides in measured(address, "times", str(rounds)).items():
            ours, plain = sides["here"], sides.get("plain DRF", [])
            ratios = [there / here for here, there in zip(ours, plain, strict=False)]
            cells = [f"{each:.1f}" for each in (*ours, *plain, *ratios)]
            yield f"| {what} | {' | '.join(cells + [''] * (6 - len(cells)))} |"
        yield ""
        yield "| JSON Lines of everything | rows | seconds | peak memory above the start, MB |"
        yield "| --- | ---: | ---: | ---: |"
        for side in ("here", "plain DRF"):
            for rows in (programmes // 4, programmes):
                found = measured(address, "export", side, str(rows))
                yield f"| {side} | {rows:,} | {found['seconds']:.2f} | {found['memory']:.0f} |"
        yield ""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--programmes", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    asked = options.parse_args()
    for name in asked.databases:
        for line in on_database(name, programmes=asked.programmes, rounds=asked.rounds):
            print(line, flush=True)


if __name__ == "__main__":
    main()
