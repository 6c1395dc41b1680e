"""What keeps the project a place to find one's way in."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from packaging.requirements import Requirement

from tests import factories
from tests.factories import confidential
from trackdiplo.records.models import Paragraph, Tracked

ROOT = Path(__file__).parent.parent
LINKS_THAT_FORMS_FILL = {"content_type", "object_id", "other_id", "programme", "checked_by"}
OWN = ("records", "actors", "programmes", "interviews")


def own_models():
    return [model for label in OWN for model in apps.get_app_config(label).get_models()]


def tracked_files(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def test_every_model_says_what_it_is():
    silent = [
        model.__name__ for model in own_models() if model.__doc__.startswith(f"{model.__name__}(")
    ]

    assert silent == []


def test_every_model_that_staff_write_has_a_factory():
    written_by_the_system = {"Counter", "Document", "Change", "FormerSlug", "Donor", "Quotation"}
    other_words = {"AlternateName": "name", "DistinctPair": "distinct_pair"}
    missing = [
        model.__name__
        for model in own_models()
        if model.__name__ not in written_by_the_system
        and not has_factory(other_words.get(model.__name__, model.__name__.lower()))
    ]

    assert missing == []


def has_factory(name: str) -> bool:
    return any(hasattr(module, f"create_{name}") for module in (factories, confidential))


def test_no_file_is_longer_than_500_lines():
    long = [
        path.relative_to(ROOT).as_posix()
        for pattern in ("*.py", "*.html", "*.js")
        for path in tracked_files(pattern)
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > 500
    ]

    assert long == []


def test_every_field_that_curators_fill_in_has_a_help_text():
    # Paragraphs come with a package; nobody types them.
    edited = {model for model in own_models() if issubclass(model, Tracked)} - {Paragraph}
    silent = [
        f"{model.__name__}.{field.name}"
        for model in edited
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.editable
        and not field.primary_key
        and not field.help_text
        and field.name not in LINKS_THAT_FORMS_FILL
    ]

    assert silent == []


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
TO_RUN, GROUPS = PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]
TO_DEVELOP = [each for group in GROUPS.values() for each in group if isinstance(each, str)]


@pytest.mark.parametrize(
    ("file", "asked"),
    [
        ("run.txt", TO_RUN),
        ("dev.txt", [*TO_RUN, *TO_DEVELOP]),
        ("install.txt", GROUPS["install"]),
    ],
)
def test_what_the_project_asks_for_is_locked(file, asked):
    lines = (ROOT / "requirements" / file).read_text()
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", lines, re.MULTILINE))
    # `make lock` mends it.
    stale = [each for each in map(Requirement, asked) if not satisfied(each, locked)]

    assert stale == []


def satisfied(requirement: Requirement, locked: dict[str, str]) -> bool:
    return requirement.name in locked and locked[requirement.name] in requirement.specifier
