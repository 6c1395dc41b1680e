"""What partners read about periods and programmes, and what they can ask."""

import pytest

from tests.factories import (
    create_activity,
    create_area,
    create_citation,
    create_funding,
    create_name,
    create_organisation,
    create_paragraph,
    create_participation,
    create_period,
    create_place,
    create_programme,
    create_source,
)
from tests.once import once_for
from trackdiplo.records.models import changes

pytestmark = pytest.mark.django_db

PERIOD_FIELDS = [
    "id", "slug", "name", "url", "page", "number", "when", "as_of", "when_display",
    "earliest_start", "latest_start", "earliest_end", "latest_end", "summary", "names", "citations",
]  # fmt: skip
PROGRAMME_FIELDS = [
    "id", "slug", "name", "url", "page", "kind", "track", "parent", "when", "as_of",
    "when_display",
    "earliest_start", "latest_start", "earliest_end", "latest_end", "periods", "areas",
    "activities", "places", "summary", "reach", "outcome", "outcome_unknown", "website",
    "participations", "fundings", "involvements", "names", "citations",
]  # fmt: skip


def names(client, query: str = "", resource: str = "programmes") -> list[str]:
    return [row["name"] for row in client.get(f"/api/v1/{resource}/?{query}").json()["results"]]


# --- Documents --------------------------------------------------------------------------------


def test_a_period_has_exactly_these_fields(client):
    period = create_period()

    assert list(client.get(period.get_api_url()).json()) == PERIOD_FIELDS


def test_a_programme_has_exactly_these_fields(client):
    programme = create_programme()

    assert list(client.get(programme.get_api_url()).json()) == PROGRAMME_FIELDS


def test_a_list_has_the_documents_of_its_records(client):
    programme = create_programme()

    listed = client.get("/api/v1/programmes/").json()

    assert listed == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [client.get(programme.get_api_url()).json()],
    }


def test_the_document_of_a_programme_says_all_that_is_known(client):
    source = create_source(slug="study", name="A study", published="2025-10")
    create_paragraph(source=source, key="stages-7", section="Stages", number=7)
    lead, donor = create_organisation(name="Lead"), create_organisation(name="Payer")
    programme = create_programme(
        name="Bridge", when="2003~/..", as_of="2025", kind="series", track="1.5", reach="Far.",
        areas=[create_area(slug="media", name="Media", definition="The press.")],
        activities=[create_activity(slug="film", name="Film", definition="Films.")],
        places=[create_place(slug="ganja", name="Ganja", country="AZ")],
        organisations=[lead], donors=[donor], website="https://bridge.example/",
    )  # fmt: skip
    create_name(target=programme, name="Կամուրջ", kind="translation", language="hy", script="Armn")
    create_citation(target=programme, source=source, field="when", locator="stages-7", note="So.")

    document = client.get(programme.get_api_url()).json()

    own_citation = document.pop("citations")[1]
    del own_citation["source"]["note"]
    assert document == {
        "id": programme.public_id,
        "slug": "bridge",
        "name": "Bridge",
        "url": f"/api/v1/programmes/{programme.public_id}/",
        "page": "/programmes/bridge/",
        "kind": "series",
        "track": "1.5",
        "parent": None,
        "when": "2003~/..",
        "as_of": "2025",
        "when_display": "from around 2003, ongoing as of 2025",
        "earliest_start": "2002-01-01",
        "latest_start": "2004-12-31",
        "earliest_end": "2025-01-01",
        "latest_end": None,
        "periods": [],
        "areas": [{"slug": "media", "name": "Media", "definition": "The press."}],
        "activities": [{"slug": "film", "name": "Film", "definition": "Films."}],
        "places": [{"slug": "ganja", "name": "Ganja", "country": "AZ"}],
        "summary": "What was done.",
        "reach": "Far.",
        "outcome": "What came of it.",
        "outcome_unknown": False,
        "website": "https://bridge.example/",
        "participations": [
            {
                "role": "implementer",
                "organisation": reference(lead),
                "withheld": "",
                "when": "",
                "note": "",
                "citations": [],
            }
        ],
        "involvements": [],
        "fundings": [
            {
                "donor": reference(donor),
                "withheld": "",
                "amount": None,
                "currency": "",
                "note": "",
                "citations": [],
            }
        ],
        "names": [{"name": "Կամուրջ", "kind": "translation", "language": "hy", "script": "Armn"}],
    }
    assert own_citation == {
        "field": "when",
        "source": {
            "slug": "study",
            "title": "A study",
            "kind": "report",
            "authors": "",
            "publisher": "",
            "published": "2025-10",
            "language": "",
            "url": "",
            "archived_url": "",
        },
        "locator": "stages-7",
        "place": "Stages, paragraph 7",
        "note": "So.",
        "confidence": "high",
        "checked_on": None,
    }


