"""The first view of pages on a slow line and a slow machine: bytes, requests, largest paint.

    make run                                     # in one terminal
    make paint                                   # in another

Chromium asks as a first visitor, with nothing kept. `bench/README.md` says what it showed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import dataclass
from statistics import median
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

LISTED = "/api/v1/programmes/?page_size=1"
KBIT, SLOWER = 400, 4
MOST_BYTES, MOST_REQUESTS, LATEST_PAINT = 200_000, 15, 2500
LARGEST = """() => new Promise((done) => {
  let last = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => { last = each.startTime; }))
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => done(last), 500);
})"""


@dataclass(frozen=True)
class View:
    """What one visit took: bytes over the line, requests, milliseconds to the largest paint."""

    size: int
    requests: int
    paint: float

    @property
    def is_good(self) -> bool:
        within = self.size <= MOST_BYTES and self.requests <= MOST_REQUESTS
        return within and self.paint < LATEST_PAINT


def pages(base: str) -> dict[str, str]:
    with urlopen(f"{base}{LISTED}") as answer:
        first = json.load(answer)["results"][0]["page"]
    return {"home": "/", "timeline": "/timeline/", "list": "/programmes/", "record": first}


def visit(browser: Browser, address: str, *, latency: int) -> View:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page, sizes, asked = context.new_page(), [], []
    tab = context.new_cdp_session(page)
    tab.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tab.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    tab.send("Network.enable")
    line = {"downloadThroughput": KBIT * 125, "uploadThroughput": KBIT * 125, "latency": latency}
    tab.send("Network.emulateNetworkConditions", {"offline": False, **line})
    tab.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle", timeout=60_000)
    paint = page.evaluate(LARGEST)
    context.close()
    return View(int(sum(sizes)), len(asked), paint)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", default="http://127.0.0.1:8000", help="where the site is")
    parser.add_argument("--rounds", type=int, default=5, help="visits, of which the median counts")
    parser.add_argument("--latency", type=int, default=0, help="milliseconds of every request")
    asked = parser.parse_args()
    print("| first view | kB | requests | largest paint, s |\n| --- | --- | --- | --- |")
    good = True
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, path in pages(asked.base).items():
            views = [
                visit(browser, asked.base + path, latency=asked.latency)
                for _ in range(asked.rounds)
            ]
            view = sorted(views, key=lambda each: each.paint)[len(views) // 2]
            paint = median(each.paint for each in views) / 1000
            print(
                f"| {name} | {view.size / 1000:.0f} | {view.requests} | {paint:.2f} |", flush=True
            )
            good &= view.is_good
        browser.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
