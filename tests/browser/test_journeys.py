"""What a visitor comes for: to see what a donor paid for in a time, check the source, take it away.

Each journey is made with a script and without, at a desk and on a phone, by keyboard alone.
"""

import csv
import io
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands
from tests.factories import (
    create_area,
    create_citation,
    create_organisation,
    create_period,
    create_person,
    create_programme,
    create_source,
)
from trackdiplo.records.models import changes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SPELLINGS = ["Aliev", "Əliyev", "Алиев", "Ալիև"]


@pytest.fixture(params=[1280, 360])
def width(request) -> int:
    return request.param


@pytest.fixture(params=[True, False], ids=["with a script", "without"])
def visitor(request, chromium, live_server, width):
    """A person at the keyboard, with or without a script, at a width."""
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        java_script_enabled=request.param,
    )
    person = Hands(context)
    person.scripted = request.param
    yield person
    context.close()
    assert person.troubles(live_server.url) == []


@pytest.fixture
def record():
    shared = {
        "areas": [create_area(name="Media", slug="media")],
        "organisations": [create_organisation(name="Press Club")],
    }
    with changes(by=None):
        create_period(number=1, name="Ceasefire", slug="ceasefire", when="1994/1999")
        create_period(number=2, name="Ice age", slug="ice-age", when="2011/2019")
        union = create_organisation(name="European Union", slug="european-union", is_donor=True)
        fund = create_organisation(name="Open Fund", slug="open-fund")
        for name, when in (("Bridges", "1995"), ("Tekali", "2012/2015"), ("Schools", "2017")):
            donors = [fund if name == "Schools" else union]
            slug = name.lower()
            programme = create_programme(name=name, slug=slug, when=when, donors=donors, **shared)
            create_citation(target=programme, source=create_source(name=f"Report on {name}"))
        person = create_person(name="Arif Aliyev", slug="arif-aliyev")
        create_citation(target=person, source=create_source(name="Report on journalists"))


