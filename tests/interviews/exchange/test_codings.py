"""Codings go out and come back: every passage on its words, whatever a program did to the text."""

from __future__ import annotations

import io
import re
import zipfile

import orjson
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from interviews.coding.importing import import_answers, table_of
from interviews.exchange.annotations import annotations, read_annotations
from interviews.exchange.marks import Mark, found_in, take_over
from interviews.exchange.project import project_file, read_project
from interviews.exchange.table import codings_table, read_table
from interviews.models.confidential import AuditEntry, Coding, Response, normalised
from tests.factories import create_code, create_question, create_study, create_user
from tests.factories.confidential import create_coding, create_respondent, create_response

pytestmark = pytest.mark.django_db

# As a spreadsheet saves it: a byte order mark, CR LF, accents that stand alone, emoji of many code
# points, three scripts, a formula.
SAID = (
    "Cafe\u0301 👩‍👩‍👧 🇦🇲 x\u0323\u0307.\r\nՄենք միասին վերանորոգեցինք։ "
    "п\u0301исали, bir yerdə; bir yerdə.\r\n=1+1"
)
QUOTES = [
    normalised(quote)
    for quote in (
        "Cafe\u0301", "👩‍👩‍👧", "🇦🇲 x\u0323\u0307", "վերանորոգեցինք", "п\u0301исали", "bir yerdə",
        "=1+1",
    )
]  # fmt: skip
WAYS = {
    "project": (project_file, read_project),
    "table": (codings_table, read_table),
    "annotations": (annotations, read_annotations),
}


@pytest.fixture
def study():
    study = create_study()
    create_question(study=study, number="8b")
    create_code(study=study, name="Trust", key="trust")
    create_code(study=study, name="Lost", key="trust-lost")
    head = "respondent,sector,quote_consent,question,asked,answer\r\n"
    content = f'\ufeff{head}R-4k,ngo,no,8b,yes,"{SAID}"\r\n'.encode()
    import_answers(study, table_of("answers.csv", content), by=create_user(), apply=True)
    return study


def coded(study, coder) -> Response:
    """Return the answer, each of the quotes coded twice, over one another, the last of its kind."""
    answer = Response.objects.get(respondent__study=study)
    for code in study.codes.all():
        for quote in QUOTES:
            start = answer.text.rindex(quote)
            create_coding(
                response=answer, code=code, coder=coder, start=start, end=start + len(quote)
            )
        create_coding(response=answer, code=code, coder=coder, start=0, end=len(answer.text))
    return answer


def spans(coder) -> set[tuple]:
    rows = Coding.objects.filter(coder=coder)
    for row in rows:
        assert row.response.text[row.start : row.end] == row.quote
    return set(rows.values_list("response", "code", "start", "end", "quote"))


@pytest.mark.parametrize("way", WAYS)
def test_every_passage_keeps_its_words_from_import_to_export_to_import(study, way):
    write, read = WAYS[way]
    one, other = create_user(), create_user()
    coded(study, one)

    content = write(study, phase="independent", by=one)
    first = take_over(study, read(content), by=other)
    again = take_over(study, read(content), by=other)

    assert (first.new, first.same, first.problems) == (16, 0, [])
    assert (again.new, again.same, again.problems) == (0, 16, [])
    assert spans(other) == spans(one)


def test_a_project_comes_back_from_a_program_that_writes_other_line_ends(study):
    one, other = create_user(), create_user()
    answer = coded(study, one)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(project_file(study, phase="independent", by=one))) as before,
        zipfile.ZipFile(packed, "w") as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name.startswith("sources/"):
                content = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
            else:
                content = with_carriage_returns(content.decode(), answer.text).encode()
            after.writestr(name, content)

    report = take_over(study, read_project(packed.getvalue()), by=other)

    assert report.problems == []
    assert spans(other) == spans(one)


def with_carriage_returns(project: str, text: str) -> str:
    """Return the project as a program writes it that counts each line end as two."""

    def moved(match) -> str:
        place = int(match[2])
        return f'{match[1]}="{place + text[:place].count(chr(10))}"'

    return re.sub(r'(startPosition|endPosition)="(\d+)"', moved, project)


