"""A record is cited as a version of itself, in forms that reference managers read."""

import json
import re
from datetime import date

import bibtexparser
import pytest
import rispy

from tests.factories import create_organisation, create_programme
from trackdiplo.records.models import Change

pytestmark = pytest.mark.django_db

NAME = "Peace & “war”: 100% of {it}_all #1 ~ $5 \\"


def cite(client, record, **asked) -> str:
    answer = client.get(f"/id/{record.public_id}/cite/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def version(record) -> Change:
    return Change.of(record.public_id).first()


def test_a_reference_in_words_says_which_version_it_is_of_and_where_the_record_stays(client):
    programme = create_programme(name="Bridge")
    change = version(programme)

    text = cite(client, programme)

    assert text == (
        f"trackdiplo: “Bridge” (programme {programme.public_id}). Version of"
        f" {change.at.day} {change.at:%B %Y}, revision {change.number}."
        f" http://testserver/id/{programme.public_id}/\n"
    )


def test_the_day_of_access_is_the_readers_to_tell(client):
    programme = create_programme()

    assert "Accessed" not in cite(client, programme)
    assert cite(client, programme, accessed="2026-03-05").endswith(" Accessed 5 March 2026.\n")


def test_a_reader_of_bibtex_reads_what_was_written(client):
    programme = create_programme(name=NAME)

    text = cite(client, programme, format="bibtex", accessed="2026-03-05")

    decode = bibtexparser.middlewares.LatexDecodingMiddleware()
    library = bibtexparser.parse_string(text, append_middleware=[decode])
    assert library.failed_blocks == []
    entry = library.entries[0]
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    change = version(programme)
    assert (entry.entry_type, entry.key) == ("misc", programme.public_id)
    # The braces around it keep its capitals; the library leaves them, and one pair of its own.
    assert re.sub(r"[{}]", "", fields["title"]) == re.sub(r"[{}]", "", NAME)
    assert fields["year"] == str(change.at.year)
    assert fields["url"] == f"http://testserver/id/{programme.public_id}/"
    assert fields["urldate"] == "2026-03-05"
    assert fields["note"] == f"programme {programme.public_id}, revision {change.number}"


def test_a_reader_of_ris_reads_what_was_written(client):
    programme = create_programme(name="One\r\nER  - \r\ntwo")

    [entry] = rispy.loads(cite(client, programme, format="ris", accessed="2026-03-05"))

    change = version(programme)
    assert entry["type_of_reference"] == "ELEC"
    assert entry["title"] == "One ER - two"
    assert entry["id"] == programme.public_id
    assert entry["date"] == f"{change.at:%Y/%m/%d}"
    assert entry["access_date"] == "2026/03/05"
    assert entry["urls"] == [f"http://testserver/id/{programme.public_id}/"]


def test_csl_json_has_the_dates_in_parts(client):
    programme = create_programme(name=NAME)

    [item] = json.loads(cite(client, programme, format="csl", accessed="2026-03-05"))

    change = version(programme)
    assert item["title"] == NAME
    assert item["issued"] == {"date-parts": [[change.at.year, change.at.month, change.at.day]]}
    assert item["accessed"] == {"date-parts": [[2026, 3, 5]]}
    assert item["version"] == f"revision {change.number}"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("format=word", "format"),
        ("accessed=yesterday", "accessed"),
        ("accessed=2026-02-30", "accessed"),
        ("accesed=2026-03-05", "accesed"),
        ("format=ris&format=csl", "format"),
    ],
)
def test_what_is_not_understood_is_named(client, query, name):
    answer = client.get(f"/id/{create_programme().public_id}/cite/?{query}")

    assert answer.status_code == 400
    assert f"<code>{name}</code>" in answer.content.decode()


def test_a_donor_is_cited_as_the_organisation_that_it_is(client):
    donor = create_organisation(name="Payer")
    create_programme(donors=[donor])

    page = client.get(f"/donors/{donor.slug}/").content.decode()

    assert cite(client, donor).split(" http")[0] in page


def test_a_version_is_of_the_day_on_which_the_record_changed_last(client):
    programme = create_programme()
    Change.objects.filter(public_id=programme.public_id).update(at="2024-02-03T12:00Z")

    [item] = json.loads(cite(client, programme, format="csl"))

    assert date(*item["issued"]["date-parts"][0]) == date(2024, 2, 3)
