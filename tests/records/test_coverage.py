"""Which paragraphs of a source no record cites, and why that is so."""

import pytest
from django.core.management import call_command
from reversion.models import Version

from tests.factories import (
    create_citation,
    create_paragraph,
    create_programme,
    create_source,
    create_user,
)
from tests.forms import change_url, open_form, save
from trackdiplo.records.models import Counter

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
