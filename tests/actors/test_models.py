"""Organisations, and which of them are donors."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from actors.models import Donor, Organisation
from tests.factories import (
    create_citation,
    create_funding,
    create_name,
    create_organisation,
    create_participation,
    create_place,
    create_programme,
)
from trackdiplo.records.models import changes

pytestmark = pytest.mark.django_db


def refused(row, **values):
    """Return what the form says against `values`."""
    for name, value in values.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as told:
        row.full_clean()
    return told.value.message_dict


@pytest.mark.parametrize(
    ("values", "constraint", "said"),
    [
        ({"name": ""}, "organisation_is_named", {"name": ["This field cannot be blank."]}),
        (
            {"status": "secret"},
            "organisation_status_valid",
            {"__all__": ["Constraint “organisation_status_valid” is violated."]},
        ),
        (
            {"earliest_start": date(2004, 1, 1), "latest_start": date(2003, 1, 1)},
            "organisation_bounds_in_order",
            {"__all__": ["Constraint “organisation_bounds_in_order” is violated."]},
        ),
    ],
)
def test_a_bad_organisation_is_refused_by_the_form_and_by_the_database(values, constraint, said):
    row = create_organisation(published=False)

    messages = refused(row, **values)
    with pytest.raises(IntegrityError, match=constraint):
        Organisation.objects.filter(pk=row.pk).update(**values)

    assert messages == said


def test_a_kind_that_is_not_listed_is_refused():
    row = create_organisation(published=False)

    assert refused(row, kind="party") == {"kind": ["Value 'party' is not a valid choice."]}


@pytest.mark.parametrize(
    ("when", "as_of", "said"),
    [
        ("", "2025", "Say first when it was; “as of” goes with 2023/.. only."),
        ("2003", "2025", "Give “as of” only where the end is “..”, as in 2023/.. as of 2025-10."),
        ("2023/..", "2022", "“As of” is before the start: 2023/.. can be as of 2025-10."),
        ("2023/..", "soon", "Give “as of” as a year, month or day, for example 2025-10."),
    ],
)
def test_an_as_of_that_does_not_fit_is_refused_on_its_field(when, as_of, said):
    row = create_organisation(published=False)

    assert refused(row, when=when, as_of=as_of) == {"as_of": [said]}


def test_one_name_is_given_once_a_kind():
    row = create_organisation()
    create_name(target=row, name="YPC", kind="acronym")
    other = create_name(target=row, name="YPC", kind="former")

    assert refused(other, kind="acronym") == {"__all__": ["This name is given twice."]}


def test_a_place_and_an_organisation_in_use_stay():
    place = create_place()
    organisation = create_organisation(place=place, published=False)
    create_programme(organisations=[organisation])

    for row in (place, organisation):
        with pytest.raises(ProtectedError), changes(by=None):
            row.delete()

    assert Organisation.objects.get(pk=organisation.pk).place == place


# --- Citations ------------------------------------------------------------------------------


def test_a_citation_is_about_a_field_that_can_be_cited():
    citation = create_citation(target=create_organisation())

    said = refused(citation, field="internal_note")

    assert said == {
        "field": [
            "“internal_note” is no field to cite. Leave it empty or choose: name, kind, place,"
            " parent, when, website, is_donor, summary."
        ]
    }


def test_the_claim_of_a_citation_is_its_field_in_words():
    organisation = create_organisation()

    claims = [create_citation(target=organisation, field=name).claim for name in ("", "is_donor")]

    assert claims == ["", "listed as donor"]


# --- Donors ---------------------------------------------------------------------------------


def test_donors_are_those_that_paid_on_the_public_record_or_are_marked():
    paid, marked = create_organisation(name="Paid"), create_organisation(name="Z", is_donor=True)
    drafted, took_part = create_organisation(), create_organisation()
    create_programme(donors=[paid], organisations=[took_part])
    create_programme(donors=[paid, drafted], published=False)
    withdrawn = create_programme(donors=[create_organisation()])
    withdrawn.withdraw(by=None, reason="A mistake.")

    assert list(Organisation.objects.donors()) == [paid, marked]
    assert [donor.pk for donor in Donor.objects.published()] == [paid.pk, marked.pk]


def test_a_draft_is_no_public_donor():
    draft = create_organisation(published=False, is_donor=True)
    create_programme(donors=[draft])

    assert list(Donor.objects.published()) == []
    assert list(Organisation.objects.donors()) == [draft]


def test_a_donor_shows_what_it_paid_for_on_the_public_record_only():
    donor = create_organisation()
    shown = create_programme(name="Shown", donors=[donor])
    create_programme(name="Draft", donors=[donor], published=False)
    create_participation(programme=shown, organisation=donor)
    create_funding(programme=shown, withheld="donor")

    fundings = Donor.objects.published().with_public_fundings().get().public_fundings

    assert [funding.programme for funding in fundings] == [shown]


def test_a_donor_is_its_organisation_at_another_address():
    organisation = create_organisation(name="Fund", is_donor=True)

    donor = Donor.objects.get()

    assert (donor.pk, donor.public_id) == (organisation.pk, organisation.public_id)
    assert donor.get_absolute_url() == "/donors/fund/"
    assert (
        donor.get_organisation_page() == organisation.get_absolute_url() == "/organisations/fund/"
    )
    assert donor.get_organisation_url() == organisation.get_api_url()
