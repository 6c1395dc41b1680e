"""A small public record with a little of everything, and a curator who never rests."""

from __future__ import annotations

import random

from actors.models import Affiliation
from programmes.models import Funding, Involvement, Participation
from tests.factories import (
    create_actorkind,
    create_affiliation,
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
    create_period,
    create_person,
    create_place,
    create_programme,
    create_question,
    create_recommendation,
    create_source,
    create_study,
)
from trackdiplo.records.models import AlternateName, Citation, Status, changes

ROWS = [Participation, Funding, Involvement, Affiliation, AlternateName, Citation]


def save(row, **values) -> None:
    row.refresh_from_db()
    with changes(by=None):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


@changes(by=None)
def create_world() -> dict[str, list]:
    place, source = create_place(), create_source()
    create_paragraph(source=source)
    organisation, other = create_organisation(place=place), create_organisation(is_donor=True)
    period = create_period(when="2001/2010")
    programme = create_programme(
        places=[place], organisations=[organisation], donors=[other], parent=None
    )
    undated = create_programme(when="", periods=[period], parent=programme)
    person = create_person()
    create_affiliation(person=person, organisation=organisation)
    create_involvement(programme=programme, person=person)
    made = {"authors": [person], "publishers": [organisation], "programmes": [programme]}
    event, kind = create_event(places=[place], when="2003"), create_actorkind()
    study = create_study(source=source)
    question = create_question(study=study)
    answers = {"study": study, "question": question, "areas": programme.areas.all()}
    links = {"periods": [period], "events": [event], "actor_kinds": [kind]}
    records = [
        organisation, other, period, programme, undated, person,
        event, create_output(**made),
        create_assessment(programme=programme), create_assessment(period=period),
        study, question, create_question(study=study, parent=question),
        create_code(study=study, parent=create_code(study=study)),
        create_finding(**answers, **links), create_recommendation(**answers, addressees=[kind]),
    ]  # fmt: skip
    for record in records:
        create_citation(target=record, source=source, locator="stages-1")
        create_name(target=record, name=f"Another {record.pk}")
    words = [place, kind, *programme.areas.all(), *programme.activities.all(), source]
    return {"records": records, "words": words}


class Curator:
    """Does something at random, again and again; the same for the same seed."""

    def __init__(self, seed: int, made: dict[str, list]):
        self.random, self.made, self.count = random.Random(seed), made, 0

    def act(self) -> str:
        self.count += 1
        what = self.random.choice([
            self.rename, self.summarise, self.move_slug, self.edit_row, self.drop_row, self.add_row,
            self.edit_word, self.withdraw_or_publish, self.hide_or_show, self.nest, self.date,
            self.draft,
        ])  # fmt: skip
        what()
        return what.__name__

    @property
    def record(self):
        record = self.random.choice(self.made["records"])
        record.refresh_from_db()
        return record

    def of(self, kind: str):
        found = [each for each in self.made["records"] if kind == each.KIND]
        return self.random.choice(found)

    def rename(self):
        save(self.record, name=f"Renamed {self.count}")

    def summarise(self):
        record = self.record
        save(record, **({"summary": f"Text {self.count}."} if hasattr(record, "summary") else {}))

    def move_slug(self):
        save(self.record, slug=f"slug-{self.count}")

    def row(self):
        rows = list(self.random.choice(ROWS).objects.order_by("pk"))
        return self.random.choice(rows) if rows else None

    def edit_row(self):
        row = self.row()
        if isinstance(row, AlternateName):
            save(row, name=f"Other {self.count}")
        elif isinstance(row, Affiliation):
            save(row, role=f"Role {self.count}")
        elif row is not None:
            save(row, note=f"Note {self.count}")

    def drop_row(self):
        row = self.row()
        if isinstance(row, Citation | Participation) or row is None:
            return  # a record may need it
        with changes(by=None):
            row.delete()

    def add_row(self):
        programme = self.of("programme")
        one = self.random.choice(["funding", "name", "citation", "role", "part"])
        if one == "funding":
            create_funding(programme=programme, donor=create_organisation())
        elif one == "name":
            create_name(target=self.record, name=f"New name {self.count}")
        elif one == "citation":
            create_citation(target=self.record, note=f"Note {self.count}")
        elif one == "role":
            create_affiliation(person=self.of("person"), role=f"Role {self.count}")
        else:
            create_involvement(programme=programme)

    def edit_word(self):
        word = self.random.choice(self.made["words"])
        values = {"name": f"Word {self.count}"}
        if hasattr(word, "definition"):
            values["definition"] = f"Meaning {self.count}."
        if hasattr(word, "order"):
            values["order"] = self.count
        save(word, **values)

    def withdraw_or_publish(self):
        record = self.record
        if record.status == Status.PUBLISHED and record.KIND != "period":
            record.withdraw(by=None, reason="A mistake.")
        elif record.status != Status.PUBLISHED:
            record.publish(by=None)

    def hide_or_show(self):
        person = self.of("person")
        person.refresh_from_db()
        save(person, indexed=not person.indexed, unindexed_reason="asked for it")

    def nest(self):
        parts = [each for each in self.made["records"] if each.KIND == "organisation"]
        for part in parts:
            part.refresh_from_db()
        first, second = parts[:2]
        save(second, parent=None if second.parent_id else first)

    def date(self):
        record = self.of(self.random.choice(["event", "programme", "output", "period"]))
        save(record, when=str(1990 + self.count % 20))

    def draft(self):
        create_programme(published=False)
