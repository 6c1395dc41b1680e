"""Which paragraphs of a source no record cites, and why that is so."""

import pytest
from django.core.management import CommandError, call_command
from reversion.models import Version

from tests.factories import (
    create_citation,
    create_organisation,
    create_paragraph,
    create_programme,
    create_source,
    create_user,
)
from tests.forms import change_url, open_form, save
from tests.pages import rows
from trackdiplo.records.models import Counter
from trackdiplo.records.package.dump import dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return create_source(name="A study", published="2025-10")


# --- The reason -----------------------------------------------------------------------------


@pytest.fixture
def curator(client):
    call_command("setup_groups")
    client.force_login(create_user(groups=["Curators"]))
    return client


def test_a_curator_says_why_no_record_cites_a_paragraph(curator, source):
    paragraph = create_paragraph(source=source)

    response = save(
        curator, paragraph, open_form(curator, paragraph) | {"no_record_reason": "The method."}
    )

    paragraph.refresh_from_db()
    assert (response.status_code, paragraph.no_record_reason) == (302, "The method.")
    versions = Version.objects.get_for_object(paragraph)
    assert [each.field_dict["no_record_reason"] for each in versions] == ["The method.", ""]


def test_a_reason_is_not_public_so_it_may_be_given_where_the_public_sees_the_paragraph(
    curator, source
):
    paragraph = create_paragraph(source=source)
    programme = create_programme(published=True)
    create_citation(target=programme, source=source, locator=paragraph.key)
    before = Counter.current()

    save(curator, paragraph, open_form(curator, paragraph) | {"no_record_reason": "Wrong."})

    paragraph.refresh_from_db()
    assert (paragraph.no_record_reason, Counter.current()) == ("Wrong.", before)


def test_what_a_source_says_of_its_paragraph_cannot_be_edited(curator, source):
    paragraph = create_paragraph(source=source, opening="In the")

    save(curator, paragraph, {"no_record_reason": "", "opening": "Else", "key": "other-1"})

    paragraph.refresh_from_db()
    assert (paragraph.opening, paragraph.key) == ("In the", "stages-1")
    assert curator.get(change_url(paragraph).replace("change", "delete")).status_code == 403


# --- What cites a paragraph -----------------------------------------------------------------


@pytest.fixture
def paragraphs(source):
    """One of each sort, entered in another order than they stand in the source."""
    create_paragraph(source=source, key="stages-2", number=2, no_record_reason="The method.")
    create_paragraph(source=source, key="stages-1", number=1)
    create_paragraph(source=source, key="dynamics-2", section="Dynamics", number=2)
    create_paragraph(
        source=source, key="dynamics-1", section="Dynamics", number=1, no_record_reason="Aims."
    )
    club = create_organisation(name="Club")
    programme = create_programme(name="Films", organisations=[club], published=False)
    for field in ("", "summary"):
        create_citation(target=programme, source=source, locator="stages-1", field=field)
    create_citation(target=programme, source=source, locator="dynamics-1", field="reach")
    create_citation(target=programme.participations.get(), source=source, locator="stages-1")
    return programme


SUMMARY = [
    "A study",
    "    Stages: 1 cited, 1 marked as holding no fact",
    "    Dynamics: 1 neither cited nor marked, 1 cited, and marked as holding no fact",
]
CONTRADICTORY = [
    "dynamics-1 “In the …”: cited, and marked as holding no fact",
    "    Aims.",
    "    Films, programme; reach",
]
UNCOVERED = ["dynamics-2 “In the …”: neither cited nor marked"]


def said(capsys, *options):
    call_command("coverage", *options)
    return capsys.readouterr().out.splitlines()


def test_the_command_sums_up_each_section_and_names_what_is_to_be_settled(paragraphs, capsys):
    assert said(capsys) == SUMMARY + CONTRADICTORY + UNCOVERED


def test_asked_for_more_it_names_what_cites_each_paragraph(paragraphs, capsys):
    assert said(capsys, "--section", "stages", "--verbosity", "2") == [
        *SUMMARY[:2],
        "stages-1 “In the …”: cited",
        "    Films, programme; the whole, what was done",
        "    Films, programme; Club, implementer",
        "stages-2 “In the …”: marked as holding no fact",
        "    The method.",
    ]


def test_strictly_it_fails_while_a_paragraph_is_to_be_settled(paragraphs, capsys):
    with pytest.raises(CommandError, match="2 paragraphs are still to be settled"):
        call_command("coverage", "--strict")

    assert said(capsys, "--strict", "--section", "Stages")[-1] == SUMMARY[1]


def test_a_section_that_is_not_there_is_an_error(paragraphs):
    with pytest.raises(CommandError, match="no section “Stage s”"):
        call_command("coverage", "--section", "Stage s")


def test_a_dump_keeps_the_order_of_the_source(paragraphs, tmp_path):
    dump(tmp_path, everything=True)

    lines = (tmp_path / "paragraphs.csv").read_text().splitlines()[1:]
    keys = [line.partition(",")[0] for line in lines]
    assert keys == ["stages-1", "stages-2", "dynamics-1", "dynamics-2"]


# --- The page -------------------------------------------------------------------------------

PAGE = "/admin/records/paragraph/"


def test_the_page_shows_in_the_order_of_the_source_what_cites_each_paragraph(curator, paragraphs):
    page = curator.get(PAGE).content.decode()

    assert rows(page) == [
        "Stages, paragraph 1 stages-1 In the … Films , programme; the whole, what was done (draft)"
        " Films , programme; Club, implementer (draft)",
        "Stages, paragraph 2 stages-2 In the … No fact for a record: The method.",
        "Dynamics, paragraph 1 dynamics-1 In the … Cited, and marked as holding no fact. No fact"
        " for a record: Aims. Films , programme; reach (draft)",
        "Dynamics, paragraph 2 dynamics-2 In the … Neither cited nor marked as holding no fact.",
    ]


def test_the_page_leads_to_the_forms_that_hold_the_citations(curator, paragraphs):
    page = curator.get(PAGE).content.decode()

    assert f'<a href="{change_url(paragraphs)}">Films</a>' in page
    assert f'<a href="{change_url(paragraphs.participations.get())}">Films</a>' in page


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("?coverage=uncovered", ["dynamics-2"]),
        ("?coverage=contradictory", ["dynamics-1"]),
        ("?coverage=marked&section=Stages", ["stages-2"]),
        ("?section=Dynamics", ["dynamics-1", "dynamics-2"]),
    ],
)
def test_the_page_is_narrowed_by_section_and_by_what_is_to_be_settled(
    curator, paragraphs, asked, keys
):
    found = curator.get(PAGE + asked).context["cl"].result_list

    assert [paragraph.key for paragraph in found] == keys


def test_the_page_needs_the_permission_to_view_paragraphs(client, paragraphs):
    client.force_login(create_user())

    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_queries_for_three_paragraphs_as_for_one(
    curator, source, count, django_assert_num_queries
):
    programme = create_programme(organisations=[create_organisation()])
    for number in range(1, count + 1):
        create_paragraph(source=source, key=f"stages-{number}", number=number)
        for row in (programme, create_programme(), programme.participations.get()):
            create_citation(target=row, source=source, locator=f"stages-{number}")

    with django_assert_num_queries(17):
        curator.get(PAGE)
