"""An answer costs the same number of queries for one row and for three, and never many."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    create_activity,
    create_area,
    create_citation,
    create_name,
    create_organisation,
    create_paragraph,
    create_period,
    create_place,
    create_programme,
    create_source,
)
from tests.once import kept_for_the_module
from trackdiplo.records.models import changes

# The queries of one answer. A page asks for the choices of its form as well as for its rows; an
# answer asks which revision it is of, before and after it is made (a file and a redirect: before).
ANSWERS = {
    "/": 13,
    "/timeline/": 15,
    "/programmes/": 15,
    "/periods/": 4,
    "/organisations/": 10,
    "/donors/": 11,
    "/programmes/programme-1/": 18,
    "/periods/period-1/": 14,
    "/organisations/organisation-1/": 10,
    "/donors/organisation-1/": 4,
    "/id/{programme.public_id}/": 2,
    "/api/v1/": 3,
    "/api/v1/schema/": 1,
    "/api/v1/programmes/": 4,
    "/api/v1/programmes/?format=csv": 2,
    "/api/v1/programmes/?format=jsonl": 2,
    "/api/v1/periods/": 4,
    "/api/v1/organisations/": 4,
    "/api/v1/donors/": 4,
    "/api/v1/programmes/{programme.public_id}/": 3,
    "/api/v1/periods/{period.public_id}/": 3,
    "/api/v1/organisations/{organisation.public_id}/": 3,
    "/api/v1/donors/{organisation.public_id}/": 3,
}
# Lists that are asked about other records, and the parameters by which they are.
FACETS = {
    "/timeline/": ["period", "area", "activity", "donor", "organisation"],
    "/programmes/": ["period", "area", "activity", "donor", "organisation"],
    "/organisations/": ["period", "area", "activity", "donor"],
    "/donors/": ["period", "area", "activity", "organisation"],
}
FACETS |= {f"/api/v1{path}": names for path, names in FACETS.items() if path != "/timeline/"}
MOST = 25


def create_rows(amount: int) -> dict[str, list]:
    """Make `amount` of everything, each linked to all of the others."""
    numbers = range(1, amount + 1)
    words = {
        "areas": [create_area(slug=f"area-{n}") for n in numbers],
        "activities": [create_activity(slug=f"activity-{n}") for n in numbers],
        "places": [create_place() for _ in numbers],
    }
    periods = [create_period(slug=f"period-{n}", when="1988/1991") for n in numbers]
    organisations = [
        create_organisation(slug=f"organisation-{n}", place=words["places"][0]) for n in numbers
    ]
    programmes = [
        create_programme(
            slug=f"programme-{n}",
            when="1990" if n % 2 else "",
            periods=[] if n % 2 else periods,
            organisations=organisations,
            donors=organisations,
            **words,
        )
        for n in numbers
    ]
    for record in (*periods, *organisations, *programmes):
        surround(record, amount)
    return {
        "programme": programmes,
        "period": periods,
        "organisation": organisations,
        "donor": organisations,
        "area": words["areas"],
        "activity": words["activities"],
    }


def surround(record, amount: int) -> None:
    """Give a record names, and citations of it and of its rows."""
    rows = getattr(record, "participations", None), getattr(record, "fundings", None)
    for target in (record, *(row for each in rows if each for row in each.all())):
        for _ in range(amount):
            source = create_source()
            create_paragraph(source=source)
            create_citation(target=target, source=source, locator="stages-1")
    for number in range(amount):
        create_name(target=record, name=f"Other name {number}")


def queries(client, address: str, *, expected: int | None = None, **query) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, query)
        b"".join(answer)
    assert answer.status_code == expected if expected else answer.status_code < 400
    return len(asked)


@pytest.fixture(params=[1, 3], scope="module")
def rows(request, django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker):
        with changes(by=None):
            made = create_rows(request.param)
        yield made


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "expected"), ANSWERS.items())
def test_an_answer_costs_the_same_for_one_row_and_for_three(client, rows, address, expected):
    client.get("/api/v1/schema/")  # made once for each process, and then kept
    first = {name: records[0] for name, records in rows.items()}

    assert queries(client, address.format(**first)) == expected


@pytest.mark.parametrize("path", FACETS)
def test_each_parameter_costs_one_query_more_however_many_its_values(client, rows, path):
    for name in FACETS[path]:
        values = [record.slug for record in rows[name]]

        assert queries(client, path, **{name: values}) == ANSWERS[path] + 1, name


@pytest.mark.parametrize("path", FACETS)
def test_records_may_be_named_by_their_ids_for_no_more_than_three_queries(client, rows, path):
    for name in set(FACETS[path]) - {"area", "activity"}:
        values = [record.public_id for record in rows[name]]

        assert queries(client, path, **{name: values}) <= ANSWERS[path] + 3, name


@pytest.mark.parametrize("path", FACETS)
def test_no_answer_costs_more_than_25_queries_whatever_is_asked(client, rows, path):
    asked = {
        name: [getattr(row, "public_id", row.slug) for row in rows[name]] for name in FACETS[path]
    }

    assert queries(client, path, **asked, q="other", active_from="1988", match="certain") <= MOST
    assert queries(client, path, expected=HTTPStatus.BAD_REQUEST, preiod="x") <= MOST
