"""A study with answers, and the people who work on them."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client

from tests.factories import create_code, create_question, create_study, create_user
from tests.factories.confidential import create_respondent, create_response
from tests.once import kept_for_the_module

# Nobody but who may read answers may meet it anywhere.
SECRET = "Zabulon sat beneath the fig tree"


class Desks:
    """Who is at work, each logged in, by name; and what they work on."""

    def __init__(self):
        call_command("setup_groups")
        self.users = {
            name: create_user(username=name, groups=groups)
            for name, groups in {
                "ani": ["Coders"],
                "vugar": ["Coders"],
                "lead": ["Lead coders"],
                "curator": ["Curators", "Publishers"],
            }.items()
        }
        self.study = create_study()
        self.question = create_question(study=self.study, number="8")
        self.trust = create_code(study=self.study, name="Trust")
        self.lost = create_code(study=self.study, name="Trust lost", parent=self.trust)
        self.borders = create_code(study=self.study, name="Closed borders")
        self.answers = [self.answer(f"{SECRET} {number} 🕊.") for number in range(3)]

    def answer(self, text: str, **values):
        respondent = values.pop("respondent", None) or create_respondent(study=self.study)
        values = {"question": self.question} | values
        return create_response(respondent=respondent, text=text, **values)

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.users[name])
        return client


@pytest.fixture(scope="module")
def desks(django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker):
        yield Desks()
