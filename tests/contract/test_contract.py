"""The API is held against its own schema: `make contract`.

Schemathesis makes requests of what the schema allows and of what it does not, and judges every
answer by all of its checks.
"""

import orjson
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.config import SchemathesisConfig

from tests.factories import (
    create_activity,
    create_actorkind,
    create_affiliation,
    create_area,
    create_assessment,
    create_citation,
    create_code,
    create_event,
    create_finding,
    create_funding,
    create_involvement,
    create_name,
    create_organisation,
    create_output,
    create_participation,
    create_period,
    create_person,
    create_place,
    create_programme,
    create_question,
    create_recommendation,
    create_study,
)
from tests.once import kept_for_the_module
from trackdiplo.api import schema
from trackdiplo.wsgi import application

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

# Values that `create_content` stands behind, of every parameter that takes more than the schema
# can list.
KNOWN = {
    "q": ["bridge", "կամուրջ"],
    "public_id": [
        *["org-aaaaaaa", "prs-aaaaaaa", "prd-aaaaaaa", "prg-aaaaaaa", "evt-aaaaaaa", "out-aaaaaaa"],
        *["ass-aaaaaaa", "std-aaaaaaa", "qst-aaaaaaa", "cod-aaaaaaa", "fnd-aaaaaaa", "rec-aaaaaaa"],
        "prg-bbbbbbb",
    ],
    "period": ["thaw", "prd-aaaaaaa"],
    "area": ["media"],
    "activity": ["film"],
    "donor": ["payer", "org-aaaaaaa"],
    "organisation": ["payer", "org-aaaaaaa"],
    "together": ["payer", "org-aaaaaaa"],
    "focus": ["payer", "org-aaaaaaa"],
    "place": ["town"],
    "programme": ["prg-aaaaaaa"],
    "person": ["prs-aaaaaaa"],
    "event": ["evt-aaaaaaa"],
    "study": ["std-aaaaaaa"],
    "question": ["qst-aaaaaaa"],
    "actor_kind": ["press"],
    "addressee": ["press"],
    "active_from": ["1990", "1999-09", "2002-02-28"],
    "active_to": ["2002-02-28", "2003-12", "2010"],
}


def config(*, mode: str, examples: int, accepted: list[str]) -> SchemathesisConfig:
    """`examples` are drawn of each address, beside each value and limit that the schema names."""
    repeated = {"deterministic": True, "database": "none"}
    generation = {"mode": mode, "max-examples": examples} | repeated
    checks = {"positive_data_acceptance": {"expected-statuses": accepted}}
    return SchemathesisConfig.from_dict({"generation": generation, "checks": checks})


def known_alone(schema: dict) -> dict:
    """Return the description of an API that allows known values only, and no pages."""
    for path in schema["paths"].values():
        asked = path["get"].get("parameters", [])
        path["get"]["parameters"] = [each for each in asked if "page" not in each["name"]]
        for parameter in asked:
            if is_open(parameter):
                described_value(parameter)["enum"] = KNOWN.get(parameter["name"], [])
    return schema


def is_open(parameter: dict) -> bool:
    """Say whether the schema leaves to the records which values are known."""
    described = described_value(parameter)
    return described["type"] == "string" and "enum" not in described


def described_value(parameter: dict) -> dict:
    return parameter["schema"].get("items", parameter["schema"])


# 400 is a right answer to much that the schema allows: no schema can list the slugs and ids that
# are known today, the pages that there are, or the days of February. 410 is one, too.
anything = schemathesis.openapi.from_dict(
    orjson.loads(schema()),
    config=config(mode="all", examples=25, accepted=["2xx", "400", "404", "410"]),
)
anything.app = application
# Of known values, all that the schema allows is answered.
known = schemathesis.openapi.from_dict(
    known_alone(orjson.loads(schema())),
    config=config(mode="positive", examples=10, accepted=["2xx", "404", "410"]),
)
known.app = application


@pytest.fixture(scope="module", autouse=True)
def _content(django_db_setup, django_db_blocker):
    # As Django's own test client does: the server would close what the rows are in.
    signals = [request_started, request_finished]
    for signal in signals:
        signal.disconnect(close_old_connections)
    with kept_for_the_module(django_db_blocker):
        create_content()
        yield
    for signal in signals:
        signal.connect(close_old_connections)


def create_content() -> None:
    """Something of every shape that a document can have."""
    place = create_place(slug="town", country="AM")
    payer = create_organisation(slug="payer", public_id="org-aaaaaaa", place=place, when="1990/")
    thaw = create_period(slug="thaw", public_id="prd-aaaaaaa")
    area = create_area(slug="media")
    programme = create_programme(
        public_id="prg-aaaaaaa",
        when="1999~/2003",
        areas=[area],
        activities=[create_activity(slug="film")],
        places=[place],
        organisations=[payer],
        donors=[payer],
    )
    create_programme(when="", periods=[thaw])
    create_name(target=programme, name="Կամուրջ", language="hy", script="Armn")
    create_citation(target=programme.fundings.get(), locator="p. 1", confidence="low")
    create_participation(programme=programme, withheld="partner_georgia")
    create_funding(programme=programme, withheld="donor")
    person = create_person(public_id="prs-aaaaaaa")
    create_affiliation(person=person, organisation=payer, when="1999/")
    create_involvement(programme=programme, person=person)
    event = create_event(public_id="evt-aaaaaaa", places=[place])
    made = {"authors": [person], "publishers": [payer], "programmes": [programme]}
    create_output(public_id="out-aaaaaaa", **made)
    create_assessment(public_id="ass-aaaaaaa", programme=programme)
    create_assessment(period=thaw)
    create_interviews(periods=[thaw], areas=[area], events=[event])
    gone = create_programme(public_id="prg-bbbbbbb")
    gone.refresh_from_db()
    gone.withdraw(by=None, reason="Asked for.")


def create_interviews(*, areas, **links) -> None:
    study = create_study(public_id="std-aaaaaaa")
    question = create_question(public_id="qst-aaaaaaa", study=study)
    create_question(study=study, parent=question)
    code = create_code(public_id="cod-aaaaaaa", study=study)
    create_code(study=study, parent=code)
    press = create_actorkind(slug="press")
    answer = {"study": study, "question": question, "areas": areas}
    create_finding(public_id="fnd-aaaaaaa", **answer, actor_kinds=[press], **links)
    create_finding(study=study, kind="computed", band="some", released=True)
    create_recommendation(public_id="rec-aaaaaaa", **answer, addressees=[press])


def test_values_are_known_of_every_parameter_that_the_schema_leaves_open():
    open_ones = {
        parameter["name"]
        for path in orjson.loads(schema())["paths"].values()
        for parameter in path["get"].get("parameters", [])
        if is_open(parameter)
    }

    assert open_ones == KNOWN.keys()


@anything.parametrize()
def test_every_answer_is_as_the_schema_says(case):
    answered_as_described(case)


@known.parametrize()
def test_what_the_schema_allows_of_known_values_is_answered(case):
    answered_as_described(case)


def answered_as_described(case) -> None:
    """Ask, and judge the answer by all checks that there are."""
    # The client inside does not unpack what is compressed.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