def reference(record) -> dict[str, str]:
    return {
        "id": record.public_id,
        "slug": record.slug,
        "name": record.name,
        "url": record.get_api_url(),
    }


def test_an_amount_is_told_to_the_cent_and_an_unknown_one_is_null(client):
    programme = create_programme()
    create_funding(programme=programme, donor=create_organisation(), amount=5, currency="EUR")
    create_funding(programme=programme, withheld="donor")

    fundings = client.get(programme.get_api_url()).json()["fundings"]

    told = [(row["withheld"], row["amount"], row["currency"]) for row in fundings]
    assert told == [("", "5.00", "EUR"), ("a donor", None, "")]


def test_who_is_withheld_is_a_row_without_an_organisation(client):
    programme = create_programme(organisations=[create_organisation(name="Lead")])
    create_participation(programme=programme, role="lead", withheld="partner_georgia")

    rows = client.get(programme.get_api_url()).json()["participations"]

    assert [(row["role"], row["withheld"]) for row in rows] == [
        ("lead", "a partner organisation in Georgia"),
        ("implementer", ""),
    ]
    assert rows[0]["organisation"] is None


def test_periods_are_computed_from_the_dates_and_said_to_be_certain_or_not(client):
    create_period(name="First", number=1, when="1988/1991")
    create_period(name="Second", number=2, when="1992/1994")
    programme = create_programme(when="1991~/1993")

    periods = client.get(programme.get_api_url()).json()["periods"]

    told = [(each["name"], each["certain"], each["assigned"]) for each in periods]
    assert told == [("First", False, False), ("Second", True, False)]


def test_an_assignment_to_a_period_takes_the_place_of_what_the_dates_say(client):
    create_period(name="First", when="1988/1991")
    second = create_period(name="Second", when="1992/1994")
    programme = create_programme(when="1990", periods=[second])

    periods = client.get(programme.get_api_url()).json()["periods"]

    assert [(each["name"], each["certain"], each["assigned"]) for each in periods] == [
        ("Second", True, True)
    ]


def test_a_programme_without_a_date_has_the_bounds_of_its_periods(client):
    programme = create_programme(when="", periods=[create_period(when="1988/1991")])

    document = client.get(programme.get_api_url()).json()

    assert (document["when"], document["when_display"]) == ("", "")
    assert (document["earliest_start"], document["latest_end"]) == ("1988-01-01", "1991-12-31")


def test_a_change_of_a_record_is_told_at_once(client):
    programme = create_programme(name="Bridge")
    programme.refresh_from_db()
    with changes(by=None):
        programme.name = "Bridges"
        programme.save()

    assert client.get(programme.get_api_url()).json()["name"] == "Bridges"
    assert names(client) == ["Bridges"]


# --- Lists ------------------------------------------------------------------------------------


def test_programmes_stand_in_the_order_in_which_they_may_have_begun(client):
    for name, when in [("C", "2003"), ("B", "2002-05"), ("D", "2003~"), ("A", "1999/2010")]:
        create_programme(name=name, when=when)

    assert names(client) == ["A", "D", "B", "C"]


def test_periods_stand_by_number(client):
    for number in (3, 1, 2):
        create_period(name=f"Period {number}", number=number)

    assert names(client, resource="periods") == ["Period 1", "Period 2", "Period 3"]


def test_the_pages_of_a_list_lead_to_each_other_and_keep_what_was_asked(client):
    for year in (2001, 2002, 2003):
        create_programme(when=str(year))

    page = client.get("/api/v1/programmes/?page_size=1&page=2&track=2").json()

    assert page["count"] == 3
    assert page["previous"] == "http://testserver/api/v1/programmes/?page_size=1&track=2"
    assert page["next"] == "http://testserver/api/v1/programmes/?page=3&page_size=1&track=2"
    assert len(page["results"]) == 1


