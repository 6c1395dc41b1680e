"""A real browser, Debian's Chromium, against the live server. Nothing may leave this machine."""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.hands import Hands

# Playwright's own loop runs in the test's thread; the tests themselves are synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A machine may be busy with the tests on another database; 5 seconds are Playwright's own.
expect.set_options(timeout=30_000)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    # Without windows to draw, it takes a third less processor time.
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def hands(chromium, live_server):
    """A person at the browser, who counts what they do. Fails on errors and outside requests."""
    context = chromium.new_context(base_url=live_server.url)
    person = Hands(context)
    yield person
    context.close()
    assert person.troubles(live_server.url) == []
