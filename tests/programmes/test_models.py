"""What the database refuses, whatever writes to it, and what a programme works out for itself."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programmes.models import (
    Funding,
    Participation,
    Period,
    Programme,
    Role,
    WithheldDonor,
    WithheldPartner,
)
from tests.factories import (
    create_area,
    create_citation,
    create_funding,
    create_organisation,
    create_participation,
    create_period,
    create_programme,
    create_source,
)
from tests.records.feed import stored_documents
from trackdiplo.records.models import Citation, changes
from trackdiplo.records.spans import OPEN_END, OPEN_START, Span

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return create_programme(published=False, donors=[create_organisation()])


def choice(value):
    return [f"Value '{value}' is not a valid choice."]


def violated(name):
    return [f"Constraint “{name}” is violated."]


RELATED = {Participation: "programme", Funding: "programme", Citation: "programme"}
EXACTLY_ONE = "Choose the organisation or the label that stands for it: exactly one."
# Model, bad values, the constraint, and what the form says.
REFUSED = [
    (
        Participation,
        {"withheld": "donor"},
        "participation_named_or_withheld",
        {"withheld": choice("donor")},
    ),
    (
        Participation,
        {"organisation": None},
        "participation_named_or_withheld",
        {"__all__": [EXACTLY_ONE]},
    ),
    (Participation, {"role": "enemy"}, "participation_role_valid", {"role": choice("enemy")}),
    (
        Funding,
        {"withheld": "donor"},
        "funding_named_or_withheld",
        {"__all__": ["Choose the donor or the label that stands for it: exactly one."]},
    ),
    (
        Funding,
        {"donor": None},
        "funding_named_or_withheld",
        {"__all__": ["Choose the donor or the label that stands for it: exactly one."]},
    ),
    (
        Funding,
        {"amount": Decimal("10")},
        "funding_amount_has_currency",
        {"__all__": ["Give the amount and its currency, or neither."]},
    ),
    (
        Funding,
        {"currency": "EUR"},
        "funding_amount_has_currency",
        {"__all__": ["Give the amount and its currency, or neither."]},
    ),
    (
        Funding,
        {"amount": Decimal("-1"), "currency": "EUR"},
        "funding_amount_not_negative",
        {"amount": ["Ensure this value is greater than or equal to 0."]},
    ),
    (Programme, {"track": "3"}, "programme_track_valid", {"track": choice("3")}),
    (
        Programme,
        {"outcome": "Nine films.", "outcome_unknown": True},
        "programme_outcome_or_unknown",
        {"__all__": ["Say what came of it, or mark it as unknown: not both."]},
    ),
    (
        Programme,
        {"status": "secret"},
        "programme_status_valid",
        {"__all__": violated("programme_status_valid")},
    ),
    (Programme, {"name": ""}, "programme_is_named", {"name": ["This field cannot be blank."]}),
    (
        Programme,
        {"earliest_start": date(2004, 1, 1), "latest_start": date(2003, 1, 1)},
        "programme_bounds_in_order",
        {"__all__": violated("programme_bounds_in_order")},
    ),
    (
        Programme,
        {"earliest_end": date(2004, 1, 1), "latest_end": date(2003, 1, 1)},
        "programme_bounds_in_order",
        {"__all__": violated("programme_bounds_in_order")},
    ),
    (
        Citation,
        {"confidence": "total"},
        "citation_confidence_valid",
        {"confidence": choice("total")},
    ),
]


@pytest.mark.parametrize(("model", "values", "constraint", "said"), REFUSED)
def test_a_bad_row_is_refused_by_the_form_in_words_and_by_the_database(
    programme, model, values, constraint, said
):
    create_citation(target=programme)
    row = model.objects.filter(**{RELATED.get(model, "pk"): programme.pk}).get()
    for name, value in values.items():
        setattr(row, name, value)

    with pytest.raises(ValidationError) as told:
        row.full_clean()
    with pytest.raises(IntegrityError, match=constraint):
        model.objects.filter(pk=row.pk).update(**values)

    assert told.value.message_dict == said


@pytest.mark.parametrize(
    ("create", "said"),
    [
        (
            lambda **row: Participation(
                role=Role.IMPLEMENTER, organisation=row["actor"], programme=row["of"]
            ),
            "This organisation has this role already.",
        ),
        (
            lambda **row: Funding(donor=row["actor"], programme=row["of"]),
            "This donor is listed already.",
        ),
    ],
)
def test_an_organisation_has_a_role_once_and_pays_once(create, said):
    organisation = create_organisation()
    programme = create_programme(organisations=[organisation], donors=[organisation])
    row = create(actor=organisation, of=programme)

    with pytest.raises(ValidationError) as told:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.bulk_create([row])

    assert told.value.message_dict == {"__all__": [said]}


def test_an_organisation_may_have_several_roles_and_a_label_may_stand_for_several():
    organisation = create_organisation()
    programme = create_programme(organisations=[organisation])

    create_participation(programme=programme, organisation=organisation, role="lead")
    for _ in range(2):
        create_participation(programme=programme, withheld=WithheldPartner.AZERBAIJAN)
        create_funding(programme=programme, withheld=WithheldDonor.DONOR)

    assert (programme.participations.count(), programme.fundings.count()) == (4, 2)


@pytest.mark.parametrize("number", [0, 1])
def test_the_number_of_a_period_is_positive_and_its_own(number):
    create_period(number=1)
    period = Period(
        name="Another", slug="another", public_id="prd-aaaaaaa", number=number, when="2003"
    )

    with pytest.raises(ValidationError) as told:
        period.full_clean()

    assert list(told.value.message_dict) == ["number"]


@pytest.mark.parametrize(
    ("model", "field", "text"),
    [
        (Programme, "when", "2009/2003"),
        (Programme, "when", "the 1990s"),
        (Participation, "when", "2003-13"),
    ],
)
def test_a_date_that_is_none_is_a_form_error_on_its_field(programme, model, field, text):
    row = model.objects.get()
    setattr(row, field, text)

    with pytest.raises(ValidationError) as told:
        row.full_clean()

    assert list(told.value.message_dict) == [field]


# --- Withheld -------------------------------------------------------------------------------


def public(programme):
    return Programme.objects.with_public_roles().get(pk=programme.pk)


def test_one_label_is_printed_once_a_role_and_named_rows_always():
    one, two = create_organisation(name="A"), create_organisation(name="B")
    programme = create_programme(organisations=[two, one])
    for role in ("implementer", "implementer", "partner", "partner"):
        create_participation(programme=programme, role=role, withheld="partner_azerbaijan")
    create_participation(programme=programme, role="partner", withheld="partner_georgia")

    rows = public(programme).shown_participations

    assert [str(row) for row in rows] == [
        "A, implementer",
        "B, implementer",
        "a partner organisation in Azerbaijan, implementer",
        "a partner organisation in Azerbaijan, partner",
        "a partner organisation in Georgia, partner",
    ]


def test_one_label_of_a_donor_is_printed_once_and_draft_donors_never():
    programme = create_programme(donors=[create_organisation(name="Fund")])
    create_funding(programme=programme, donor=create_organisation(published=False))
    for amount in (10, 20):
        create_funding(programme=programme, withheld="donor", amount=amount, currency="EUR")

    rows = public(programme).shown_fundings

    assert [(str(row), row.amount) for row in rows] == [("Fund", None), ("a donor", Decimal("10"))]


def test_what_is_printed_does_not_tell_how_many_stand_behind_a_label():
    programme = create_programme()
    create_participation(programme=programme, withheld="partner_azerbaijan")
    before = stored_documents()

    create_participation(programme=programme, withheld="partner_azerbaijan")

    assert stored_documents() == before


def test_roles_stand_in_the_order_of_their_weight():
    programme = create_programme(organisations=[create_organisation(name="I")])
    for role in reversed(Role.values):
        if role != Role.IMPLEMENTER:
            create_participation(programme=programme, role=role, organisation=create_organisation())

    assert [row.role for row in public(programme).shown_participations] == Role.values


# --- Without a date of its own --------------------------------------------------------------


def span_of(programme):
    return Programme.objects.get(pk=programme.pk).span


def hull(first, last):
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    return Span(first, last, first, last)


def test_an_undated_programme_was_possibly_active_throughout_its_periods():
    periods = [create_period(when="1995/1997"), create_period(when="1988/1991")]
    programme = create_programme(when="", periods=periods)

    assert span_of(programme) == hull("1988-01-01", "1997-12-31")


def test_an_undated_programme_follows_its_periods():
    period = create_period(when="1995/1997")
    programme = create_programme(when="", periods=[period])

    with changes(by=None):
        period.when = "1995/1998"
        period.save()
    assert span_of(programme) == hull("1995-01-01", "1998-12-31")

    with changes(by=None):
        programme.periods.add(create_period(when="1988/1991"))
        programme.save()
    assert span_of(programme) == hull("1988-01-01", "1998-12-31")


def test_a_draft_period_lends_no_dates_until_it_is_published():
    draft = create_period(when="1988/1991", published=False)
    create_citation(target=draft)
    programme = create_programme(when="", periods=[create_period(when="1995/1997"), draft])
    assert span_of(programme) == hull("1995-01-01", "1997-12-31")

    draft.publish(by=None)
    assert span_of(programme) == hull("1988-01-01", "1997-12-31")

    draft.withdraw(by=None, reason="A mistake.")
    assert span_of(programme) == hull("1995-01-01", "1997-12-31")


def test_a_date_of_its_own_goes_before_the_periods():
    period = create_period(when="1988/1991")

    programme = create_programme(when="1996", periods=[period])

    assert span_of(programme) == Span(
        date(1996, 1, 1), date(1996, 12, 31), date(1996, 1, 1), date(1996, 12, 31)
    )


def test_without_date_and_period_everything_is_possible():
    programme = create_programme(published=False, when="")

    assert span_of(programme) == Span(OPEN_START, OPEN_END, OPEN_START, OPEN_END)


# --- As of ----------------------------------------------------------------------------------


def as_of(when, *published):
    """Return what a programme takes as `as_of` when saved with sources published then."""
    with changes(by=None):
        programme = create_programme(when=when, published=False)
        for text in published:
            create_citation(target=programme, source=create_source(published=text))
    return Programme.objects.get(pk=programme.pk).as_of


@pytest.mark.parametrize(
    ("when", "published", "taken"),
    [
        ("2015/..", ["2025-10"], "2025-10"),
        ("2015/..", ["2018", "2025", "2025-10", ""], "2025"),  # a year is its last day
        ("2015/..", [], ""),
        ("2015/..", [""], ""),
        ("2015/..", ["2025-24"], ""),  # a season is no plain date
        ("2015/..", ["2025~"], ""),
        ("2015/..", ["2024/2025"], ""),
        ("2015/..", ["2010"], ""),  # before its start
        ("2015/..", ["2010", "2016-05-03"], "2016-05-03"),
        ("2015", ["2025-10"], ""),
        ("2015/", ["2025-10"], ""),
        ("", ["2025-10"], ""),
    ],
)
def test_an_open_end_is_as_of_the_latest_source(when, published, taken):
    assert as_of(when, *published) == taken


def test_an_as_of_that_was_given_stays():
    programme = create_programme(when="2015/..", as_of="2020", published=False)

    create_citation(target=programme, source=create_source(published="2025-10"))

    row = Programme.objects.get(pk=programme.pk)
    assert (row.as_of, row.earliest_end) == ("2020", date(2020, 1, 1))


def test_the_end_is_known_up_to_the_source():
    programme = create_programme(when="2015/..", published=False)

    create_citation(target=programme, source=create_source(published="2025-10"))

    row = Programme.objects.get(pk=programme.pk)
    assert (row.earliest_end, row.latest_end) == (date(2025, 10, 1), OPEN_END)
    assert row.when_display == "from 2015, ongoing as of October 2025"


# --- Vocabulary -----------------------------------------------------------------------------


def test_a_word_is_public_when_a_published_programme_uses_it():
    used, drafted = create_area(name="Used"), create_area(name="Drafted")
    create_area(name="Unused")
    create_programme(areas=[used])
    create_programme(areas=[used])
    create_programme(areas=[drafted], published=False)

    assert list(type(used).objects.public()) == [used]
