"""`make mutants`: take away, one at a time, each condition that keeps what is hidden hidden.

Every mutant runs the tests in a copy of the project; one that no test fails is a leak that would
pass unseen. ARGS="programmes/views" tries only those whose place holds the text; ARGS="disclosure:" the
rules of disclosure, each broken on purpose.
"""

from __future__ import annotations

import io
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tests.interviews.disclosure.mutations import MUTATIONS, Mutation

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
# The project's own apps. The admin's templates show buttons by status: that hides nothing.
SOURCES = [
    *(f"{path.parent.name}/**/*.py" for path in ROOT.glob("*/apps.py")),
    "trackdiplo/**/*.py",
    "templates/**/*.html",
]
NO_SOURCES = {"migrations", "admin.py", "admin"}
# What pytest is told, one run after the other until a test fails: what fails soonest stands first.
# {app} are the tests of the app that the mutant is in.
LEAKS = "tests/test_leaks.py"
STAGES = [
    [LEAKS, "-k=withdrawn"],
    [LEAKS, "-k=never_published"],
    ["tests/{app}"],
    ["tests"],
]
NOT_COPIED = shutil.ignore_patterns(
    ".*", "__pycache__", "staticfiles", "node_modules", "*.sqlite3*", "bench"
)

# Conditions on the status, and what keeps everything in their place.
EVERYTHING = [
    (re.compile(r'(\w*status)=(?:Status\.PUBLISHED|"published")'), r"\1__isnull=False"),
    (re.compile(r'__status": Status\.PUBLISHED'), r'__status__isnull": False'),
    (re.compile(r'([!=]=) (?:Status\.PUBLISHED|"published")'), '!= ""'),
]
# Conditions that hide nothing: place without its line number, and why no test can fail.
EQUIVALENT: dict[tuple[str, str], str] = {
    (
        "programmes/cards.py",
        "read = type(record).objects.published().for_document().get(pk=record.pk)",
    ): "`ById` has found the record among what is public.",
    **dict.fromkeys(
        [
            ("programmes/lanes.py", "rows=Funding.objects.published(),"),
            ("programmes/lanes.py", "rows=Participation.objects.published(),"),
        ],
        "Only rows that name nobody are asked for, of programmes that are public.",
    ),
    (
        "programmes/models/programmes.py",
        'touch_shown("programme", Programme.objects.published().in_periods(stored))',
    ): "It saves work: what is noted is rendered among what is public, or not at all.",
}


@dataclass(frozen=True)
class Mutant:
    """One place, and the text of its file without the condition there."""

    path: str
    line: int
    code: str
    text: str
    test: str = ""

    @property
    def stages(self) -> list[list[str]]:
        if self.test:
            return [[self.test]]
        parts = Path(self.path).parts
        app = next((part for part in parts if (ROOT / "tests" / part).is_dir()), "records")
        return [[test.format(app=app) for test in stage] for stage in STAGES]

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code}"

    @property
    def reason_to_live(self) -> str:
        return EQUIVALENT.get((self.path, self.code), "")


def mutants() -> list[Mutant]:
    return [*conditions_taken_away(), *map(broken, MUTATIONS)]


def broken(mutation: Mutation) -> Mutant:
    """Return a rule of disclosure broken as it says there."""
    text = (ROOT / mutation.path).read_text("utf-8")
    before, found, after = text.partition(mutation.old)
    if not found or mutation.old in after:
        raise LookupError(f"{mutation.path} does not hold once: {mutation.old}")
    line = before.count("\n") + 1
    code = f"disclosure: {mutation.rule} {mutation.old.strip()}"
    return Mutant(mutation.path, line, code, before + mutation.new + after, mutation.test)


def conditions_taken_away() -> list[Mutant]:
    paths = sorted({path for pattern in SOURCES for path in ROOT.glob(pattern)})
    return [
        mutant
        for path in paths
        if not NO_SOURCES & set(path.parts)
        for mutant in mutants_of(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    ]


def mutants_of(path: str, text: str) -> Iterator[Mutant]:
    """Yield a mutant for each condition in a file; comments and docstrings are no code."""
    lines = text.splitlines(keepends=True)
    for line, start, end, instead in [*calls(path, text), *conditions(path, lines)]:
        whole = lines[line]
        changed = [*lines[:line], whole[:start] + instead + whole[end:], *lines[line + 1 :]]
        yield Mutant(path, line + 1, whole.strip(), "".join(changed))


def calls(path: str, text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield (line, start, end, instead) for each `.published()` and `.public()`."""
    if not path.endswith(".py"):
        return
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    for dot, name, opened, closed in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        called = [each.string for each in (dot, opened, closed)] == [".", "(", ")"]
        if called and name.string in ("published", "public"):
            yield name.start[0] - 1, name.start[1], name.end[1], "all"


def conditions(path: str, lines: list[str]) -> Iterator[tuple[int, int, int, str]]:
    for number, line in enumerate(lines):
        for pattern, instead in EVERYTHING:
            for found in pattern.finditer(line.partition("  #")[0]):
                yield number, found.start(), found.end(), found.expand(instead)


# --- Runs -------------------------------------------------------------------------------------


def copied(folder: str) -> Path:
    """Return a copy of the project in `folder`; git tells some tests which files there are."""
    copy = Path(folder) / "project"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    for name in (".ci", ".gitignore"):
        source = ROOT / name
        if source.exists():
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    migrated(copy)
    return copy


def migrated(project: Path) -> None:
    """Make a database with its tables beside the project: each run of the tests gets a copy."""
    database = project.parent / "migrated.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=project, env=environment, check=True)


def failing_test(project: Path, tests: list[str]) -> str:
    """Run `tests` in `project`; return the first that fails, empty when all pass."""
    database = shutil.copy(project.parent / "migrated.sqlite3", project.parent / "test.sqlite3")
    environment = os.environ | {
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "LOG_LEVEL": "CRITICAL",
        "MIGRATED_DATABASE": str(database),
    }
    environment.pop("DATABASE_URL", None)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "--no-header",
        "-p",
        "pytest_django.plugin",
    ]
    run = subprocess.run(
        [*command, "--reuse-db", "-m", "not contract and not browser", *tests],
        cwd=project, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    if run.returncode == 0:
        return ""
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", run.stdout, re.MULTILINE)
    return failed[1] if failed else run.stdout[-2000:] + run.stderr[-2000:]


def tried(mutant: Mutant, projects: queue.Queue[Path]) -> tuple[Mutant, str]:
    project = projects.get()
    path = project / mutant.path
    before = path.read_text("utf-8")
    try:
        path.write_text(mutant.text, "utf-8")
        failed = (failing_test(project, stage) for stage in mutant.stages)
        return mutant, next(filter(None, failed), "")
    finally:
        path.write_text(before, "utf-8")
        projects.put(project)


def main(wanted: str) -> int:
    found = [mutant for mutant in mutants() if wanted in str(mutant)]
    for mutant in found:
        if mutant.reason_to_live:
            print(f"left      {mutant}\n          {mutant.reason_to_live}")
    found = [mutant for mutant in found if not mutant.reason_to_live]
    projects: queue.Queue[Path] = queue.Queue()
    survivors = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as workers:
        for number in range(WORKERS):
            projects.put(copied(f"{folder}/{number}"))
        for future in as_completed(workers.submit(tried, each, projects) for each in found):
            mutant, test = future.result()
            print(
                f"killed    {mutant}\n          {test}" if test else f"SURVIVED  {mutant}",
                flush=True,
            )
            survivors += [] if test else [mutant]
    print(f"{len(found)} mutants, {len(survivors)} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else ""))
