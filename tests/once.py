"""Rows that all tests of a module share: made once, and gone when the module is done."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def kept_for_the_module(django_db_blocker):
    """Keep what is written inside for the tests of a module, or of a folder.

    They are marked with `django_db`: without a test that is, there is no test database, and this
    would write to the real one. What they write themselves is rolled back after each.
    """
    assert "test" in str(connection.settings_dict["NAME"]), "No test database was set up."
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
