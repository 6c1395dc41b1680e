"""The history of a period, a donor or an area as one document, made from the records."""

import re
from copy import deepcopy
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes import report
from tests.factories import (
    create_actorkind,
    create_area,
    create_assessment,
    create_citation,
    create_event,
    create_finding,
    create_funding,
    create_organisation,
    create_output,
    create_paragraph,
    create_participation,
    create_period,
    create_programme,
    create_recommendation,
    create_source,
    create_study,
)
from tests.once import once_for
from tests.pages import links, page, rows, words
from trackdiplo.records.models import changes

pytestmark = pytest.mark.django_db

REPORTS = ["/periods/ceasefire/report/", "/donors/union/report/", "/areas/media/report/"]


@once_for("module")
def made():
    """A period, a donor and an area, with one programme that is of all three."""
    source = create_source(name="A study", authors="Press Club", published="2025-10")
    for number in (1, 2, 3):
        create_paragraph(source=source, key=f"stages-{number}", section="Stages", number=number)
    area = create_area(name="Media", slug="media", definition="Press and broadcast.", order=1)
    union = create_organisation(
        name="Union", slug="union", kind="intergovernmental", summary="It pays.", is_donor=True
    )
    period = create_period(
        number=1,
        name="Ceasefire",
        slug="ceasefire",
        when="1994/1999",
        summary="Guns fell silent.",
    )
    club = create_organisation(name="Club", slug="club", kind="press_club")
    bridge = create_programme(
        name="Bridge", slug="bridge", when="1995/1997", areas=[area], donors=[union],
        organisations=[club], summary="Talks on air.", outcome="Two films.",
    )  # fmt: skip
    for record in (period, bridge, union):
        record.citations.all().delete()
    for record, key in ((period, 1), (bridge, 3), (bridge, 2), (union, 3)):
        create_citation(target=record, source=source, locator=f"stages-{key}")
    return {"period": period, "area": area, "union": union, "bridge": bridge, "source": source}


@pytest.fixture
def history(made):
    return deepcopy(made)


def sections(html: str) -> dict[str, str]:
    """Return the words of each section of a document by its heading, with its number."""
    found = re.findall(r"<section[^>]*>\s*<h2[^>]*>(.*?)</h2>(.*?)</section>", html, re.DOTALL)
    return {words(heading): words(body) for heading, body in found}


def test_a_programme_is_told_in_sentences_with_the_note_on_its_places(client, history):
    told = sections(page(client, "/periods/ceasefire/report/"))

    assert told["2 What marked it"] == "Guns fell silent. 1"
    assert told["3 Programmes"] == (
        f"Bridge {history['bridge'].public_id} Programme in media, 1995–1997, carried out by Club,"
        " funded or supported by Union. 2 Talks on air. What came of it: Two films."
    )
    assert told["Notes"].startswith(
        "Press Club, October 2025: Stages, paragraph 1"
        " Press Club, October 2025: Stages, paragraphs 2, 3"
    )
    assert told["Works cited"] == "A study Press Club, October 2025"


def test_who_took_part_without_leading_is_named_with_the_role_and_a_label_stays_one(
    client, history
):
    partner = {"programme": history["bridge"], "role": "partner"}
    create_participation(**partner, withheld="partner_azerbaijan")
    create_participation(**partner, withheld="partner_azerbaijan", note="a second")
    host = create_organisation(name="Hotel")
    create_participation(programme=history["bridge"], organisation=host, role="host")

    html = page(client, "/periods/ceasefire/report/")

    told = sections(html)["3 Programmes"]
    assert "Also took part: a partner organisation in Azerbaijan and Hotel (host)." in told
    assert rows(html)[:2] == ["Club press club 1", "Hotel non-governmental organisation 1"]


def test_a_report_says_in_short_what_the_lists_count(client, history):
    create_programme(when="1996", areas=[create_area(name="Youth", order=2), history["area"]])
    told = {address: sections(page(client, address))["1 In short"] for address in REPORTS}

    assert told[REPORTS[0]].startswith(
        "On record: 2 programmes that may have been active in this period."
        " 2 organisations that can be named took part."
        " 1 donor is known to have funded or supported them."
        " By area: media (2) and youth (1)."
    )
    assert told[REPORTS[1]].startswith(
        "On record: 1 programme that it is known to have funded or supported."
        " 1 organisation that can be named took part."
    )
    assert told[REPORTS[1]].endswith("only possible. Each by name, on the timeline")
    assert told[REPORTS[2]].startswith("On record: 2 programmes in this area.")


