"""Every constraint of interviews refuses its bad write, on SQLite and on PostgreSQL alike.

Written past forms and models: what is refused here, the database itself refuses.
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from interviews.models.confidential import Quotation
from tests import factories as public
from tests.factories import confidential
from trackdiplo.records.models import Record, changes

pytestmark = pytest.mark.django_db


def changed(create, **values):
    """Return a write that gives a good row bad values; those that are callable are asked for them."""

    def write():
        row = create()
        given = {name: value(row) if callable(value) else value for name, value in values.items()}

        def update():
            type(row)._base_manager.filter(pk=row.pk).update(**given)

        return update

    return write


def twice(create, *shared: str, **same):
    """Return a write that makes a row which shares with another what two may not."""

    def write():
        first = create(**same)
        values = {name: getattr(first, name) for name in shared}
        return lambda: create(**values | same)

    return write


def quotation(**values):
    values.setdefault("finding", None) or values.update(finding=public.create_finding())
    respondent = values.get("respondent") or confidential.create_respondent()
    return Quotation.objects.create(**values | {"respondent": respondent, "text": "We [met]."})


def agreed(**values):
    return confidential.create_coding(phase="agreed", **values)


NOW = timezone.now()
WRITES = [
    ("study_min_base_10", changed(public.create_study, min_base=9)),
    ("question_number_uniq", twice(public.create_question, "study", number="8")),
    ("question_not_own_parent", changed(public.create_question, parent=lambda row: row)),
    ("code_key_uniq", twice(public.create_code, "study", key="trust")),
    ("code_root_name_uniq", twice(public.create_code, "study", name="Trust")),
    ("code_sibling_name_uniq", lambda: _named_below_one_parent()),
    ("code_not_own_parent", changed(public.create_code, parent=lambda row: row)),
    ("codable_code_is_defined", changed(public.create_code, definition="")),
    ("finding_kind_valid|finding_kind_fields", changed(public.create_finding, kind="guess")),
    ("finding_band_valid", changed(public.create_finding, kind="words", source_words="5", band="5")),
    ("finding_kind_fields", changed(public.create_finding, band="few")),
    ("finding_kind_fields", changed(public.create_finding, source_words="one")),
    ("finding_kind_fields", changed(public.create_finding, kind="words", band="few")),
    ("finding_kind_fields", changed(public.create_finding, kind="comparative")),
    ("finding_kind_fields",
     changed(public.create_finding, kind="comparative", source_words="most", band="most")),
    ("finding_kind_fields", changed(public.create_finding, kind="computed")),
    ("finding_kind_fields",
     changed(public.create_finding, kind="computed", band="few", source_words="one")),
    ("finding_released_is_computed", changed(public.create_finding, released=True)),
    ("recommendation_kind_valid", changed(public.create_recommendation, kind="advice")),
    ("finding_count_within_base", changed(public.create_findingbasis, n_with=21)),
    ("finding_no_band_under_base_10", changed(public.create_findingbasis, n_base=9)),
    ("finding_no_band_under_base_10|n_base", changed(public.create_findingbasis, n_base=None)),
    ("finding_cleared_by_another", lambda: _cleared_alone(public.create_findingbasis)),
    ("finding_cleared_by_another",
     changed(public.create_findingbasis, cleared_by=lambda row: public.create_user())),
    ("respondent_pseudonym_uniq", twice(confidential.create_respondent, "study", pseudonym="R-1")),
    ("respondent_sector_valid", changed(confidential.create_respondent, sector="state")),
    # SQLite keeps a text that is longer than its column.
    ("respondent_sector_valid|too long", changed(confidential.create_respondent, sector="ngo" * 9)),
    ("respondent_has_pseudonym", changed(confidential.create_respondent, pseudonym="")),
    ("response_uniq", twice(confidential.create_response, "respondent", "question")),
    ("response_not_asked_is_empty", changed(confidential.create_response, asked=False)),
    ("undisclosed_name_uniq", twice(confidential.create_undisclosedname, "study", term="Nobody")),
    ("undisclosed_name_has_term", changed(confidential.create_undisclosedname, term="")),
    ("audit_entry_action_valid", changed(confidential.create_auditentry, action="read")),
    ("coding_uniq", twice(confidential.create_coding, "response", "code", "coder")),
    ("coding_agreed_once", twice(agreed, "response", "code")),
    ("coding_phase_valid", changed(confidential.create_coding, phase="draft")),
    ("coding_span_order", changed(confidential.create_coding, start=2, end=2, quote="")),
    ("coding_span_order|coding_quote", changed(confidential.create_coding, start=3, end=1)),
    ("coding_quote_fits_span", changed(confidential.create_coding, quote="longer than its place")),
    ("reading_once", twice(confidential.create_reading, "response", "coder")),
    ("study_release_number_uniq", twice(confidential.create_studyrelease, "study", number=1)),
    ("study_release_published_with_time",
     changed(confidential.create_studyrelease, published_at=NOW)),
    ("study_release_published_with_time",
     changed(confidential.create_studyrelease, published_by=lambda row: public.create_user())),
    ("study_release_published_by_another",
     changed(confidential.create_studyrelease, published_by=lambda row: row.built_by,
             published_at=NOW)),
    ("prepared_finding_uniq", twice(confidential.create_preparedfinding, "question", "code")),
    ("evidence_exactly_one", changed(confidential.create_evidence, source_ref="stages-1")),
    ("evidence_exactly_one", changed(confidential.create_evidence, coding=None)),
    ("quotation_once", twice(quotation, "finding", "respondent")),
    ("excerpt_cleared_by_another",
     changed(confidential.create_excerpt, cleared_by=lambda row: row.prepared_by)),
    ("excerpt_has_text", changed(confidential.create_excerpt, public_text="")),
]  # fmt: skip


def _named_below_one_parent():
    parent = public.create_code()
    return twice(public.create_code, study=parent.study, parent=parent, name="Trust")()


def _cleared_alone(create):
    user = public.create_user()
    return changed(create, prepared_by=user, cleared_by=user)()


def own_constraints() -> set[str]:
    shared = {constraint.name for constraint in Record.Meta.constraints}
    return {
        constraint.name
        for model in apps.get_app_config("interviews").get_models()
        for constraint in model._meta.constraints
        if constraint.name not in {name % {"class": model._meta.model_name} for name in shared}
    }


def test_every_constraint_has_a_bad_write():
    named = {name for names, _write in WRITES for name in names.split("|")}

    assert own_constraints() - named == set()


@pytest.mark.parametrize(("names", "write"), WRITES, ids=[name for name, _write in WRITES])
def test_the_database_refuses_a_bad_write(names, write):
    with changes(by=None):
        bad = write()

    # SQLite names the columns of what must be unique, and not the constraint.
    unique = f"UNIQUE.*{names.partition('_')[0]}" if names.endswith(("_uniq", "_once")) else names
    with pytest.raises(Exception, match=f"{names}|{unique}") as refused, transaction.atomic():
        bad()
    assert isinstance(refused.value, IntegrityError) or "too long" in str(refused.value)


def test_who_cleared_alone_is_refused_whatever_the_database_makes_of_nothing():
    """A condition that compares with nothing passes: each says that there must be something."""
    basis = public.create_findingbasis()
    basis.prepared_by, basis.cleared_by = public.create_user(), public.create_user()
    basis.save()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(basis).objects.filter(pk=basis.pk).update(prepared_by=None)
