"""What `data/` holds, loaded once for the tests of this folder that ask for it."""

import pytest
from django.conf import settings

from tests.once import kept_for_the_module
from trackdiplo.records.package.loader import load


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """The report of the load."""
    with kept_for_the_module(django_db_blocker):
        yield load(settings.BASE_DIR / "data", apply=True)