def test_a_report_has_what_was_made_and_how_it_is_judged_and_the_contents_of_it(client, history):
    create_output(name="Film", when="1996", programmes=[history["bridge"]], summary="A film.")
    create_output(name="Undated", when="", programmes=[history["bridge"]])
    create_output(name="Undated and elsewhere", when="")
    create_assessment(programme=history["bridge"], kind="achievement", name="It lasted")
    create_assessment(period=history["period"], kind="lesson", name="Begin early")
    create_event(name="Truce", when="1994-05", bearing="enabling")

    html = page(client, "/periods/ceasefire/report/")

    told = sections(html)
    assert list(told) == [
        "1 In short", "2 What marked it", "3 What happened around it", "4 Programmes",
        "5 Who took part", "6 Who funded or supported them", "7 What came out in it",
        "8 Achievements", "9 Lessons", "Notes", "Works cited", "About this report",
    ]  # fmt: skip
    assert "Truce" in told["3 What happened around it"]
    assert "Made in Bridge" in told["7 What came out in it"]
    assert ("Undated" in html, "Undated and elsewhere" in html) == (True, False)
    contents = words(html.partition('class="contents"')[2].partition("</ol>")[0])
    assert "What came out in it Achievements Lessons" in contents


@pytest.fixture
@changes(by=None)
def study(history):
    study, donors = create_study(voices="Twenty people."), create_actorkind(slug="donors")
    finding = create_finding(
        study=study, statement="Respondents ask for patience.", periods=[history["period"]],
        areas=[history["area"]], actor_kinds=[donors],
    )  # fmt: skip
    create_recommendation(
        study=study, statement="Pay for longer.", areas=[history["area"]], addressees=[donors]
    )
    return finding


@pytest.mark.parametrize("address", REPORTS)
def test_what_practitioners_say_stands_under_whose_voices_these_are(client, study, address):
    with CaptureQueriesContext(connection) as asked:
        told = sections(page(client, address))

    said = next(body for title, body in told.items() if "What practitioners say" in title)
    assert said.startswith("Twenty people.")
    assert "Respondents ask for patience." in said
    recommended = [body for title, body in told.items() if "recommended" in title]
    # A recommendation speaks of areas and to kinds of actor, of no period.
    assert ["Pay for longer." in body for body in recommended] == [True] * (
        "periods" not in address
    )
    assert len(asked) <= 25


@pytest.mark.parametrize("address", REPORTS)
def test_what_is_not_public_is_in_no_report(client, history, address):
    before = sections(page(client, address))
    shared = {"areas": [history["area"]], "donors": [history["union"]], "when": "1995"}

    hidden = create_programme(published=False, **shared)
    create_participation(
        programme=history["bridge"], organisation=create_organisation(published=False)
    )
    create_funding(programme=history["bridge"], donor=create_organisation(published=False))
    create_output(published=False, programmes=[history["bridge"]], when="1995")
    create_assessment(published=False, programme=history["bridge"])
    create_assessment(programme=hidden)
    create_event(published=False, when="1995")

    told = sections(page(client, address))
    # Donors and programmes that are hidden count nowhere; the revision is told, and may have moved.
    assert {name: text for name, text in told.items() if name != "About this report"} == {
        name: text for name, text in before.items() if name != "About this report"
    }


def test_of_very_much_the_first_is_told_and_the_rest_left_to_the_list(client, history, monkeypatch):
    monkeypatch.setattr(report, "MOST", 2)
    for number in range(3):
        create_programme(name=f"Later {number}", when="1998", areas=[history["area"]])

    html = page(client, "/areas/media/report/")

    told = sections(html)
    assert told["1 In short"].startswith("On record: 4 programmes in this area.")
    assert "Later 1" not in told["2 Programmes"]
    assert told["2 Programmes"].endswith(
        "This report tells the first 2 only; 2 more are left out. The whole list"
    )
    assert links(html, "The whole list")[0] == "/programmes/?area=media"


def test_a_report_says_how_it_is_cited_and_of_which_version_it_is(client, history):
    html = page(client, "/donors/union/report/")

    about = sections(html)["About this report"]
    assert re.search(
        r"trackdiplo: “Report: Union” \(\w+ org-\w{7}\)\. Version of [^,]+, revision \d+\."
        r" http://testserver/donors/union/report/",
        about,
    )
    assert "Licence of the content:" in about


def test_an_area_without_a_public_programme_has_no_report(client):
    area = create_area()
    create_programme(published=False, areas=[area])

    assert client.get(f"/areas/{area.slug}/report/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/periods/ceasefire/", "Its history as a report"),
        ("/donors/union/", "What it funded, as a report"),
        ("/", "report on Media"),
    ],
)
def test_a_report_is_one_click_away(client, history, address, words):
    found = links(page(client, address), words)

    assert [client.get(each).status_code for each in found] == [HTTPStatus.OK]
