"""Reading pages in tests: their words as a reader has them, without the marks."""

import re
from html import unescape

MARKS = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)

TALLY = r"(?: <span class=\"tally\">\d+</span>)?"


def words(html: str) -> str:
    """Return the text of some HTML with single spaces; pictures are left out."""
    return " ".join(unescape(MARKS.sub(" ", html)).split())


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def section(html: str, heading: str) -> str:
    """Return the words of the section with this heading; empty when there is none."""
    found = re.search(
        rf"<section[^>]*>\s*<h2[^>]*>{heading}{TALLY}</h2>(.*?)</section>", html, re.DOTALL
    )
    return words(found[1]) if found else ""


def rows(html: str) -> list[str]:
    """Return the words of each row of the tables of a page, without their heads."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    return [words(row) for body in bodies for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]


def links(html: str, text: str) -> list[str]:
    """Return where the links with these words lead."""
    found = re.findall(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return [unescape(href) for href, inside in found if words(inside) == text]


def boxes(html: str) -> dict[tuple[str, str], list[int]]:
    """Return the numbers beside each box of the form of a list, by parameter and value."""
    found = re.findall(r"<label[^>]*>\s*(<input type=\"checkbox\".*?)</label>", html, re.DOTALL)
    return {
        re.search(r'name="([^"]*)"\s+value="([^"]*)"', box).groups(): [
            int(number)
            for numbers in re.findall(r'class="number">(.*?)</span>', box, re.DOTALL)
            for number in re.findall(r"\d+", numbers)
        ]
        for box in found
    }
