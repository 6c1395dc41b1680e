"""A small data package that loads, for tests to break."""

import copy
import csv

from trackdiplo.records.package.tables import tables

ROWS = {
    "sources": [
        {"key": "study", "title": "The study", "kind": "report", "published": "2025-10"},
    ],
    "paragraphs": [
        {"key": "p-1", "source": "study", "section": "Stages", "number": "1", "opening": "In the"},
        {"key": "p-2", "source": "study", "section": "Stages", "number": "2", "opening": "When a"},
    ],
    "places": [{"key": "baku", "name": "Baku", "country": "AZ"}],
    "organisations": [
        {"key": "club", "name": "Press club", "kind": "press_club", "place": "baku"},
        {"key": "fund", "name": "Fund", "kind": "foundation", "is_donor": "true"},
    ],
    "areas": [{"key": "media", "name": "Media", "definition": "Journalists.", "order": "1"}],
    "activities": [{"key": "bridge", "name": "TV bridge", "definition": "Two studios."}],
    "periods": [
        {"key": "war", "name": "War", "number": "1", "when": "1992/1994", "summary": "Few met."},
    ],
    "programmes": [
        {
            "key": "films", "name": "Films", "kind": "project", "when": "2015/..", "track": "2",
            "summary": "Films were made.", "outcome": "Nine films.", "areas": "media",
            "activities": "bridge", "places": "baku",
        },
        {
            "key": "talks", "name": "Talks", "summary": "They talked.", "outcome_unknown": "true",
            "areas": "media", "activities": "bridge", "periods": "war",
        },
    ],
    "participations": [
        {"key": "films.club", "programme": "films", "organisation": "club", "role": "lead"},
        {"key": "films.fund", "programme": "films", "organisation": "fund", "role": "partner"},
        {"key": "talks.club", "programme": "talks", "organisation": "club", "role": "host"},
        {
            "key": "talks.x", "programme": "talks", "withheld_label": "partner_armenia",
            "role": "host",
        },
    ],
    "fundings": [
        {
            "key": "films.fund", "programme": "films", "donor": "fund", "amount": "1000",
            "currency": "EUR",
        },
    ],
    "people": [
        {"key": "editor", "name": "An Editor", "indexed": "true", "summary": "An editor."},
    ],
    "affiliations": [
        {"key": "editor.club", "person": "editor", "organisation": "club", "role": "chair"},
    ],
    "involvements": [
        {"key": "films.editor", "programme": "films", "person": "editor", "role": "author"},
    ],
    "events": [
        {
            "key": "truce", "name": "Truce", "kind": "agreement", "when": "1994-05",
            "bearing": "enabling", "places": "baku",
        },
    ],
    "outputs": [
        {
            "key": "reel", "name": "Reel", "kind": "film", "count": "9", "summary": "Nine films.",
            "programmes": "films", "authors": "editor", "publishers": "club",
        },
    ],
    "assessments": [
        {
            "key": "films-worked", "name": "Films worked", "kind": "achievement",
            "programme": "films", "summary": "Films were seen.",
        },
    ],
    "actor_kinds": [{"key": "donors", "name": "Donors", "definition": "Who pays.", "order": "1"}],
    "studies": [
        {
            "key": "asked", "name": "Interviews", "source": "study", "voices": "Twenty people.",
            "missing_voices": "All others.", "summary": "They were asked.", "min_base": "10",
        },
    ],
    "questions": [
        {
            "key": "asked-1", "name": "What helped", "study": "asked", "number": "1", "order": "1",
            "wording": "What helped?",
        },
    ],
    "findings": [
        {
            "key": "films-help", "name": "Films help", "study": "asked", "question": "asked-1",
            "order": "1", "statement": "Respondents say that films help.", "kind": "words",
            "source_words": "most", "band": "many", "periods": "war", "areas": "media",
            "events": "truce", "actor_kinds": "donors",
        },
    ],
    "recommendations": [
        {
            "key": "make-films", "name": "Make films", "study": "asked", "question": "asked-1",
            "kind": "recommendation", "order": "1", "statement": "Films should be made.",
            "addressees": "donors", "areas": "media",
        },
    ],
    "distinct": [
        {
            "kind_of_record": "organisation", "record": "club", "other": "fund",
            "reason": "One pays the other.",
        },
    ],
    "names": [
        {"kind_of_record": "organisation", "record": "club", "name": "BPC", "kind": "acronym"},
    ],
    "citations": [
        {"kind_of_record": kind, "record": record, "source": "study", "locator": locator}
        for kind, record in [
            ("period", "war"), ("organisation", "club"), ("organisation", "fund"),
            ("programme", "films"), ("programme", "talks"), ("participation", "films.club"),
            ("funding", "films.fund"), ("person", "editor"), ("event", "truce"),
            ("output", "reel"), ("assessment", "films-worked"), ("study", "asked"),
            ("question", "asked-1"), ("finding", "films-help"), ("recommendation", "make-films"),
        ]
        for locator in ("p-1", "p-2")
    ],
}  # fmt: skip
COUNTS = {name: len(rows) for name, rows in ROWS.items()}


def stored_counts():
    return {table.name: table.model.objects.count() for table in tables()}


def write_package(folder, edit=None):
    """Write the package into `folder`; `edit` may change its rows, a dict of lists of dicts."""
    rows = copy.deepcopy(ROWS)
    if edit:
        edit(rows)
    for table in tables():
        with (folder / table.filename).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.header, restval="")
            writer.writeheader()
            writer.writerows(rows[table.name])
    return folder
