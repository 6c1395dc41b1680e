"""Staff who are logged in, by their group."""

import pytest
from django.core.management import call_command

from tests.factories import create_user


@pytest.fixture
def curator(client):
    call_command("setup_groups")
    client.force_login(create_user(username="nare", groups=["Curators"]))
    return client


@pytest.fixture
def publisher(client):
    call_command("setup_groups")
    client.force_login(create_user(username="arif", groups=["Curators", "Publishers"]))
    return client
