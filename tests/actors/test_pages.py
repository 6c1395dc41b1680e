"""What visitors read of organisations and donors."""

from datetime import date

import pytest

from tests.factories import (
    create_area,
    create_citation,
    create_funding,
    create_name,
    create_organisation,
    create_participation,
    create_place,
    create_programme,
)
from tests.pages import links, page, rows, section, words

pytestmark = pytest.mark.django_db


def test_the_page_of_an_organisation_says_what_it_is(client):
    organisation = create_organisation(
        kind="press_club", summary="A club.", when="1995/", website="https://club.example/",
        place=create_place(name="Yerevan"),
    )  # fmt: skip

    html = page(client, organisation.get_absolute_url())

    facts = words(html.partition('<dl class="facts">')[2].partition("</dl>")[0])
    assert facts == (
        "Kind Press club Place Yerevan When from 1995, end unknown Website https://club.example/"
        " Elsewhere Compare with another organisation"
    )
    assert section(html, "What it is") == "A club."


def test_the_page_of_an_organisation_has_its_roles_in_the_order_of_time(client):
    organisation = create_organisation()
    create_programme(name="Later", when="2003", organisations=[organisation])
    create_programme(name="Earlier", when="1999", organisations=[organisation])

    html = page(client, organisation.get_absolute_url())

    assert rows(html)[:2] == ["Earlier 1999 Implementer", "Later 2003 Implementer"]


def test_an_organisation_leads_to_its_money_only_where_it_is_a_donor(client):
    payer, other = create_organisation(), create_organisation()
    create_programme(donors=[payer])

    pages = [page(client, each.get_absolute_url()) for each in (payer, other)]

    assert links(pages[0], "What it funded or supported") == [f"/donors/{payer.slug}/"]
    assert links(pages[1], "What it funded or supported") == []


def test_the_page_of_a_donor_has_what_it_paid_for_and_adds_nothing_up(client):
    donor = create_organisation(name="Payer", slug="payer")
    for name, amount in [("Zoo", 1000), ("Ark", None)]:
        programme = create_programme(name=name, when="2003")
        currency = "EUR" if amount else ""
        create_funding(programme=programme, donor=donor, amount=amount, currency=currency)

    html = page(client, "/donors/payer/")

    assert rows(html)[:2] == ["Ark 2003 amount not known", "Zoo 2003 1,000 EUR"]
    assert "Programmes funded or supported 2" in words(html)


def test_the_list_of_a_donor_was_checked_when_what_is_public_of_it_was(client):
    donor = create_organisation(slug="payer")
    for day, published in [(date(2024, 5, 1), True), (date(2025, 6, 2), False)]:
        programme = create_programme(donors=[donor], published=published)
        create_citation(target=programme.fundings.get(), checked_on=day)

    html = page(client, "/donors/payer/")

    assert "List last checked 1 May 2024 1 of 1 lines against their sources" in words(html)


def test_the_areas_of_a_donor_count_what_is_public_of_its_work(client):
    donor, area = create_organisation(slug="payer"), create_area(name="Film")
    for published in (True, True, False):
        create_programme(donors=[donor], areas=[area], published=published)

    html = page(client, "/donors/payer/")

    table = html.partition('<table class="numbers">')[2].partition("</table>")[0]
    assert rows(table) == ["Film 2"]


def test_a_donor_that_is_only_named_as_one_has_a_page_that_says_so(client):
    create_organisation(slug="named", is_donor=True)

    html = page(client, "/donors/named/")

    assert "no programme that it funded or supported is on record" in words(html)


def test_lists_have_other_names_with_their_language_and_how_many_programmes(client):
    donor = create_organisation(name="Payer", kind="foundation", place=create_place(name="Bonn"))
    create_name(target=donor, name="Zahler", kind="translation", language="de")
    create_programme(donors=[donor], organisations=[donor])

    organisations, donors = page(client, "/organisations/"), page(client, "/donors/")

    assert rows(organisations) == ["Payer Zahler foundation Bonn 1 programme"]
    assert rows(donors) == ["Payer Zahler foundation Bonn 1 programme"]
    assert '<span lang="de">Zahler</span>' in organisations
    assert links(donors, "1 programme") == ["/programmes/?donor=payer"]
    assert links(organisations, "1 programme") == ["/programmes/?organisation=payer"]


def test_the_list_of_organisations_counts_what_is_public_of_each_once(client):
    host = create_organisation(name="Host")
    create_organisation(name="Other", kind="media")
    twice = create_programme(organisations=[host])
    create_participation(programme=twice, organisation=host, role="host")
    create_programme(organisations=[host], published=False)

    html = page(client, "/organisations/")

    assert rows(html) == ["Host non-governmental organisation 1 programme", "Other media"]
