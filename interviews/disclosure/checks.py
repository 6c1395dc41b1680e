"""What must hold between rows of several tables, which no constraint of a database can say."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, QuerySet

from interviews.disclosure.release import by_hand, digest
from interviews.models import Code, Study
from interviews.models.confidential import Coding, FindingBasis, Response, StudyRelease


def problems() -> Iterator[str]:
    """Yield what is wrong, by the number of the row: never a text."""
    yield from _named(
        "answer {}: its question is one of another study",
        Response.objects.exclude(question__study=F("respondent__study")),
    )
    yield from _named(
        "coding {}: its code is one of another study",
        Coding.objects.exclude(code__study=F("response__respondent__study")),
    )
    yield from _named(
        "coding {}: its code is a heading", Coding.objects.filter(code__codable=False)
    )
    yield from _named(
        "code {}: its parent is one of another study",
        Code.objects.filter(parent__isnull=False).exclude(parent__study=F("study")),
    )
    yield from _named(
        "basis {}: its code is one of another study than its finding",
        FindingBasis.objects.exclude(code__study=F("finding__study")),
    )
    yield from _quotes()
    yield from _circles()
    yield from _erased()
    yield from _releases()
    yield from _by_hand()


def _named(words: str, rows: QuerySet) -> Iterator[str]:
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        yield words.format(pk)


def _quotes() -> Iterator[str]:
    """Compared here: databases do not agree on how to cut a text."""
    for coding in Coding.objects.select_related("response").iterator(chunk_size=500):
        if coding.quote != coding.response.text[coding.start : coding.end]:
            yield f"coding {coding.pk}: its passage is not what stands there"


def _circles() -> Iterator[str]:
    parents = dict(Code.objects.values_list("pk", "parent"))
    for code in sorted(parents):
        seen, above = set(), parents[code]
        while above is not None and above not in seen:
            seen.add(above)
            above = parents[above]
        if code in seen:
            yield f"code {code}: it is a part of itself"


def _erased() -> Iterator[str]:
    gone = {"response__respondent__withdrawn_at__isnull": False}
    yield from _named("coding {}: its respondent has withdrawn", Coding.objects.filter(**gone))
    left = Response.objects.filter(respondent__withdrawn_at__isnull=False).exclude(text="")
    yield from _named("answer {}: its respondent has withdrawn", left)


def _releases() -> Iterator[str]:
    for release in StudyRelease.objects.order_by("pk"):
        if digest(release.payload) != release.sha256:
            yield f"release {release.pk}: its content is not what was built"


def _by_hand() -> Iterator[str]:
    """After a release, too, nothing may be written beside its bands that tells more."""
    for study in Study.objects.filter(releases__published_at__isnull=False).distinct():
        for record in dict.fromkeys(record for record, _problem in by_hand(study)):
            yield f"{record.KIND} {record.pk}: it says how many, or who, beside released bands"
