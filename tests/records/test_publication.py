"""Draft, review, published, withdrawn: what each verb asks for, and what it refuses in words."""

import re

import pytest
from django.core.exceptions import ValidationError

from actors.models import Donor, Organisation
from programmes.models import Period, Programme
from tests.factories import (
    create_area,
    create_citation,
    create_funding,
    create_name,
    create_organisation,
    create_participation,
    create_period,
    create_programme,
    create_user,
)
from trackdiplo.records.models import (
    Change,
    Counter,
    FormerSlug,
    Refused,
    Status,
    changes,
)

pytestmark = pytest.mark.django_db
CREATE = {
    "period": create_period,
    "programme": create_programme,
    "organisation": create_organisation,
}


def stored(record):
    return type(record).objects.get(pk=record.pk)


def refusal(write):
    """Return the sentences with which `write` is refused."""
    with pytest.raises(Refused) as caught:
        write()
    return caught.value.messages


# --- The verbs ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CREATE)
def test_a_draft_is_submitted_published_withdrawn_and_published_again(kind):
    record = CREATE[kind](published=False)
    create_citation(target=record)

    record.submit(by=None)
    assert stored(record).status == Status.REVIEW

    record.publish(by=None)
    first = stored(record).published_at
    assert list(type(record).objects.published()) == [record]

    record.withdraw(by=None, reason=" They asked for it. ")
    assert stored(record).withdrawn_reason == "They asked for it."
    assert list(type(record).objects.published()) == []

    record.publish(by=None)
    assert list(type(record).objects.published()) == [record]
    assert stored(record).published_at == first
    actions = Change.objects.filter(public_id=record.public_id).order_by("number")
    assert list(actions.values_list("action", flat=True)) == ["upsert", "withdrawn", "upsert"]


@pytest.mark.parametrize(
    ("status", "verb", "said"),
    [
        ("review", "submit", "“Club” is in review: it cannot become in review."),
        ("published", "submit", "“Club” is published: it cannot become in review."),
        ("published", "publish", "“Club” is published: it cannot become published."),
        ("withdrawn", "submit", "“Club” is withdrawn: it cannot become in review."),
        ("draft", "withdraw", "“Club” is draft: it cannot become withdrawn."),
        ("review", "withdraw", "“Club” is in review: it cannot become withdrawn."),
        ("withdrawn", "withdraw", "“Club” is withdrawn: it cannot become withdrawn."),
    ],
)
def test_a_verb_that_does_not_fit_the_status_is_refused_in_words(status, verb, said):
    record = create_organisation(name="Club", published=False)
    create_citation(target=record)
    if status == "review":
        record.submit(by=None)
    if status in ("published", "withdrawn"):
        record.publish(by=None)
    if status == "withdrawn":
        record.withdraw(by=None, reason="A mistake.")
    before = Counter.current()
    reason = {"reason": "A mistake."} if verb == "withdraw" else {}

    messages = refusal(lambda: getattr(record, verb)(by=None, **reason))

    assert messages == [said]
    assert (stored(record).status, Counter.current()) == (status, before)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_withdrawing_asks_for_a_reason(reason):
    record = create_organisation()

    messages = refusal(lambda: record.withdraw(by=None, reason=reason))

    assert messages == ["Give the reason for withdrawing it."]
    assert stored(record).status == Status.PUBLISHED


def test_the_creator_is_who_opened_the_block():
    user = create_user()

    with changes(by=user):
        record = Organisation.objects.create(name="Club")

    assert stored(record).created_by == user


def test_a_copy_read_before_another_save_is_refused():
    record = create_organisation(name="Club")
    copy = stored(record)
    with changes(by=None):
        record.save()

    def save_copy():
        with changes(by=None):
            copy.save()

    assert refusal(save_copy) == [
        "“Club” was changed meanwhile. Open it again, and repeat your change."
    ]


# --- The rules ------------------------------------------------------------------------------


def no_citation(record):
    record.citations.get().delete()


def blank(**values):
    def edit(record):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()

    return edit


def no_rows(name):
    def edit(record):
        getattr(record, name).set([])
        record.save()

    return edit


def no_participation(record):
    record.participations.get().delete()


# What takes from a finished record what each rule asks for.
LACKING = {
    ("period", "citation"): no_citation,
    ("period", "when"): blank(when=""),
    ("period", "summary"): blank(summary=""),
    ("organisation", "citation"): no_citation,
    ("organisation", "kind"): blank(kind=""),
    ("programme", "citation"): no_citation,
    ("programme", "when"): blank(when=""),
    ("programme", "summary"): blank(summary=""),
    ("programme", "outcome"): blank(outcome=""),
    ("programme", "area"): no_rows("areas"),
    ("programme", "activity"): no_rows("activities"),
    ("programme", "participation"): no_participation,
}


