"""What studies, questions, codes, findings and recommendations must and must not be."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from interviews.models import Code, Finding, Question, Recommendation
from tests.factories import (
    create_code,
    create_finding,
    create_findingbasis,
    create_question,
    create_recommendation,
    create_study,
)
from trackdiplo.records.models import Refused

pytestmark = pytest.mark.django_db


def set_unchecked(row, **values) -> None:
    """Write past the model: only the database can refuse it."""
    type(row)._base_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    ("create", "values", "constraint"),
    [
        (create_study, {"min_base": 9}, "study_min_base_10"),
        (create_code, {"definition": ""}, "codable_code_is_defined"),
        (create_recommendation, {"kind": "advice"}, "recommendation_kind_valid"),
        (create_findingbasis, {"n_with": 21}, "finding_count_within_base"),
        (create_findingbasis, {"n_base": 9}, "finding_no_band_under_base_10"),
        (create_finding, {"kind": "guess"}, "finding_kind_valid|finding_kind_fields"),
        (create_finding, {"kind": "words", "source_words": "5", "band": "5 of 20"},
         "finding_band_valid"),
        (create_finding, {"source_words": "many"}, "finding_kind_fields"),
        (create_finding, {"band": "many"}, "finding_kind_fields"),
        (create_finding, {"kind": "words", "band": "many"}, "finding_kind_fields"),
        (create_finding, {"kind": "comparative"}, "finding_kind_fields"),
        (create_finding, {"kind": "comparative", "source_words": "most often", "band": "many"},
         "finding_kind_fields"),
        (create_finding, {"kind": "computed"}, "finding_kind_fields"),
        (create_finding, {"kind": "computed", "band": "few", "source_words": "one"},
         "finding_kind_fields"),
    ],
)  # fmt: skip
def test_a_bad_row_is_refused_by_the_form_and_by_the_database(create, values, constraint):
    record = create()
    for name, value in values.items():
        setattr(record, name, value)

    with pytest.raises(ValidationError):
        record.full_clean()
    # SQLite names most constraints as PostgreSQL does.
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        set_unchecked(record, **values)


@pytest.mark.parametrize("create", [create_question, create_code])
def test_nothing_is_a_part_of_itself(create):
    record = create()

    with pytest.raises(IntegrityError, match="not_own_parent"), transaction.atomic():
        set_unchecked(record, parent=record)


@pytest.mark.parametrize(
    ("create", "values"),
    [
        (create_question, {"number": "8"}),
        (create_code, {"key": "trust"}),
        (create_code, {"name": "Trust"}),
    ],
)
def test_one_number_key_or_name_at_the_top_is_there_once_in_a_study(create, values):
    study = create_study()
    create(study=study, **values)
    create(**values)  # in a study of its own

    with pytest.raises(IntegrityError), transaction.atomic():
        create(study=study, **values)


def test_one_name_of_a_code_is_there_once_under_a_parent():
    study = create_study()
    one, other = create_code(study=study), create_code(study=study)
    create_code(study=study, parent=one, name="Trust")
    create_code(study=study, parent=other, name="Trust")

    with pytest.raises(IntegrityError), transaction.atomic():
        create_code(study=study, parent=one, name="Trust")


@pytest.mark.parametrize(
    "create",
    [
        lambda: create_question(parent=create_question()),
        lambda: create_code(parent=create_code()),
        lambda: create_finding(question=create_question()),
        lambda: create_recommendation(question=create_question()),
    ],
)
def test_what_belongs_to_a_study_links_to_nothing_of_another(create):
    record = create()

    with pytest.raises(ValidationError, match="another study"):
        record.full_clean()


@pytest.mark.parametrize(
    ("create", "model"),
    [
        (create_question, Question),
        (create_code, Code),
        (create_finding, Finding),
        (create_recommendation, Recommendation),
    ],
)
def test_what_belongs_to_a_study_is_public_only_while_the_study_is(create, model):
    study = create_study()
    record = create(study=study)
    study.refresh_from_db()

    study.withdraw(by=None, reason="A mistake.")

    assert not model.objects.published().exists()
    with pytest.raises(Refused, match="Publish its study first"):
        create(study=create_study(published=False))

    study.publish(by=None)

    assert list(model.objects.published()) == [record]


@pytest.mark.parametrize(
    ("create", "values", "lacking"),
    [
        (create_study, {"voices": ""}, "Say whose voices these are."),
        (create_study, {"missing_voices": ""}, "Say which voices are missing."),
        (create_finding, {"statement": ""}, "State it."),
        (create_recommendation, {"statement": ""}, "State it."),
        (create_question, {"wording": ""}, "Say what was asked."),
    ],
)
def test_what_is_unfinished_is_not_published(create, values, lacking):
    with pytest.raises(Refused) as told:
        create(**values)

    assert told.value.messages == [lacking]


def test_a_finding_needs_a_citation_unless_it_is_computed():
    counted = create_finding(published=False, kind="computed", band="many", released=True)
    printed = create_finding(published=False)

    assert counted.missing() == []
    assert printed.missing() == ["Cite where the study says so."]


def test_a_recommendation_is_addressed_to_somebody_and_a_conclusion_need_not_be():
    recommendation = create_recommendation()
    recommendation.addressees.clear()

    assert recommendation.missing() == ["Say to whom it is addressed."]

    set_unchecked(recommendation, kind="conclusion")

    assert recommendation.missing() == []
