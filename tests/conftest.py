"""What every test runs under: the project's own settings, but for what would only make it slow."""

import gc
import os
import sys
from copy import copy

from django.conf import settings
from django.test import SimpleTestCase, client
from django.test.utils import ContextList

from trackdiplo.stack import with_room


def pytest_addoption(parser):
    parser.addoption(
        "--on-another-database",
        action="store_true",
        help="leave out what another database cannot change",
    )


def pytest_collection_modifyitems(config, items):
    if config.option.on_another_database:
        left_out = [item for item in items if not asks_the_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if asks_the_database(item)]


def asks_the_database(item) -> bool:
    """Say whether a test does, or may: pytest-django lets no other. A browser asks as others do."""
    allowed = item.get_closest_marker("django_db") or "db" in item.fixturenames
    of_django = issubclass(item.cls or object, SimpleTestCase)
    beside_the_point = item.get_closest_marker("any_database") or item.get_closest_marker("browser")
    return bool(allowed or of_django) and not beside_the_point


def pytest_configure():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        hurry_postgresql()
    else:
        # Eight writers at once, and a machine that is busy: nobody is told to come back.
        settings.DATABASES["default"]["OPTIONS"]["timeout"] = 60
    if database := os.environ.get("MIGRATED_DATABASE"):  # given by mutants.py
        settings.DATABASES["default"]["TEST"]["NAME"] = database
    serve_static_files_uncollected()
    client.store_rendered_templates = keep_the_context_of_the_page
    hurry_no_example()


def pytest_collection_finish():
    """Look for garbage seldom, and not among what stays: code, models, the tests themselves."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_runtestloop(session):
    """Run the tests as pytest does, with room on the stack, as the server answers."""
    manager = session.config.pluginmanager
    as_pytest_does = manager.subset_hook_caller("pytest_runtestloop", [sys.modules[__name__]])
    return with_room(as_pytest_does)(session=session)


def serve_static_files_uncollected():
    """Serve them straight from static/, without `collectstatic` before every run."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True


def keep_the_context_of_the_page(store, signal, sender, template, context, **kwargs):
    """Keep what `response.context` and `response.templates` ask; copy no context of each include."""
    store.setdefault("templates", []).append(template)
    if "context" not in store:
        store["context"] = ContextList([copy(context)])


def hurry_no_example():
    """Let none be too slow: the machine may be busy with another part of the suite."""
    from hypothesis import settings as of_examples

    of_examples.register_profile("unhurried", deadline=None)
    of_examples.load_profile("unhurried")


def hurry_postgresql():
    """Wait for no disk: what a crash would lose is made anew by the next run."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    options = settings.DATABASES["default"]["OPTIONS"]
    options["options"] += " -c synchronous_commit=off"
    # As on SQLite: nobody is told to come back.
    if pool := options.get("pool"):
        pool["timeout"] = 30
    truncate = DatabaseOperations.sql_flush

    def delete(operations, style, tables, *, reset_sequences=False, **others):
        if reset_sequences:
            return truncate(operations, style, tables, reset_sequences=True, **others)
        return [f"DELETE FROM {operations.quote_name(table)};" for table in tables]

    # After each test that commits: TRUNCATE would make all tables and indexes anew for a few rows.
    DatabaseOperations.sql_flush = delete
