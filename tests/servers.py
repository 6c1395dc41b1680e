"""Real server processes for tests: gunicorn, as `gunicorn.conf.py` has it, on the test's database."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

SERVING = re.compile(r"Serving on http://([\d.]+):(\d+)")
GUNICORN = [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "tests.served"]
SECONDS = 30


class Server:
    """A server process. `get` asks it over a connection of its own, as a stranger would."""

    def __init__(self, process: subprocess.Popen, port: int):
        self.process, self.port = process, port

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            asked.request("GET", path, headers={"Host": "testserver", **headers})
            answer = asked.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            asked.close()

    def workers(self) -> set[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return {int(pid) for pid in children.read_text().split()}


@contextmanager
def serving(*, workers: int = 1, database: str = "", command=GUNICORN, **more) -> Iterator[Server]:
    """Start a server on `database`, that of the test where none is given; end it with its workers."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "trackdiplo.settings",
        "ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": database or database_of_the_test(),
        "WEB_CONCURRENCY": str(workers),
        **more,
    }
    process = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield Server(process, port_of(process))
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def port_of(process: subprocess.Popen) -> int:
    for line in process.stdout:
        if found := SERVING.search(line):
            return int(found[2])
    raise AssertionError(f"The server ended with {process.wait()} before it served.")


def database_of_the_test() -> str:
    """Return the address of the database that the test itself writes to."""
    used = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{used['NAME']}"
    return postgresql(used["NAME"])


def postgresql(name: str, *, port: int | None = None) -> str:
    used = connection.settings_dict
    password = f":{quote(used['PASSWORD'], safe='')}" if used["PASSWORD"] else ""
    return f"postgres://{used['USER']}{password}@{used['HOST']}:{port or used['PORT']}/{name}"
