"""What the pages of all kinds have in common: for readers, for other sites, and for machines."""

import json
import re
import struct
from datetime import date
from html import unescape
from urllib.parse import unquote

import pytest

from actors.models import Donor
from tests.factories import (
    create_actorkind,
    create_affiliation,
    create_area,
    create_assessment,
    create_citation,
    create_code,
    create_event,
    create_finding,
    create_funding,
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
    create_source,
    create_study,
)
from tests.pages import links, page, section, words
from trackdiplo.records.metadata import sentence_of
from trackdiplo.records.models import KINDS, changes

pytestmark = pytest.mark.django_db

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def linked(html: str) -> dict:
    return json.loads(DATA.search(html)[1])


def meta(html: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html)
    return {name: unescape(value) for name, value in found}


def said(record) -> str:
    return sentence_of(type(record).objects.published().for_document().get(pk=record.pk))


# --- In one sentence --------------------------------------------------------------------------


def test_a_programme_is_said_in_one_sentence():
    club, fund = create_organisation(name="Club"), create_organisation(name="Fund")
    areas = [create_area(name="Media"), create_area(name="EU affairs")]
    programme = create_programme(kind="project", when="2003", areas=areas, donors=[fund])
    create_participation(programme=programme, organisation=club, role="lead")

    assert said(programme) == (
        "Project in EU affairs and media, 2003, led by Club, funded or supported by Fund."
    )


def test_a_withheld_leader_is_said_by_its_label():
    programme = create_programme(when="2003", areas=[create_area(name="Media")])
    create_participation(programme=programme, role="lead", withheld="partner_azerbaijan")

    assert said(programme).endswith("led by a partner organisation in Azerbaijan.")


def test_every_kind_is_said_in_one_sentence_and_has_linked_data(client):
    donor = create_organisation(name="Fund", kind="foundation")
    programme = create_programme(name="Bridge", donors=[donor])
    source = create_source(authors="Club", published="2025")
    assessment = create_assessment(programme=programme, kind="lesson", published=False)
    create_citation(target=assessment, source=source)
    assessment.citations.exclude(source=source).delete()
    assessment.publish(by=None)
    person = create_person()
    create_affiliation(person=person, organisation=donor, role="chair")
    study = create_study(name="A study")
    question = create_question(study=study, number="8")
    media = create_actorkind(name="Media")
    expected = {
        create_period(number=3, when="1995/1997"): (
            "Period 3 of the history of civic diplomacy, 1995–1997.", "CreativeWork"),
        create_organisation(kind="press_club", place=create_place(name="Yerevan"), when="1995/"): (
            "Press club in Yerevan, from 1995, end unknown.", "Organization"),
        Donor.objects.get(pk=donor.pk): (
            "Foundation, known to have funded or supported 1 programme.", "Organization"),
        person: ("Chair, Fund.", "Person"),
        create_event(kind="talks", when="2001-04", bearing="mixed", places=[]): (
            "Talks, April 2001, both enabling and hindering dialogue.", "Event"),
        create_output(kind="book", when="2003", publishers=[donor], programmes=[programme]): (
            "Book by Fund, 2003, made in “Bridge”.", "Book"),
        assessment: ("Lesson of “Bridge”, according to Club, 2025.", "CreativeWork"),
        study: ("Study by interviews.", "ResearchProject"),
        question: ("Question 8 of “A study”.", "Question"),
        create_finding(study=study, question=question): (
            "Finding of “A study” on question 8.", "CreativeWork"),
        create_recommendation(study=study, question=None, kind="conclusion", addressees=[media]): (
            "Conclusion of “A study”, addressed to media.", "CreativeWork"),
        create_code(study=study): ("Code by which “A study” was read.", "DefinedTerm"),
    }  # fmt: skip

    found = {}
    for record in expected:
        html = page(client, record.get_absolute_url())
        assert f'<p class="in-short">{said(record)}</p>' in html
        found[record] = said(record), linked(html)["mainEntity"]["@type"]

    assert found == expected
    assert {record.KIND for record in expected} | {"programme"} == KINDS.keys()


def test_what_is_of_no_kind_of_its_own_is_called_by_what_it_is():
    donor = create_organisation(kind="other", is_donor=True)
    sweden = create_place(name="Sweden")

    assert list(
        map(
            said,
            [
                create_organisation(kind="other", place=sweden),
                Donor.objects.get(pk=donor.pk),
                create_event(kind="other", when="2001", places=[sweden]),
                create_output(kind="other", when="2003", programmes=[]),
            ],
        )
    ) == [
        "Organisation in Sweden.",
        "Organisation, named as a donor by the sources.",
        "Event in Sweden, 2001.",
        "Work, 2003.",
    ]


# --- For machines and other sites -------------------------------------------------------------


def test_linked_data_names_what_is_public_and_nothing_that_is_withheld(client):
    club, draft = create_organisation(name="Club"), create_organisation(published=False)
    source = create_source(name="A work", authors="Author", published="2025-10~", language="hy")
    programme = create_programme(name="Bridge", when="2003/2009~", organisations=[club, draft])
    create_name(target=programme, name="Կամուրջ", kind="translation", language="hy")
    create_citation(target=programme, source=source, field="when")
    create_participation(programme=programme, withheld="partner_azerbaijan")
    create_funding(programme=programme, withheld="donor")

    html = page(client, programme.get_absolute_url())

    data = linked(html)
    thing = data["mainEntity"]
    assert data["url"] == f"http://testserver{programme.get_absolute_url()}"
    assert data["citation"][-1] == {
        "@type": "CreativeWork", "name": "A work", "author": "Author", "inLanguage": "hy",
    }  # fmt: skip
    assert thing["@id"] == f"http://testserver/id/{programme.public_id}/"
    assert thing["alternateName"] == ["Կամուրջ"]
    assert thing["member"] == [{"@type": "Organization", "name": "Club"}]
    assert "funder" not in thing
    # What is blurred has no word in schema.org.
    assert thing["foundingDate"] == "2003"
    assert "dissolutionDate" not in thing


