"""Rows that all tests of a module share: made once, and gone when the module is done."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from trackdiplo.records.models import changes


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


def once_for(scope: str):
    """Turn a function that makes rows into a fixture of them, made once for a module or a class.

    All are one change, which is less work than one for each row. Tests of the same module or class
    that do not ask for them may meet them all the same, if another did before.
    """

    def fixture_of(make):
        @pytest.fixture(scope=scope)
        def made(django_db_setup, django_db_blocker):
            with kept_for_the_module(django_db_blocker):
                with changes(by=None):
                    rows = make()
                yield rows

        return made

    return fixture_of
