"""What partners read about organisations and donors, and what they can ask."""

import pytest

from tests.factories import (
    create_area,
    create_funding,
    create_name,
    create_organisation,
    create_period,
    create_place,
    create_programme,
)
from tests.once import once_for

pytestmark = pytest.mark.django_db

ORGANISATION_FIELDS = [
    "id", "slug", "name", "url", "page", "kind", "place", "parent", "when", "as_of",
    "when_display", "earliest_start", "latest_start", "earliest_end", "latest_end", "website", "is_donor",
    "summary", "names", "citations",
]  # fmt: skip
DONOR_FIELDS = [
    "id", "slug", "name", "url", "page", "organisation", "kind", "is_donor", "fundings",
]  # fmt: skip


def names(client, resource: str, query: str = "") -> list[str]:
    return [row["name"] for row in client.get(f"/api/v1/{resource}/?{query}").json()["results"]]


def donor_url(organisation) -> str:
    return f"/api/v1/donors/{organisation.public_id}/"


# --- Documents --------------------------------------------------------------------------------


def test_an_organisation_has_exactly_these_fields(client):
    organisation = create_organisation()

    assert list(client.get(organisation.get_api_url()).json()) == ORGANISATION_FIELDS


def test_a_donor_has_exactly_these_fields(client):
    donor = create_organisation(is_donor=True)

    assert list(client.get(donor_url(donor)).json()) == DONOR_FIELDS


def test_the_document_of_an_organisation_says_all_that_is_known(client):
    organisation = create_organisation(
        name="Press Club", kind="press_club", when="1995/", summary="A club of journalists.",
        website="https://club.example/", place=create_place(slug="yerevan", name="Yerevan", country="AM"),
    )  # fmt: skip
    create_name(target=organisation, name="Old Club", kind="former")

    document = client.get(organisation.get_api_url()).json()

    assert len(document.pop("citations")) == 1
    assert document == {
        "id": organisation.public_id,
        "slug": "press-club",
        "name": "Press Club",
        "url": f"/api/v1/organisations/{organisation.public_id}/",
        "page": "/organisations/press-club/",
        "kind": "press_club",
        "place": {"slug": "yerevan", "name": "Yerevan", "country": "AM"},
        "parent": None,
        "when": "1995/",
        "as_of": "",
        "when_display": "from 1995, end unknown",
        "earliest_start": "1995-01-01",
        "latest_start": "1995-12-31",
        "earliest_end": "1995-01-01",
        "latest_end": None,
        "website": "https://club.example/",
        "is_donor": False,
        "summary": "A club of journalists.",
        "names": [{"name": "Old Club", "kind": "former", "language": "", "script": ""}],
    }


def test_nothing_is_claimed_of_an_organisation_without_dates_or_place(client):
    document = client.get(create_organisation().get_api_url()).json()

    assert document["place"] is None
    assert (document["earliest_start"], document["latest_end"]) == (None, None)
    assert (document["latest_start"], document["earliest_end"]) == (None, None)


def test_a_donor_leads_to_its_organisation_and_to_what_it_paid_for(client):
    donor = create_organisation(name="Payer", kind="foundation")
    later, earlier = create_programme(name="Zoo"), create_programme(name="Ark")
    create_funding(programme=later, donor=donor, amount="1250000.5", currency="USD", note="So.")
    create_funding(programme=earlier, donor=donor)

    assert client.get(donor_url(donor)).json() == {
        "id": donor.public_id,
        "slug": "payer",
        "name": "Payer",
        "url": f"/api/v1/donors/{donor.public_id}/",
        "page": "/donors/payer/",
        "organisation": f"/api/v1/organisations/{donor.public_id}/",
        "kind": "foundation",
        "is_donor": False,
        "fundings": [
            {"programme": reference(earlier), "amount": None, "currency": "", "note": ""},
            {
                "programme": reference(later),
                "amount": "1250000.50",
                "currency": "USD",
                "note": "So.",
            },
        ],
    }


def reference(record) -> dict[str, str]:
    return {
        "id": record.public_id,
        "slug": record.slug,
        "name": record.name,
        "url": record.get_api_url(),
    }


# --- Lists ------------------------------------------------------------------------------------


def test_a_donor_is_who_has_paid_or_is_named_as_one(client):
    create_organisation(name="Neither")
    create_organisation(name="Named", is_donor=True)
    create_programme(donors=[create_organisation(name="Payer")])

    assert names(client, "donors") == ["Named", "Payer"]


def test_organisations_stand_by_name_whatever_its_letters(client):
    for name in ("Zebra", "apple", "Əliyev", "Çinar", "Бакинский клуб"):
        create_organisation(name=name)

    assert names(client, "organisations") == [
        "apple", "Бакинский клуб", "Çinar", "Əliyev", "Zebra",
    ]  # fmt: skip


@once_for("class")
def early_and_late():
    create_period(slug="war", when="1992/1994")
    early = create_organisation(name="Early", kind="ngo", when="1900")
    late = create_organisation(name="Late", kind="media")
    create_programme(when="1994~", track="1.5", organisations=[early], donors=[early])
    create_programme(
        when="2003", areas=[create_area(slug="youth")], organisations=[late], donors=[late]
    )


@pytest.mark.usefixtures("early_and_late")
class TestWhatIsAskedOfProgrammes:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("kind=media", ["Late"]),
            ("kind=media&kind=ngo", ["Early", "Late"]),
            ("kind=media&track=1.5", []),
            ("q=earl", ["Early"]),
            ("period=war", ["Early"]),
            ("area=youth", ["Late"]),
            ("track=1.5", ["Early"]),
            ("track=1.5&track=2", ["Early", "Late"]),
            ("active_from=1995", ["Early", "Late"]),
            ("active_from=1995&match=certain", ["Late"]),
            ("match=certain", ["Early", "Late"]),
            ("activity=none-of-these", None),
        ],
    )
    @pytest.mark.parametrize("resource", ["organisations", "donors"])
    def test_a_list_has_those_of_any_programme_that_was_asked_for(
        self, client, resource, query, found
    ):
        answer = client.get(f"/api/v1/{resource}/?{query}")

        assert answer.status_code == (200 if found is not None else 400)
        assert [row["name"] for row in answer.json().get("results", [])] == (found or [])


def test_organisations_are_asked_for_by_who_paid_and_donors_by_who_took_part(client):
    host, payer = create_organisation(name="Host"), create_organisation(name="Payer")
    create_programme(organisations=[host], donors=[payer])
    create_programme(organisations=[create_organisation(name="Other")])

    assert names(client, "organisations", "donor=payer") == ["Host"]
    assert names(client, "donors", "organisation=host") == ["Payer"]


def test_all_that_is_asked_is_asked_of_one_programme(client):
    host = create_organisation(name="Host")
    create_programme(when="1999", track="1.5", organisations=[host])
    create_programme(when="2003", track="2", organisations=[host])

    assert names(client, "organisations", "track=1.5&active_to=2000") == ["Host"]
    assert names(client, "organisations", "track=1.5&active_from=2001") == []
