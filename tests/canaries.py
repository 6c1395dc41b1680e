"""A small public record, and beside it all that may be hidden, with a canary in every text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from actors.models import Organisation, Person
from interviews.models import Code, Finding, Question, Recommendation, Study
from programmes.models import Assessment, Event, Output, Period, Programme
from tests.canary import Canaries
from tests.factories import (
    create_activity,
    create_actorkind,
    create_affiliation,
    create_area,
    create_assessment,
    create_citation,
    create_code,
    create_event,
    create_finding,
    create_funding,
    create_involvement,
    create_name,
    create_organisation,
    create_output,
    create_paragraph,
    create_participation,
    create_period,
    create_person,
    create_place,
    create_programme,
    create_question,
    create_recommendation,
    create_source,
    create_study,
    create_user,
    create_withheld,
)
from trackdiplo.records.models import Record, Source, changes

UNINDEXED = {"indexed": False, "unindexed_reason": "asked for it"}
PUBLISHED, UNPUBLISHED, WITHDRAWN = "published", "never published", "withdrawn"


@dataclass
class Public:
    """The record that stays public. `canaries` are its own: what is never told of it.

    `was_donor` is an organisation that pays for nothing but the hidden programme, `guest` a donor
    that takes part in, and pays for, nothing but that.
    """

    canaries: Canaries
    organisation: Organisation
    was_donor: Organisation
    guest: Organisation
    period: Period
    programme: Programme
    undated: Programme
    output: Output
    event: Event
    study: Study
    question: Question
    finding: Finding
    recommendation: Recommendation


@dataclass
class Hidden:
    """What may be hidden. That `was_donor` is a donor is hidden with it."""

    canaries: Canaries
    organisation: Organisation
    period: Period
    programme: Programme
    was_donor: Organisation
    words: dict[str, object]
    person: Person
    unindexed: Person
    event: Event
    output: Output
    assessment: Assessment
    of_period: Assessment
    of_hidden: Assessment
    study: Study
    question: Question
    code: Code
    finding: Finding
    recommendation: Recommendation
    of_hidden_study: Finding
    former_slugs: dict[Record, str] = field(default_factory=dict)

    @property
    def records(self) -> list[Record]:
        """All but what is hidden otherwise: `unindexed`, and what belongs to another of them."""
        return [
            self.programme,
            self.organisation,
            self.period,
            self.person,
            self.event,
            self.output,
            self.assessment,
            self.of_period,
            self.study,
            self.question,
            self.code,
            self.finding,
            self.recommendation,
        ]

    @property
    def all(self) -> list:
        others = self.unindexed, self.of_hidden, self.of_hidden_study
        return [*self.records, *others, *self.words.values()]


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
        guest = create_organisation(name="Guest", is_donor=True)
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
        create_withheld(programme=programme)
        authors = [create_person(name="Speaker", slug="speaker")]
        output = create_output(name="Reader", programmes=[programme], authors=authors)
        create_citation(target=programme, checked_by=keeper, checked_on=date(2025, 10, 1))
    programme.refresh_from_db()
    programme.withdraw(by=keeper, reason=canaries.plant_secret("reason"))
    programme.publish(by=keeper)
    study, donors = create_study(name="Survey"), create_actorkind(name="Donors", slug="donors")
    said = {"study": study, "areas": shared["areas"]}
    return Public(
        canaries, organisation, was_donor, guest, period, programme, undated, output,
        create_event(name="Summit", when="1990"), study, create_question(study=study, name="Why"),
        create_finding(name="Because", **said, actor_kinds=[donors]),
        create_recommendation(name="Therefore", **said, addressees=[donors]),
    )  # fmt: skip


def plant_hidden(public: Public, status: str) -> Hidden:
    """Return records in a `status`, each with a canary in every text, linked to the public ones."""
    hidden = plant(public, status)
    bring_to(hidden, status)
    return hidden


@changes(by=None)
def plant(public: Public, status: str) -> Hidden:
    canaries = Canaries()
    published = status in (PUBLISHED, WITHDRAWN)
    source = plant_source(canaries)
    organisation = plant_organisation(canaries, public, source, published=published)
    period = plant_period(canaries, public, source, published=published)
    words = plant_words(canaries)
    programme = plant_programme(canaries, public, source, words, published=published)
    person = plant_person(canaries, public, source, "person", published=published)
    unindexed = plant_person(canaries, public, source, "unindexed", published=published)
    output = plant_output(canaries, public, source, published=published)
    event = plant_event(canaries, source, words, published=published)
    assessment = plant_assessment(
        canaries, source, "assessment", published=published, programme=public.programme
    )
    of_hidden = plant_assessment(
        canaries, source, "ofhidden", published=published, programme=programme
    )
    of_period = plant_assessment(
        canaries, source, "ofperiod", published=published, period=public.period
    )
    of_hidden_period = plant_assessment(
        canaries, source, "ofhiddenperiod", published=published, period=period
    )
    link_from(public, programme, organisation)
    create_withheld(programme=public.programme, note=canaries.plant_secret("withheld"))
    create_withheld(programme=public.programme, when="2004", amount=5, currency="EUR")
    interviewed = plant_interviews(canaries, public, source, words, published=published)
    link_to(canaries, public, programme, organisation, output)
    hidden = Hidden(
        canaries, organisation, period, programme, public.was_donor, words,
        person, unindexed, event, output, assessment, of_period, of_hidden, *interviewed,
    )  # fmt: skip
    link_findings_from(public, hidden)
    if status == UNPUBLISHED:
        # Published, each, but for a name that may not be found, and for the drafts that are judged.
        for record, values in ((unindexed, UNINDEXED), (of_hidden, {}), (of_hidden_period, {})):
            save_stored(record, **values)
            record.publish(by=None)
    return hidden


def bring_to(hidden: Hidden, status: str) -> None:
    """Move what was planted to its status: what is withdrawn was public, at two addresses."""
    canaries = hidden.canaries
    for record in hidden.records:
        record.refresh_from_db()
    if status == UNPUBLISHED:
        hidden.programme.submit(by=None)  # in review, with the others in draft
        return
    with changes(by=None):
        for record in hidden.records:
            hidden.former_slugs[record] = record.slug
            save_stored(record, slug=canaries.plant(f"new{record.slug.strip('zq')}"))
    if status == WITHDRAWN:
        with changes(by=None):
            for record in hidden.records:
                record.withdraw(by=None, reason=canaries.plant_secret(f"{record.KIND}reason"))
            save_stored(hidden.unindexed, **UNINDEXED)


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
        source=source,
        key=canaries.plant_for_programs("locator"),
        section=canaries.plant("section"),
        no_record_reason="How the study was made.",
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
    """Return words and a place that only what is hidden uses."""
    return {
        "actor_kind": create_actorkind(**plant_word(canaries, "actor")),
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
        organisations=[public.organisation, public.guest],
        donors=[public.organisation, public.guest],
    )
    plant_around(canaries, "programme", programme, source)
    paid = programme.fundings.get(donor=public.organisation)
    create_citation(target=paid, checked_on=date(2026, 2, 3), note=canaries.plant("paidcitation"))
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


def plant_person(canaries, public: Public, source, kind, *, published) -> Person:
    person = create_person(**plant_texts(canaries, kind, "summary"), published=published)
    plant_around(canaries, kind, person, source)
    place = create_affiliation(
        person=person, organisation=public.organisation, role=canaries.plant(f"{kind}position")
    )
    create_citation(target=place, note=canaries.plant(f"{kind}positioncitation"))
    part = create_involvement(
        programme=public.programme, person=person, note=canaries.plant(f"{kind}part")
    )
    create_citation(target=part, note=canaries.plant(f"{kind}partcitation"))
    public.output.authors.add(person)
    return person


def plant_output(canaries, public: Public, source, *, published) -> Output:
    output = create_output(
        **plant_texts(canaries, "output", "summary"),
        published=published,
        website=f"https://{canaries.plant('outputsite')}.example/",
        when=canaries.spelt("1751-02-03", on_pages="3 February 1751"),
        publishers=[public.organisation],
        programmes=[public.programme],
    )
    plant_around(canaries, "output", output, source)
    return output


def plant_event(canaries, source, words, *, published) -> Event:
    event = create_event(
        **plant_texts(canaries, "event", "summary"),
        places=[words["place"]],
        published=published,
        # It went on into the time of what is public.
        when=f"{canaries.spelt('1761-02-03', on_pages='3 February 1761')}/1990",
    )
    plant_around(canaries, "event", event, source)
    return event


def plant_assessment(canaries, source, kind, *, published, **judged) -> Assessment:
    texts = plant_texts(canaries, kind, "summary")
    assessment = create_assessment(**texts, published=published, **judged)
    plant_around(canaries, kind, assessment, source)
    return assessment


def plant_interviews(canaries, public: Public, source, words, *, published) -> tuple:
    """Return a study, and a question, a code and statements of the public one; last, one of its."""
    study = create_study(
        **plant_texts(canaries, "study", "summary", "voices", "missing_voices"),
        published=published,
    )
    question = create_question(
        **plant_texts(canaries, "question", "wording"),
        study=public.study,
        parent=public.question,
        number=canaries.plant("qno"),
        published=published,
    )
    code = create_code(
        **plant_texts(canaries, "code", "key", "definition"),
        study=public.study,
        published=published,
        include_when=canaries.plant_secret("include"),
        exclude_when=canaries.plant_secret("exclude"),
        example=canaries.plant_secret("example"),
    )
    shared = {"kind": "words", "published": published}
    finding = create_finding(
        **plant_texts(canaries, "finding", "statement", "stance", "source_words"),
        **shared,
        study=public.study,
        question=public.question,
        highlighted=True,
        periods=[public.period],
        events=[public.event],
        areas=[*public.finding.areas.all(), words["area"]],
        actor_kinds=[*public.finding.actor_kinds.all(), words["actor_kind"]],
    )
    recommendation = create_recommendation(
        **plant_texts(canaries, "recommendation", "statement"),
        published=published,
        study=public.study,
        question=public.question,
        addressees=[*public.recommendation.addressees.all(), words["actor_kind"]],
        areas=[*public.recommendation.areas.all(), words["area"]],
    )
    of_study = create_finding(
        **plant_texts(canaries, "ofstudy", "statement", "stance", "source_words"),
        **shared,
        study=study,
    )
    found = study, question, code, finding, recommendation, of_study
    for kind, record in zip(
        ("study", "question", "code", "finding", "recommendation", "ofstudy"), found, strict=True
    ):
        plant_around(canaries, kind, record, source)
    return found


def link_findings_from(public: Public, hidden: Hidden) -> None:
    """Let public statements speak of what may be hidden, and answer a question that may be."""
    public.finding.periods.add(hidden.period)
    public.finding.events.add(hidden.event)
    for record in (public.finding, public.recommendation):
        save_stored(record, question=hidden.question)


def link_from(public: Public, programme: Programme, organisation: Organisation) -> None:
    """Let what is public be a part of, or made by, what may be hidden."""
    public.output.programmes.add(programme)
    public.output.publishers.add(organisation)
    save_stored(public.output)
    save_stored(public.programme, parent=programme)
    save_stored(public.organisation, parent=organisation)


def link_to(
    canaries: Canaries,
    public: Public,
    programme: Programme,
    organisation: Organisation,
    output: Output,
) -> None:
    """Let what may be hidden be a part of, or done by, what is public."""
    speaker = Person.objects.get(slug="speaker")
    create_affiliation(
        person=speaker, organisation=organisation, role=canaries.plant("speakerposition")
    )
    create_involvement(programme=programme, person=speaker, note=canaries.plant("speakerpart"))
    output.authors.add(speaker)
    save_stored(output)
    save_stored(programme, parent=public.undated)
    save_stored(organisation, parent=public.guest)


def save_stored(record: Record, **values) -> None:
    """Save a record as it is stored by now, with these values."""
    record.refresh_from_db()
    with changes(by=None):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()
