"""The admin of studies: a questionnaire below its study, each question a record of its own."""

from __future__ import annotations

import pytest
from django.urls import reverse

from interviews.models import Question
from tests.factories import create_citation, create_question, create_study
from tests.forms import add_row, data_of, open_form, save
from trackdiplo.records.models import changes

pytestmark = pytest.mark.django_db


def test_a_questionnaire_is_typed_below_its_study(admin_client):
    study = create_study()
    data = open_form(admin_client, study)
    for number in ("1", "2"):
        values = {"number": number, "order": number, "name": f"Q {number}", "wording": "What?"}
        data = add_row(data, "questions", **values)

    save(admin_client, study, data)

    rows = Question.objects.filter(study=study).order_by("order")
    assert [(row.number, row.status) for row in rows] == [("1", "draft"), ("2", "draft")]


def test_a_study_that_is_brought_back_leaves_its_questions_alone(admin_client):
    study = create_study(summary="First.")
    question = create_question(study=study, name="Before")
    create_citation(target=question, note="From the start.")
    save(admin_client, study, open_form(admin_client, study))
    save(admin_client, study, open_form(admin_client, study) | {"summary": "Second."})
    since = create_question(study=study)

    history = admin_client.get(reverse("admin:interviews_study_history", args=[study.pk]))
    first = history.context["action_list"][-1]["url"]
    admin_client.post(first, data_of(admin_client.get(first)))

    study.refresh_from_db()
    assert study.summary == "First."
    assert set(Question.objects.filter(study=study)) == {question, since}


def test_the_history_of_a_question_keeps_its_citations(admin_client):
    question = create_question()
    citation = create_citation(target=question, note="From the start.")
    save(admin_client, question, open_form(admin_client, question))
    with changes(by=None):
        citation.delete()

    history = admin_client.get(reverse("admin:interviews_question_history", args=[question.pk]))
    latest = history.context["action_list"][0]["url"]
    admin_client.post(latest, data_of(admin_client.get(latest)))

    assert question.citations.filter(note="From the start.").count() == 1