def test_a_name_cannot_end_the_block_of_data(client):
    name = "</script><script>alert(1)</script><!-- & more"
    programme = create_programme(name=name)

    html = page(client, programme.get_absolute_url())

    assert linked(html)["name"] == name
    assert "<script>alert" not in html
    assert "<!--" not in DATA.search(html)[1]


def test_other_sites_are_told_what_it_is_with_a_picture_of_it(client):
    programme = create_programme(name="Bridge “of” peace", when="2003")

    html = page(client, programme.get_absolute_url())

    told = meta(html)
    card = f"http://testserver/id/{programme.public_id}/card/"
    assert told["og:title"] == "Bridge “of” peace"
    assert told["og:description"] == told["description"] == said(programme)
    assert told["og:image"] == card
    assert f'<link rel="canonical" href="{told["og:url"]}">' in html
    answer = client.get(card)
    assert answer["Content-Type"] == "image/png"
    assert struct.unpack(">II", answer.content[16:24]) == (1200, 630)


def test_a_card_shows_the_name_the_sentence_and_when_it_was(client):
    short, changed = create_programme(name="Bridge", when="2003"), "2013"
    period = create_period(when="2001/2020")
    name = "A very long name of a programme " * 6
    long = create_programme(name=name, when="", periods=[period])
    before = client.get(f"/id/{short.public_id}/card/").content

    with changes(by=None):
        short.refresh_from_db()
        short.when = changed
        short.save()

    assert client.get(f"/id/{short.public_id}/card/").content != before
    assert client.get(f"/id/{long.public_id}/card/").status_code == 200


# --- For readers ------------------------------------------------------------------------------


def test_the_page_says_what_stands_before_and_after_it_in_time(client):
    for name, when in [("First", "1999"), ("Second", "2003"), ("Third", "2003"), ("Last", "2010")]:
        create_event(name=name, slug=name.lower(), when=when)
    create_event(name="Draft", when="2004", published=False)

    pages = {name: page(client, f"/events/{name}/") for name in ("first", "third", "last")}

    around = {
        name: re.findall(r'<a rel="(prev|next)" href="/events/(\w+)/"', html)
        for name, html in pages.items()
    }
    assert around == {
        "first": [("next", "second")],
        "third": [("prev", "second"), ("next", "last")],
        "last": [("prev", "third")],
    }
    assert links(pages["third"], "All at that time, on the timeline") == [
        "/timeline/?active_from=2003-01-01&active_to=2003-12-31"
    ]


def test_the_page_says_when_it_changed_and_never_what_was_there(client):
    programme = create_programme(name="Before")
    with changes(by=None):
        programme.name = "After"
        programme.save()

    html = page(client, programme.get_absolute_url())

    told = section(html, "What changed lately")
    assert re.fullmatch(
        r"\d+ \w+ \d{4} changed revision \d+ \d+ \w+ \d{4} first published revision \d+"
        r" All changes of all records",
        told,
    )
    assert "Before" not in words(html).replace("Before and after", "")


def test_an_error_is_reported_by_mail_with_the_id_and_the_revision(client, settings):
    programme = create_programme(name="Peace & war?")
    settings.CONTACT_EMAIL = "press+club@example.org"

    html = page(client, programme.get_absolute_url())

    [href] = links(html, "Report an error")
    address, _, subject = href.partition("?subject=")
    revision = re.search(r"revision (\d+)", section(html, "What changed lately"))[1]
    assert address == "mailto:press%2Bclub@example.org"
    assert unquote(subject) == f"[{programme.public_id}] Peace & war? (revision {revision})"
    assert "&" not in subject


def test_without_an_address_nobody_is_offered_to_write_to_it(client):
    assert links(page(client, create_programme().get_absolute_url()), "Report an error") == []


def test_the_page_of_a_donor_says_when_its_list_was_checked_last(client):
    donor = create_organisation()
    for day in (date(2026, 3, 5), date(2026, 2, 1), None):
        row = create_funding(programme=create_programme(), donor=donor)
        create_citation(target=row, checked_on=day)

    html = page(client, f"/donors/{donor.slug}/")

    assert "List last checked 5 March 2026 2 of 3 lines against their sources" in words(html)


def test_a_donors_list_that_nobody_checked_says_so(client):
    donor = create_organisation()
    create_funding(programme=create_programme(), donor=donor)

    html = page(client, f"/donors/{donor.slug}/")

    assert "List last checked not yet" in words(html)


def test_what_a_donor_paid_for_stands_with_its_sources_and_its_judgements(client):
    donor = create_organisation()
    programme = create_programme(name="Bridge")
    row = create_funding(programme=programme, donor=donor)
    create_citation(target=row, source=create_source(name="A work"))
    create_assessment(programme=programme, name="It helped")
    create_assessment(programme=create_programme(), name="Of another")

    html = page(client, f"/donors/{donor.slug}/")

    assert section(html, "Sources, claim by claim").startswith("A work")
    assert "Bridge" in section(html, "Sources, claim by claim")
    assert "It helped of Bridge" in section(html, "How the sources judge its programmes")
    assert "Of another" not in html
