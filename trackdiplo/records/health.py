"""Is the process there, and can it answer? And what it says while the database is gone."""

from __future__ import annotations

from http import HTTPStatus

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils.translation import gettext as _

from trackdiplo.records.views import error_page

RETRY_AFTER = 10


class DatabaseGone:
    """Middleware: while the database does not answer, say so in words and ask to come back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        # Gone, locked for too long, or its disk full: not what a mistake in a query raises.
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        return unavailable(request)


def unavailable(request) -> HttpResponse:
    """Return what is said while the database does not answer."""
    detail = _("The records cannot be reached just now. They are safe; please come back soon.")
    response = error_page(request, HTTPStatus.SERVICE_UNAVAILABLE, detail)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def answers() -> bool:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        connection.close()
        return False
    return True


def healthz(request):
    """The process is alive. Touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """The database answers and has every migration; 503 otherwise."""
    ready = answers() and not pending_migrations()
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return HttpResponse(
        "ready\n" if ready else "not ready\n", status=status, content_type="text/plain"
    )


def pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
