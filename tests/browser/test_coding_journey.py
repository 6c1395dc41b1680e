"""From a file of answers to a finding that the public reads, and to a withdrawal: in the admin alone.

Two coders, a lead and a second lead. Nobody types an address: every page is reached by what is
pressed on the one before.
"""

import csv
import io

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from interviews.models.confidential import AuditEntry, Coding, Reading
from tests.browser.hands import Hands
from tests.factories import create_code, create_question, create_study, create_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-password"
PEOPLE = {
    "ani": "Coders",
    "vugar": "Coders",
    "lead": "Lead coders",
    "second": "Lead coders",
}
# Twelve, since nothing is counted of fewer than ten.
SAID = [
    "We met 🕊. Վստահությունը աճեց։ Было страшно.",
    "Cafe\u0301, bir yerdə. We trusted them.",
    *[f"Nothing came of it, {word}." for word in "abcdefghij"],
]
EXCERPT = "Trust [between them] grew."


@pytest.fixture
def study():
    call_command("setup_groups")
    for name, group in PEOPLE.items():
        create_user(username=name, password=PASSWORD, groups=[group])
    study = create_study(name="Two Islands", is_fictional=True)
    create_question(study=study, number="1", name="Looking back")
    create_code(study=study, name="Trust grew", definition="They came to believe each other.")
    create_code(study=study, name="Fear", definition="Somebody was afraid.")
    return study


@pytest.fixture
def people(chromium, live_server, study):
    """Each of them, logged in, at the study."""
    found = {}
    for name in PEOPLE:
        context = chromium.new_context(base_url=live_server.url)
        found[name] = Hands(context)
        found[name].log_in(name, PASSWORD)
        found[name].page.click("text=Coding of interviews")
        found[name].page.click("h2 >> text=Two Islands")
    yield found
    for person in found.values():
        person.page.context.close()
        assert person.troubles(live_server.url) == []


def step(person: Hands, label: str):
    """Go to a page of the study, as the row of its pages leads there."""
    person.page.click(f"nav.ways >> text=/^{label}$/")
    return person.page


def a_file(said: list[str]) -> dict:
    """Return answers as a spreadsheet saves them: with a byte order mark and CR LF."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(["respondent", "sector", "quote_consent", "question", "asked", "answer"])
    for number, text in enumerate(said):
        rows.writerow([f"R-{number:x}7k", "ngo", "yes", "1", "yes", text])
    content = b"\xef\xbb\xbf" + written.getvalue().encode()
    return {"name": "answers.csv", "mimeType": "text/csv", "buffer": content}


def imported(lead: Hands) -> None:
    page = step(lead, "Import answers")
    bad = a_file(SAID)
    page.set_input_files("#id_file", bad | {"buffer": bad["buffer"].replace(b",ngo,", b",press,")})
    page.click("text=Check the file")
    expect(page.locator(".errornote")).to_contain_text("12 problems. Nothing was written.")
    page.set_input_files("#id_file", a_file(SAID))
    page.click("text=Check the file")
    page.click("button[name=import]")
    expect(page.locator(".lead")).to_contain_text("12 of 12 wait for you.")


def coded(coder: Hands, codes: list[tuple[str, ...]]) -> None:
    """Code answer after answer by keys alone: each code on the following sentence."""
    page, keys = coder.page, coder.page.keyboard
    step(coder, "Answers")
    page.click("text=Next answer")
    for number, wanted in enumerate(codes, start=1):
        page.locator(f".places >> text={number} of 12").wait_for()
        page.locator("#text:focus").wait_for()
        keys.press("s")
        for code in wanted:
            keys.press("f")
            keys.press("/")
            keys.type(code[:4])
            keys.press("Enter")
        if wanted:
            page.locator("#passages li").nth(len(wanted) - 1).wait_for()
        with page.expect_navigation():
            keys.press("d")


def settled(lead: Hands) -> None:
    page = step(lead, "Disagreements")
    expect(page.locator("#content")).to_contain_text("Coders disagree on 1 that are not settled.")
    page.click("text=Settle these 11")
    page.click("table a")
    page.locator("#text[contenteditable=true]").wait_for()  # now it hears keys
    page.locator("#rows tr", has_text="Fear").locator("input").check()
    page.keyboard.press("d")
    expect(page.locator("#content")).to_contain_text("Nothing waits to be settled.")
    expect(step(lead, "Agreement").locator("tr", has_text="Fear")).to_contain_text("50 %")
    expect(step(lead, "Who said what").locator("td.said")).to_have_count(3)


def quoted(lead: Hands, second: Hands) -> None:
    """Prepare findings, be refused for a number, write an excerpt that somebody else clears."""
    page = step(lead, "Findings")
    page.click("text=Prepare one on each of 2 codes")
    page.locator("textarea").first.fill("Two respondents were afraid.")
    page.click("text=Keep all statements")
    expect(page.locator(".prepared .wrong")).to_contain_text("“two” counts people.")
    step(lead, "Releases")
    page.click("text=Build a release")
    expect(page.locator("[role=alert]")).to_contain_text("“two” counts people.")
    lead.errors.clear()  # the browser notes that the answer was a refusal
    step(lead, "Findings")
    page.locator("textarea").first.fill("Respondents were afraid.")
    page.click("text=Keep all statements")
    step(lead, "Excerpts")
    page.locator(".excerpts", has_text="Trust grew").get_by_text("Write an excerpt").first.click()
    page.fill("#id_public_text", EXCERPT)
    page.click("button:text('Keep')")
    page = step(second, "Excerpts")
    page.fill("input[name=reason]", "It names nobody.")
    page.click("text=Clear for the public")
    expect(page.locator(".excerpts").last).to_contain_text("cleared by second")


def published(lead: Hands, second: Hands) -> str:
    """Build, publish, and return the address of the finding for the public."""
    step(lead, "Releases")
    lead.page.click("text=Build a release")
    expect(lead.page.locator(".release")).to_contain_text("Somebody else publishes it.")
    page = step(second, "Releases")
    page.click("button:text('Publish')")
    page.click("text=Public page")
    expect(page.locator(".voices")).to_contain_text("Fictional")
    page.click("text=Looking back")
    page.click("text=Trust grew")
    expect(page.locator("main")).to_contain_text(EXCERPT)
    return page.url


def test_a_file_becomes_a_finding_and_a_withdrawal_takes_the_excerpt_out(people, study):
    lead, second = people["lead"], people["second"]

    imported(lead)
    coded(people["ani"], [("Trust grew", "Fear"), ("Trust grew",), *[()] * 10])
    coded(people["vugar"], [("Trust grew",), ("Trust grew",)])
    assert Reading.objects.count() == 14
    settled(lead)
    quoted(lead, second)
    address = published(lead, second)
    for passage in Coding.objects.select_related("response"):
        assert passage.quote == passage.response.text[passage.start : passage.end]

    page = step(lead, "Withdrawal")
    page.click("tr:has-text('R-07k') >> text=Erase what they said")
    page.fill("#pseudonym", "R-07k")
    page.click("button:text('Erase')")
    expect(page.locator("tr", has_text="R-07k")).to_contain_text("erased on")
    page.goto(address)
    expect(page.locator("main")).not_to_contain_text(EXCERPT)
    expect(page.locator("main")).to_contain_text("under half")
    assert AuditEntry.objects.filter(action="withdrawn", reason="").count() == 1
