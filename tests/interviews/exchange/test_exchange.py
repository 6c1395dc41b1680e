"""Codebooks and projects go out and come back as other programs read them."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
import xmlschema
from django.conf import settings
from django.core.exceptions import ValidationError

from interviews.exchange.codebook import codebook_file, import_codebook, read_codebook
from interviews.exchange.project import NAMESPACE, project_file
from interviews.exchange.table import codings_table
from interviews.models import Code
from interviews.models.confidential import AuditEntry
from tests.factories import create_code, create_study, create_user
from tests.factories.confidential import create_coding, create_respondent, create_response
from tests.once import once_for

pytestmark = pytest.mark.django_db

SCHEMAS = Path(settings.BASE_DIR).parent / "shared" / "refi-qda"
with_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason=f"The schemas of REFI-QDA are not at {SCHEMAS.name}/."
)
# NFC, with an emoji, a combining accent that has no letter of its own, and three scripts.
TEXT = "Peace 🕊 վստահություն\nx\u0323\u0307 вместе, bir yerdə."
PLACES = [(0, 5), (6, 7), (8, 20), (21, 24), (0, 20)]


@once_for("module")
def study():
    study = create_study(name="Talks & <people>")
    trust = create_code(
        study=study,
        name="Trust",
        key="trust",
        definition="Believing\nthe other side.",
        include_when="INCLUDE it when said.",
        exclude_when="Not hope.",
        example="“We believed them.” 🕊",
    )
    create_code(study=study, name="Lost", key="trust-lost", parent=trust)
    create_code(
        study=study, name="Վստահություն", key="group", codable=False, definition="", published=False
    )
    return study


def codes(study) -> list[tuple]:
    names = ("guid", "key", "name", "parent__guid", "codable", "definition", "include_when",
             "exclude_when", "example")  # fmt: skip
    return sorted(Code.objects.filter(study=study).values_list(*names))


def project(packed: bytes) -> tuple[xml.Element, dict[str, str]]:
    """Return the project of a `.qdpx` file, and its texts by guid."""
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        texts = {
            Path(name).stem: files.read(name).decode()
            for name in files.namelist()
            if name.startswith("sources/")
        }
        return xml.fromstring(files.read("project.qde")), texts


# --- Codebooks --------------------------------------------------------------------------------


def test_a_codebook_survives_going_out_and_coming_back(study):
    before = codes(study)

    written = codebook_file(study, for_coders=True)
    report = import_codebook(study, written, by=None)

    assert (report.new, report.changed, report.same, report.missing) == ([], [], 3, [])
    assert codes(study) == before
    assert codebook_file(study, for_coders=True) == written


def test_a_codebook_makes_the_same_codes_in_another_study(study):
    written = codebook_file(study, for_coders=True)
    before = codes(study)
    Code.objects.filter(parent__isnull=False).delete()
    Code.objects.all().delete()
    other = create_study()

    report = import_codebook(other, written, by=create_user())

    assert len(report.new) == 3
    assert codes(other) == before
    assert set(Code.objects.values_list("status", flat=True)) == {"draft"}


def test_a_second_study_takes_over_the_codebook_of_a_first_and_is_told_apart_from_it(study):
    written = codebook_file(study, for_coders=True)
    other, before = create_study(), codes(study)

    made = import_codebook(other, written, by=None)
    again = import_codebook(other, written.replace(b'"Lost"', b'"Gone"'), by=None)

    assert (len(made.new), made.changed, made.same) == (3, [], 0)
    assert (again.new, again.changed, again.same, again.missing) == ([], ["Gone"], 2, [])
    assert codes(study) == before
    guids = set(Code.objects.values_list("guid", flat=True))
    assert len(guids) == 6
    assert Code.objects.get(study=other, key="trust-lost").parent.study == other


def test_the_public_codebook_has_definitions_only(study):
    create_code(study=study, name="Hidden", published=False)

    written = codebook_file(study, for_coders=False).decode()

    assert "Believing" in written
    assert not any(word in written for word in ("INCLUDE", "Not hope", "We believed", "Hidden"))


def test_bom_and_crlf_of_other_programs_are_read(study):
    written = codebook_file(study, for_coders=True)
    before = codes(study)

    other_program = b"\xef\xbb\xbf" + written.replace(b"\n", b"\r\n")
    other_program = other_program.replace(b'guid="', b'guid="{', 1).replace(
        b'" name="Trust"', b'}" name="Trust"', 1
    )
    import_codebook(study, other_program, by=None)

    assert codes(study) == before


def test_a_changed_and_a_missing_code_are_told(study):
    written = codebook_file(study, for_coders=True).decode()
    create_code(study=study, name="Since then")

    report = import_codebook(study, written.replace('"Lost"', '"Gone"').encode(), by=None)

    assert (report.changed, report.same, report.missing) == (["Gone"], 2, ["Since then"])


CODE = '<Code guid="{guid}" name="{name}" isCodable="{codable}"/>'
GOOD = {"guid": "11111111-1111-4111-8111-111111111111", "name": "X", "codable": "false"}


def a_file(*entries: dict, namespace="urn:QDA-XML:codebook:1.0") -> bytes:
    inside = "".join(CODE.format(**GOOD | entry) for entry in entries)
    return f'<CodeBook xmlns="{namespace}"><Codes>{inside}</Codes></CodeBook>'.encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"key,name\n", "no XML"),
        (a_file({}, namespace="urn:QDA-XML:project:1.0"), "no REFI-QDA codebook"),
        (a_file(), "no codes"),
        (a_file({"guid": "12"}), "no guid"),
        (a_file({"name": " "}), "no name"),
        (a_file({"codable": "perhaps"}), "true or false"),
        (a_file({}, {"name": "Y"}), "one guid"),
        (a_file({"codable": "true"}), "Define it"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + a_file({}), "entities"),
        (b"x" * 5_000_001, "5 MB"),
    ],
)
def test_a_file_that_is_no_codebook_is_refused_and_nothing_is_written(study, content, reason):
    before = codes(study)

    with pytest.raises(ValidationError, match=reason):
        import_codebook(study, content, by=None)

    assert codes(study) == before


def test_a_study_without_codes_has_no_codebook():
    with pytest.raises(ValidationError, match="no codes"):
        codebook_file(create_study(), for_coders=True)


@with_schemas
def test_a_codebook_is_valid(study):
    schema = xmlschema.XMLSchema(SCHEMAS / "Codebook.xsd")

    for for_coders in (True, False):
        schema.validate(codebook_file(study, for_coders=for_coders).decode())
        assert read_codebook(codebook_file(study, for_coders=for_coders))


# --- Projects ---------------------------------------------------------------------------------


@pytest.fixture
def coded(study):
    coders = create_user(username="anna"), create_user(username="behruz")
    respondent = create_respondent(study=study, pseudonym="kx", sector="media")
    response = create_response(respondent=respondent, text=TEXT)
    trust = Code.objects.get(study=study, key="trust")
    for coder in coders:
        for start, end in PLACES:
            create_coding(
                response=response, code=trust, coder=coder, start=start, end=end, memo="m"
            )
    create_coding(response=response, code=trust, coder=coders[0], phase="agreed", start=0, end=5)
    return study


def test_every_passage_of_a_project_stands_on_its_quote(coded):
    root, texts = project(project_file(coded, phase="independent", by=create_user()))

    [source] = root.iter(f"{{{NAMESPACE}}}TextSource")
    text = texts[source.get("guid")]
    places = [
        (int(each.get("startPosition")), int(each.get("endPosition")))
        for each in source.iter(f"{{{NAMESPACE}}}PlainTextSelection")
    ]
    assert text == TEXT
    assert places == sorted(PLACES)
    assert [text[start:end] for start, end in sorted(PLACES)] == [
        "Peace", "Peace 🕊 վստահություն", "🕊", "վստահություն", "x\u0323\u0307",
    ]  # fmt: skip


def test_a_project_says_no_names_of_coders_no_times_and_no_memos(coded):
    packed = project_file(coded, phase="independent", by=create_user())

    root, _texts = project(packed)
    written = xml.tostring(root, encoding="unicode")
    assert not any(word in written for word in ("anna", "behruz", "DateTime", "memo"))
    users = {user.get("name") for user in root.iter(f"{{{NAMESPACE}}}User")}
    assert users == {"coder-1", "coder-2"}


def test_two_projects_cannot_be_joined_by_their_guids(coded):
    def drawn(packed):
        root, texts = project(packed)
        own = {str(code.guid) for code in Code.objects.all()}
        return ({each.get("guid") for each in root.iter()} | set(texts)) - own - {None}

    one = drawn(project_file(coded, phase="agreed", by=create_user()))
    other = drawn(project_file(coded, phase="agreed", by=create_user()))

    assert one
    assert not one & other


@with_schemas
def test_a_project_is_valid(coded):
    schema = xmlschema.XMLSchema(SCHEMAS / "Project.xsd")

    for study, phase in [(coded, "independent"), (coded, "agreed"), (study_with_codes(), "agreed")]:
        root, _texts = project(project_file(study, phase=phase, by=create_user()))
        schema.validate(xml.tostring(root, encoding="unicode"))


def study_with_codes():
    study = create_study()
    create_code(study=study)
    return study


def test_each_file_leaves_a_row_of_the_audit_without_content(coded):
    user = create_user()

    project_file(coded, phase="agreed", by=user)
    codings_table(coded, phase="agreed", by=user)

    assert list(AuditEntry.objects.values_list("action", "by", "reason")) == [
        ("exported", user.pk, "")
    ] * 2  # fmt: skip


def test_a_table_of_codings_is_safe_to_open(coded):
    trust = Code.objects.get(study=coded, key="trust")
    respondent = create_respondent(study=coded, pseudonym="zz")
    danger = create_response(respondent=respondent, text="=1+1 of us")
    create_coding(response=danger, code=trust, phase="agreed", start=0, end=4)

    table = codings_table(coded, phase="agreed", by=create_user()).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["quote"] for row in rows] == ["Peace", "'=1+1"]
    assert {row["coder"] for row in rows} == {"coder-1", "coder-2"}
