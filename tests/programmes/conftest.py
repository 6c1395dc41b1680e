"""Staff who are logged in, by their group; a little that the timeline shows."""

import pytest
from django.core.management import call_command

from tests.factories import create_event, create_period, create_programme, create_user
from tests.once import once_for


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


@once_for("module")
def two_periods():
    create_period(slug="early", name="Early", when="1990/1994")
    create_period(slug="late", name="Late", when="1995/1999")
    create_programme(name="First", when="1991/1992")
    create_programme(name="Second", when="1996/1997")
    create_event(name="War", when="1993")
    create_event(name="Peace", when="1998")
