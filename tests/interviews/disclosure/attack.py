"""An attacker: reads what anybody may read of a study, and works out what it gives away.

Everything comes through the test client, from pages, JSON, CSV and JSON Lines; nothing of the
database, and no band from the code: what a band means is said on the methods page. What the attacker
knows beside: how many of each sector took part, and, as an insider, one respondent's own answers.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from interviews.disclosure.solver import Claim, Contradiction, Link, Published, insider_leaks, leaks
from tests.pages import page, words

SECTORS = {"ngo": 10, "expert": 6, "media": 4}
BASE = sum(SECTORS.values())
# What words in print mean of twenty.
MEANING = {
    "few or none": (0, 4),
    "some: about a quarter to under half": (5, 9),
    "half or more": (10, 15),
    "most or all": (16, 20),
    "unanimous": (20, 20),
    "nobody": (0, 0),
    "one respondent": (1, 1),
}
COUNT = re.compile(r"\b(\d+) of (\d+)\b")
PERCENT = re.compile(r"\b(\d+) ?%")
OF_SECTOR = re.compile(r" among (?:the )?(ngo|expert|media)s?\b")


@dataclass(frozen=True)
class Told:
    """One finding as a reader has it: what of, how common, how many are quoted."""

    question: str
    name: str
    prevalence: str
    quoted: int

    @property
    def item(self) -> str:
        return f"{self.question}/{OF_SECTOR.sub('', self.name)}"


@dataclass
class Reader:
    """All that was ever read of a study: what is out stays known."""

    study: str
    told: set[Told] = field(default_factory=set)
    above: dict[str, str] = field(default_factory=dict)

    def read(self, client) -> Reader:
        """Read each form of the list; what one of them says and another does not counts as well."""
        for read in (self.in_json, self.in_csv, self.in_json_lines, self.on_pages):
            self.told |= set(read(client))
        for code in self.list_of(client, "codes"):
            if code["parent"]:
                self.above[code["name"]] = code["parent"]["name"]
        return self

    def list_of(self, client, resource: str) -> list[dict]:
        address = f"/api/v1/{resource}/?study={self.study}&page_size=100"
        return client.get(address).json()["results"]

    def in_json(self, client) -> Iterator[Told]:
        yield from map(from_document, self.list_of(client, "findings"))

    def in_json_lines(self, client) -> Iterator[Told]:
        answer = client.get(f"/api/v1/findings/?study={self.study}&format=jsonl")
        yield from (from_document(json.loads(line)) for line in b"".join(answer).splitlines())

    def in_csv(self, client) -> Iterator[Told]:
        answer = client.get(f"/api/v1/findings/?study={self.study}&format=csv")
        numbers = {each["id"]: each["number"] for each in self.list_of(client, "questions")}
        for row in csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))):
            excerpts = [text for text in row["excerpts"].split(";") if text]
            number = numbers.get(row["question"], "")
            yield Told(number, row["name"], row["prevalence"], len(excerpts))

    def on_pages(self, client) -> Iterator[Told]:
        """Read each finding on its own page."""
        for found in self.list_of(client, "findings"):
            html = page(client, f"/findings/{found['slug']}/")
            prevalence = words(re.search('<p class="prevalence">.*?</p>', html, re.DOTALL)[0])
            said = next((each for each in MEANING if each in prevalence), "")
            counted = COUNT.search(prevalence) or PERCENT.search(prevalence)
            quoted = len(re.findall('<blockquote class="excerpt', html))
            number = found["question"]["number"] if found["question"] else ""
            yield Told(number, found["name"], said or (counted[0] if counted else ""), quoted)

    # --- What it means ------------------------------------------------------------------------

    def published(self, sizes: Mapping[str, int]) -> Published:
        items = sorted({told.item for told in self.told})
        claims = [claim for told in self.told for claim in claims_of(told)]
        return Published(dict.fromkeys(items, sizes), claims, list(self.links(items)))

    def links(self, items: list[str]) -> Iterator[Link]:
        for item in items:
            question, _, name = item.partition("/")
            above = self.above.get(name)
            if f"{question}/{above}" in items:
                yield Link(item, f"{question}/{above}")

    def finds(self) -> list[str]:
        """Return what anybody can know of anybody."""
        return found(lambda: leaks(self.published(SECTORS)))

    def finds_as(self, sector: str, answers: Mapping[str, bool]) -> list[str]:
        """Return what one respondent can know of the others, from their own answers by item."""
        sizes = {"me": 1} | SECTORS | {sector: SECTORS[sector] - 1}
        return found(lambda: insider_leaks(self.published(sizes), "me", answers))


def from_document(document: dict) -> Told:
    number = document["question"]["number"] if document["question"] else ""
    return Told(number, document["name"], document["prevalence"], len(document["excerpts"]))


def claims_of(told: Told) -> Iterator[Claim]:
    """Yield what a finding says, in numbers. Of words that the attacker does not know: nothing."""
    sector = OF_SECTOR.search(told.name)
    cells = frozenset([sector[1]]) if sector else frozenset()
    if told.quoted:
        yield Claim(told.item, told.quoted, BASE, cells)
    if counted := COUNT.search(told.prevalence):
        yield Claim(told.item, int(counted[1]), int(counted[1]), cells)
    elif share := PERCENT.search(told.prevalence):
        count = round(int(share[1]) * BASE / 100)
        yield Claim(told.item, count, count, cells)
    elif told.prevalence.lower() in MEANING:
        yield Claim(told.item, *MEANING[told.prevalence.lower()], cells)


def found(look) -> list[str]:
    try:
        return [str(leak) for leak in look()]
    except Contradiction as error:
        return [str(error)]
