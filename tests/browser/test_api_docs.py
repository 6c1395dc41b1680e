"""The API's documentation is drawn from what this site serves, and from nothing else."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_documentation_is_drawn_without_an_error_or_a_request_to_another_host(hands):
    hands.page.goto("/api/docs/")
    hands.page.locator(".opblock-summary-control").first.click()

    # The schema was read, and the first address opened: what it answers, with an example.
    hands.page.locator(".responses-table").get_by_text("revision").first.wait_for()
