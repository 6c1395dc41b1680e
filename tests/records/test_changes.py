"""What moves the counter and the feed, what does not, and that documents are never stale."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from actors.models import Organisation, Place
from programmes.models import Activity, Area, Funding, Participation, Period, Programme
from tests.factories import (
    create_activity,
    create_area,
    create_citation,
    create_funding,
    create_name,
    create_organisation,
    create_paragraph,
    create_participation,
    create_period,
    create_place,
    create_programme,
    create_source,
)
from tests.once import kept_for_the_module
from tests.records.feed import entries_after, fresh_documents, revisions, stored_documents
from trackdiplo.records.models import (
    AlternateName,
    Change,
    Citation,
    Counter,
    Document,
    FormerSlug,
    Paragraph,
    Record,
    Refused,
    Source,
    changes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker):
        yield make_world()


@pytest.fixture
def world(made):
    """A published programme with all that it can show, and another one that has none of it."""
    return deepcopy(made)


@changes(by=None)
def make_world():
    place = create_place(name="Ganja")
    own = SimpleNamespace(
        place=place,
        area=create_area(name="Media"),
        activity=create_activity(name="TV bridge"),
        period=create_period(when="2001/2005"),
        organisation=create_organisation(name="Press club", place=place),
        donor=create_organisation(name="Foundation"),
        source=create_source(name="Study"),
    )
    create_paragraph(source=own.source, key="stages-1", number=1)
    own.paragraph = create_paragraph(source=own.source, key="stages-2", number=2)
    own.programme = create_programme(
        when="2003",
        areas=[own.area, create_area()],
        activities=[own.activity],
        places=[place],
        organisations=[own.organisation],
    )
    own.participation = own.programme.participations.get()
    own.guest = create_participation(programme=own.programme, organisation=own.donor, role="host")
    own.funding = create_funding(programme=own.programme, donor=own.donor)
    own.citation = create_citation(target=own.programme, source=own.source, locator="stages-1")
    own.name = create_name(target=own.organisation, name="Mətbuat klubu")
    own.other = create_programme(when="1995")
    return own


def edited(row, **values):
    """Save `row` with `values`, read afresh: what the tests hold may be older than the database."""
    row = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def areas_set(programme, areas):
    programme.areas.set(areas)
    programme.save()


# Each edit, and the documents that it changes: the kind, and whose they are.
EDITS = {
    "a field": (lambda w: edited(w.programme, reach="Over 100."), ["programme programme"]),
    "the name": (
        lambda w: edited(w.programme, name="Renamed"),
        ["programme programme", "donor donor"],
    ),
    "the date of a period": (
        lambda w: edited(w.period, when="2001/2002"),
        ["period period", "programme programme"],
    ),
    "the name of a period": (
        lambda w: edited(w.period, name="Fading inertia"),
        ["period period", "programme programme"],
    ),
    "the name of an organisation": (
        lambda w: edited(w.organisation, name="Media centre"),
        ["organisation organisation", "programme programme"],
    ),
    "the name of a donor": (
        lambda w: edited(w.donor, name="Fund"),
        ["organisation donor", "donor donor", "programme programme"],
    ),
    "a role added": (
        lambda w: create_participation(programme=w.programme, organisation=w.donor),
        ["programme programme"],
    ),
    "a role changed": (lambda w: edited(w.participation, role="lead"), ["programme programme"]),
    "a role given to another organisation": (
        lambda w: edited(w.participation, organisation=w.donor),
        ["programme programme"],
    ),
    "a role moved to another programme": (
        lambda w: edited(w.guest, programme=w.other),
        ["programme programme", "programme other"],
    ),
    "a role deleted": (lambda w: w.guest.delete(), ["programme programme"]),
    "funding added": (
        lambda w: create_funding(programme=w.other, donor=w.donor),
        ["programme other", "donor donor"],
    ),
    "an amount": (
        lambda w: edited(w.funding, amount=1000, currency="EUR"),
        ["programme programme", "donor donor"],
    ),
    "funding moved to another programme": (
        lambda w: edited(w.funding, programme=w.other),
        ["programme programme", "programme other", "donor donor"],
    ),
    "the last funding deleted": (
        lambda w: w.funding.delete(),
        ["programme programme", "donor donor withdrawn"],
    ),
    "the last funding given to another donor": (
        lambda w: edited(w.funding, donor=w.organisation),
        ["programme programme", "donor donor withdrawn", "donor organisation"],
    ),
    "a citation added": (
        lambda w: create_citation(target=w.programme, source=w.source),
        ["programme programme"],
    ),
    "a citation changed": (lambda w: edited(w.citation, confidence="low"), ["programme programme"]),
    "the paragraph of a citation": (
        lambda w: edited(w.citation, locator="stages-2"),
        ["programme programme"],
    ),
    "a citation deleted": (lambda w: w.citation.delete(), ["programme programme"]),
    "a citation moved to another programme": (
        lambda w: edited(w.citation, target=w.other),
        ["programme programme", "programme other"],
    ),
    "a citation moved to an organisation": (
        lambda w: edited(w.citation, target=w.organisation),
        ["programme programme", "organisation organisation"],
    ),
    "a citation of a role": (
        lambda w: create_citation(target=w.participation, source=w.source),
        ["programme programme"],
    ),
    "a citation of funding": (
        lambda w: create_citation(target=w.funding, source=w.source),
        ["programme programme"],
    ),
    "another name added": (
        lambda w: create_name(target=w.programme, name="Կամուրջ"),
        ["programme programme"],
    ),
    "another name changed": (
        lambda w: edited(w.name, language="az"),
        ["organisation organisation"],
    ),
    "another name deleted": (lambda w: w.name.delete(), ["organisation organisation"]),
    "another name moved": (
        lambda w: edited(w.name, target=w.donor),
        ["organisation organisation", "organisation donor"],
    ),
    "areas set": (lambda w: areas_set(w.programme, [w.area]), ["programme programme"]),
    "the name of an area": (lambda w: edited(w.area, name="Press"), ["programme programme"]),
    "the definition of an area": (
        lambda w: edited(w.area, definition="All of it."),
        ["programme programme"],
    ),
    "an activity": (lambda w: edited(w.activity, name="Bridge"), ["programme programme"]),
    "an area deleted": (lambda w: w.area.delete(), ["programme programme"]),
    "a place": (
        lambda w: edited(w.place, name="Gəncə"),
        ["organisation organisation", "programme programme"],
    ),
    "a source": (lambda w: edited(w.source, authors="Someone"), ["programme programme"]),
    "a paragraph": (
        lambda w: edited(w.citation.paragraph, section="History"),
        ["programme programme"],
    ),
    "a paragraph that nobody cites": (lambda w: edited(w.paragraph, section="History"), []),
    "a save without a change": (lambda w: edited(w.programme), []),
    "an internal note": (lambda w: edited(w.programme, internal_note="Call them."), []),
    "who checked a citation": (lambda w: edited(w.citation, checked_by=None), []),
}


def entry(world, said):
    kind, whose, *action = said.split()
    return kind, getattr(world, whose).public_id, *(action or ["upsert"])


@pytest.mark.parametrize(("edit", "expected"), EDITS.values(), ids=EDITS)
def test_an_edit_writes_exactly_the_changes_that_the_public_sees(world, edit, expected):
    before, written = Counter.current(), revisions()

    with changes(by=None):
        edit(world)

    entries = entries_after(before)
    assert entries == sorted(entry(world, said) for said in expected)
    assert stored_documents() == fresh_documents()
    changed = {document for document, revision in revisions().items() if revision > before}
    assert changed == {(kind, id) for kind, id, action in entries if action == "upsert"}
    withdrawn = {(kind, id) for kind, id, action in entries if action == "withdrawn"}
    assert written.keys() - revisions().keys() == withdrawn


def test_a_source_moves_all_that_cites_it_and_nothing_else(world):
    create_citation(target=world.donor, source=world.source)
    create_citation(target=world.period, source=world.source)
    before = Counter.current()

    with changes(by=None):
        edited(world.source, name="The study")

    said = ["organisation donor", "period period", "programme programme"]
    assert entries_after(before) == sorted(entry(world, each) for each in said)
    assert stored_documents() == fresh_documents()


def test_two_edits_of_one_record_in_a_block_are_one_change(world):
    before = Counter.current()

    with changes(by=None):
        edited(world.programme, reach="Over 100.")
        with changes(by=None):
            edited(world.programme, summary="Put right.")
        create_name(target=world.programme, name="Կամուրջ")

    assert entries_after(before) == [entry(world, "programme programme")]
    assert stored_documents() == fresh_documents()


def test_an_edit_and_its_undoing_in_one_block_are_no_change(world):
    before = Counter.current()

    with changes(by=None):
        edited(world.organisation, name="Media centre")
        edited(world.organisation, name="Press club")

    assert entries_after(before) == []


@pytest.mark.parametrize(
    ("outer", "told"), [("", "published"), ("Agreed in the meeting.", "Agreed in the meeting.")]
)
def test_history_tells_what_a_block_inside_another_did(outer, told):
    draft = create_organisation(published=False)
    create_citation(target=draft)

    with changes(by=None, comment=outer):
        draft.publish(by=None)

    assert Version.objects.get_for_object(draft).first().revision.comment == told


# --- What moves nothing ---------------------------------------------------------------------


def edit_draft(draft):
    edited(draft, summary="Not for the public.")
    draft.areas.set([])
    create_name(target=draft, name="Draft name").delete()
    create_citation(target=draft, source=Source.objects.first()).delete()
    edited(draft.participations.get(), note="A detail.")
    create_funding(programme=draft, withheld="donor").delete()


@pytest.mark.parametrize("edit", [edit_draft, lambda d: d.submit(by=None), lambda d: d.delete()])
def test_an_edit_of_a_draft_moves_neither_counter_nor_feed(edit):
    draft = create_programme(published=False, organisations=[create_organisation()])
    before, entries = Counter.current(), Change.objects.count()

    with CaptureQueriesContext(connection) as queries, changes(by=None):
        edit(draft)

    assert (Counter.current(), Change.objects.count()) == (before, entries)
    assert not Document.objects.filter(public_id=draft.public_id).exists()
    # A draft does not even wait for those who publish.
    assert [query for query in queries if "records_counter" in query["sql"]] == []


@pytest.mark.parametrize("error", [ValueError("Disk full."), Refused("Not like this.")])
def test_a_block_that_fails_writes_nothing(world, error):
    before, documents = Counter.current(), stored_documents()

    def save_and_fail():
        with changes(by=None):
            edited(world.programme, name="Half done")
            edited(world.organisation, name="Half done")
            raise error

    pytest.raises(type(error), save_and_fail)

    assert Programme.objects.get(pk=world.programme.pk).name == world.programme.name
    assert Organisation.objects.get(pk=world.organisation.pk).name == "Press club"
    assert (Counter.current(), stored_documents()) == (before, documents)
    assert entries_after(before) == []


def test_the_block_after_one_that_failed_takes_the_next_number(world):
    before = Counter.current()
    with pytest.raises(ValueError, match="Give a date"), changes(by=None):
        edited(world.programme, when="the year before")

    with changes(by=None):
        edited(world.programme, reach="Over 100.")

    assert list(Change.objects.filter(number__gt=before).values_list("number", "public_id")) == [
        (before + 1, world.programme.public_id)
    ]


# --- Drafts behind what is public -----------------------------------------------------------


def test_publishing_an_organisation_changes_the_programmes_that_name_it(world):
    draft = create_organisation(published=False, name="Not yet public")
    create_citation(target=draft)
    create_participation(programme=world.programme, organisation=draft)
    assert "Not yet public" not in stored_documents()["programme", world.programme.public_id]
    before = Counter.current()

    draft.publish(by=None)

    assert entries_after(before) == sorted(
        [("organisation", draft.public_id, "upsert"), entry(world, "programme programme")]
    )
    assert "Not yet public" in stored_documents()["programme", world.programme.public_id]


def test_a_name_moved_from_a_public_record_to_a_draft_leaves_the_public(world):
    draft = create_organisation(published=False)
    before = Counter.current()

    with changes(by=None):
        edited(world.name, target=draft)

    assert entries_after(before) == [entry(world, "organisation organisation")]
    assert stored_documents() == fresh_documents()
    assert list(Organisation.objects.matching("metbuat")) == [draft]


def test_publishing_a_programme_makes_its_donor_a_donor(world):
    draft = create_programme(published=False, donors=[world.organisation])
    create_citation(target=draft)
    before = Counter.current()

    draft.publish(by=None)

    assert entries_after(before) == sorted(
        [("programme", draft.public_id, "upsert"), entry(world, "donor organisation")]
    )


# --- Withdrawing ----------------------------------------------------------------------------


def test_withdrawing_a_programme_withdraws_its_donor_but_not_the_organisation(world):
    before = Counter.current()

    Programme.objects.get(pk=world.programme.pk).withdraw(by=None, reason="A mistake.")

    said = ["programme programme withdrawn", "donor donor withdrawn"]
    assert entries_after(before) == sorted(entry(world, each) for each in said)
    assert ("programme", world.programme.public_id) not in stored_documents()
    assert ("organisation", world.donor.public_id) in stored_documents()
    assert stored_documents() == fresh_documents()


def test_withdrawing_an_organisation_takes_its_name_from_every_document(world):
    before = Counter.current()

    world.organisation.withdraw(by=None, reason="They asked for it.")

    said = ["organisation organisation withdrawn", "programme programme"]
    assert entries_after(before) == sorted(entry(world, each) for each in said)
    assert not Document.objects.filter(body__contains="Press club").exists()


def test_a_withdrawn_record_is_edited_without_a_trace_and_published_again(world):
    world.organisation.withdraw(by=None, reason="They asked for it.")
    withdrawn = Counter.current()
    with changes(by=None):
        edited(world.organisation, name="Media centre")
    assert Counter.current() == withdrawn

    Organisation.objects.get(pk=world.organisation.pk).publish(by=None)

    said = ["organisation organisation", "programme programme"]
    assert entries_after(withdrawn) == sorted(entry(world, each) for each in said)


# --- Outside a block ------------------------------------------------------------------------

TRACKED = [
    Activity, AlternateName, Area, Citation, Funding, Organisation, Paragraph, Participation,
    Period, Place, Programme, Source,
]  # fmt: skip


def renamed(row):
    name = next(name for name in ("note", "name", "section") if hasattr(row, name))
    setattr(row, name, "Unheard of")
    return row


def test_a_save_outside_a_block_is_refused_and_writes_nothing(world):
    for model in TRACKED:
        with pytest.raises(RuntimeError, match=f"{model._meta.label} inside `with changes"):
            renamed(model.objects.first()).save()

    assert not Organisation.objects.filter(name="Unheard of").exists()
    assert not Citation.objects.filter(note="Unheard of").exists()
    assert not Paragraph.objects.filter(section="Unheard of").exists()
    assert stored_documents() == fresh_documents()


def test_a_deletion_outside_a_block_is_refused_and_deletes_nothing(world):
    shared = [model for model in TRACKED if not issubclass(model, Record)]
    for model in shared:
        row = model.objects.first()
        with pytest.raises(RuntimeError, match=f"{model._meta.label} inside `with changes"):
            row.delete()
        assert model.objects.filter(pk=row.pk).exists()

    assert stored_documents() == fresh_documents()


def test_a_new_row_outside_a_block_is_refused_and_not_written():
    with pytest.raises(RuntimeError, match="inside `with changes"):
        Organisation.objects.create(name="Unheard of")

    assert not Organisation.objects.filter(name="Unheard of").exists()


def test_a_new_address_outside_a_block_leaves_no_former_one(world):
    world.organisation.slug = "elsewhere"

    with pytest.raises(RuntimeError, match="inside `with changes"):
        world.organisation.save()

    assert not FormerSlug.objects.exists()


# --- What it costs ----------------------------------------------------------------------------


def test_a_new_word_that_nothing_shows_yet_asks_for_no_document_and_no_number(world):
    with CaptureQueriesContext(connection) as asked, changes(by=None):
        Place.objects.create(name="Tekali", slug="tekali")

    tables = " ".join(query["sql"] for query in asked)
    assert "records_counter" not in tables
    assert "programmes_programme" not in tables


def test_a_citation_is_looked_for_where_it_stands_and_in_no_other_kind(world):
    with CaptureQueriesContext(connection) as asked:
        create_citation(target=world.organisation, source=world.source)

    tables = " ".join(query["sql"] for query in asked)
    assert "actors_organisation" in tables
    assert "actors_person" not in tables
    assert "programmes_event" not in tables
