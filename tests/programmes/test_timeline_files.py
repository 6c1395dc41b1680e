"""The timeline as it is taken away: as a sheet, a picture and a table, and in frames of other sites."""

import csv
import io
import re
import struct
from html import unescape
from xml.etree import ElementTree

import pytest

from programmes import sheet
from programmes.sheet import Sheet
from programmes.timeline import draw
from tests.factories import create_programme
from tests.pages import links, page
from tests.programmes.drawn import lanes_of, names_of

pytestmark = pytest.mark.django_db


def sheet_of(client, query: str) -> ElementTree.Element:
    answer = client.get(f"/timeline/?format=svg&{query}")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"] == 'attachment; filename="timeline.svg"'
    return ElementTree.fromstring(answer.content)


def table_of(client, query: str) -> list[dict[str, str]]:
    text = client.get(f"/timeline/?format=csv&{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


IN_SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("query", ["", "period=late", "lanes=area", "active_from=1991&lanes=donor"])
def test_every_file_holds_exactly_what_is_shown(client, two_periods, query):
    html = page(client, f"/timeline/?{query}")

    panels = [
        each
        for each in sheet_of(client, query).iter(f"{IN_SVG}svg")
        if each.get("class") == "panel"
    ]
    table = table_of(client, query)

    drawn = [link for panel in panels for link in panel.iter(f"{IN_SVG}a")]
    shown = names_of(html)
    assert [link.find(f"{IN_SVG}title").text for link in drawn] == shown != []
    assert {f"{row['name']}, {row['when_display']}" for row in table if row["what"] != "event"} | {
        row["name"] for row in table if row["what"] == "event"
    } == {
        name if "/programmes/" in link.get("href") else name.split(",")[0]
        for name, link in zip(shown, drawn, strict=True)
    }
    assert len(table) == len(shown)
    assert {link.get("href") for link in drawn} == {row["page"] for row in table}
    assert {row["lane"] for row in table if row["lane"]} == (
        {each.rpartition(" ")[0] for each in lanes_of(html) if not each.startswith("Events")}
        if "lanes" in query
        else set()
    )


def test_a_sheet_says_what_it_shows_and_where_it_is_from(client, two_periods):
    drawn = sheet_of(client, "period=late&track=2")

    said = [each.text for each in drawn.iter(f"{IN_SVG}text")]
    assert said[0] == "Timeline: Late, Track 2"
    assert said[1] == "1 programme, 1995–1999"
    assert said[-1] == "trackdiplo, http://testserver/timeline/?period=late&track=2 · CC BY 4.0"


def test_a_sheet_is_well_formed_whatever_a_name_holds(client):
    create_programme(name="Q&A <b>“now”</b> > 'then'", when="1994")

    assert "Q&A <b>“now”</b> > 'then', 1994" in [
        each.text for each in sheet_of(client, "q=now").iter(f"{IN_SVG}title")
    ]


def test_a_png_is_twice_as_wide_as_its_sheet_and_bounded(client, two_periods):
    answer = client.get("/timeline/?format=png")

    assert answer["Content-Type"] == "image/png"
    assert size_of(answer.content)[0] == 2 * Sheet.width


def test_a_png_of_very_much_is_narrower_rather_than_larger(monkeypatch):
    timeline = draw([create_programme(when="1994") for _ in range(3)], [])
    said = dict.fromkeys(
        ["title", "counted", "base", "address", "site_name", "content_licence"], ""
    )
    monkeypatch.setattr(sheet, "PIXELS", 100_000)

    width, height = size_of(Sheet(timeline, said).png())

    assert 90_000 < width * height < 102_000


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_only_the_embedded_timeline_may_stand_in_a_frame(client, two_periods):
    there = client.get("/timeline/embed/?period=late")
    here = client.get("/timeline/?period=late")

    assert "frame-ancestors *" in there["Content-Security-Policy"]
    assert "X-Frame-Options" not in there
    assert "frame-ancestors 'none'" in here["Content-Security-Policy"]
    assert here["X-Frame-Options"] == "DENY"
    # An answer that was kept has the headers of its own address.
    assert client.get("/timeline/embed/?period=late").headers == there.headers
    assert client.get("/timeline/?period=late").headers == here.headers


def test_what_is_embedded_is_what_the_page_shows_and_leads_there(client, two_periods):
    html = page(client, "/timeline/?period=late&lanes=area")
    code = unescape(re.search(r"<textarea.*?>(.*?)</textarea>", html, re.DOTALL)[1])
    address = re.search(r'src="(.*?)"', code)[1]

    embedded = page(client, address.removeprefix("http://testserver"))

    assert address == "http://testserver/timeline/embed/?period=late&lanes=area"
    assert names_of(embedded) == names_of(html)
    assert links(embedded, "trackdiplo") == ["http://testserver/timeline/?period=late&lanes=area"]
    assert '<base target="_blank">' in embedded
    assert "<script" not in embedded
