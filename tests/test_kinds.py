"""What people, events, outputs and assessments must and must not be; and parents."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from actors.models import Person
from programmes.models import Assessment
from tests.factories import (
    create_affiliation,
    create_assessment,
    create_event,
    create_involvement,
    create_organisation,
    create_output,
    create_period,
    create_person,
    create_programme,
    create_user,
)
from tests.forms import open_form, save
from tests.pages import links, page, section
from tests.records.feed import entries_after, fresh_documents, stored_documents
from trackdiplo.records.models import Counter, Document, changes

pytestmark = pytest.mark.django_db


def set_unchecked(row, **values) -> None:
    """Write past the model: only the database can refuse it."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    ("create", "values", "constraint"),
    [
        (create_person, {"indexed": False}, "person_unindexed_has_reason"),
        (create_event, {"kind": "party"}, "event_kind_valid"),
        (create_event, {"bearing": "good"}, "event_bearing_valid"),
        (create_output, {"kind": "song"}, "output_kind_valid"),
        (create_output, {"count_is_approximate": True}, "output_approximate_count"),
        (create_assessment, {"kind": "praise"}, "assessment_kind_valid"),
        (create_assessment, {"programme": None}, "assessment_of_one"),
    ],
)
def test_a_bad_row_is_refused_by_the_form_and_by_the_database(create, values, constraint):
    record = create()
    for name, value in values.items():
        setattr(record, name, value)

    with pytest.raises(ValidationError):
        record.full_clean()
    # SQLite names the constraint as PostgreSQL does.
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        set_unchecked(record, **values)


def test_an_assessment_is_of_a_programme_or_a_period_and_not_of_both():
    assessment = create_assessment()

    with pytest.raises(IntegrityError, match="assessment_of_one"), transaction.atomic():
        set_unchecked(assessment, period=create_period())


@pytest.mark.parametrize("create", [create_affiliation, create_involvement])
def test_one_role_of_one_person_is_there_once(create):
    ends = {"person": create_person(), "role": "lead"}
    other = {create_affiliation: "organisation", create_involvement: "programme"}[create]
    ends[other] = create_organisation() if other == "organisation" else create_programme()
    create(**ends)

    with pytest.raises(IntegrityError), transaction.atomic():
        create(**ends)


def test_a_person_is_published_only_while_the_name_may_be_found():
    person, hidden = create_person(), create_person(indexed=False)

    assert list(Person.objects.published()) == [person]
    assert not Document.objects.filter(public_id=hidden.public_id).exists()


def test_an_assessment_is_published_only_while_its_subject_is():
    programme = create_programme()
    of_programme = create_assessment(programme=programme)
    of_period = create_assessment(period=create_period())
    programme.refresh_from_db()
    programme.withdraw(by=None, reason="A mistake.")

    assert list(Assessment.objects.published()) == [of_period]
    assert not Document.objects.filter(public_id=of_programme.public_id).exists()

    programme.publish(by=None)

    assert Document.objects.filter(public_id=of_programme.public_id).exists()


@pytest.mark.parametrize("create", [create_programme, create_organisation])
def test_a_circle_of_parents_is_refused_in_words(create):
    top = create()
    middle = create(parent=top)
    bottom = create(parent=middle)

    for parent in (top, middle, bottom):
        top.parent = parent
        with pytest.raises(ValidationError) as told:
            top.full_clean()

        assert told.value.message_dict == {"parent": [f"“{parent}” is itself a part of this one."]}


def test_a_parent_above_a_circle_that_is_stored_already_can_be_asked_for():
    one, two, outside = (create_organisation() for _ in range(3))
    set_unchecked(one, parent=two)
    set_unchecked(two, parent=one)
    outside.parent = one

    assert not outside.is_in_a_circle()


@pytest.mark.parametrize("create", [create_programme, create_organisation])
def test_the_form_refuses_a_circle_and_keeps_what_was_typed(client, create):
    client.force_login(create_user(is_superuser=True))
    top = create()
    bottom = create(parent=top)

    data = open_form(client, top) | {"parent": bottom.pk, "summary": "As typed."}
    answer = save(client, top, data)

    assert answer.context["adminform"].form.errors == {
        "parent": [f"“{bottom}” is itself a part of this one."]
    }
    assert "As typed." in answer.content.decode()
    assert type(top).objects.get(pk=top.pk).parent is None


@pytest.mark.parametrize("create", [create_programme, create_organisation])
def test_a_part_and_what_it_is_a_part_of_lead_to_each_other(client, create):
    whole = create(name="The whole")
    part = create(name="A part", parent=whole)
    create(name="A draft", parent=whole, published=False)

    above, below = page(client, whole.get_absolute_url()), page(client, part.get_absolute_url())

    assert set(links(above, "A part")) == {part.get_absolute_url()}
    assert "A draft" not in above
    assert set(links(below, "The whole")) == {whole.get_absolute_url()}
    assert client.get(part.get_api_url()).json()["parent"] == {
        "id": whole.public_id,
        "slug": "the-whole",
        "name": "The whole",
        "url": whole.get_api_url(),
    }


def test_a_draft_parent_is_none_to_the_public(client):
    draft = create_organisation(published=False)
    part = create_organisation(parent=draft)

    assert client.get(part.get_api_url()).json()["parent"] is None

    with changes(by=None):
        draft.refresh_from_db()
    assert part.public_parent is None


def test_a_person_and_an_organisation_say_who_was_there_as_what_and_when(client):
    person, club = create_person(name="An editor"), create_organisation(name="A club")
    create_affiliation(person=person, organisation=club, role="chair", when="1995/2003~")

    of_person = section(page(client, person.get_absolute_url()), "Organisations")
    of_club = section(page(client, club.get_absolute_url()), "People")
    (stored,) = client.get(person.get_api_url()).json()["affiliations"]

    assert of_person == "A club chair, 1995 to around 2003"
    assert of_club == "An editor chair, 1995 to around 2003"
    assert (stored["role"], stored["when"]) == ("chair", "1995/2003~")


# --- rebuild_documents ------------------------------------------------------------------------


def rebuild() -> str:
    out = StringIO()
    call_command("rebuild_documents", stdout=out)
    return out.getvalue()


def test_documents_that_are_up_to_date_are_left_as_they_are():
    create_output(programmes=[create_programme()])
    before = Counter.current()

    assert rebuild() == "0 documents have changed.\n"
    assert Counter.current() == before


def test_documents_are_made_anew_and_numbered_where_they_differ():
    programme, event = create_programme(), create_event()
    gone = create_person()
    Document.objects.filter(public_id=event.public_id).update(body="{}")
    Document.objects.filter(public_id=programme.public_id).delete()
    set_unchecked(gone, indexed=False, unindexed_reason="asked for it")
    before = Counter.current()

    assert rebuild() == "3 documents have changed.\n"
    assert stored_documents() == fresh_documents()
    assert entries_after(before) == [
        ("event", event.public_id, "upsert"),
        ("person", gone.public_id, "withdrawn"),
        ("programme", programme.public_id, "upsert"),
    ]
