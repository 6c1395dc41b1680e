"""What forms refuse, and others may have put into the database, is found by a command."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from tests.factories import create_organisation, create_programme
from trackdiplo.records.models import Citation, Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(capsys):
    """Return a function that runs the command and returns what it found, a line each."""

    def run() -> list[str]:
        with pytest.raises(CommandError):
            call_command("check_records")
        return capsys.readouterr().out.splitlines()

    return run


def set_unchecked(row, **values) -> None:
    """Write past the model."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def test_where_all_is_well_it_says_so(capsys):
    create_programme(parent=create_programme())

    call_command("check_records")

    assert capsys.readouterr().out == "All is as it should be.\n"


@pytest.mark.parametrize("create", [create_programme, create_organisation])
def test_a_circle_of_parents_is_found_and_what_only_leads_to_it_is_not(check, create):
    one, two, three = (create(published=False) for _ in range(3))
    create(published=False, parent=one)
    for row, parent in [(one, two), (two, three), (three, one)]:
        set_unchecked(row, parent=parent)

    assert check() == [
        f"{row.KIND} {row.public_id} ({row}): going from parent to parent one comes back to it."
        for row in (one, two, three)
    ]


@pytest.mark.parametrize("create", [create_programme, create_organisation])
def test_the_database_itself_refuses_a_parent_of_itself(create):
    row = create()

    with pytest.raises(IntegrityError, match="not_its_own_parent"), transaction.atomic():
        set_unchecked(row, parent=row)


def test_a_published_record_without_a_source_is_found(check):
    record = create_organisation()
    Citation.objects.all().delete()

    found = check()

    assert f"organisation {record.public_id} ({record}): Cite a source." in found


def test_a_document_that_is_not_what_the_record_says_is_found(check):
    changed, lost = create_organisation(), create_organisation()
    hidden = create_organisation(published=False)
    set_unchecked(changed, name="Another name")
    Document.objects.filter(public_id=lost.public_id).delete()
    Document.objects.create(kind="organisation", public_id=hidden.public_id, body="{}", revision=1)

    assert sorted(check()) == sorted(
        f"organisation {row.public_id}: its document is not what the record says."
        for row in (changed, lost, hidden)
    )
