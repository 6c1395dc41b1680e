"""What the admin keeps, brings back, and says beside the form."""

import pytest
from django.urls import reverse

from tests.factories import (
    create_citation,
    create_name,
    create_organisation,
    create_period,
    create_programme,
)
from tests.forms import (
    CITATIONS,
    add_row,
    change_url,
    data_of,
    messages_of,
    open_form,
    save,
)
from trackdiplo.records.models import Counter, FormerSlug, Status, changes

pytestmark = pytest.mark.django_db


# --- History --------------------------------------------------------------------------------


def revisions_of(client, record):
    """Return the addresses of the record's versions, the latest first."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_history"
    return [
        entry["url"] for entry in client.get(reverse(name, args=[record.pk])).context["action_list"]
    ]


def test_a_revert_brings_back_content_roles_and_citations_but_not_status_or_slug(publisher):
    programme = create_programme(published=False, summary="First.")
    create_citation(target=programme, note="From the start.")
    save(publisher, programme, open_form(publisher, programme))
    data = open_form(publisher, programme)
    data |= {
        "summary": "Second.",
        "slug": "a-new-address",
        f"{CITATIONS}-0-note": "Changed.",
        "participations-0-role": "host",
        "_publish": "1",
    }
    data = add_row(data, "fundings", donor=create_organisation().pk)
    save(publisher, programme, data)

    first = revisions_of(publisher, programme)[1]
    shown = publisher.get(first)
    publisher.post(first, data_of(shown))

    programme.refresh_from_db()
    assert data_of(shown)["summary"] == "First."
    assert programme.summary == "First."
    assert programme.citations.get().note == "From the start."
    assert programme.participations.get().role == "implementer"
    assert programme.fundings.count() == 0
    assert (programme.status, programme.slug) == (Status.PUBLISHED, "a-new-address")


def test_looking_at_an_old_version_changes_nothing(publisher):
    programme = create_programme(summary="First.")
    save(publisher, programme, open_form(publisher, programme))
    save(publisher, programme, open_form(publisher, programme) | {"summary": "Second."})
    before = Counter.current()

    publisher.get(revisions_of(publisher, programme)[1])

    programme.refresh_from_db()
    assert programme.summary == "Second."
    assert Counter.current() == before


def test_a_revert_leaves_other_records_of_the_same_edit_alone(publisher):
    with changes(by=None):
        one, other = create_programme(summary="First."), create_programme(summary="First.")
    for programme in (one, other):
        save(publisher, programme, open_form(publisher, programme) | {"summary": "Second."})

    address = revisions_of(publisher, one)[-1]
    publisher.post(address, data_of(publisher.get(address)))

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.summary, other.summary) == ("First.", "Second.")


def test_a_revert_that_breaks_a_published_record_is_refused(publisher):
    programme = create_programme(published=False, outcome="")
    create_citation(target=programme)
    save(publisher, programme, open_form(publisher, programme))
    save(
        publisher,
        programme,
        open_form(publisher, programme) | {"outcome": "Known.", "_publish": "1"},
    )

    address = revisions_of(publisher, programme)[-1]
    response = publisher.post(address, data_of(publisher.get(address)), follow=True)

    programme.refresh_from_db()
    assert programme.outcome == "Known."
    assert any("Say what came of it" in message for message in messages_of(response))


def test_the_history_says_who_changed_what(publisher):
    programme = create_programme()

    save(publisher, programme, open_form(publisher, programme) | {"summary": "Put right."})

    entry = publisher.get(
        reverse("admin:programmes_programme_history", args=[programme.pk])
    ).context["action_list"][0]["revision"]
    assert entry.user.username == "arif"
    assert "What was done" in entry.get_comment()


def test_a_slug_changed_by_hand_leads_on_from_the_old_address(publisher, client):
    programme = create_programme(name="Old name")

    save(publisher, programme, open_form(publisher, programme) | {"slug": "new-address"})

    response = client.get("/programmes/old-name/")
    assert (response.status_code, response["Location"]) == (308, "/programmes/new-address/")
    assert FormerSlug.objects.get().public_id == programme.public_id


# --- Beside the form ------------------------------------------------------------------------


def test_a_draft_is_previewed_by_staff_only_marked_and_not_kept(publisher, client):
    draft = create_programme(
        published=False, organisations=[create_organisation(published=False, name="Draft Society")]
    )
    url = reverse("admin:programmes_programme_preview", args=[draft.pk])

    shown = publisher.get(url)
    client.logout()
    hidden = client.get(url)

    assert "Draft Society" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert hidden.status_code == 302


@pytest.mark.parametrize("make", [create_programme, create_organisation, create_period])
def test_every_kind_has_a_preview(publisher, make):
    record = make(published=False, name="Under work")
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_preview"

    response = publisher.get(reverse(name, args=[record.pk]))

    assert "Under work" in response.content.decode()


def test_a_similar_name_is_told_while_an_organisation_is_typed(publisher):
    club = create_organisation(published=False, name="Baku Press Club")
    create_name(target=club, name="Bakı Mətbuat Klubu", language="az")
    url = reverse("admin:actors_organisation_similar")

    same = publisher.get(url, {"text": "Press Club Baku"}).json()
    spelt = publisher.get(url, {"text": "Baki Metbuat Klubu"}).json()
    other = publisher.get(url, {"text": "Peace Dialogue"}).json()

    expected = [{"name": "Baku Press Club", "url": change_url(club)}]
    assert (same["links"], spelt["links"], other["links"]) == (expected, expected, [])


def test_the_reading_of_a_date_is_echoed(publisher):
    response = publisher.get(reverse("admin:programmes_programme_reading"), {"text": "2003-09"})

    assert response.json()["text"] == "September 2003; did you mean 2003/2009?"


@pytest.mark.parametrize(
    ("query", "expected"),
    [("status=draft", "Draft"), ("missing=citation", "Draft"), ("cited=no", "Draft"),
     ("cited=yes", "Live"), ("q=Մոլորակ", "Live"), ("whose=mine", None)],
)  # fmt: skip
def test_lists_are_filtered_by_what_curators_work_by(publisher, query, expected):
    create_programme(published=False, name="Draft")
    live = create_programme(name="Live")
    create_name(target=live, name="Molorak")

    url = reverse("admin:programmes_programme_changelist")
    found = publisher.get(f"{url}?{query}").context["cl"].queryset

    assert [programme.name for programme in found] == ([expected] if expected else [])


def test_the_list_of_the_admin_costs_the_same_for_one_row_and_three(
    publisher, django_assert_num_queries
):
    url = reverse("admin:programmes_programme_changelist")
    organisation, area = create_organisation(), create_programme().areas.get()
    publisher.get(url)
    with django_assert_num_queries(FORM_LIST_QUERIES):
        publisher.get(url)
    for _ in range(2):
        create_programme(organisations=[organisation], areas=[area])

    with django_assert_num_queries(FORM_LIST_QUERIES):
        publisher.get(url)


FORM_LIST_QUERIES = 9
