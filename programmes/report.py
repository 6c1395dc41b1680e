"""What a report tells: the history of a period, a donor or an area, as a document of sections.

It is put together from the records by fixed rules. Every statement has a note with its place in its
source; of very much, the first is told and the rest is left to the lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actors.models import Donor
from programmes.models import (
    Area,
    Assessment,
    AssessmentKind,
    Funding,
    Participation,
    Period,
    Programme,
    Role,
)
from programmes.timeline import Timeline, draw
from trackdiplo.records.metadata import inside, listed, sentence_of
from trackdiplo.records.models import Citation, Source, cited

MOST = 100  # rows of a section
NAMES = 12  # names in a sentence
TITLES = {
    "text": gettext_lazy("What it is"),
    "events": gettext_lazy("What happened around it"),
    "programmes": gettext_lazy("Programmes"),
    "organisations": gettext_lazy("Who took part"),
    "donors": gettext_lazy("Who funded or supported them"),
    "outputs": gettext_lazy("What was made"),
    AssessmentKind.ACHIEVEMENT: gettext_lazy("Achievements"),
    AssessmentKind.DIFFICULTY: gettext_lazy("Difficulties"),
    AssessmentKind.LESSON: gettext_lazy("Lessons"),
    AssessmentKind.PERFORMATIVE: gettext_lazy("Imitation of dialogue"),
    "findings": gettext_lazy("What practitioners say"),
    "recommendations": gettext_lazy("What is recommended and concluded"),
}
# Sections that are told in the same way.
TEMPLATES = dict.fromkeys(AssessmentKind.values, "judged")
TEMPLATES |= {"organisations": "actors", "donors": "actors"}


@dataclass(frozen=True)
class Subject:
    """What a report is on: what concerns it of all that is public.

    `sentence`: what it is; `which`: what its programmes have in common, in words. By section:
    `titles` of its own, `lists`, the addresses of what is left out. `payer`, `area`: what it is
    itself, and need not be told again.
    """

    sentence: str
    which: str
    programmes: QuerySet
    outputs: QuerySet
    findings: QuerySet
    recommendations: QuerySet | None = None
    events: QuerySet | None = None
    judged: Q = field(default_factory=lambda: Q(pk__in=[]))
    text: str = ""
    citations: Iterable[Citation] = ()
    payer: Donor | None = None
    area: Area | None = None
    titles: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)


# --- Notes ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Note:
    """A place in a source, under its number."""

    number: int
    source: Source
    place: str


class Notes:
    """The notes of a document, numbered in the order in which it first needs them."""

    def __init__(self):
        self.found: dict[tuple[int, str], Note] = {}

    def __iter__(self) -> Iterator[Note]:
        return iter(self.found.values())

    def on(self, citations: Iterable[Citation]) -> list[Note]:
        """Return the notes on what rests on `citations`: one for each source."""
        by_source: dict[Source, list[Citation]] = {}
        for citation in citations:
            by_source.setdefault(citation.source, []).append(citation)
        return [self._note(source, _where(rows)) for source, rows in by_source.items()]

    def _note(self, source: Source, place: str) -> Note:
        note = Note(len(self.found) + 1, source, place)
        return self.found.setdefault((source.pk, place), note)

    @property
    def works(self) -> list[Source]:
        """The sources, each once, by whose they are."""
        works = dict.fromkeys(note.source for note in self)
        return sorted(works, key=lambda source: (source.short.casefold(), source.name))


def _where(citations: list[Citation]) -> str:
    """Say where in one source these stand: its sections with their paragraphs, and other places."""
    sections: dict[str, set[int]] = {}
    others = [each.locator for each in citations if each.locator and not each.paragraph]
    for paragraph in (each.paragraph for each in citations if each.paragraph):
        sections.setdefault(paragraph.section, set()).add(paragraph.number)
    places = [_paragraphs(section, sorted(numbers)) for section, numbers in sections.items()]
    return "; ".join([*places, *dict.fromkeys(others)])


def _paragraphs(section: str, numbers: list[int]) -> str:
    words = ngettext(
        "%(section)s, paragraph %(numbers)s", "%(section)s, paragraphs %(numbers)s", len(numbers)
    )
    return words % {"section": section, "numbers": ", ".join(map(str, numbers))}


# --- The document -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A record as a report tells it: with its notes, and what is `said` of it in sentences."""

    record: object
    notes: list[Note]
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A numbered part. `more`: how many rows are left to the list at `address`."""

    name: str
    title: str
    rows: list
    more: int = 0
    address: str = ""

    @property
    def template(self) -> str:
        return f"programmes/report/{TEMPLATES.get(self.name, self.name)}.html"


@dataclass(frozen=True)
class Document:
    """A whole report. `timeline`: of all its programmes, where all are told."""

    subject: Subject
    said: list[str]
    sections: list[Section]
    notes: Notes
    timeline: Timeline | None


def write(subject: Subject, periods: Iterable[Period]) -> Document:
    """Return the report on a subject: at most 19 queries, however much there is to tell."""
    notes = Notes()

    def section(name: str, rows: list, more: int = 0) -> Section:
        title = subject.titles.get(name, TITLES[name])
        return Section(name, title, rows, more, subject.lists.get(name, ""))

    def records(name: str, queryset: QuerySet | None) -> Section:
        rows, more = ([], 0) if queryset is None else _first(queryset)
        return section(name, [Told(each, notes.on(each.citations.all())) for each in rows], more)

    text = [Told(subject.text, notes.on(subject.citations))] if subject.text else []
    opening = [section("text", text), records("events", subject.events)]
    programmes, more = _first(_with_sources(subject.programmes.by_start()))
    told = section("programmes", [_told(each, notes, periods) for each in programmes], more)
    organisations, donors = _organisations(subject), _donors(subject)
    sections = [
        *opening,
        told,
        section("organisations", *_cut(organisations)),
        section("donors", *_cut(donors)),
        records("outputs", subject.outputs),
        *(section(kind, *rest) for kind, rest in _judged(subject, notes)),
        records("findings", subject.findings),
        records("recommendations", subject.recommendations),
    ]
    is_drawn = not more and any(each.when for each in programmes)
    return Document(
        subject=subject,
        said=list(_in_short(subject, programmes, more, organisations, donors)),
        sections=[each for each in sections if each.rows],
        notes=notes,
        timeline=draw(programmes, periods) if is_drawn else None,
    )


def _first(queryset: QuerySet) -> tuple[list, int]:
    """Return the first rows, and how many more there are, in one query and its prefetches."""
    counted = queryset.annotate(of_all=Window(Count("pk")))
    rows = list(counted.prefetch_related(*cited("citations"))[:MOST])
    return rows, rows[0].of_all - len(rows) if rows else 0


def _cut(rows: list) -> tuple[list, int]:
    return rows[:MOST], max(len(rows) - MOST, 0)


def _with_sources(programmes: QuerySet) -> QuerySet:
    rows = ("public_participations__citations", "public_fundings__citations")
    named = programmes.with_public_roles().prefetch_related("areas", "periods")
    return named.prefetch_related(*cited(*rows))


def _told(programme: Programme, notes: Notes, periods: Iterable[Period]) -> Told:
    rows = (programme, *programme.shown_participations, *programme.shown_fundings)
    found = notes.on(citation for row in rows for citation in row.citations.all())
    said = (sentence_of(programme), _in_periods(programme, periods), _others(programme))
    return Told(programme, found, tuple(filter(None, said)))


def _in_periods(programme: Programme, periods: Iterable[Period]) -> str:
    """Say in which periods something without a date was."""
    if programme.when:
        return ""
    names = listed((each.name for each in programme.periods_among(periods)), most=NAMES)
    return _("The sources place it in: %(periods)s.") % {"periods": names} if names else ""


def _others(programme: Programme) -> str:
    """Say who else took part than those of whom its sentence says that they led it."""
    roles = [row.role for row in programme.shown_participations]
    leading = next((role for role in (Role.LEAD, Role.IMPLEMENTER) if role in roles), "")
    names = [_named(row) for row in programme.shown_participations if row.role != leading]
    return _("Also took part: %(names)s.") % {"names": listed(names, most=NAMES)} if names else ""


def _named(row: Participation) -> str:
    name = str(row.organisation or row.get_withheld_display())
    if row.role == Role.PARTNER:
        return name
    return _("%(name)s (%(role)s)") % {"name": name, "role": row.get_role_display()}


# --- Who ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Actor:
    """Somebody in the programmes of a report, and in how many."""

    page: str
    slug: str
    name: str
    kind: str
    place: str
    number: int


def _organisations(subject: Subject) -> list[Actor]:
    rows = Participation.objects.published().filter(organisation__isnull=False)
    return _actors(subject, rows, "organisation")


def _donors(subject: Subject) -> list[Actor]:
    rows = Funding.objects.published().filter(donor__isnull=False)
    return _actors(subject, rows.exclude(donor=subject.payer) if subject.payer else rows, "donor")


def _actors(subject: Subject, rows: QuerySet, who: str) -> list[Actor]:
    """Return those whom these rows name, the most present first."""
    values = (f"{who}__{name}" for name in ("slug", "name", "kind", "place__name"))
    found = rows.filter(programme__in=subject.programmes.values("pk")).values_list(*values)
    counted = found.annotate(of_programmes=Count("programme", distinct=True))
    kinds = dict(rows.model._meta.get_field(who).related_model._meta.get_field("kind").choices)
    return [
        Actor(f"{who}-page", slug, name, kinds.get(kind, ""), place or "", number)
        for slug, name, kind, place, number in counted.order_by(
            "-of_programmes", f"{who}__sort_key", f"{who}__pk"
        )
    ]


# --- How it is judged -------------------------------------------------------------------------


def _judged(subject: Subject, notes: Notes) -> Iterator[tuple[str, tuple[list[Told], int]]]:
    """Yield each kind of judgement with the first of its kind, and how many more there are."""
    of_programme = Q(programme__in=subject.programmes.values("pk"))
    judgements = Assessment.objects.published().filter(of_programme | subject.judged)
    numbered = judgements.annotate(
        of_kind=Window(Count("pk"), "kind"),
        place=Window(RowNumber(), "kind", order_by=["sort_key", "pk"]),
    )
    rows = list(numbered.filter(place__lte=MOST).for_list())
    for kind in AssessmentKind.values:
        found = [each for each in rows if each.kind == kind]
        told = [Told(each, notes.on(each.citations.all())) for each in found]
        yield kind, (told, found[0].of_kind - len(found) if found else 0)


# --- In short ---------------------------------------------------------------------------------


def _in_short(
    subject: Subject, programmes: list[Programme], more: int, organisations: list, donors: list
) -> Iterator[str]:
    number = len(programmes) + more
    words = ngettext("%(number)s programme %(which)s", "%(number)s programmes %(which)s", number)
    yield _("On record: %(programmes)s.") % {
        "programmes": words % {"number": number, "which": subject.which}
    }
    if organisations:
        took_part = ngettext(
            "%(number)s organisation that can be named took part.",
            "%(number)s organisations that can be named took part.",
            len(organisations),
        )
        yield took_part % {"number": len(organisations)}
    if donors:
        known = ngettext(
            "%(number)s donor is known to have funded or supported them.",
            "%(number)s donors are known to have funded or supported them.",
            len(donors),
        )
        others = ngettext(
            "%(number)s other donor is known to have supported them.",
            "%(number)s other donors are known to have supported them.",
            len(donors),
        )
        yield (others if subject.payer else known) % {"number": len(donors)}
    areas = Counter(area for programme in programmes for area in programme.areas.all())
    areas.pop(subject.area, None)
    if areas and not more:
        ranked = sorted(areas, key=lambda area: (-areas[area], area.order, area.name))
        names = listed((f"{inside(area.name)} ({areas[area]})" for area in ranked), most=NAMES)
        words = _("Also in: %(areas)s.") if subject.area else _("By area: %(areas)s.")
        yield words % {"areas": names}
