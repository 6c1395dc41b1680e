"""What a curator meets in the admin: the form, the buttons, refusals, and who may do what."""

import pytest
from django.urls import reverse

from programmes.models import Participation, Programme
from tests.factories import (
    create_citation,
    create_organisation,
    create_paragraph,
    create_programme,
    create_source,
)
from tests.forms import (
    CITATIONS,
    add_row,
    change_url,
    data_of,
    messages_of,
    open_form,
    refusals_of,
    save,
)
from trackdiplo.records.models import Change, Counter, Status, changes

pytestmark = pytest.mark.django_db


# --- Saving ---------------------------------------------------------------------------------


def test_a_saved_form_without_a_change_moves_nothing_public(publisher):
    programme = create_programme(donors=[create_organisation()])
    data, before = open_form(publisher, programme), Counter.current()

    response = save(publisher, programme, data)

    assert response.status_code == 302
    assert Counter.current() == before


def test_an_edit_of_a_published_record_is_live_and_numbered_once(publisher, client):
    programme = create_programme()
    data, before = open_form(publisher, programme), Counter.current()

    save(publisher, programme, data | {"summary": "Put right."})

    page = client.get(programme.get_absolute_url())
    assert "Put right." in page.content.decode()
    assert Counter.current() == before + 1
    assert Change.objects.get(number=before + 1).public_id == programme.public_id


def test_a_citation_added_in_the_form_is_numbered_and_public(publisher, client):
    programme, source = create_programme(), create_source(name="A second source")
    data, before = open_form(publisher, programme), Counter.current()

    data = add_row(data, CITATIONS, source=source.pk, field="when", confidence="low")
    save(publisher, programme, data)

    assert "A second source" in client.get(programme.get_absolute_url()).content.decode()
    assert Counter.current() == before + 1


def test_a_note_for_colleagues_moves_nothing_public(publisher):
    programme = create_programme()
    data, before = open_form(publisher, programme), Counter.current()

    save(publisher, programme, data | {"internal_note": "Ask again."})

    programme.refresh_from_db()
    assert programme.internal_note == "Ask again."
    assert Counter.current() == before


def test_a_stale_form_is_refused_and_keeps_what_was_typed(publisher):
    programme = create_programme()
    mine, theirs = open_form(publisher, programme), open_form(publisher, programme)
    save(publisher, programme, theirs | {"summary": "Theirs."})

    response = save(publisher, programme, mine | {"summary": "Mine."})

    programme.refresh_from_db()
    assert programme.summary == "Theirs."
    assert "Somebody else saved this record" in refusals_of(response)[0]
    assert response.context["adminform"].form["summary"].value() == "Mine."


def test_a_save_that_breaks_a_published_record_is_refused_whole(publisher):
    programme = create_programme()
    data, before = open_form(publisher, programme), Counter.current()

    response = save(
        publisher, programme, data | {"name": "New", "outcome": "", "summary": "Typed."}
    )

    programme.refresh_from_db()
    assert programme.name != "New"
    assert any("Say what came of it" in refusal for refusal in refusals_of(response))
    assert response.context["adminform"].form["summary"].value() == "Typed."
    assert Counter.current() == before


def test_the_last_citation_of_a_published_record_cannot_be_deleted(publisher):
    programme = create_programme()
    data = open_form(publisher, programme)

    response = save(publisher, programme, data | {f"{CITATIONS}-0-DELETE": "on"})

    assert programme.citations.count() == 1
    assert any("Cite a source." in refusal for refusal in refusals_of(response))


@pytest.mark.parametrize(
    ("typed", "words"), [("yesterday", "EDTF"), ("2009/2003", "before the start")]
)
def test_a_date_that_cannot_be_read_is_a_form_error_with_an_example(publisher, typed, words):
    programme = create_programme(published=False)

    response = save(publisher, programme, open_form(publisher, programme) | {"when": typed})

    (error,) = response.context["adminform"].form.errors["when"]
    assert words in error or "2003" in error


def test_a_locator_that_is_no_paragraph_is_a_form_error(publisher):
    programme, source = create_programme(), create_source()
    create_paragraph(source=source, key="stages-1")
    data = add_row(
        open_form(publisher, programme), CITATIONS, source=source.pk, locator="stages-99",
        confidence="high", field="",
    )  # fmt: skip

    response = save(publisher, programme, data)

    assert response.status_code == 200
    assert "Paragraphs look like stages-1." in response.content.decode()


# --- Publishing -----------------------------------------------------------------------------


def test_a_draft_is_submitted_and_published_by_buttons(publisher):
    programme = create_programme(published=False)
    create_citation(target=programme)

    save(publisher, programme, open_form(publisher, programme) | {"_submit": "1"})
    programme.refresh_from_db()
    in_review = programme.status
    save(publisher, programme, open_form(publisher, programme) | {"_publish": "1"})
    programme.refresh_from_db()

    assert (in_review, programme.status) == (Status.REVIEW, Status.PUBLISHED)


