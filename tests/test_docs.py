"""The documents are held against the code: tables, commands, variables, links, readings."""

import ast
import csv
import re
from itertools import takewhile
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command

from trackdiplo.records.models import KINDS
from trackdiplo.records.spans import display

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
READS_VARIABLES = ["trackdiplo/settings.py", "gunicorn.conf.py"]

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|[`\s])make ((?:[a-z]+ )*[a-z]+)\b")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)

of_every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def table(page: Path, *header: str) -> list[list[str]]:
    """Return the rows below the one table of `page` that has this header, without the code marks."""
    lines = iter(page.read_text(encoding="utf-8").splitlines())
    found = f"| {' | '.join(header)} |"
    assert found in lines, f"{page.name} has no table {found}"
    next(lines)  # the line of dashes
    rows = takewhile(lambda line: line.startswith("|"), lines)
    return [[cell.strip().replace("`", "") for cell in row.strip("|").split("|")] for row in rows]


def code_of(page: Path) -> str:
    return "\n".join(CODE.findall(page.read_text(encoding="utf-8")))


def variables_read_by(path: Path) -> set[str]:
    """Return the environment variables that a Python file names where it reads them."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return {name for call in calls if (name := variable_of(call))}


def variable_of(call: ast.Call) -> str | None:
    """Return what `read(env.str, "NAME")`, `env.str("NAME")` or `os.environ.get("NAME")` reads."""
    reader = ast.unparse(call.func)
    place = 1 if reader == "read" else 0
    if reader != "read" and not reader.startswith(("env.", "os.environ.")):
        return None
    return ast.literal_eval(call.args[place])


GROUPS = [
    ("curating.md", "Curators", "Publishers"),
    ("coding.md", "Coders", "Lead coders"),
]


# --- Staff ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_tables_of_permissions_are_what_setup_groups_grants():
    call_command("setup_groups")

    written = {
        (group, kind.lower()): set(cell.split(", "))
        for page, *groups in GROUPS
        for kind, *cells in table(DOCS / page, "kind", *groups)
        for group, cell in zip(groups, cells, strict=True)
        if cell
    }

    assert written == granted()


def granted() -> dict[tuple[str, str], set[str]]:
    """Return the actions of each group on each kind, as the database has them."""
    found = {}
    for group in Group.objects.all():
        for permission in group.permissions.select_related("content_type"):
            kind = permission.content_type.model_class()._meta.verbose_name
            action = permission.codename.partition("_")[0]
            found.setdefault((group.name, kind), set()).add(action)
    return found


def test_the_table_of_what_publishing_needs_has_every_rule_in_its_words():
    written = table(DOCS / "curating.md", "to publish a", "it needs", "in the words of the admin")

    models = {kind.model._meta.concrete_model for kind in KINDS.values()}
    rules = [(str(m._meta.verbose_name), rule) for m in models for rule in m.RULES]
    told = {(kind.lower(), words) for kind, _, words in written}
    assert told == {(kind, str(rule.message)) for kind, rule in rules}


# --- Dates ------------------------------------------------------------------------------------


def test_the_readings_of_dates_are_those_of_the_code():
    rows = table(DOCS / "curating.md", "write", "as of", "it reads")

    assert len(rows) == 12
    assert {text: reading for text, _, reading in rows} == {
        text: display(text, as_of) for text, as_of, _ in rows
    }


def test_the_examples_of_dates_are_those_of_the_data():
    rows = table(DOCS / "editorial.md", "the source says", "we write", "as of", "record")

    stored = {}
    for name in ("periods.csv", "programmes.csv", "events.csv"):
        with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
            stored |= {row["key"]: (row["when"], row["as_of"]) for row in csv.DictReader(file)}
    assert {key: (when.replace("empty", ""), as_of) for _, when, as_of, key in rows} == {
        key: stored[key] for _, _, _, key in rows
    }


def test_every_example_of_the_editorial_rules_is_in_the_data():
    text = (DOCS / "editorial.md").read_text(encoding="utf-8")
    data = {path: path.read_text(encoding="utf-8") for path in (ROOT / "data").glob("*.csv")}
    keys = {line.partition(",")[0] for table in data.values() for line in table.splitlines()}

    named = set(re.findall(r"`([a-z][a-z0-9]*(?:-[a-z0-9]+)*)`", text)) - {"az", "unknown"}
    quoted = {" ".join(words.split()).rstrip(".") for words in re.findall(r'"([^"]+)"', text)}

    assert named - keys == set()
    assert {words for words in quoted if words not in "".join(data.values())} == set()


# --- Commands and variables -------------------------------------------------------------------


@of_every_page
def test_every_make_target_that_a_page_names_exists(page):
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))

    named = {name for names in COMMAND.findall(code_of(page)) for name in names.split()}

    assert named - targets == set()


def test_the_table_of_variables_has_exactly_those_that_are_read():
    rows = table(DOCS / "operating.md", "variable", "default", "meaning")

    read = set().union(*(variables_read_by(ROOT / path) for path in READS_VARIABLES))
    assert {name for name, _, _ in rows} == read


# --- Links ------------------------------------------------------------------------------------


@of_every_page
def test_every_relative_link_leads_to_a_file(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    paths = [link.partition("#")[0] for link in links if "://" not in link]

    assert [path for path in paths if not (page.parent / path).exists()] == []


def test_every_decision_has_a_date_a_status_and_its_three_parts():
    parts = ["## Context", "## Decision", "## Consequences"]
    heads = ["- Date: ", "- Status: "]

    lacking = {
        page.name: [part for part in heads + parts if f"\n{part}" not in page.read_text()]
        for page in (DOCS / "adr").glob("0*.md")
    }

    assert {name: found for name, found in lacking.items() if found} == {}
    assert len(lacking) >= 10
