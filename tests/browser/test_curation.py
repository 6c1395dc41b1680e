"""A curator enters a programme of the study from nothing; the public page then shows it."""

import pytest
from django.core.management import call_command

from programmes.models import Programme
from tests.factories import (
    create_activity,
    create_area,
    create_organisation,
    create_paragraph,
    create_source,
    create_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def study():
    """What is there before: the study, a donor, and the vocabularies."""
    call_command("setup_groups")
    create_user(username="nare", password="a-long-password", groups=["Curators", "Publishers"])
    source = create_source(name="Civic diplomacy", slug="ypc-2025", published="2025-10")
    create_paragraph(source=source, key="stages-29", number=29)
    create_organisation(name="Conciliation Resources", is_donor=True)
    create_area(name="Arts and culture", slug="arts")
    create_activity(name="Film", slug="film")


def add_organisation(hands, *, row, name):
    """Add an organisation that is not there yet, with its citation, in the window of the “+”."""
    window = hands.popup(f"#add_id_participations-{row}-organisation")
    hands.type("#id_name", name, page=window)
    hands.choose("#id_kind", "media", page=window)
    hands.complete("source", "civic", page=window)
    hands.type("[name$='-0-locator']", "stages-29", page=window)
    with window.expect_event("close"):
        hands.click("[name=_save]", page=window)


def test_a_programme_with_new_organisations_is_entered_and_published(hands, study, live_server):
    hands.log_in("nare", "a-long-password")
    hands.page.goto("/admin/programmes/programme/add/")

    hands.type("#id_name", "Dialogue Through Film")
    hands.choose("#id_kind", "series")
    hands.type("#id_when", "2007/2013")
    hands.complete("areas", "arts")
    hands.complete("activities", "film")
    hands.type("#id_summary", "Film makers of both sides made short films about the war's people.")
    hands.type("#id_reach", "around 30 films")
    hands.click("#id_outcome_unknown")
    add_organisation(hands, row=0, name="Internews Armenia")
    hands.choose("#id_participations-0-role", "implementer")
    hands.click("#participations-group .add-row a")
    add_organisation(hands, row=1, name="Internews Azerbaijan")
    hands.choose("#id_participations-1-role", "implementer")
    hands.complete("donor", "concil")
    hands.complete("source", "civic")
    hands.type("[name=records-citation-content_type-object_id-0-locator]", "stages-29")
    hands.click("[name=_submit]")
    hands.click("[name=_publish_with_drafts]")

    programme = Programme.objects.get()
    answer = hands.page.goto(programme.get_absolute_url())
    assert answer.status == 200
    text = hands.page.inner_text("main")
    for shown in (
        "Dialogue Through Film", "2007–2013", "Internews Armenia", "Internews Azerbaijan",
        "Conciliation Resources", "around 30 films", "Stages, paragraph 29",
    ):  # fmt: skip
        assert shown in text
    assert hands.count < 60
