"""Lists that change in place: the address, the title, the number and the focus follow."""

import pytest

from tests.factories import create_area, create_organisation, create_programme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def programmes():
    media, youth = create_area(slug="media", name="Media"), create_area(slug="youth", name="Youth")
    host = create_organisation()
    for number in range(3):
        create_programme(name=f"Press {number}", areas=[media], organisations=[host], when="1994")
    create_programme(name="Camp", areas=[youth], organisations=[host], when="2010")


def told(page) -> tuple[str, str, str]:
    """Return what a reader is told of the list: its address, title and number."""
    path = page.evaluate("location.pathname + location.search")
    return path, page.title().partition(" – ")[0], page.inner_text("#count")


MEDIA = ("/programmes/?area=media", "Programmes: Media", "3 programmes")
ALL = ("/programmes/", "Programmes", "4 programmes")


def test_a_box_changes_the_list_in_place_and_keeps_the_focus_and_the_drawer(hands, programmes):
    page = hands.page
    page.goto("/programmes/")
    page.evaluate("window.stays = true")
    live = page.locator("#count").element_handle()

    page.focus("#drawer-area summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**/?area=media")

    assert told(page) == MEDIA
    assert page.evaluate("window.stays")
    assert page.evaluate("document.activeElement.id") == "id_area-media"
    assert page.locator("#drawer-area").get_attribute("open") is not None
    assert live.inner_text() == "3 programmes"  # the same element, so that it is read aloud

    page.keyboard.press("Space")
    page.wait_for_url("**/programmes/")
    page.go_back()

    page.wait_for_function("document.title.startsWith('Programmes: Media')")
    assert told(page) == MEDIA
    assert page.is_checked("#id_area-media")


def test_a_second_box_ticked_as_soon_as_the_list_has_changed_is_followed_too(hands, programmes):
    page = hands.page
    page.goto("/programmes/")
    page.click("#drawer-area summary")
    page.evaluate("""() => {
      const tick = () => document.getElementById("id_area-youth").click();
      addEventListener("htmx:afterSwap", () => setTimeout(tick), { once: true });
    }""")

    page.check("#id_area-media")

    page.wait_for_url("**/?area=media&area=youth")
    assert told(page)[2] == "4 programmes"


def test_what_was_asked_is_taken_back_by_its_chip_and_by_the_offer(hands, programmes):
    page = hands.page
    page.goto("/programmes/?area=media&q=camp")
    page.evaluate("window.stays = true")

    page.click("text=Without it: 3 programmes")
    page.wait_for_url("**/?area=media")
    first = told(page)
    page.click(".chips a:has-text('Media')")
    page.wait_for_url("**/programmes/")

    assert first == MEDIA
    assert told(page) == ALL
    assert page.evaluate("window.stays")
    assert page.evaluate("document.activeElement.id") == "list"


def test_a_day_that_cannot_be_read_is_named_in_place(hands, programmes):
    page = hands.page
    page.goto("/programmes/")
    page.click("#drawer-time summary")

    page.fill("#id_active_from", "20x")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?active_from=20x")

    assert "Give a year, month or day" in page.inner_text(".problems")
    assert page.evaluate("document.activeElement.id") == "id_active_from"
    # The browser itself notes the 400.
    assert [each for each in hands.errors if "400 (Bad Request)" not in each] == []
    hands.errors.clear()


@pytest.mark.parametrize("scripted", [True, False], ids=["with a script", "without"])
def test_on_a_phone_the_filters_fold_behind_their_number(
    chromium, live_server, programmes, scripted
):
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        java_script_enabled=scripted,
    )
    page = context.new_page()
    page.goto("/programmes/?area=media")
    button = page.locator("#filters > summary")
    folded = page.locator("#id_q").is_visible()

    said = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    page.fill("#id_q", "press 2")
    page.click("#show")
    page.wait_for_url("**q=press*2*")

    assert (folded, said.split()) == (False, ["Filters", "1", "in", "use"])
    assert page.locator("#count").inner_text() == "1 programme"
    assert button.inner_text().split() == ["Filters", "2", "in", "use"]
    context.close()
