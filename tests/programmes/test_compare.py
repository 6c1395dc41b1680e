"""Two of a kind side by side: what each has, what both have, and what only one has."""

import csv
import io
from copy import deepcopy
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    create_activity,
    create_area,
    create_assessment,
    create_event,
    create_funding,
    create_organisation,
    create_output,
    create_participation,
    create_period,
    create_programme,
)
from tests.once import once_for
from tests.pages import links, page, rows, section, words

pytestmark = pytest.mark.django_db

TWO = "/compare/donors/?one=union&other=fund"


@once_for("module")
def made():
    """The Union paid for two programmes, the Fund for one of these; each works in areas of its own."""
    create_period(number=1, slug="first", name="First", when="1994/1999")
    union, fund = (
        create_organisation(slug=name.lower(), name=name, is_donor=True)
        for name in ("Union", "Fund")
    )
    club = create_organisation(name="Club", slug="club")
    media, youth = create_area(name="Media", slug="media"), create_area(name="Youth", slug="youth")
    film = create_activity(name="Film", slug="film")
    shared = {"activities": [film], "organisations": [club]}
    bridge = create_programme(
        name="Bridge", when="1995", donors=[union, fund], areas=[media], **shared
    )
    create_assessment(programme=bridge, kind="achievement")
    create_output(programmes=[bridge])
    create_programme(
        name="School", when="2003/2004", donors=[union], areas=[media, youth], **shared
    )
    return union, fund, bridge


@pytest.fixture
def two(made):
    return deepcopy(made)


def numbers(html: str) -> dict[str, list[str]]:
    """Return the two numbers of each row, by its name."""
    return {" ".join(row.split()[:-2]): row.split()[-2:] for row in rows(html)}


def test_two_donors_stand_side_by_side_in_numbers(client, two):
    html = page(client, TWO)

    found = numbers(html)
    assert found["When"] == ["1995–2004", "1995"]
    assert found["Programmes"] == ["2", "1"]
    assert (found["Organisations"], found["Other donors"]) == (["1", "1"], ["0", "0"])
    assert found["Outputs"] == ["1", "1"]
    assert (found["Media"], found["Youth"], found["Film"]) == (["2", "1"], ["1", "0"], ["2", "1"])
    assert found["1. First"] == ["1", "1"]
    assert (found["Achievement"], found["Lesson"]) == (["1", "1"], ["0", "0"])


def test_what_both_have_and_what_only_one_has_is_named(client, two):
    html = page(client, TWO)

    assert section(html, "What both have") == (
        "Programmes Bridge 1995 Organisations on both sides Club 2 and 1"
    )
    assert section(html, "What only one has") == (
        "Union Areas Youth 1 Fund Nothing that the other does not have."
    )
    assert links(html, "both on the timeline") == ["/timeline/?donor=union&donor=fund&lanes=donor"]


def test_of_two_periods_what_is_public_in_them_is_counted(client):
    for number, (name, year) in enumerate({"Early": "1964", "Late": "1973"}.items(), 2):
        create_period(number=number, slug=name.lower(), name=name, when=year)
        for published in (True, False):
            create_event(when=year, published=published)
            create_output(when=year, published=published)
            create_programme(when=year, published=published)

    found = numbers(page(client, "/compare/periods/?one=early&other=late"))

    assert found["Events"] == found["Outputs"] == found["Programmes"] == ["1", "1"]


def test_a_number_leads_to_its_list(client, two):
    html = page(client, TWO)

    assert "/programmes/?donor=union&area=youth" in links(html, "1")
    assert "/programmes/?donor=union" in links(html, "2")


def test_the_same_is_there_as_files(client, two):
    table = client.get(f"{TWO}&format=csv")
    document = client.get(f"{TWO}&format=json").json()

    lines = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"), newline="")))
    media = {"slug": "media", "name": "Media", "one": 2, "other": 1}
    assert table["Content-Disposition"] == 'attachment; filename="union-and-fund.csv"'
    assert {"what": "area"} | {name: str(value) for name, value in media.items()} in lines
    assert document["programmes"]["area"][0] == media
    assert (document["one"]["slug"], document["other"]["slug"]) == ("union", "fund")
    assert [each["name"] for each in document["shared"]] == ["Bridge"]


def test_a_side_may_be_asked_for_by_its_id(client, two):
    union, fund, _bridge = two

    by_id = page(client, f"/compare/donors/?one={union.public_id}&other={fund.public_id}")

    assert numbers(by_id) == numbers(page(client, TWO))


def test_from_a_record_one_is_chosen_and_the_form_asks_for_the_other(client, two):
    start = links(page(client, "/donors/union/"), "Compare with another donor")[0]

    html = page(client, start)

    assert '<option value="union" selected>' in html
    assert "Choose what it is to stand beside." in words(html)
    assert "<table" not in html


def test_what_is_hidden_and_who_is_withheld_counts_on_neither_side(client, two):
    union, fund, bridge = two
    before = page(client, TWO)
    hidden = create_organisation(published=False)

    create_programme(published=False, donors=[union, fund], organisations=[hidden])
    create_participation(programme=bridge, organisation=hidden)
    create_participation(programme=bridge, withheld="partner_azerbaijan")
    create_funding(programme=bridge, withheld="donor")
    create_assessment(programme=bridge, kind="lesson", published=False)

    assert page(client, TWO) == before


def test_the_same_record_stands_not_beside_itself(client, two):
    answer = client.get("/compare/donors/?one=union&other=union")

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "It is the same as “one”." in words(answer.content.decode())


def test_what_is_of_no_kind_that_can_be_compared_is_not_there(client):
    assert client.get("/compare/people/").status_code == HTTPStatus.NOT_FOUND


# The same code asks either database.
@pytest.mark.any_database
@pytest.mark.parametrize("amount", [1, 3])
def test_a_comparison_costs_the_same_however_much_there_is(client, amount):
    organisations = [create_organisation(slug=slug) for slug in ("one", "other")]
    for number, slug in enumerate(("one", "other"), start=2):
        create_period(slug=slug, number=number, when="1988/1991")
    for _ in range(amount):
        programme = create_programme(
            when="1990", organisations=organisations, donors=organisations,
            areas=[create_area()], activities=[create_activity()],
        )  # fmt: skip
        create_assessment(programme=programme)
        create_output(programmes=[programme], when="1990")
        create_event(when="1990")

    found = {}
    for kinds in ("periods", "donors", "organisations"):
        with CaptureQueriesContext(connection) as asked:
            page(client, f"/compare/{kinds}/?one=one&other=other")
        found[kinds] = len(asked)

    assert found == {"periods": 16, "donors": 17, "organisations": 17}