def rule_of(kind, code):
    model = {"period": Period, "programme": Programme, "organisation": Organisation}[kind]
    return next(rule for rule in model.RULES if rule.code == code)


def test_every_rule_of_every_kind_is_tried_here():
    rules = {(m.KIND, rule.code) for m in (Period, Programme, Organisation) for rule in m.RULES}

    assert set(LACKING) == rules


@pytest.mark.parametrize(("kind", "code"), LACKING)
def test_a_draft_that_lacks_something_is_not_published_and_told_why(kind, code):
    record = CREATE[kind](published=False)
    create_citation(target=record)
    with changes(by=None):
        LACKING[kind, code](record)

    messages = refusal(lambda: record.publish(by=None))

    assert messages == [str(rule_of(kind, code).message)] == stored(record).missing()
    assert stored(record).status == Status.DRAFT
    assert list(type(record).objects.lacking(code)) == [record]
    others = [rule.code for rule in record.RULES if rule.code != code]
    assert [list(type(record).objects.lacking(other)) for other in others] == [[]] * len(others)


@pytest.mark.parametrize(("kind", "code"), LACKING)
def test_what_would_leave_a_published_record_unfinished_is_refused_whole(kind, code):
    record = CREATE[kind](name="Public")
    before = Counter.current()

    def take():
        with changes(by=None):
            create_name(target=record, name="Written before the refusal")
            LACKING[kind, code](record)

    assert refusal(take) == [
        "This would leave a published record unfinished.",
        f"Public: {rule_of(kind, code).message}",
    ]
    assert stored(record).missing() == []
    assert list(record.names.all()) == []
    assert Counter.current() == before


def test_all_that_is_missing_is_told_at_once():
    with changes(by=None):
        programme = Programme.objects.create(name="Empty")

    assert refusal(lambda: programme.publish(by=None)) == [
        "Cite a source.",
        "Say when it was, or assign it to a published period.",
        "Say what was done.",
        "Say what came of it, or mark that the source does not tell.",
        "Choose an area.",
        "Choose an activity.",
        "Say who took part.",
    ]


def test_an_outcome_that_is_known_to_be_unknown_is_enough():
    programme = create_programme(outcome="", outcome_unknown=True)

    assert stored(programme).status == Status.PUBLISHED


def test_the_last_citation_moved_to_another_record_is_refused():
    record, other = create_organisation(), create_organisation()
    citation = record.citations.get()

    def move():
        citation.target = other
        with changes(by=None):
            citation.save()

    assert refusal(move)[1:] == [f"{record}: Cite a source."]
    assert record.citations.count() == other.citations.count() == 1


def test_deleting_the_last_area_of_a_programme_is_refused():
    area = create_area()
    programme = create_programme(areas=[area])

    def delete():
        with changes(by=None):
            area.delete()

    assert refusal(delete)[1:] == [f"{programme}: Choose an area."]
    assert programme.areas.get().name == area.name


def test_a_period_that_an_undated_programme_rests_on_is_not_withdrawn():
    period, draft = create_period(), create_period(published=False)
    programme = create_programme(when="", periods=[period, draft])

    messages = refusal(lambda: period.withdraw(by=None, reason="Merged with the next one."))

    assert messages[1:] == [f"{programme}: Say when it was, or assign it to a published period."]
    assert stored(period).status == Status.PUBLISHED


def test_an_undated_programme_in_a_draft_period_is_not_published():
    period = create_period(published=False)
    programme = create_programme(published=False, when="", periods=[period])
    create_citation(target=programme)

    messages = refusal(lambda: programme.publish(by=None))

    assert messages == ["Say when it was, or assign it to a published period."]


def test_an_organisation_is_withdrawn_even_if_it_alone_took_part():
    organisation = create_organisation()
    programme = create_programme(organisations=[organisation])

    organisation.withdraw(by=None, reason="They asked for it.")

    assert stored(organisation).status == Status.WITHDRAWN
    assert stored(programme).status == Status.PUBLISHED


def test_drafts_lack_what_they_lack_without_a_refusal():
    draft = create_programme(published=False)

    with changes(by=None):
        draft.areas.set([])
        draft.participations.get().delete()
        blank(summary="", when="")(draft)

    assert len(stored(draft).missing()) == 5


# --- With its drafts ------------------------------------------------------------------------