@once_for("class")
def dated_assigned_and_late():
    war = create_period(slug="war", when="1992/1994")
    create_period(slug="thaw", when="1995/2000")
    create_programme(
        name="Dated",
        when="1994~",
        areas=[create_area(slug="media")],
        donors=[create_organisation(slug="payer")],
    )
    undated = create_programme(name="Assigned", when="", periods=[war], track="1.5")
    create_name(target=undated, name="Թեքալի")
    create_programme(
        name="Late",
        when="1996/2000",
        areas=[create_area(slug="youth")],
        activities=[create_activity(slug="film")],
        organisations=[create_organisation(slug="press-club")],
    )


@pytest.mark.usefixtures("dated_assigned_and_late")
class TestWhatIsAskedOfAList:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("period=war", ["Dated", "Assigned"]),
            ("period=war&match=certain", ["Assigned"]),
            ("period=thaw", ["Dated", "Late"]),
            ("period=war&period=thaw", ["Dated", "Assigned", "Late"]),
            ("active_from=1995", ["Dated", "Late"]),
            ("active_from=1995&match=certain", ["Late"]),
            ("active_to=1993", ["Dated", "Assigned"]),
            ("active_from=1994&active_to=1994-06", ["Dated", "Assigned"]),
            ("active_from=2001-01-01", []),
            ("area=media", ["Dated"]),
            ("area=media&area=youth", ["Dated", "Late"]),
            ("activity=film", ["Late"]),
            ("donor=payer", ["Dated"]),
            ("organisation=press-club", ["Late"]),
            ("track=1.5", ["Assigned"]),
            ("track=1.5&track=2", ["Dated", "Assigned", "Late"]),
            ("area=youth&track=1.5", []),
            ("q=tekali", ["Assigned"]),
            ("q=TEQALI%20armenia", []),
            ("q=%D4%B9%D5%A5%D6%84%D5%A1%D5%AC%D5%AB", ["Assigned"]),
        ],
    )
    def test_a_list_has_what_was_asked_for(self, client, query, found):
        assert sorted(names(client, query)) == sorted(found)


@pytest.mark.parametrize("parameter", ["period", "donor", "organisation"])
def test_records_are_asked_for_by_slug_or_by_id(client, parameter):
    period, organisation = create_period(when="2003"), create_organisation()
    create_programme(name="Found", organisations=[organisation], donors=[organisation])
    create_programme(name="Other", when="1999")
    record = period if parameter == "period" else organisation

    by_slug = names(client, f"{parameter}={record.slug}")
    by_id = names(client, f"{parameter}={record.public_id}")

    assert by_slug == by_id == ["Found"]


def test_periods_are_asked_for_by_time(client):
    create_period(name="Early", number=1, when="1988/1991")
    create_period(name="Blurred", number=2, when="1992~/1994")

    assert names(client, "active_to=1991", "periods") == ["Early", "Blurred"]
    assert names(client, "active_to=1991&match=certain", "periods") == ["Early"]


# --- The root ---------------------------------------------------------------------------------


def test_the_root_leads_to_every_list_and_says_the_revision_and_the_licences(client):
    create_period()
    create_organisation()

    assert client.get("/api/v1/").json() == {
        "name": "trackdiplo",
        "revision": 2,
        "licence": "CC BY 4.0",
        "code_licence": "MIT",
        "schema": "/api/v1/schema/",
        "documentation": "/api/docs/",
        "resources": {
            "periods": "/api/v1/periods/",
            "programmes": "/api/v1/programmes/",
            "organisations": "/api/v1/organisations/",
            "donors": "/api/v1/donors/",
            "people": "/api/v1/people/",
            "events": "/api/v1/events/",
            "outputs": "/api/v1/outputs/",
            "assessments": "/api/v1/assessments/",
            "studies": "/api/v1/studies/",
            "questions": "/api/v1/questions/",
            "codes": "/api/v1/codes/",
            "findings": "/api/v1/findings/",
            "recommendations": "/api/v1/recommendations/",
        },
    }
