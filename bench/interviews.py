"""How long the agreement of two coders and the gate before a release take, at full size.

    SECRET_KEY=... DJANGO_SETTINGS_MODULE=trackdiplo.settings python -m bench.interviews

Twenty respondents, seventeen questions, sixty codes in a tree, two coders; everything is drawn at
random from a fixed seed, and nothing touches a database.
"""

from __future__ import annotations

import random
import time

import django

RESPONDENTS = {"ngo": 10, "expert": 6, "media": 4}
QUESTIONS, CODES, TOP = 17, 60, 10
SEED = 2026


def answers(draw: random.Random) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Return the code sets of two coders for each answer: three codes or so, mostly the same."""
    found = []
    for _ in range(QUESTIONS * sum(RESPONDENTS.values())):
        one = frozenset(draw.sample(range(CODES), draw.randint(1, 5)))
        other = frozenset(code for code in one if draw.random() < 0.8)
        found.append((one, other | {draw.randrange(CODES)}))
    return found


def said(draw: random.Random) -> dict[str, set[int]]:
    """Return who said what: a code below another only where the other is said as well."""
    people = range(sum(RESPONDENTS.values()))
    found = {}
    for question in range(QUESTIONS):
        for code in range(CODES):
            item = f"{question}/{code}"
            if code < TOP:
                found[item] = {each for each in people if draw.random() < 0.5}
            else:
                above = found[f"{question}/{code % TOP}"]
                found[item] = {each for each in above if draw.random() < 0.3}
    return found


def agreement() -> str:
    from interviews.agreement import agreement_by_code, set_agreement

    sets = answers(random.Random(SEED))
    by_code = agreement_by_code(sets, range(CODES))
    whole = set_agreement(sets)
    return f"{len(by_code)} codes, alpha over code sets {whole.alpha:.2f}"


def gate() -> str:
    """Judge all findings from outside, and as each respondent who knows their own answers."""
    from interviews.disclosure.bands import band_of, bands
    from interviews.disclosure.solver import Claim, Link, Published, insider_leaks, leaks

    base = sum(RESPONDENTS.values())
    found, edges = said(random.Random(SEED)), bands(base)
    claims = [Claim(item, *edges[band_of(len(who), edges)]) for item, who in found.items()]
    pairs = [item.split("/") for item in found]
    links = [Link(f"{q}/{c}", f"{q}/{int(c) % TOP}") for q, c in pairs if int(c) >= TOP]
    count = len(leaks(Published(dict.fromkeys(found, RESPONDENTS), claims, links)))
    sectors = [sector for sector, size in RESPONDENTS.items() for _ in range(size)]
    for member, sector in enumerate(sectors):
        sizes = {"member": 1} | RESPONDENTS | {sector: RESPONDENTS[sector] - 1}
        known = Published(dict.fromkeys(found, sizes), claims, links)
        own = {item: member in who for item, who in found.items()}
        count += len(insider_leaks(known, "member", own))
    return f"{len(found)} findings, {base} insiders, {count} leaks"


def main() -> None:
    django.setup()
    for part in (agreement, gate):
        start = time.perf_counter()
        said_of_it = part()
        print(f"{part.__name__}: {time.perf_counter() - start:.1f} s ({said_of_it})")


if __name__ == "__main__":
    main()
