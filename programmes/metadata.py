"""How periods, programmes, events, outputs and assessments are described."""

from __future__ import annotations

from django.utils.translation import gettext as _

from programmes.models import (
    Assessment,
    Bearing,
    Event,
    Output,
    OutputKind,
    Period,
    Programme,
    Role,
)
from trackdiplo.records.metadata import (
    Thing,
    dates,
    describe,
    inside,
    kind_of,
    listed,
    named,
    sentence,
    sources_of,
)

TYPES = {
    OutputKind.BOOK: "Book",
    OutputKind.REPORT: "Report",
    OutputKind.STUDY: "Report",
    OutputKind.FILM: "Movie",
    OutputKind.WEBSITE: "WebSite",
    OutputKind.ARTICLE: "Article",
}


def sentence_of_period(record: Period) -> str:
    words = {"number": record.number, "when": record.when_display}
    return _("Period %(number)s of the history of civic diplomacy, %(when)s.") % words


def period(record: Period) -> Thing:
    return {"@type": "CreativeWork", "temporalCoverage": record.when}


def sentence_of_programme(record: Programme) -> str:
    areas = listed(inside(area.name) for area in record.areas.all())
    donors = listed(map(str, record.shown_fundings))
    kind = record.get_kind_display()
    return sentence(
        _("%(kind)s in %(areas)s") % {"kind": kind, "areas": areas} if areas else kind,
        record.when_display or _("undated"),
        leaders(record),
        _("funded or supported by %(donors)s") % {"donors": donors} if donors else "",
    )


def leaders(record: Programme) -> str:
    """Say who led it, or where that is not known, who carried it out."""
    for role, words in (
        (Role.LEAD, _("led by %(names)s")),
        (Role.IMPLEMENTER, _("carried out by %(names)s")),
    ):
        rows = [row for row in record.shown_participations if row.role == role]
        if rows:
            names = (str(row.organisation or row.get_withheld_display()) for row in rows)
            return words % {"names": listed(names)}
    return ""


def programme(record: Programme) -> Thing:
    organisations = [row.organisation for row in record.shown_participations if row.organisation]
    donors = [row.donor for row in record.shown_fundings if row.donor]
    return {
        "@type": "Project",
        "description": record.summary,
        "url": record.website,
        "keywords": [word.name for word in (*record.areas.all(), *record.activities.all())],
        "location": named("Place", record.places.all()),
        "member": named("Organization", dict.fromkeys(organisations)),
        "funder": named("Organization", donors),
        "parentOrganization": named("Project", filter(None, [record.public_parent])),
        **dates(record.when, "foundingDate", "dissolutionDate"),
    }


def sentence_of_event(record: Event) -> str:
    places = listed(place.name for place in record.places.all())
    kind, bearing = kind_of(record, _("event")), record.get_bearing_display()
    return sentence(
        _("%(kind)s in %(places)s") % {"kind": kind, "places": places} if places else kind,
        record.when_display,
        _("both enabling and hindering dialogue") if record.bearing == Bearing.MIXED else "",
        bearing if record.bearing in (Bearing.ENABLING, Bearing.HINDERING) else "",
    )


def event(record: Event) -> Thing:
    return {
        "@type": "Event",
        "description": record.summary,
        "location": named("Place", record.places.all()),
        **dates(record.when, "startDate", "endDate"),
    }


def sentence_of_output(record: Output) -> str:
    makers = listed(maker.name for maker in record.public_makers)
    programmes = listed(f"“{each.name}”" for each in record.public_programmes)
    kind = kind_of(record, _("work"))
    return sentence(
        _("%(kind)s by %(makers)s") % {"kind": kind, "makers": makers} if makers else kind,
        record.when_display,
        _("made in %(programmes)s") % {"programmes": programmes} if programmes else "",
    )


def output(record: Output) -> Thing:
    return {
        "@type": TYPES.get(record.kind, "CreativeWork"),
        "description": record.summary,
        "author": named("Person", record.public_authors),
        "publisher": named("Organization", record.public_publishers),
        "inLanguage": [tag for tag in record.language.replace(",", " ").split() if tag],
        "url": record.website,
        "temporalCoverage": record.when if "/" in record.when else "",
        **dates("" if "/" in record.when else record.when, "datePublished", "datePublished"),
    }


def sentence_of_assessment(record: Assessment) -> str:
    sources = listed(source.short for source in sources_of(record))
    words = {"kind": record.get_kind_display(), "subject": record.subject.name}
    return sentence(
        _("%(kind)s of “%(subject)s”") % words,
        _("according to %(sources)s") % {"sources": sources} if sources else "",
    )


def assessment(record: Assessment) -> Thing:
    kind = "Project" if record.programme else "CreativeWork"
    return {
        "@type": "CreativeWork",
        "text": record.summary,
        "about": named(kind, [record.subject]),
    }


describe("period", sentence_of_period, period)
describe("programme", sentence_of_programme, programme)
describe("event", sentence_of_event, event)
describe("output", sentence_of_output, output)
describe("assessment", sentence_of_assessment, assessment)
