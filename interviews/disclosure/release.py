"""What of a study's coded answers goes public: judged whole, frozen, published by a second person.

A release says, for each prepared finding, in which band of those asked it lies. Nothing else of
the answers leaves, but for excerpts that somebody wrote anew and somebody else cleared.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews.coding.work import agreed_codes, codes_above
from interviews.disclosure.bands import band_of, bands
from interviews.disclosure.solver import (
    Circle,
    Claim,
    Contradiction,
    Link,
    Published,
    insider_leaks,
    leaks,
)
from interviews.disclosure.wording import names_in, problems_of
from interviews.models import Finding, FindingKind, Study
from interviews.models.confidential import (
    AuditEntry,
    Coding,
    Evidence,
    Excerpt,
    FindingBasis,
    PreparedFinding,
    Quotation,
    Respondent,
    Response,
    StudyRelease,
    UndisclosedName,
)
from trackdiplo.records.models import Record, changes

# Excerpts below one finding, and of one respondent in a whole release.
MOST_EXCERPTS = 3
MOST_OF_ONE = 2


class Refused(Exception):
    """No release. `reasons`: sentences for staff; they may say what must not be public."""

    def __init__(self, reasons: Iterable[object]):
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(f"{len(self.reasons)} reasons")


@dataclass(frozen=True)
class Line:
    """One prepared finding, counted; of one that is out, `released` says what it was counted as."""

    prepared: PreparedFinding
    asked: frozenset[int]
    said: frozenset[int]
    excerpts: tuple[Excerpt, ...] = ()
    released: FindingBasis | None = None

    @property
    def item(self) -> str:
        return f"{self.prepared.question.number}/{self.prepared.code.key}"

    @property
    def edges(self) -> dict:
        return bands(len(self.asked))

    @property
    def band(self) -> str | None:
        return self.released.finding.band if self.released else band_of(len(self.said), self.edges)

    @property
    def quoted(self) -> int:
        """How many respondents a reader knows to have said it."""
        return len(self.released.finding.excerpts if self.released else self.excerpts)

    @property
    def texts(self) -> list[str]:
        """The excerpts in an order that says nothing about those who were quoted."""
        return sorted((each.public_text for each in self.excerpts), key=digest)

    @property
    def public(self) -> dict[str, object]:
        return {
            "question": self.prepared.question.number,
            "code": self.prepared.code.key,
            "name": self.prepared.name,
            "statement": self.prepared.statement,
            "band": self.band,
            "excerpts": self.texts,
        }


@dataclass
class Draft:
    """All that a release would say, and whom it rests on."""

    study: Study
    lines: list[Line]
    base: set[int]
    sectors: dict[int, str]
    earlier: list[Line] = field(default_factory=list)

    @property
    def payload(self) -> str:
        """The same bytes for the same content, whoever builds it and when."""
        content = {"study": self.study.slug, "findings": [line.public for line in self.lines]}
        return orjson.dumps(content, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2).decode()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# --- Building ---------------------------------------------------------------------------------


def build_release(study: Study, *, by) -> StudyRelease:
    """Freeze a release of all prepared findings that are in none yet. Raises Refused.

    A refusal leaves a trace of its own, without its reasons.
    """
    try:
        with transaction.atomic():
            draft = draft_of(study)
            reasons = list(judged(draft))
            if reasons:
                raise Refused(reasons)
            return _frozen(draft, by=by)
    except Refused:
        AuditEntry.objects.create(study=study, action=AuditEntry.Action.REFUSED, by=by)
        raise


def draft_of(study: Study) -> Draft:
    """Return what a release of `study` would say."""
    sectors = dict(Respondent.objects.counted().filter(study=study).values_list("pk", "sector"))
    asked: dict[int, set[int]] = {}
    rows = Response.objects.counted().filter(respondent__study=study, asked=True)
    for question, respondent in rows.values_list("question", "respondent"):
        asked.setdefault(question, set()).add(respondent)
    said, excerpts = agreed_codes(study), excerpts_of(study)

    def line(prepared: PreparedFinding, released: FindingBasis | None = None) -> Line:
        key = prepared.question_id, prepared.code_id
        return Line(
            prepared=prepared,
            asked=frozenset(asked.get(prepared.question_id, ())),
            said=frozenset(said.get(key, ())),
            excerpts=tuple(excerpts.get(key, ())),
            released=released,
        )

    bases = FindingBasis.objects.filter(finding__study=study, release__isnull=False)
    out = {
        (basis.finding.question_id, basis.code_id): basis
        for basis in bases.select_related("finding__question", "code")
    }
    prepared = PreparedFinding.objects.filter(question__study=study).order_by(
        "question__order", "code__key"
    )
    new = [
        line(each)
        for each in prepared.select_related("question", "code")
        if (each.question_id, each.code_id) not in out
    ]
    shown = [each for each in new if len(each.asked) >= study.min_base]
    earlier = [
        line(PreparedFinding(question=basis.finding.question, code=basis.code), basis)
        for basis in out.values()
    ]
    return Draft(study, shown, set(sectors), sectors, earlier)


def excerpts_of(study: Study) -> dict[tuple[int, int], list[Excerpt]]:
    """Return the cleared excerpts by question and code."""
    found: dict[tuple[int, int], list[Excerpt]] = {}
    cleared = Excerpt.objects.cleared().filter(coding__response__respondent__study=study)
    for excerpt in cleared.select_related("coding__response").order_by("pk"):
        coding = excerpt.coding
        found.setdefault((coding.response.question_id, coding.code_id), []).append(excerpt)
    return found


def _frozen(draft: Draft, *, by) -> StudyRelease:
    """Write the release, its findings as drafts, and what they rest on."""
    number = draft.study.releases.count() + 1
    release = StudyRelease.objects.create(
        study=draft.study,
        number=number,
        payload=draft.payload,
        sha256=digest(draft.payload),
        built_by=by,
    )
    release.base.set(draft.base)
    with changes(by=by, comment=_("Built for a release")):
        for order, line in enumerate(draft.lines):
            _finding(release, line, order=order, by=by)
    AuditEntry.objects.create(study=draft.study, action=AuditEntry.Action.BUILT, by=by)
    return release


def _finding(release: StudyRelease, line: Line, *, order: int, by) -> None:
    finding = Finding.objects.create(
        study=release.study,
        question=line.prepared.question,
        name=line.prepared.name,
        statement=line.prepared.statement,
        kind=FindingKind.COMPUTED,
        band=line.band,
        excerpts=line.texts,
        order=order,
    )
    FindingBasis.objects.create(
        finding=finding,
        release=release,
        code=line.prepared.code,
        n_with=len(line.said),
        n_base=len(line.asked),
        prepared_by=by,
    )
    Quotation.objects.bulk_create(
        Quotation(
            finding=finding,
            respondent_id=each.coding.response.respondent_id,
            text=each.public_text,
        )
        for each in line.excerpts
    )
    below = [
        code for code, chain in codes_above(release.study).items() if line.prepared.code_id in chain
    ]
    codings = Coding.objects.agreed().filter(
        response__question=line.prepared.question, code__in=below
    )
    Evidence.objects.bulk_create(Evidence(finding=finding, coding=coding) for coding in codings)


# --- Judging ----------------------------------------------------------------------------------


def judged(draft: Draft) -> Iterator[str]:
    """Yield every reason not to publish `draft`."""
    yield from _unfinished(draft)
    yield from _changed_base(draft)
    yield from _printed_words(draft)
    yield from _wording(draft)
    yield from _excerpts(draft)
    yield from _given_away(draft)


def _unfinished(draft: Draft) -> Iterator[str]:
    if not draft.lines:
        yield _(
            "There is nothing to release: no prepared finding whose question was put to enough."
        )
    questions = {line.prepared.question_id for line in draft.lines}
    open_answers = Response.objects.answered().filter(
        respondent__study=draft.study, question__in=questions, adjudicated=False
    )
    if count := open_answers.count():
        yield _("%s answers to these questions are not settled.") % count
    if draft.study.releases.filter(published_at__isnull=True).exists():
        yield _("Another release waits to be published: publish it or discard it first.")


def _changed_base(draft: Draft) -> Iterator[str]:
    """Whoever is in one release and not in another is given away by the difference."""
    for release in draft.study.releases.filter(published_at__isnull=False):
        if set(release.base.values_list("pk", flat=True)) != draft.base:
            yield (
                _(
                    "Release %s rests on other respondents. New interviews are a new study; after a"
                    " withdrawal nothing is counted again."
                )
                % release.number
            )
    for line in draft.earlier:
        if len(line.asked) != line.released.n_base:
            yield _("%s: it was put to others than when it was released.") % line.item


def _printed_words(draft: Draft) -> Iterator[str]:
    printed = draft.study.findings.filter(kind__in=[FindingKind.WORDS, FindingKind.COMPARATIVE])
    if printed.exists():
        yield _(
            "The study has findings in exact words, such as “unanimous” or “one respondent”: with"
            " bands beside them, single answers could be worked out."
        )


def _wording(draft: Draft) -> Iterator[str]:
    hidden = hidden_names(draft.study)
    for line in draft.lines:
        for text in (line.prepared.name, line.prepared.statement, *line.texts):
            for problem in [*problems_of(text), *names_in(text, hidden)]:
                yield f"{line.item}: {problem}"
        code = line.prepared.code
        for problem in names_in(f"{code.key} {code.name} {code.definition}", hidden):
            yield f"{line.item}: {problem}"
    for record, problem in by_hand(draft.study):
        yield f"{record}: {problem}"


def by_hand(study: Study) -> Iterator[tuple[Record, str]]:
    """Yield what somebody wrote beside the bands of `study`, and what it gives away."""
    hidden = hidden_names(study)
    findings = study.findings.exclude(kind=FindingKind.COMPUTED).in_order()
    for record in [*findings, *study.recommendations.in_order()]:
        for text in (record.name, record.statement):
            for problem in [*problems_of(text), *names_in(text, hidden)]:
                yield record, problem


def hidden_names(study: Study) -> list[str]:
    """Return what must stand in no public text: undisclosed names, and pseudonyms."""
    names = UndisclosedName.objects.filter(study=study).values_list("term", flat=True)
    return [*names, *Respondent.objects.filter(study=study).values_list("pseudonym", flat=True)]


def _excerpts(draft: Draft) -> Iterator[str]:
    out = Quotation.objects.filter(finding__study=draft.study)
    quoted = Counter(out.values_list("respondent", flat=True))
    for line in draft.lines:
        people = [each.coding.response.respondent_id for each in line.excerpts]
        quoted.update(people)
        if len(people) > MOST_EXCERPTS:
            yield _("%s: there are more than three excerpts.") % line.item
        if len(set(people)) < len(people):
            yield _("%s: two excerpts are from one respondent.") % line.item
    if any(count > MOST_OF_ONE for count in quoted.values()):
        yield _("One respondent is quoted more than twice.")


def _given_away(draft: Draft) -> Iterator[str]:
    """Play the attacker, from outside and as each respondent who knows their own answers."""
    try:
        found = {str(leak) for leak in leaks(as_published(draft))}
        for member in sorted(draft.base):
            known = as_published(draft, member=member)
            said = {line.item: member in line.said for line in _all(draft) if member in line.asked}
            found |= {str(leak) for leak in insider_leaks(known, member, said)}
    except (Circle, Contradiction) as error:
        found = {str(error)}
    yield from sorted(found)


def _all(draft: Draft) -> list[Line]:
    return [*draft.earlier, *draft.lines]


def as_published(draft: Draft, *, member: int | None = None) -> Published:
    """Return what an attacker knows: sectors and their sizes, the bands, the tree of codes.

    `member`: one respondent who is told apart from the others.
    """
    lines = _all(draft)
    sizes = {line.item: _sizes(draft, line, member) for line in lines}
    claims = [Claim(line.item, *line.edges[line.band]) for line in lines]
    claims += [Claim(line.item, line.quoted, len(line.asked)) for line in lines if line.quoted]
    return Published(sizes, claims, list(_links(draft.study, lines)))


def _sizes(draft: Draft, line: Line, member: int | None) -> dict[object, int]:
    sectors = sorted(set(draft.sectors.values()))
    sizes: dict[object, int] = dict.fromkeys(sectors, 0)
    if member in line.asked:
        sizes[member] = 0
    for each in line.asked:
        sizes[member if each == member else draft.sectors[each]] += 1
    return {cell: size for cell, size in sizes.items() if size}


def _links(study: Study, lines: list[Line]) -> Iterator[Link]:
    """Yield, for each finding, that it implies the nearest one above it under its question."""
    items = {(line.prepared.question_id, line.prepared.code_id): line.item for line in lines}
    parents = dict(study.codes.values_list("pk", "parent"))
    for (question, code), item in items.items():
        above = parents[code]
        while above is not None and (question, above) not in items:
            above = parents[above]
        if above is not None:
            yield Link(item, items[question, above])


# --- Publishing -------------------------------------------------------------------------------


@transaction.atomic
def publish_release(release: StudyRelease, *, by) -> None:
    """Publish a release that somebody else built. Raises Refused."""
    reasons = []
    if release.published_at:
        reasons.append(_("It is published."))
    if by == release.built_by:
        reasons.append(_("Somebody else must publish it than who built it."))
    if digest(release.payload) != release.sha256:
        reasons.append(_("Its content is not what was built."))
    if set(release.base.values_list("pk", flat=True)) != set(
        Respondent.objects.counted().filter(study=release.study).values_list("pk", flat=True)
    ):
        reasons.append(_("The respondents are not those that it was built on: build it anew."))
    if reasons:
        raise Refused(reasons)
    with changes(by=by, comment=_("Published with a release")):
        for finding in findings_of(release):
            finding.released = True
            finding.save()
            finding.publish(by=by)
    release.bases.update(cleared_by=by)
    release.published_by, release.published_at = by, timezone.now()
    release.save()
    AuditEntry.objects.create(study=release.study, action=AuditEntry.Action.PUBLISHED, by=by)


@transaction.atomic
def discard_release(release: StudyRelease, *, by) -> None:
    """Throw away a release that was never published, with its drafts. Raises Refused."""
    if release.published_at:
        raise Refused([_("It is published: what is published is withdrawn, never thrown away.")])
    drafts = list(findings_of(release))
    release.bases.all().delete()
    with changes(by=by):
        for finding in drafts:
            finding.delete()
    release.delete()


def findings_of(release: StudyRelease):
    """Return the findings of a release, in an order of its own."""
    bases = release.bases.values("finding")
    return Finding.objects.filter(pk__in=bases).order_by("order", "pk")
