"""Feeds, the package, and what machines look for."""

import csv
import io
import zipfile
from http import HTTPStatus
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tests.factories import (
    create_area,
    create_organisation,
    create_period,
    create_person,
    create_programme,
)
from trackdiplo.records.around.machines import security
from trackdiplo.records.around.pages import About
from trackdiplo.records.models import changes

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
SITEMAP = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}

pytestmark = pytest.mark.django_db


def entries(client, address: str) -> list[str]:
    root = ElementTree.fromstring(client.get(address).content)
    return [each.findtext("atom:title", "", ATOM) for each in root.findall("atom:entry", ATOM)]


def test_what_changed_last_comes_first_in_the_feed(client):
    older = create_organisation(name="Older")
    create_organisation(name="Newer")

    assert entries(client, "/feed/") == ["Newer", "Older"]

    with changes(by=None):
        older.summary = "Changed."
        older.save()

    assert entries(client, "/feed/") == ["Older", "Newer"]


def test_what_is_withdrawn_is_in_no_feed(client):
    gone = create_organisation(name="Gone")
    gone.refresh_from_db()

    gone.withdraw(by=None, reason="Asked for.")

    assert entries(client, "/feed/") == []
    assert entries(client, "/feed/organisation/") == []


def test_a_donor_stands_in_the_feed_of_everything_once(client):
    create_organisation(name="Payer", is_donor=True)

    assert entries(client, "/feed/") == ["Payer"]
    assert entries(client, "/feed/donor/") == ["Payer"]


def test_the_feed_of_a_filter_has_what_the_list_finds(client):
    media = create_area(slug="media")
    create_programme(name="On air", areas=[media], summary="A & <b>")
    create_programme(name="Elsewhere")

    assert entries(client, "/feed/programme/?area=media") == ["On air"]
    listed = client.get("/programmes/?area=media").content.decode()
    assert 'href="/feed/programme/?area=media"' in listed
    assert "A &amp;amp; &amp;lt;b&amp;gt;" in client.get("/feed/programme/").content.decode()


def test_an_empty_feed_reads_no_clock(client):
    assert client.get("/feed/").content == client.get("/feed/").content
    assert b"<updated>1970-01-01" in client.get("/feed/").content


def test_the_package_is_one_file_and_the_same_for_one_revision(client):
    create_organisation(slug="club", name="Club")
    create_organisation(slug="draft", name="Draft", published=False)

    answer = client.get("/data/package.zip")
    again = client.get("/data/package.zip")

    assert answer.content == again.content
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    folder = archive.namelist()[0].partition("/")[0]
    table = io.TextIOWrapper(archive.open(f"{folder}/organisations.csv"), encoding="utf-8")
    assert [row["key"] for row in csv.DictReader(table)] == ["club"]


def test_the_dictionary_says_what_every_column_means(client):
    page = client.get("/data/").content.decode()

    assert "What it is, not what it does in one programme." in page
    assert "press_club" in page
    assert "internal_note" not in page


def test_a_sitemap_lists_public_pages_and_no_people(client):
    create_organisation(slug="club")
    create_period(slug="ceasefire")
    create_organisation(slug="draft", published=False)
    create_person(slug="somebody")

    root = ElementTree.fromstring(client.get("/sitemap.xml").content)

    found = {each.text for each in root.iterfind("map:url/map:loc", SITEMAP)}
    records = {address for address in found if address.count("/") == 5}
    assert records == {
        "http://testserver/organisations/club/",
        "http://testserver/periods/ceasefire/",
    }
    assert {"http://testserver/data/", "http://testserver/periods/ceasefire/report/"} <= found


def test_who_may_be_written_to_about_a_flaw_is_said_for_some_months(rf, settings):
    settings.CONTACT_EMAIL = "flaws@example.org"

    lines = security(rf.get("/.well-known/security.txt")).content.decode().splitlines()

    said = dict(line.split(": ", 1) for line in lines)
    assert said["Contact"] == "mailto:flaws@example.org"
    ahead = parse_datetime(said["Expires"]) - timezone.now()
    assert 120 < ahead.days < 190


def test_without_an_address_to_write_to_there_is_no_such_file(client):
    answer = client.get("/.well-known/security.txt")

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_the_about_page_names_an_address_only_where_there_is_one(rf, settings):
    def told() -> str:
        return About.as_view()(rf.get("/about/")).rendered_content

    assert "mailto:" not in told()

    settings.CONTACT_EMAIL = "us@example.org"

    assert "mailto:us@example.org" in told()
