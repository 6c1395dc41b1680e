"""The table of rules is true: what it names is there, and no rule or attack is left out."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from tests.interviews.disclosure.mutations import MUTATIONS

ROOT = Path(settings.BASE_DIR)
DOCS = (ROOT / "docs/disclosure.md").read_text()


def rows() -> list[list[str]]:
    lines = [line for line in DOCS.splitlines() if re.match(r"\| (?!---|rule|attack)", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_rule_and_attack_has_a_row():
    named = set(re.findall(r"\b[RT]\d+\b", "\n".join(row[0] for row in rows())))

    assert named == {f"R{n}" for n in range(1, 15)} | {f"T{n}" for n in range(1, 15)}


def test_every_test_and_every_place_that_is_named_is_there():
    for row in rows():
        shown = [name for name in re.findall("`([^`]+)`", row[-1]) if not name.startswith("make ")]
        assert shown, row
        for name in shown:
            folder, _, file = f"tests/interviews/{name}".rpartition("/")
            places = [ROOT / name, ROOT / f"{folder}/test_{file}.py", ROOT / f"{folder}/{file}"]
            assert any(place.is_file() for place in places), name
        for place in re.findall(r"`([\w/]+\.py)`", row[1]) if len(row) > 2 else ():
            assert (ROOT / "interviews" / place).is_file() or (ROOT / place).is_file(), place


def test_every_rule_that_code_keeps_is_broken_on_purpose():
    """R4 and R14 are kept by what is not there."""
    broken = {mutation.rule for mutation in MUTATIONS}

    assert {f"R{n}" for n in range(1, 14)} - broken == {"R4"}


def test_every_mutation_fits_the_code_as_it_is():
    for mutation in MUTATIONS:
        text = (ROOT / mutation.path).read_text()
        assert text.count(mutation.old) == 1, mutation
        assert (ROOT / mutation.test.partition("::")[0]).is_file(), mutation
