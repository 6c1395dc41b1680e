"""A made-up history of any size, the same at every run, written in bulk.

What the admin would compute on saving is computed here by the same functions, and the documents are
made by the command that makes them in production: `check_records` finds nothing amiss.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from actors.models import Organisation, OrganisationKind, Person, Place
from programmes.models import (
    Activity,
    Area,
    Assessment,
    AssessmentKind,
    Bearing,
    Event,
    EventKind,
    Funding,
    Involvement,
    Output,
    OutputKind,
    Part,
    Participation,
    Period,
    Programme,
    ProgrammeKind,
    Role,
    Track,
    WithheldPartner,
    hull,
)
from trackdiplo.records.folding import slug_of, sort_key_of
from trackdiplo.records.models import Citation, Record, Source, Spanned, public_id_of

SEED = 1988
PERIODS = ("1988/1991", "1992/1994", "1995/1997", "1998/2001", "2001/2010", "2011/2018~",
           "2019/2023", "2023-12~/..")  # fmt: skip
FIRST = ("Open", "Shared", "Quiet", "Second", "Winter", "Common", "Blue", "Distant", "Early")
THING = (
    "Bridge",
    "School",
    "Archive",
    "Dialogue",
    "Studio",
    "Letters",
    "Garden",
    "Atlas",
    "Kitchen",
)
OF = (
    "Neighbours",
    "Rivers",
    "Students",
    "Veterans",
    "Journalists",
    "Mothers",
    "Painters",
    "Farmers",
)
PROSE = ("People from both sides met", "a book came of it", "teachers taught each other", "the trips were"
         " stopped", "students wrote letters", "films were shown in small towns", "an office was kept"
         " open", "the talks went on for years", "journalists changed places")  # fmt: skip
SPANS = ("{0}", "{0}~", "{0}/{1}", "{0}~/{1}", "{0}-09", "{0}/..", "{0}-04/{1}", "{0}/")


class Fiction:
    """The rows of a history of `size` programmes, in one go: `write()`."""

    def __init__(self, size: int):
        self.size = size
        self.draw = random.Random(SEED)

    def write(self) -> None:
        self.words()
        self.actors()
        self.programmes()
        self.others()
        call_command("rebuild_documents", verbosity=0)

    # --- Rows -------------------------------------------------------------------------------

    def words(self) -> None:
        """Write the vocabularies, the source and the periods."""
        self.source = Source(
            name="A made-up study", kind="report", slug="fiction", published="2025-10"
        )
        save([self.source])
        self.places = save(Place(name=f"Town {n}", slug=f"town-{n}") for n in range(30))
        self.areas = save(word(Area, n) for n in range(12))
        self.activities = save(word(Activity, n) for n in range(25))
        self.periods = self.cited(
            record(Period, n, number=n, when=when, as_of="2025-10" if ".." in when else "",
                   summary=self.prose())
            for n, when in enumerate(PERIODS, start=1)
        )  # fmt: skip

    def actors(self) -> None:
        """Write a fortieth as many organisations and people, and some sixty donors."""
        count = max(10, self.size // 40)
        self.organisations = self.cited(
            record(Organisation, n, kind=self.any_of(OrganisationKind), summary=self.prose(),
                   place=self.draw.choice(self.places))
            for n in range(count)
        )  # fmt: skip
        self.donors = self.organisations[: min(60, count // 3)]
        self.people = self.cited(record(Person, n, summary=self.prose()) for n in range(count))

    def programmes(self) -> None:
        """Write the programmes with their roles; one in twenty has no date, only a period."""
        self.made = self.cited([self.programme(number) for number in range(self.size)])
        undated = [programme for programme in self.made if not programme.when]
        link(Programme.periods, {each: [self.period_of[each.slug]] for each in undated})
        link(Programme.areas, self.some(self.areas, 2))
        link(Programme.activities, self.some(self.activities, 2))
        link(Programme.places, self.some(self.places, 2))
        save(row for each in self.made for row in self.participations(each))
        save(
            Funding(programme=each, donor=donor)
            for each, donors in self.some(self.donors, 2, least=0).items()
            for donor in donors
        )
        save(
            Involvement(programme=each, person=person, role=Part.SPEAKER, order=3)
            for each, people in self.some(self.people, 1, least=0).items()
            for person in people
        )

    period_of: dict[str, Period] = {}

    def programme(self, number: int) -> Programme:
        when = self.when() if number % 20 else ""
        made = record(
            Programme,
            number,
            kind=self.any_of(ProgrammeKind),
            track=self.any_of(Track),
            when=when,
            as_of="2025-10" if when.endswith("..") else "",
            summary=self.prose(),
            outcome=self.prose(),
        )
        if not when:
            period = self.period_of[made.slug] = self.draw.choice(self.periods)
            made.bound(hull([period.span]))
        return made

    def participations(self, programme: Programme) -> Iterable[Participation]:
        for organisation in self.draw.sample(self.organisations, self.draw.randint(1, 4)):
            role = self.draw.choice(list(Role))
            order = Role.values.index(role)
            yield Participation(
                programme=programme, organisation=organisation, role=role, order=order
            )
        if self.draw.random() < 0.02:
            yield Participation(programme=programme, withheld=WithheldPartner.ELSEWHERE, role=Role.HOST,
                                order=Role.values.index(Role.HOST))  # fmt: skip

    def others(self) -> None:
        """Write an event for twenty programmes, an output for ten, a judgement for two."""
        events = self.cited(
            record(Event, n, kind=self.any_of(EventKind), bearing=self.any_of(Bearing),
                   when=self.when(ends=False), summary=self.prose())
            for n in range(self.size // 20)
        )  # fmt: skip
        link(Event.places, self.some(self.places, 1, rows=events))
        outputs = self.cited(
            record(Output, n, kind=self.any_of(OutputKind), when=self.when(ends=False),
                   summary=self.prose())
            for n in range(self.size // 10)
        )  # fmt: skip
        link(Output.programmes, self.some(self.made, 1, rows=outputs))
        link(Output.publishers, self.some(self.organisations, 1, rows=outputs))
        self.cited(
            record(Assessment, n, kind=self.any_of(AssessmentKind), programme=self.draw.choice(self.made),
                   summary=self.prose())
            for n in range(self.size // 2)
        )  # fmt: skip

    # --- Drawing ----------------------------------------------------------------------------

    def cited(self, records: Iterable[Record]) -> list[Record]:
        """Save records of one kind, each with a citation."""
        saved = save(records)
        kinds = {type(each): ContentType.objects.get_for_model(each) for each in saved[:1]}
        save(
            Citation(
                content_type=kinds[type(each)],
                object_id=each.pk,
                source=self.source,
                locator=f"p. {n}",
            )
            for n, each in enumerate(saved, start=1)
        )
        return saved

    def some(self, among: list, most: int, *, least: int = 1, rows: list | None = None) -> dict:
        """Return, for each row, between `least` and `most` of `among`: the first the likeliest."""
        rows = self.made if rows is None else rows
        return {row: self.few(among, self.draw.randint(least, most)) for row in rows}

    def few(self, among: list, count: int) -> list:
        picked = {int(len(among) * self.draw.random() ** 2) for _ in range(count)}
        return [among[index] for index in sorted(picked)]

    def when(self, *, ends: bool = True) -> str:
        first = self.draw.randint(1988, 2024)
        last = min(2025, first + self.draw.randint(1, 6))
        return self.draw.choice(SPANS if ends else SPANS[:5]).format(first, last)

    def any_of(self, choices: type[models.TextChoices]) -> str:
        return self.draw.choice(choices.values)

    def prose(self) -> str:
        return f"{'; '.join(self.draw.sample(PROSE, 4))}.".capitalize()


def record(model: type[Record], number: int, /, **values) -> Record:
    """Return an unsaved published record with all that saving it would compute."""
    values = {"name": name_of(model, number)} | values
    made = model(
        **values,
        slug=f"{slug_of(values['name'], max_length=60)}-{number}",
        public_id=public_id_of(model.PREFIX, f"{model.KIND}:{number}".encode()),
        sort_key=sort_key_of(values["name"])[:250],
        status="published",
        published_at=timezone.now(),
    )
    # What `settled` reads of other rows: there are no other names.
    made._prefetched_objects_cache = {"names": []}
    if isinstance(made, Spanned):
        made.bound(made.computed_span(made.as_of))
    made.search_text = Record.settled(made)["search_text"]
    return made


def name_of(model: type[Record], number: int) -> str:
    first, thing, of = (
        FIRST[number % len(FIRST)],
        THING[number // len(FIRST) % len(THING)],
        OF[number // (len(FIRST) * len(THING)) % len(OF)],
    )
    return f"{first} {thing} of {of}, {model._meta.verbose_name} {number}"


def word(model: type[models.Model], number: int) -> models.Model:
    name = f"{model._meta.verbose_name} {number}"
    return model(name=name, slug=slug_of(name, max_length=60), definition="Made up.", order=number)


def save(rows: Iterable[models.Model]) -> list:
    rows = list(rows)
    return type(rows[0])._base_manager.bulk_create(rows, batch_size=500) if rows else []


def link(relation, linked: dict[models.Model, list[models.Model]]) -> None:
    """Fill a many-to-many relation."""
    field = relation.field
    names = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    save(
        relation.through(**dict(zip(names, (row.pk, other.pk), strict=True)))
        for row, others in linked.items()
        for other in others
    )