def test_an_annotation_says_place_words_and_what_stands_around(study):
    answer = coded(study, create_user(username="anna"))

    page = orjson.loads(annotations(study, phase="independent", by=create_user()))

    assert (page["@context"], page["type"]) == (
        "http://www.w3.org/ns/anno.jsonld", "AnnotationPage",
    )  # fmt: skip
    assert {item["target"]["source"] for item in page["items"]} == {"urn:x-answer:R-4k:8b"}
    assert {item["creator"]["nickname"] for item in page["items"]} == {"coder-1"}
    for item in page["items"]:
        position, words = item["target"]["selector"]
        assert answer.text[position["start"] : position["end"]] == words["exact"]
        assert words["prefix"] + words["exact"] + words["suffix"] in answer.text
    assert AuditEntry.objects.filter(action="exported").count() == 1


@pytest.mark.parametrize(
    ("mark", "place"),
    [
        ({"start": 3, "exact": "met"}, 3),
        ({"start": 99, "exact": "talked"}, 11),
        ({"start": 99, "exact": "we", "prefix": ", ", "suffix": " t"}, 8),
        ({"start": 0, "exact": "met", "prefix": "We ", "suffix": ", we"}, 3),
    ],
)
def test_a_passage_is_found_at_its_place_or_where_its_words_stand_once(mark, place):
    assert found_in("We met, we talked, we met.", Mark("R", "1", "c", **mark)) == place


@pytest.mark.parametrize("exact", ["met", "", "We meet"])
def test_a_passage_that_stands_nowhere_or_twice_is_not_guessed(exact):
    with pytest.raises(ValidationError, match="nowhere, or more than once"):
        found_in("We met, we talked, we met.", Mark("R", "1", "c", start=1, exact=exact))


def test_one_bad_passage_and_none_is_taken_and_no_word_of_it_is_told(study):
    coder = create_user()
    coded(study, create_user())
    good = list(read_table(codings_table(study, phase="independent", by=coder)))
    bad = [
        Mark("R-4k", "8b", "trust", start=0, exact="Zabulon"),
        Mark("R-4k", "9", "trust", start=0, exact="Café"),
        Mark("R-4k", "8b", "hope", start=0, exact="Café"),
    ]

    report = take_over(study, [*good, *bad], by=coder)

    assert report.problems == [
        "17: The words of this passage stand nowhere, or more than once.",
        "18: The study has no such answer.",
        "19: The study has no such code.",
    ]
    assert not Coding.objects.filter(coder=coder).exists()


def test_what_is_agreed_on_and_who_withdrew_are_left_alone(study):
    coder = create_user()
    answer = coded(study, create_user())
    marks = list(read_table(codings_table(study, phase="independent", by=coder)))
    Response.objects.filter(pk=answer.pk).update(adjudicated=True)

    assert "agreed on" in take_over(study, marks[:1], by=coder).problems[0]
    answer.respondent.withdrawn_at = answer.codings.first().created_at
    answer.respondent.save()
    assert "no such answer" in take_over(study, marks[:1], by=coder).problems[0]


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (read_project, b"no zip"),
        (read_table, b"\xff\xfe"),
        (read_table, b"a,b\n1,2\n"),
        (read_table, b"respondent,question,code,start,quote\nR,1,c,x,y\n"),
        (read_annotations, b"{}"),
        (read_annotations, b'[{"target": {"source": "http://example.org/"}}]'),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(read, content):
    with pytest.raises(ValidationError):
        list(read(content))


def test_a_coder_takes_codings_over_on_the_page_of_files(study, client):
    call_command("setup_groups")
    lead, coder = create_user(groups=["Lead coders"]), create_user(groups=["Coders"])
    answer = create_response(
        respondent=create_respondent(study=study, pseudonym="R-zz"),
        question=study.questions.get(),
    )
    create_coding(response=answer, code=study.codes.first(), coder=lead, start=0, end=2)
    client.force_login(coder)
    path = reverse("admin:coding_codings_in", args=[study.pk])

    def given(name: str, content: bytes) -> str:
        return client.post(path, {"file": SimpleUploadedFile(name, content)}).text

    assert "must end in one of" in given("codings.txt", b"")
    assert "Nothing was taken over" in given(
        "a.csv", b"respondent,question,code,start,quote\nR,1,c,0,y\n"
    )
    page = given("a.qdpx", project_file(study, phase="independent", by=lead))
    assert "<dd>1</dd>" in page
    assert Coding.objects.get(coder=coder).quote == "We"
