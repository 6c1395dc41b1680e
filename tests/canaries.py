"""A small public record, and beside it all that may be hidden, with a canary in every text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from actors.models import Organisation
from programmes.models import Period, Programme
from tests.factories import (
    create_activity,
    create_area,
    create_citation,
    create_funding,
    create_name,
    create_organisation,
    create_paragraph,
    create_participation,
    create_period,
    create_place,
    create_programme,
    create_source,
    create_user,
)
from trackdiplo.records.models import Record, Source, changes

PUBLISHED, UNPUBLISHED, WITHDRAWN = "published", "never published", "withdrawn"


@dataclass
class Canaries:
    """The strings that were planted: what a published record shows there, and what is never told."""

    in_api: set[str] = field(default_factory=set)
    on_pages: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)

    @property
    def all(self) -> set[str]:
        return self.in_api | self.on_pages | self.never

    def plant(self, label: str) -> str:
        """Return a canary: letters only, so that every page and format spells it alike."""
        canary = self.plant_for_programs(label)
        self.on_pages.add(canary)
        return canary

    def plant_for_programs(self, label: str) -> str:
        """Return a canary that no page has a place for."""
        self.in_api.add(canary := f"zq{label}qz")
        return canary

    def plant_secret(self, label: str) -> str:
        """Return a canary that no public answer ever holds."""
        self.never.add(canary := f"zqsecret{label}qz")
        return canary

    def spelt(self, value: str, *, on_pages: str, in_api: str = "") -> str:
        """Note how a value that is no word is spelt; return it."""
        self.in_api.add(in_api or value)
        self.on_pages.add(on_pages)
        return value


@dataclass
class Public:
    """The record that stays public. `canaries` are its own: what is never told of it.

    `was_donor` is an organisation that pays for nothing but the hidden programme.
    """

    canaries: Canaries
    organisation: Organisation
    was_donor: Organisation
    period: Period
    programme: Programme
    undated: Programme


@dataclass
class Hidden:
    """What may be hidden. That `was_donor` is a donor is hidden with it."""

    canaries: Canaries
    organisation: Organisation
    period: Period
    programme: Programme
    was_donor: Organisation
    words: dict[str, object]
    former_slugs: dict[Record, str] = field(default_factory=dict)

    @property
    def records(self) -> list[Record]:
        return [self.programme, self.organisation, self.period]


def plant_public() -> Public:
    canaries = Canaries()
    keeper = create_user(
        username=canaries.plant_secret("user"),
        first_name=canaries.plant_secret("first"),
        last_name=canaries.plant_secret("last"),
        email=f"{canaries.plant_secret('mail')}@example.org",
    )
    with changes(by=keeper):
        organisation = create_organisation(
            name="Host", is_donor=True, internal_note=canaries.plant_secret("orgnote")
        )
        was_donor = create_organisation(name="Benefactor")
        period = create_period(name="Thaw", internal_note=canaries.plant_secret("periodnote"))
        shared = {"areas": [create_area()], "activities": [create_activity()]}
        programme = create_programme(
            name="Bridge", when="1990", organisations=[organisation], donors=[organisation],
            places=[create_place(name="Town")], **shared,
            internal_note=canaries.plant_secret("programmenote"),
        )  # fmt: skip
        undated = create_programme(
            name="Undated", when="", periods=[period], organisations=[organisation], **shared
        )
        create_citation(target=programme, checked_by=keeper, checked_on=date(2025, 10, 1))
    programme.refresh_from_db()
    programme.withdraw(by=keeper, reason=canaries.plant_secret("reason"))
    programme.publish(by=keeper)
    return Public(canaries, organisation, was_donor, period, programme, undated)


def plant_hidden(public: Public, status: str) -> Hidden:
    """Return records in a `status`, each with a canary in every text, linked to the public ones."""
    canaries = Canaries()
    published = status in (PUBLISHED, WITHDRAWN)
    source = plant_source(canaries)
    organisation = plant_organisation(canaries, public, source, published=published)
    period = plant_period(canaries, public, source, published=published)
    words = plant_words(canaries)
    programme = plant_programme(canaries, public, source, words, published=published)
    hidden = Hidden(canaries, organisation, period, programme, public.was_donor, words)
    for record in hidden.records:
        record.refresh_from_db()
        if published:
            hidden.former_slugs[record] = record.slug
            change_slug(record, canaries.plant(f"new{record.KIND}slug"))
        if status == WITHDRAWN:
            record.withdraw(by=None, reason=canaries.plant_secret(f"{record.KIND}reason"))
    if status == UNPUBLISHED:
        programme.submit(by=None)  # in review, with the others in draft
    return hidden


def plant_source(canaries: Canaries) -> Source:
    texts = {name: canaries.plant(f"source{name}") for name in ("name", "authors")}
    for name in ("slug", "publisher", "note"):
        texts[name] = canaries.plant_for_programs(f"source{name}")
    links = {
        name: f"https://{canaries.plant(f'source{name[:3]}link')}.example/"
        for name in ("url", "archived_url")
    }
    source = create_source(**texts, **links)
    create_paragraph(
        source=source, key=canaries.plant_for_programs("locator"), section=canaries.plant("section")
    )
    return source


def plant_texts(canaries: Canaries, kind: str, *names: str) -> dict[str, str]:
    """Return a canary for each text of a record; that of its note is never seen."""
    texts = {name: canaries.plant(f"{kind}{name}") for name in ("name", "slug", *names)}
    return texts | {"internal_note": canaries.plant_secret(f"{kind}internal")}


def plant_around(canaries: Canaries, kind: str, record: Record, source: Source) -> None:
    """Give a record another name, and a citation of the source that nothing else cites."""
    create_name(target=record, name=canaries.plant(f"{kind}othername"))
    locator = source.paragraphs.get().key
    note = canaries.plant(f"{kind}citation")
    create_citation(target=record, source=source, locator=locator, note=note)


def plant_organisation(canaries, public: Public, source, *, published) -> Organisation:
    place = create_place(
        name=canaries.plant("orgplacename"), slug=canaries.plant_for_programs("orgplaceslug")
    )
    organisation = create_organisation(
        **plant_texts(canaries, "org", "summary"),
        published=published,
        website=f"https://{canaries.plant('orgsite')}.example/",
        place=place,
        is_donor=True,
        when=canaries.spelt("1703-05-17", on_pages="17 May 1703"),
    )
    plant_around(canaries, "org", organisation, source)
    role = create_participation(
        programme=public.programme,
        organisation=organisation,
        role="broadcaster",
        note=canaries.plant("rolenote"),
        when=canaries.spelt("1677-03-05", on_pages="5 March 1677"),
    )
    create_citation(target=role, note=canaries.plant("rolecitation"))
    funding = create_funding(
        programme=public.programme,
        donor=organisation,
        amount=Decimal(canaries.spelt("7345612.25", on_pages="7,345,612.25 XTS")),
        currency=canaries.spelt("XTS", in_api='"XTS"', on_pages=" XTS"),
        note=canaries.plant("fundingnote"),
    )
    create_citation(target=funding, note=canaries.plant("fundingcitation"))
    return organisation


def plant_period(canaries, public: Public, source, *, published) -> Period:
    period = create_period(
        **plant_texts(canaries, "period", "summary"),
        published=published,
        number=int(canaries.spelt("31977", on_pages="31977")),
        when=canaries.spelt("1731-05-17", on_pages="17 May 1731"),
    )
    plant_around(canaries, "period", period, source)
    with changes(by=None):
        public.undated.refresh_from_db()
        public.undated.periods.add(period)
        public.undated.save()
    return period


def plant_words(canaries: Canaries) -> dict[str, object]:
    """Return an area, an activity and a place that only what is hidden uses."""
    return {
        "area": create_area(**plant_word(canaries, "area")),
        "activity": create_activity(**plant_word(canaries, "activity")),
        "place": create_place(
            name=canaries.plant("placename"), slug=canaries.plant_for_programs("placeslug")
        ),
    }


def plant_word(canaries: Canaries, kind: str) -> dict[str, str]:
    return {
        "name": canaries.plant(f"{kind}name"),
        "slug": canaries.plant(f"{kind}slug"),
        "definition": canaries.plant_for_programs(f"{kind}definition"),
    }


def plant_programme(canaries, public: Public, source, words, *, published) -> Programme:
    programme = create_programme(
        **plant_texts(canaries, "programme", "summary", "reach", "outcome"),
        published=published,
        website=f"https://{canaries.plant('programmesite')}.example/",
        when=canaries.spelt("1741-02-03", on_pages="3 February 1741"),
        areas=[*public.programme.areas.all(), words["area"]],
        activities=[*public.programme.activities.all(), words["activity"]],
        places=[*public.programme.places.all(), words["place"]],
        periods=[public.period],
        organisations=[public.organisation],
    )
    plant_around(canaries, "programme", programme, source)
    create_participation(
        programme=programme,
        organisation=public.organisation,
        role="host",
        note=canaries.plant("programmerolenote"),
    )
    create_funding(
        programme=programme, donor=public.was_donor, note=canaries.plant("programmefundingnote")
    )
    return programme


def change_slug(record: Record, slug: str) -> None:
    with changes(by=None):
        record.slug = slug
        record.save()
