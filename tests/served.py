"""The site for server processes that tests start: what the tests run under, and nothing else."""

from django.core.wsgi import get_wsgi_application

from tests.conftest import pytest_configure

pytest_configure()
application = get_wsgi_application()