def test_publishing_with_drafts_publishes_those_that_pass_and_tells_the_rest():
    ready = create_organisation(published=False)
    create_citation(target=ready)
    payer = create_organisation(published=False)
    create_citation(target=payer)
    payer.submit(by=None)
    unfinished = create_organisation(published=False, name="Club", kind="")
    period = create_period(published=False)
    create_citation(target=period)
    programme = create_programme(
        published=False, when="", organisations=[ready, unfinished], periods=[period]
    )
    create_funding(programme=programme, donor=payer)
    create_citation(target=programme)

    left = programme.publish_with_drafts(by=None)

    assert left == ["Club: Cite a source. Choose the kind."]
    public = [ready, payer, period, programme]
    assert {stored(record).status for record in public} == {Status.PUBLISHED}
    assert stored(unfinished).status == Status.DRAFT
    assert list(Donor.objects.published().values_list("pk", flat=True)) == [payer.pk]


def test_publishing_with_drafts_publishes_nothing_when_the_record_itself_is_refused():
    ready = create_organisation(published=False)
    create_citation(target=ready)
    programme = create_programme(published=False, organisations=[ready])

    with changes(by=None):  # an outer block that goes on after the refusal
        messages = refusal(lambda: programme.publish_with_drafts(by=None))

    assert messages == ["Cite a source."]
    assert stored(ready).status == Status.DRAFT
    assert not Change.objects.filter(public_id=ready.public_id).exists()


def test_publishing_with_drafts_of_a_published_record_publishes_the_drafts_only():
    programme = create_programme()
    draft = create_organisation(published=False)
    create_citation(target=draft)
    create_participation(programme=programme, organisation=draft)
    version = stored(programme).version

    left = programme.publish_with_drafts(by=None)

    assert left == []
    assert stored(draft).status == Status.PUBLISHED
    assert stored(programme).version == version


# --- Deleting -------------------------------------------------------------------------------


def test_a_draft_is_deleted_with_its_rows():
    draft = create_programme(published=False)

    with changes(by=None):
        draft.delete()

    assert not Programme.objects.exists()


@pytest.mark.parametrize("status", ["published", "withdrawn"])
@pytest.mark.parametrize("kind", CREATE)
def test_what_was_public_is_not_deleted(kind, status):
    record = CREATE[kind]()
    if status == "withdrawn":
        record.withdraw(by=None, reason="A mistake.")

    def delete():
        with changes(by=None):
            record.delete()

    assert refusal(delete) == [
        "What was public is never deleted. Withdraw it, and give the reason."
    ]
    assert stored(record).status == status


# --- Ids and addresses ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "prefix"), [("period", "prd"), ("programme", "prg"), ("organisation", "org")]
)
def test_a_public_id_is_made_once_and_survives_every_change(kind, prefix):
    record = CREATE[kind]()
    public_id = record.public_id

    with changes(by=None):
        blank(name="Renamed", slug="renamed")(record)
    record.withdraw(by=None, reason="A mistake.")
    record.publish(by=None)

    assert re.fullmatch(rf"{prefix}-[a-z2-7]{{7}}", public_id)
    assert stored(record).public_id == public_id


def test_a_slug_is_made_of_the_name_and_of_no_other_records():
    names = ["Press Club", "press-club", "Пресс-клуб", "…", "…", "x" * 100]

    slugs = [create_organisation(name=name).slug for name in names]

    assert slugs == [
        "press-club",
        "press-club-2",
        "press-klub",
        "organisation",
        "organisation-2",
        "x" * 74,
    ]


def test_a_slug_changed_by_hand_leaves_the_old_one_and_may_come_back():
    record = create_organisation(name="Club")
    with changes(by=None):
        blank(name="Centre")(record)
    assert record.slug == "club"

    with changes(by=None):
        blank(slug="centre")(record)
    assert list(FormerSlug.objects.values_list("kind", "slug", "public_id")) == [
        ("organisation", "club", record.public_id)
    ]

    with changes(by=None):
        blank(slug="club")(record)
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["centre"]
    record.full_clean()


def test_a_draft_leaves_no_former_slug():
    draft = create_organisation(published=False)

    with changes(by=None):
        blank(slug="elsewhere")(draft)

    assert not FormerSlug.objects.exists()


def test_an_address_that_another_record_once_had_is_refused_and_never_made():
    record = create_organisation(name="Club")
    with changes(by=None):
        blank(slug="centre")(record)
    other = create_organisation(name="Club")
    assert other.slug == "club-2"

    other.slug = "club"
    with pytest.raises(ValidationError) as caught:
        other.full_clean()

    assert caught.value.message_dict == {
        "slug": ["Another record had this address once; links to it must go on working."]
    }


def test_a_former_address_of_another_kind_is_free():
    period = create_period(name="Club")
    with changes(by=None):
        blank(slug="centre")(period)

    record = create_organisation(name="Club")

    record.full_clean()
    assert record.slug == "club"
