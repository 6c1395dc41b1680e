"""A record's page in a browser: its block of data disturbs nobody, and its reference has a day."""

from datetime import datetime

import pytest

from tests.factories import create_programme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_reference_has_the_day_on_which_it_is_read(hands):
    programme = create_programme(name="</script><b>Bridge</b>")

    hands.page.goto(programme.get_absolute_url())

    today = datetime.now()
    said = hands.page.locator(".reference").inner_text()
    assert said.endswith(f"Accessed {today.day} {today:%B %Y}.")
    with hands.page.expect_download() as download:
        hands.page.get_by_role("link", name="BibTeX").click()
    text = download.value.path().read_text()
    assert f"urldate = {{{today:%Y-%m-%d}}}" in text