def test_publishing_an_unfinished_record_is_refused_in_words(publisher):
    programme = create_programme(published=False)

    response = save(publisher, programme, open_form(publisher, programme) | {"_publish": "1"})

    programme.refresh_from_db()
    assert programme.status == Status.DRAFT
    assert refusals_of(response) == ["Cite a source."]


def test_publishing_with_drafts_publishes_those_that_pass_and_names_the_rest(publisher):
    finished = create_organisation(published=False)
    create_citation(target=finished)
    unfinished = create_organisation(published=False, name="Uncited Society")
    programme = create_programme(published=False, organisations=[finished, unfinished])
    create_citation(target=programme)

    data = open_form(publisher, programme) | {"_publish_with_drafts": "1"}
    response = publisher.post(change_url(programme), data, follow=True)

    finished.refresh_from_db()
    unfinished.refresh_from_db()
    assert (finished.status, unfinished.status) == (Status.PUBLISHED, Status.DRAFT)
    assert "Left as a draft: Uncited Society: Cite a source." in messages_of(response)


def test_withdrawing_asks_for_a_reason(publisher):
    programme = create_programme()

    response = save(publisher, programme, open_form(publisher, programme) | {"_withdraw": "1"})
    refused = refusals_of(response)
    data = open_form(publisher, programme) | {"_withdraw": "1", "withdraw_reason": "An objection."}
    save(publisher, programme, data)

    programme.refresh_from_db()
    assert refused == ["Give the reason for withdrawing it."]
    assert (programme.status, programme.withdrawn_reason) == (Status.WITHDRAWN, "An objection.")


def test_the_publish_action_says_which_records_refused(publisher):
    ready, unready = create_programme(published=False), create_programme(published=False)
    create_citation(target=ready)

    response = publisher.post(
        reverse("admin:programmes_programme_changelist"),
        {"action": "publish_chosen", "_selected_action": [ready.pk, unready.pk]},
        follow=True,
    )

    ready.refresh_from_db()
    assert ready.status == Status.PUBLISHED
    assert messages_of(response) == [f"{unready}: Cite a source.", "Done: 1"]


# --- Who may --------------------------------------------------------------------------------


def test_a_curator_may_not_change_or_publish_what_is_public(curator):
    programme = create_programme()
    draft = create_programme(published=False)
    create_citation(target=draft)

    form = curator.get(change_url(programme))
    saved = curator.post(change_url(programme), {"name": "New"})
    save(curator, draft, open_form(curator, draft) | {"_publish": "1"})

    draft.refresh_from_db()
    assert form.context["has_change_permission"] is False
    assert saved.status_code == 403
    assert draft.status == Status.DRAFT


def test_a_curator_may_not_change_a_word_that_a_public_record_uses(curator):
    used = create_programme().areas.get()
    unused = create_programme(published=False).areas.get()

    assert curator.get(change_url(used)).context["has_change_permission"] is False
    assert curator.get(change_url(unused)).context["has_change_permission"] is True


def test_a_curator_may_not_change_a_role_of_a_public_programme(curator):
    role = create_programme().participations.get()

    response = curator.post(change_url(role), {"role": "lead"})

    assert response.status_code == 403


def test_what_was_public_cannot_be_deleted(publisher):
    programme = create_programme()
    with changes(by=None):
        programme.withdraw(by=None, reason="An objection.")

    response = publisher.post(
        reverse("admin:programmes_programme_delete", args=[programme.pk]), {"post": "yes"}
    )

    assert response.status_code == 403
    assert Programme.objects.filter(pk=programme.pk).exists()


def test_a_draft_is_deleted_with_its_rows(curator):
    programme = create_programme(published=False)
    create_citation(target=programme)

    response = curator.post(
        reverse("admin:programmes_programme_delete", args=[programme.pk]), {"post": "yes"}
    )

    assert response.status_code == 302
    assert not Participation.objects.filter(programme=programme.pk).exists()


def test_a_deleted_draft_is_recovered_with_its_rows(curator):
    programme = create_programme(published=False, summary="Kept.")
    create_citation(target=programme, note="Kept too.")
    save(curator, programme, open_form(curator, programme))
    curator.post(reverse("admin:programmes_programme_delete", args=[programme.pk]), {"post": "yes"})

    deleted = curator.get(reverse("admin:programmes_programme_recoverlist")).context["deleted"]
    address = reverse("admin:programmes_programme_recover", args=[deleted[0].pk])
    curator.post(address, data_of(curator.get(address)))

    recovered = Programme.objects.get()
    assert (recovered.public_id, recovered.summary) == (programme.public_id, "Kept.")
    assert recovered.citations.get().note == "Kept too."
    assert recovered.participations.count() == 1


def test_a_role_has_a_page_for_its_own_citations(publisher, client):
    programme, source = create_programme(), create_source(name="Minutes of a meeting")
    role = programme.participations.get()
    data = add_row(open_form(publisher, role), CITATIONS, source=source.pk, confidence="high")

    response = save(publisher, role, data)

    assert response.status_code == 302
    assert "Minutes of a meeting" in client.get(programme.get_absolute_url()).content.decode()
