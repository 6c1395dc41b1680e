"""What is said while the database is gone, and to those who watch the process."""

import pytest
from django.db import OperationalError, ProgrammingError

from programmes import views
from trackdiplo.records import health


@pytest.fixture
def gone(monkeypatch):
    """A database that has gone, as far as the pages can tell."""

    def fail(*args, **kwargs):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(views.Programme.objects, "published", fail)


@pytest.mark.parametrize("path", ["/programmes/", "/api/v1/programmes/", "/"])
def test_while_the_database_is_gone_readers_are_asked_to_come_back(client, db, gone, path):
    response = client.get(path)

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "They are safe" in response.content.decode()


def test_under_the_api_it_is_problem_details(client, db, gone):
    response = client.get("/api/v1/programmes/")

    assert response["Content-Type"] == "application/problem+json"


def test_a_mistake_in_a_query_is_not_taken_for_a_database_that_is_gone(client, db, monkeypatch):
    def fail(*args, **kwargs):
        raise ProgrammingError("no such column")

    monkeypatch.setattr(views.Programme.objects, "published", fail)
    client.raise_request_exception = False

    assert client.get("/programmes/").status_code == 500


def test_healthz_asks_nobody(client):
    assert client.get("/healthz").content == b"ok\n"  # no database is set up for this test


@pytest.mark.django_db
def test_readyz_needs_every_migration(client, monkeypatch):
    ready = client.get("/readyz").status_code
    monkeypatch.setattr(health, "pending_migrations", lambda: True)

    assert (ready, client.get("/readyz").status_code) == (200, 503)
