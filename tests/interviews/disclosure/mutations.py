"""The rules of disclosure, broken one at a time: where, what stands there, what instead, and the
tests of which one must fail. `make mutants ARGS=disclosure:` tries them.
"""

from __future__ import annotations

from dataclasses import dataclass

GATE = "interviews/disclosure/release.py"
SOLVER = "interviews/disclosure/solver.py"
BANDS = "interviews/disclosure/bands.py"
WORDING = "interviews/disclosure/wording.py"
WITHDRAWAL = "interviews/disclosure/withdrawal.py"
FINDINGS = "interviews/models/findings.py"
RELEASES = "interviews/models/confidential/releases.py"
PROJECT = "interviews/exchange/project.py"

HERE = "tests/interviews/disclosure"
OF_GATE, OF_SOLVER = f"{HERE}/test_release.py", f"{HERE}/test_solver.py"
OF_WORDING = f"{HERE}/test_wording.py"
OF_WITHDRAWAL = f"{HERE}/test_withdrawal.py"
OF_DOORS, OF_STAFF = "tests/interviews/test_doors.py", "tests/interviews/coding/test_releases.py"


@dataclass(frozen=True)
class Mutation:
    rule: str
    path: str
    old: str
    new: str
    test: str


MUTATIONS = [
    Mutation("R1", FINDINGS, "models.Q(kind=FindingKind.COMPUTED, released=False)",
             "models.Q(pk__isnull=True)", OF_GATE),
    Mutation("R1", FINDINGS, "return self.exclude(kind=FindingKind.COMPUTED)", "return self",
             "tests/interviews/test_outlets.py"),
    Mutation("R2", BANDS, "few = max(SMALL, ceil(base / 4) - 1)", "few = max(SMALL, ceil(base / 4))",
             OF_SOLVER),
    Mutation("R2", BANDS, "most = max(SMALL, ceil(base / 5))", "most = max(SMALL, ceil(base / 5)) - 1",
             OF_SOLVER),
    Mutation("R2", BANDS, "FOUR_BANDS = 16", "FOUR_BANDS = 15", OF_SOLVER),
    Mutation("R2", BANDS, "SMALL = 4", "SMALL = 3", OF_SOLVER),
    Mutation("R2", "interviews/models/studies.py", "SMALLEST_BASE = 10", "SMALLEST_BASE = 9", OF_SOLVER),
    Mutation("R2", GATE, "if len(each.asked) >= study.min_base]", "]", OF_GATE),
    Mutation("R3", GATE, '"band": self.band,', '"band": self.band if self.said else None,', OF_GATE),
    Mutation("R3", SOLVER, "if high == 0:", "if False:", OF_SOLVER),
    Mutation("R3", SOLVER, "if low == size:", "if False:", OF_SOLVER),
    Mutation("R5", "trackdiplo/records/filters.py",
             '"single": [*self.names(several=False), *others],',
             '"single": [*self.names(several=False), *others, "sector"],',
             "tests/interviews/test_non_interference.py::test_what_no_list_understands_is_refused_and_named"),
    Mutation("R6", GATE, "MOST_EXCERPTS = 3", "MOST_EXCERPTS = 4", OF_GATE),
    Mutation("R6", GATE, "MOST_OF_ONE = 2", "MOST_OF_ONE = 3", OF_GATE),
    Mutation("R6", GATE, "if len(set(people)) < len(people):", "if False:", OF_GATE),
    Mutation("R7", GATE, "return sorted((each.public_text for each in self.excerpts), key=digest)",
             "return [each.public_text for each in self.excerpts]", f"{HERE}/test_attack.py"),
    Mutation("R8", RELEASES, "            cleared_by__isnull=False,\n", "", OF_GATE),
    Mutation("R8", RELEASES, "            coding__response__respondent__quote_consent=True,\n", "", OF_GATE),
    Mutation("R9", GATE, "    yield from _wording(draft)\n", "", OF_GATE),
    Mutation("R9", GATE, "    for record, problem in by_hand(draft.study):", "    for record, problem in ():",
             OF_GATE),
    Mutation("R9", WORDING, "elif word.isdecimal() and not YEAR.fullmatch(word):", "elif False:", OF_WORDING),
    Mutation("R9", WORDING, "elif word in NUMBERS and _counts_people(words, place):", "elif False:",
             OF_WORDING),
    Mutation("R9", WORDING, "if word in ALONE or _begins(word, ALONE_STEMS):", "if False:", OF_WORDING),
    Mutation("R9", FINDINGS,
             "study__findings__released=True", "pk__isnull=True", OF_GATE),
    Mutation("R10", GATE, "    yield from _changed_base(draft)\n", "", OF_GATE),
    Mutation("R10", GATE, "return [*draft.earlier, *draft.lines]", "return [*draft.lines]", OF_GATE),
    Mutation("R10", GATE,
             "return self.released.finding.band if self.released else band_of(len(self.said), self.edges)",
             "return band_of(len(self.said), self.edges)", OF_GATE),
    Mutation("R10", GATE, "if len(line.asked) != line.released.n_base:", "if False:", OF_GATE),
    Mutation("R10", WITHDRAWAL, "respondent.responses.update(text=\"\", adjudicated=False)", "pass", OF_WITHDRAWAL),
    Mutation("R10", WITHDRAWAL, "texts = set(quotations.values_list(\"text\", flat=True))", "texts = set()",
             OF_WITHDRAWAL),
    Mutation("R10", GATE, "if by == release.built_by:", "if False:", OF_GATE),
    Mutation("R11", GATE, "return [*names, *Respondent", "return [*Respondent", OF_GATE),
    Mutation("R11", WORDING, "return word.startswith(stem) or fuzz.ratio(word, name) >= ALIKE",
             "return word == name", OF_WORDING),
    Mutation("R12", GATE, "if digest(release.payload) != release.sha256:", "if False:", OF_GATE),
    Mutation("R13", GATE, "    yield from _given_away(draft)\n", "", OF_GATE),
    Mutation("R13", GATE, "    yield from _printed_words(draft)\n", "", OF_GATE),
    Mutation("R13", GATE, "    yield from _unfinished(draft)\n", "", OF_GATE),
    Mutation("R13", SOLVER, "if high - low < min(2, size):", "if False:", OF_SOLVER),
    Mutation("R13", SOLVER, "for links in (order, order[::-1]):", "for links in (order,):", OF_SOLVER),
    Mutation("R13", SOLVER, "for count in range(1, len(cells) + 1):", "for count in range(1, 2):", OF_SOLVER),
    Mutation("R13", SOLVER, "if own <= world[place] <= size - 1 + own", "if True", OF_SOLVER),
    Mutation("T9", GATE, "found |= {str(leak) for leak in insider_leaks(known, member, said)}", "pass",
             f"{HERE}/test_gate.py"),
    Mutation("T12", "trackdiplo/records/logs.py", "if error is not None and any(", "if False and any(",
             "tests/interviews/test_outlets.py"),
    Mutation("T13", PROJECT,
             "    AuditEntry.objects.create(study=study, action=AuditEntry.Action.EXPORTED, by=by)\n"
             "    return written.getvalue()\n", "    return written.getvalue()\n", OF_STAFF),
    Mutation("T13", "interviews/coding/staff.py", "if not request.user.has_perm(permission):", "if False:",
             OF_DOORS),
    Mutation("doors", "interviews/coding/admin.py", "if not self.has_view_permission(request):", "if False:",
             OF_DOORS),
    Mutation("doors", "interviews/admin.py",
             "return field.concrete and super().lookup_allowed(lookup, value, request)",
             "return super().lookup_allowed(lookup, value, request)", OF_DOORS),
    Mutation("doors", "interviews/models/confidential/codings.py", "models.Q(coder=user)", "models.Q(pk__isnull=False)",
             OF_DOORS),
    Mutation("history", "interviews/admin.py", 'exclude=["excerpts", "released"]', 'exclude=["released"]',
             OF_WITHDRAWAL),
]  # fmt: skip
