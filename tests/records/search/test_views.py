"""The search as readers and programs meet it: one number everywhere, strict, and nothing hidden."""

from __future__ import annotations

import re

import pytest

from tests.factories import create_name, create_organisation, create_programme
from tests.once import once_for
from trackdiplo.records.models import changes

pytestmark = pytest.mark.django_db
ADDRESSES = ["/search/", "/api/v1/search/", "/api/v1/search/names/"]


@once_for("module")
def bridges():
    for number in range(25):
        create_programme(published=True, name=f"Bridge {number:02}")
    create_organisation(published=True, name="Bridge <House> & Sons")


def test_page_and_api_find_the_same_and_page_it_alike(client, bridges):
    page = client.get("/search/?q=bridge").content.decode()
    found = client.get("/api/v1/search/?q=bridge").json()

    assert int(re.search(r'data-count="(\d+)"', page)[1]) == found["count"] == 26
    assert re.findall(r'class="hit-name">\s*<a href="([^"]+)"', page) == [
        hit["page"] for hit in found["results"]
    ]
    second = client.get("/api/v1/search/?q=bridge&page=2").json()
    assert (len(found["results"]), len(second["results"])) == (20, 6)
    assert found["next"].endswith("/api/v1/search/?q=bridge&page=2")
    assert (second["next"], second["previous"] is None) == (None, False)


def test_a_kind_narrows_what_is_listed_and_not_what_is_counted(client, bridges):
    found = client.get("/api/v1/search/?q=bridge&kind=organisation").json()
    page = client.get("/search/?q=bridge&kind=organisation").content.decode()

    assert found["by_kind"] == {"organisation": 1, "programme": 25}
    assert (found["count"], 'data-count="1"' in page) == (1, True)


def test_what_was_asked_for_is_marked_and_nothing_is_taken_for_markup(client, bridges):
    page = client.get("/search/?q=<house>").content.decode()

    assert "<mark>Bridge</mark>" not in page
    assert "&lt;<mark>House</mark>&gt; &amp; Sons" in page
    assert "<house>" not in page


def test_a_name_in_another_script_is_suggested_with_the_name_that_it_has(client):
    club = create_organisation(published=True, name="Media Club")
    create_name(target=club, name="Մամուլի ակումբ")

    [hit] = client.get("/api/v1/search/names/?q=մամու").json()["results"]

    assert (hit["name"], hit["other_name"]) == ("Media Club", "Մամուլի ակումբ")


def test_a_slip_is_answered_with_what_may_be_meant(client, bridges):
    page = client.get("/search/?q=bridje+howse").content.decode()

    assert 'href="/search/?q=Bridge%20House"' in page
    assert client.get("/api/v1/search/?q=howse").json()["did_you_mean"] == "House"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("preiod=x", "preiod"),
        ("q=a&q=b", "q"),
        ("q=!", "q"),
        ("q=a%00", "q"),
        ("q=" + "a" * 501, "q"),
        ("q=a&sector=ngo", "sector"),
        ("q=a&respondent=1", "respondent"),
    ],
)
def test_what_is_not_understood_is_refused(client, address, query, name):
    answer = client.get(f"{address}?{query}")

    assert answer.status_code == 400
    assert name in answer.content.decode()


@pytest.mark.parametrize("address", ADDRESSES[:2])
@pytest.mark.parametrize("query", ["kind=fish", "page=2", "page=x", "page=0"])
def test_a_kind_or_a_page_that_is_not_there_is_refused(client, address, query):
    assert client.get(f"{address}?q=a&{query}").status_code == 400


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("item_count", [1, 3])
def test_a_search_costs_the_same_for_one_and_for_three(
    client, address, item_count, django_assert_max_num_queries
):
    with changes(by=None):
        for number in range(item_count):
            create_programme(published=True, name=f"Ferry {number}")

    with django_assert_max_num_queries(8) as asked:
        answer = client.get(f"{address}?q=ferry")

    assert answer.content.count(b"/programmes/ferry-") >= item_count
    assert len(asked) <= 8