def reach(page, wanted: str) -> None:
    """Press Tab until the focus is on what matches: what cannot be reached so, fails."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.locator(f":focus:is({wanted})").count():
            return
    raise AssertionError(f"No Tab leads to {wanted}")


def open_filters(page, width: int) -> None:
    if width < 640 and page.locator("#filters[open]").count() == 0:
        reach(page, "#filters > summary")
        page.keyboard.press("Enter")


def tick(page, drawer: str, box: str) -> None:
    if page.locator(f"#{drawer}[open]").count() == 0:
        reach(page, f"#{drawer} > summary")
        page.keyboard.press("Enter")
    reach(page, f"#{box}")
    page.keyboard.press("Space")


def test_filter_the_timeline_by_period_and_donor_and_reach_a_source(visitor, record, width):
    page = visitor.page
    page.goto("/timeline/")
    open_filters(page, width)

    tick(page, "drawer-period", "id_period-ice-age")
    if visitor.scripted:
        expect(page.locator("#count")).to_have_text("2 programmes")
    tick(page, "drawer-donor", "id_donor-european-union")
    if not visitor.scripted:
        reach(page, "#show")
        page.keyboard.press("Enter")

    expect(page).to_have_title(re.compile("Timeline: Ice age, European Union"))
    expect(page).to_have_url(re.compile(r"/timeline/\?period=ice-age&donor=european-union$"))
    expect(page.locator("#count")).to_have_text("1 programme")
    reach(page, "[href='/programmes/tekali/']")
    page.keyboard.press("Enter")
    expect(page.locator(".sources")).to_contain_text("Report on Tekali")


def test_what_was_paid_for_by_whom_it_was_done_and_what_came_of_it_in_three_clicks(visitor, record):
    page = visitor.page
    page.goto("/")

    for address in ("/donors/", "/donors/european-union/", "/donors/european-union/report/"):
        reach(page, f"[href='{address}']")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"{address}$"))

    told = page.locator("main")
    for said in ("Bridges", "Tekali", "Press Club", "What came of it.", "Report on Tekali"):
        expect(told).to_contain_text(said)
    expect(told).not_to_contain_text("Schools")


def test_take_away_what_is_shown(visitor, record):
    page = visitor.page
    page.goto("/timeline/?period=ice-age&donor=european-union")
    files = {}

    for form in ("svg", "png", "csv"):
        reach(page, f".downloads a[href$='format={form}']")
        with page.expect_download() as begun:
            page.keyboard.press("Enter")
        assert begun.value.suggested_filename == f"timeline.{form}"
        files[form] = Path(begun.value.path()).read_bytes()

    table = csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"), newline=""))
    assert [line["name"] for line in table] == ["Tekali"]
    assert (b">Tekali<" in files["svg"], b"Schools" in files["svg"]) == (True, False)
    assert files["png"].startswith(b"\x89PNG")


def test_zoom_in_and_out_again_by_keyboard(visitor, record):
    page = visitor.page
    page.goto("/timeline/")

    reach(page, "#step-in")
    page.keyboard.press("Enter")
    expect(page.locator(".steps li").last).to_have_text("2000–2012")
    expect(page.locator("#count")).to_have_text("1 programme")
    if visitor.scripted:
        expect(page.locator("#step-in")).to_be_focused()
    reach(page, "#step-out")
    page.keyboard.press("Enter")

    expect(page.locator("#count")).to_have_text("3 programmes")
    expect(page).to_have_url(re.compile("/timeline/$"))


def test_find_a_person_by_four_spellings(visitor, record):
    page = visitor.page
    page.goto("/")

    for field, spelling in zip(["search", *["search-main"] * 3], SPELLINGS, strict=True):
        reach(page, f"#{field}")
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(spelling)
        page.keyboard.press("Enter")
        expect(page).to_have_title(re.compile(f"^“{spelling}” – Search"))
        expect(page.locator(".hit-name").first).to_have_text(
            re.compile(r"^\s*Arif Aliyev\s+person")
        )
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    reach(page, ".hit-name a")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Arif Aliyev")
    expect(page.locator(".sources")).to_contain_text("Report on journalists")


def test_compare_two_donors(visitor, record):
    page = visitor.page
    page.goto("/donors/european-union/")

    reach(page, "[href='/compare/donors/?one=european-union']")
    page.keyboard.press("Enter")
    reach(page, "#donors-other")
    page.keyboard.type("Open")
    reach(page, ".compare-form button")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/compare/donors/\?one=european-union&other=open-fund$"))
    expect(page.locator("h1")).to_have_text("European Union and Open Fund")
    expect(page.locator(".sided tr", has_text="Programmes").first).to_have_text(
        re.compile(r"^\s*Programmes\s*2\s*1\s*$")
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    reach(page, "[href='/programmes/?donor=open-fund&area=media']")
    page.keyboard.press("Enter")
    expect(page.locator("tbody th").first).to_contain_text("Schools")


def test_print_a_report(visitor, record):
    page = visitor.page
    page.goto("/periods/ice-age/")

    reach(page, "[href='/periods/ice-age/report/']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ice age")
    reach(page, "[href='#programmes']")
    page.keyboard.press("Enter")
    expect(page.locator("#programmes")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    sheets = page.pdf(prefer_css_page_size=True)

    page.emulate_media(media="print")
    for screen_only in (".site-nav", ".site-footer", ".report-way"):
        expect(page.locator(screen_only)).to_be_hidden()
    expect(page.locator("#works + .works")).to_contain_text("Report on Tekali")
    assert sheets.startswith(b"%PDF")
    assert re.search(rb"/MediaBox \[0 0 59[45]\S* 84[12]", sheets)


@pytest.fixture
def other_site(live_server):
    """The address of a site with two of our pages in frames."""
    framed = {"open": "/timeline/embed/?donor=european-union", "shut": "/timeline/"}
    frames = "".join(
        f'<iframe name="{name}" src="{live_server.url}{path}"></iframe>'
        for name, path in framed.items()
    )

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(frames.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_another_site_shows_the_timeline_and_no_other_page(chromium, record, other_site):
    context = chromium.new_context()
    page = context.new_page()
    told = []
    page.on("console", lambda message: told.append(message.text))

    page.goto(other_site)
    page.wait_for_load_state("networkidle")

    expect(page.frame_locator("[name=open]").locator("h1")).to_have_text("Timeline: European Union")
    assert page.frame(name="shut").url.startswith("chrome-error:")
    assert "frame-ancestors 'none'" in " ".join(told)
    context.close()
