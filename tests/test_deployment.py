"""How the site is put up for others: the container's entrypoint, and what it lives through."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from http.client import HTTPException
from pathlib import Path

import psycopg
import pytest
import yaml
from django.conf import settings
from django.db import connection

from tests.factories import create_event
from tests.records.packages import write_package
from tests.servers import postgresql, serving

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())

needs_postgresql = pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"],
    reason="the database is a file: there is no server to lose",
)


def wait_for(condition, *, seconds: float) -> float:
    """Return after how many seconds `condition` holds; fail when it does not in time."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, f"not within {seconds} seconds"
        time.sleep(0.05)
    return time.monotonic() - start


# --- The containers ---------------------------------------------------------------------------


def test_each_container_has_a_health_check_and_the_site_waits_for_its_database():
    web, db = COMPOSE["services"]["web"], COMPOSE["services"]["db"]

    assert COMPOSE["services"].keys() == {"web", "db"}
    assert web["healthcheck"]["test"][0] == db["healthcheck"]["test"][0] == "CMD"
    assert web["depends_on"] == {"db": {"condition": "service_healthy"}}
    assert db["image"] == "postgres:15"
    assert db["volumes"] == ["database:/var/lib/postgresql/data"]
    assert COMPOSE["volumes"].keys() == {"database"}


def test_what_the_containers_open_is_for_this_machine_only():
    ports = [port for service in COMPOSE["services"].values() for port in service["ports"]]

    assert ports
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_no_secret_of_this_machine_goes_into_the_image():
    left_out = (ROOT / ".dockerignore").read_text().split("\n")

    assert {".secret", "*.sqlite3*", ".git"} <= set(left_out)


@contextmanager
def empty_database(tmp_path):
    """A database without a table, of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'site.sqlite3'}"
        return
    name = f"{connection.settings_dict['NAME']}_site"
    with psycopg.connect(postgresql("postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        yield postgresql(name)
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.django_db(transaction=True)
def test_the_entrypoint_makes_a_site_of_an_empty_database_and_starts_again_on_a_full_one(tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    write_package(content)
    more = {
        "ALLOWED_HOSTS": "testserver,127.0.0.1",
        "CONTENT": str(content),
        "PORT": "0",
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
    }
    with empty_database(tmp_path) as database:
        answers = []
        for _ in range(2):
            with serving(command=["trackdiplo/entrypoint.sh"], database=database, **more) as site:
                answers += [(site.get("/readyz")[0], site.get("/api/v1/programmes/")[2])]
                # As the container's own health check asks.
                check = COMPOSE["services"]["web"]["healthcheck"]["test"][-1]
                check = check.replace("127.0.0.1:8000", f"127.0.0.1:{site.port}")
                subprocess.run([sys.executable, "-c", check], check=True)

    assert answers[0][0] == 200
    assert b'"count":2' in answers[0][1]
    assert answers[1] == answers[0]


# --- A worker is killed -----------------------------------------------------------------------


class Reader(threading.Thread):
    """Asks again and again. As readers may (RFC 9110, 9.2.2), it repeats what broke off."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.statuses, self.broken, self.enough = server, [], 0, False

    def run(self):
        while not self.enough:
            try:
                self.statuses.append(self.server.get("/api/v1/events/?page_size=500")[0])
            except (ConnectionError, HTTPException):
                self.broken += 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_when_a_worker_is_killed_no_request_fails(how):
    create_event()
    with serving(workers=2) as server:
        wait_for(lambda: len(server.workers()) == 2, seconds=20)
        readers = [Reader(server) for _ in range(3)]
        for reader in readers:
            reader.start()
        wait_for(lambda: all(len(reader.statuses) > 10 for reader in readers), seconds=20)
        killed, *_ = server.workers()

        os.kill(killed, how)
        wait_for(lambda: len(server.workers() - {killed}) == 2, seconds=20)
        answered = {status for reader in readers for status in reader.statuses}
        for reader in readers:
            reader.statuses.clear()
        wait_for(lambda: all(len(reader.statuses) > 10 for reader in readers), seconds=20)
        for reader in readers:
            reader.enough = True
            reader.join()

    assert answered | {status for reader in readers for status in reader.statuses} == {200}
    # Told to end, it finishes what it has; killed, it drops what it had, and no more.
    assert sum(reader.broken for reader in readers) <= (0 if how == signal.SIGTERM else 3)


# --- The database is gone ---------------------------------------------------------------------


class Door:
    """A port that leads to PostgreSQL while it is open; shut, it is as if nobody were there."""

    def __init__(self, host: str, port: int):
        self.target, self.sockets = (host, port), []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open()

    def open(self):
        if self.listener.fileno() == -1:
            self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.let_in, args=[self.listener], daemon=True).start()

    def shut(self):
        for each in [self.listener, *self.sockets]:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self.sockets.clear()

    def let_in(self, listener):
        with suppress(OSError):
            while True:
                inside, outside = listener.accept()[0], socket.create_connection(self.target)
                self.sockets += [inside, outside]
                for one, other in [(inside, outside), (outside, inside)]:
                    threading.Thread(target=self.carry, args=[one, other], daemon=True).start()

    @staticmethod
    def carry(one, other):
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_gone_readers_are_told_at_once_and_soon_after_it_is_back():
    create_event()
    used = connection.settings_dict
    door = Door(used["HOST"], int(used["PORT"] or 5432))
    with closing(door.listener), serving(database=postgresql(used["NAME"], port=door.port)) as site:
        assert site.get("/")[0] == site.get("/readyz")[0] == 200

        door.shut()
        told = []
        for path in ["/", "/api/v1/events/", "/programmes/", "/api/v1/"]:
            start = time.monotonic()
            status, headers, _ = site.get(path)
            told.append((status, headers.get("Retry-After"), time.monotonic() - start < 3))
        watched = site.get("/healthz")[0], site.get("/readyz")[0]
        door.open()
        wait_for(lambda: site.get("/")[0] == 200, seconds=10)

    assert told == [(503, "10", True)] * 4
    assert watched == (200, 503)


def test_the_log_of_the_database_beside_the_site_holds_no_row_and_no_statement():
    """PostgreSQL writes both of a failed write, and with them what was said in an interview."""
    settings_given = {"log_error_verbosity=terse", "log_min_error_statement=panic"}

    assert settings_given <= set(COMPOSE["services"]["db"]["command"])
    for setting in settings_given:
        assert setting.replace("=", " = ") in (ROOT / "docs/operating.md").read_text()
