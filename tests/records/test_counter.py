"""Many writers at once, and one that is killed: numbers without gaps, documents never stale."""

import os
import subprocess
import sys
from threading import Event, Thread
from urllib.parse import quote

import pytest
from django.db import connection, connections

from actors.models import Organisation
from programmes.models import Programme
from tests.factories import (
    create_citation,
    create_name,
    create_organisation,
    create_participation,
    create_programme,
)
from tests.records.feed import entries_after, fresh_documents, stored_documents
from trackdiplo.records.models import Change, Counter, Refused, changes

pytestmark = pytest.mark.django_db(transaction=True)


def run_together(*jobs):
    """Run each job in a thread with a connection of its own; return what they raised."""
    raised = []

    def run(job):
        try:
            job()
        except BaseException as error:
            raised.append(error)
        finally:
            connections.close_all()

    # The pool has eight connections: this thread needs none meanwhile.
    connection.close()
    threads = [Thread(target=run, args=[job], daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert [thread for thread in threads if thread.is_alive()] == []
    return raised


def edit(model, pk, **values):
    """Change one record as a form does: what it read is what it saves."""
    with changes(by=None):
        record = model.objects.select_for_update().get(pk=pk)
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


def test_eight_writers_leave_no_gap_no_duplicate_and_no_stale_document():
    with changes(by=None):
        shared = create_organisation()
        own = [create_organisation() for _ in range(8)]
        draft = create_organisation(published=False)
    before, made = Counter.current(), Change.objects.count()

    def write(writer):
        for step in range(25):
            edit(Organisation, shared.pk, summary=f"{writer} in step {step}")
            edit(Organisation, own[writer].pk, summary=f"step {step}")
            if step % 5 == 0:
                edit(Organisation, draft.pk, summary=f"{writer} in step {step}")

    raised = run_together(*(lambda writer=writer: write(writer) for writer in range(8)))

    assert raised == []
    assert len(entries_after(before)) == 8 * 25 * 2
    assert Change.objects.count() == made + 8 * 25 * 2
    assert stored_documents() == fresh_documents()
    assert Organisation.objects.get(pk=shared.pk).version == shared.version + 8 * 25
    assert Organisation.objects.get(pk=draft.pk).version == draft.version + 8 * 5


def test_renaming_an_organisation_reaches_programmes_that_others_are_editing():
    with changes(by=None):
        organisation = create_organisation()
        named = [create_programme(organisations=[organisation]) for _ in range(3)]
        joined = create_programme()
    before = Counter.current()

    def rename(writer):
        for step in range(10):
            name = f"Renamed by {writer} in step {step}"
            edit(Organisation, organisation.pk, name=name, slug=f"by-{writer}-{step}")

    def add_names(writer):
        for step in range(10):
            create_name(target=organisation, name=f"{writer} in step {step}")

    def write(programme):
        for step in range(20):
            edit(Programme, programme.pk, reach=f"step {step}")

    def join():
        for _ in range(5):
            create_participation(programme=joined, organisation=organisation)
            with changes(by=None):
                joined.participations.get(organisation=organisation).delete()

    jobs = [lambda p=p: write(p) for p in named]
    jobs += [lambda: rename(1), lambda: rename(2), lambda: add_names(1), lambda: add_names(2), join]
    raised = run_together(*jobs)

    assert raised == []
    entries = entries_after(before)
    assert entries.count(("organisation", organisation.public_id, "upsert")) == 40
    for programme in named:
        assert entries.count(("programme", programme.public_id, "upsert")) == 20 + 20
    assert stored_documents() == fresh_documents()


# --- Two writers, one in the middle of its block ---------------------------------------------


def one_inside_the_other(first, second):
    """Run `first` in a block that ends when `second` is done or waits; return what was raised."""
    inside = Event()

    def outer():
        with changes(by=None):
            first()
            inside.set()
            Event().wait(0.5)

    def inner():
        inside.wait(30)
        second()

    return run_together(outer, inner)


def test_two_writers_cannot_take_one_of_two_citations_each():
    programme = create_programme()
    first, second = programme.citations.get(), create_citation(target=programme)
    left = second.pk

    def delete_second():
        with changes(by=None):
            second.delete()

    raised = one_inside_the_other(first.delete, delete_second)

    assert [type(error) for error in raised] == [Refused]
    assert [citation.pk for citation in programme.citations.all()] == [left]
    assert stored_documents() == fresh_documents()


def test_a_row_added_while_its_record_is_published_is_in_the_document():
    draft = create_programme(published=False)
    create_citation(target=draft)
    added = Programme.objects.get(pk=draft.pk)

    raised = one_inside_the_other(
        lambda: draft.publish(by=None), lambda: create_name(target=added, name="Կամուրջ")
    )

    assert raised == []
    assert "Կամուրջ" in stored_documents()["programme", draft.public_id]
    assert stored_documents() == fresh_documents()


def test_a_stale_copy_cannot_bring_back_what_is_being_withdrawn():
    programme = create_programme()
    copy = Programme.objects.get(pk=programme.pk)

    def save_copy():
        with changes(by=None):
            copy.save()

    raised = one_inside_the_other(
        lambda: programme.withdraw(by=None, reason="They asked for it."), save_copy
    )

    assert [type(error) for error in raised] == [Refused]
    assert not Programme.objects.published().exists()
    assert stored_documents() == fresh_documents()


# --- A writer that is killed -----------------------------------------------------------------


def database_url():
    """Return the address of the database that the tests run on."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    user, password = quote(settings["USER"]), quote(settings["PASSWORD"])
    return f"postgres://{user}:{password}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE "actors_organisation"',
        'INSERT INTO "records_document"',
        'INSERT INTO "records_change"',
        'UPDATE "records_counter"',
    ],
)
def test_a_writer_killed_inside_its_block_leaves_what_was_committed_and_no_gap(statement):
    organisation = create_organisation(name="Press club")
    programme = create_programme(organisations=[organisation])
    before = Counter.current()
    command = [sys.executable, "-m", "tests.records.killed_writer", str(programme.pk), statement]
    environment = os.environ | {"DATABASE_URL": database_url()}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "stopped\n"

        writer.kill()

    assert Programme.objects.get(pk=programme.pk).reach == "Committed."
    assert Organisation.objects.get(pk=organisation.pk).name == "Press club"
    edit(Programme, programme.pk, reach="The next writer.")
    assert entries_after(before) == [("programme", programme.public_id, "upsert")] * 2
    assert Counter.current() == before + 2
    assert stored_documents() == fresh_documents()
