"""An answer costs the same number of queries for one row and for three, and never many."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
    create_involvement,
    create_name,
    create_organisation,
    create_output,
    create_paragraph,
    create_period,
    create_person,
    create_place,
    create_programme,
    create_question,
    create_recommendation,
    create_source,
    create_study,
)
from tests.once import kept_for_the_module
from tests.routes import LIST, PUBLIC, public_routes
from trackdiplo.records.facets import options_at
from trackdiplo.records.filters import ChoicesFilter
from trackdiplo.records.models import changes

# The queries of one answer. A page asks for the choices of its form as well as for its rows; an
# answer asks which revision it is of, before and after it is made (a file and a redirect: before).
ANSWERS = {
    "/": 21,
    "/timeline/": 19,
    "/timeline/embed/": 11,
    "/programmes/": 17,
    "/periods/": 4,
    "/organisations/": 13,
    "/donors/": 13,
    "/people/": 9,
    "/events/": 9,
    "/outputs/": 13,
    "/assessments/": 8,
    "/programmes/programme-1/": 25,
    "/periods/period-1/": 24,
    "/organisations/organisation-1/": 21,
    "/donors/organisation-1/": 16,
    "/people/{person.slug}/": 15,
    "/events/{event.slug}/": 15,
    "/outputs/{output.slug}/": 11,
    "/assessments/{assessment.slug}/": 6,
    "/findings/": 17,
    "/findings/finding-1/": 10,
    "/recommendations/": 13,
    "/recommendations/recommendation-1/": 8,
    "/questions/": 7,
    "/questions/question-1/": 18,
    "/studies/": 5,
    "/studies/study-1/": 10,
    "/codes/": 7,
    "/codes/code-1/": 6,
    "/methods/": 3,
    "/about/": 2,
    "/data/": 2,
    "/feed/": 4,
    "/feed/programme/": 4,
    "/feed/programme/?area=area-1": 5,
    "/sitemap.xml": 15,
    "/robots.txt": 2,
    "/pictures/donors-by-period/": 16,
    "/pictures/areas-by-period/": 14,
    "/pictures/outputs-by-year/": 11,
    "/periods/period-1/report/": 24,
    "/donors/organisation-1/report/": 22,
    "/areas/area-1/report/": 23,
    "/compare/": 5,
    "/compare/donors/?one=organisation-1": 3,
    "/network/": 13,
    "/network/?focus=organisation-1": 14,
    "/network/?ties=money": 14,
    "/network/?format=graphml": 5,
    "/network/?format=svg": 5,
    "/id/{programme.public_id}/": 2,
    "/id/{programme.public_id}/cite/": 4,
    "/id/{programme.public_id}/card/": 17,
    "/id/{organisation.public_id}/card/": 7,
    "/pictures/donors-by-period/?format=svg": 8,
    "/pictures/donors-by-period/?format=csv": 8,
    "/about/design/": 35,
    "/api/v1/": 3,
    "/api/v1/schema/": 1,
    "/api/v1/timeline/": 11,
    "/api/v1/network/": 5,
    "/api/v1/programmes/": 4,
    "/api/v1/programmes/?format=csv": 2,
    "/api/v1/programmes/?format=jsonl": 2,
    "/api/v1/periods/": 4,
    "/api/v1/organisations/": 4,
    "/api/v1/donors/": 4,
    "/api/v1/people/": 4,
    "/api/v1/events/": 4,
    "/api/v1/outputs/": 4,
    "/api/v1/assessments/": 4,
    "/api/v1/findings/": 4,
    "/api/v1/recommendations/": 4,
    "/api/v1/findings/{finding.public_id}/": 3,
    "/api/v1/programmes/{programme.public_id}/": 3,
    "/api/v1/periods/{period.public_id}/": 3,
    "/api/v1/organisations/{organisation.public_id}/": 3,
    "/api/v1/donors/{organisation.public_id}/": 3,
    "/api/v1/people/{person.public_id}/": 3,
    "/api/v1/events/{event.public_id}/": 3,
    "/api/v1/outputs/{output.public_id}/": 3,
    "/api/v1/assessments/{assessment.public_id}/": 3,
}
# Lists that are asked about other records, and the parameters by which they are.
FACETS = {
    "/timeline/": ["period", "area", "activity", "donor", "organisation", "place"],
    "/programmes/": ["period", "area", "activity", "donor", "organisation", "place"],
    "/network/": ["period", "area", "activity", "donor", "organisation", "place"],
    "/organisations/": ["period", "area", "activity", "donor", "place"],
    "/donors/": ["period", "area", "activity", "organisation", "place"],
    "/people/": ["organisation", "programme"],
    "/events/": ["period", "place"],
    "/outputs/": ["period", "programme", "organisation", "person"],
    "/assessments/": ["programme", "period"],
}
FACETS |= {"/findings/": ["period", "area", "question", "event", "actor_kind"]}
FACETS |= {"/recommendations/": ["area", "question", "addressee"]}
FACETS |= {f"/api/v1{path}": names for path, names in FACETS.items()}
WORDS = {"area", "activity", "place", "actor_kind", "addressee"}
# A feed takes the parameters of its list, and has no form.
LISTS = [route for route in public_routes() if PUBLIC[route.name] == LIST and not route.listed]
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
    people = [create_person() for _ in numbers]
    for person in people:
        for organisation, programme in zip(organisations, programmes, strict=True):
            create_affiliation(person=person, organisation=organisation)
            create_involvement(person=person, programme=programme)
    made_by = {"authors": people, "publishers": organisations, "programmes": programmes}
    events = [create_event(places=words["places"], when="1990") for _ in numbers]
    outputs = [create_output(**made_by, when="1990") for _ in numbers]
    assessments = [create_assessment(programme=programme) for programme in programmes]
    assessments += [create_assessment(period=period) for period in periods]
    study = create_study(slug="study-1")
    words["actor_kinds"] = [create_actorkind() for _ in numbers]
    questions = [
        create_question(study=study, slug=f"question-{n}", order=n, number=str(n)) for n in numbers
    ]
    create_question(study=study, parent=questions[0])
    links = {"periods": periods, "events": events}
    links |= {name: words[name] for name in ("areas", "actor_kinds")}
    answers = {"study": study, "question": questions[0]}
    findings = [
        create_finding(slug=f"finding-{n}", **answers, **links, highlighted=True) for n in numbers
    ]
    recommendations = [
        create_recommendation(
            slug=f"recommendation-{n}", **answers, areas=words["areas"],
            addressees=words["actor_kinds"],
        )
        for n in numbers
    ]  # fmt: skip
    codes = [create_code(study=study, slug=f"code-{n}") for n in numbers]
    statements = [study, *questions, *findings, *recommendations, *codes]
    records = *periods, *organisations, *programmes, *people, *events, *outputs, *assessments
    for record in (*records, *statements):
        surround(record, amount)
    return {
        "finding": findings,
        "actor_kind": words["actor_kinds"],
        "addressee": words["actor_kinds"],
        "question": questions,
        "programme": programmes,
        "period": periods,
        "organisation": organisations,
        "donor": organisations,
        "person": people,
        "event": events,
        "output": outputs,
        "assessment": assessments,
        "area": words["areas"],
        "activity": words["activities"],
        "place": words["places"],
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
    """Return what an answer costs that nothing was kept for."""
    options_at.cache_clear()
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


# The same code asks either database; that one and three rows cost the same is asked of both.
@pytest.mark.any_database
@pytest.mark.parametrize("path", FACETS)
def test_each_parameter_costs_at_most_one_query_more_however_many_its_values(client, rows, path):
    """The API looks its values up; a page has them in its form. A period asks of each match."""
    for name in FACETS[path]:
        values = [record.slug for record in rows[name]]
        blurred = name == "period" and path not in ("/assessments/", "/findings/")
        more = 1 if path.startswith("/api/") or blurred else 0

        assert queries(client, path, **{name: values}) == ANSWERS[path] + more, name


# As above.
@pytest.mark.any_database
@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.name)
def test_a_choice_costs_no_query_whatever_its_values(client, rows, route):
    """Kind, track, bearing, what it judges: no value of a closed list is looked up."""
    filters = route.view_class.filterset_class.base_filters
    choices = {
        name: [value for value, _ in each.extra["choices"]]
        for name, each in filters.items()
        if isinstance(each, ChoicesFilter)
    }
    for name, values in choices.items():
        for asked in (values[:1], values[:3]):
            cost = queries(client, route.address(), **{name: asked})

            assert cost <= ANSWERS[route.address()], name


@pytest.mark.parametrize("path", [path for path in FACETS if not path.startswith("/api/")])
def test_what_to_drop_where_nothing_is_found_costs_one_query(client, rows, path):
    assert queries(client, path, q="nothing-like-it") <= ANSWERS[path] + 1


# As above.
@pytest.mark.any_database
@pytest.mark.parametrize("path", FACETS)
def test_records_are_named_by_their_ids_at_the_same_cost(client, rows, path):
    for name in set(FACETS[path]) - WORDS:
        by_slug = queries(client, path, **{name: [record.slug for record in rows[name]]})
        by_id = queries(client, path, **{name: [record.public_id for record in rows[name]]})

        assert by_id == by_slug, name


@pytest.mark.parametrize("path", FACETS)
def test_no_answer_costs_more_than_25_queries_whatever_is_asked(client, rows, path):
    asked = {
        name: [getattr(row, "public_id", row.slug) for row in rows[name]] for name in FACETS[path]
    }

    dated = "period" in FACETS[path] and not path.endswith(("/assessments/", "/findings/"))
    times = {"active_from": "1988", "match": "certain"} if dated else {}

    assert queries(client, path, **asked, **times, q="other") <= MOST
    assert queries(client, path, expected=HTTPStatus.BAD_REQUEST, preiod="x") <= MOST
