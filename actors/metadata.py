"""How organisations, donors and people are described."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import Donor, Organisation, OrganisationKind, Person
from trackdiplo.records.metadata import (
    Thing,
    dates,
    describe,
    kind_of,
    listed,
    named,
    sentence,
)

TYPES = {
    OrganisationKind.NGO: "NGO",
    OrganisationKind.GOVERNMENT: "GovernmentOrganization",
    OrganisationKind.MEDIA: "NewsMediaOrganization",
    OrganisationKind.RESEARCH: "ResearchOrganization",
}


def sentence_of_organisation(record: Organisation) -> str:
    parent = record.public_parent
    return sentence(
        kind_and_place(record),
        _("part of %(parent)s") % {"parent": parent.name} if parent else "",
        record.when_display,
    )


def kind_and_place(record: Organisation) -> str:
    kind = kind_of(record, _("organisation"))
    if not record.place:
        return kind
    return _("%(kind)s in %(place)s") % {"kind": kind, "place": record.place.name}


def organisation(record: Organisation) -> Thing:
    return {
        "@type": TYPES.get(record.kind, "Organization"),
        "url": record.website,
        "location": named("Place", [record.place] if record.place else []),
        "parentOrganization": named("Organization", filter(None, [record.public_parent])),
        **dates(record.when, "foundingDate", "dissolutionDate"),
    }


def sentence_of_donor(record: Donor) -> str:
    number = len({row.programme_id for row in record.public_fundings})
    if not number:
        return sentence(kind_of(record, _("organisation")), _("named as a donor by the sources"))
    paid = ngettext(
        "known to have funded or supported %(number)s programme",
        "known to have funded or supported %(number)s programmes",
        number,
    )
    return sentence(kind_of(record, _("organisation")), paid % {"number": number})


def donor(record: Donor) -> Thing:
    return {"@type": TYPES.get(record.kind, "Organization"), "url": record.website}


def sentence_of_person(record: Person) -> str:
    places = [row.in_words for row in record.public_affiliations]
    return sentence(listed(places) if places else _("someone whom the sources name"))


def person(record: Person) -> Thing:
    organisations = (row.organisation for row in record.public_affiliations)
    return {"@type": "Person", "affiliation": named("Organization", organisations)}


describe("organisation", sentence_of_organisation, organisation)
describe("donor", sentence_of_donor, donor)
describe("person", sentence_of_person, person)
