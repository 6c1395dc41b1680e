"""Staff's lists of what is confidential."""

from __future__ import annotations

import pytest
from django.urls import reverse

from interviews.models.confidential import Respondent, Response
from tests.factories.confidential import create_auditentry, create_undisclosedname
from tests.interviews.coding.conftest import SECRET

pytestmark = pytest.mark.django_db


def address(name: str, *args) -> str:
    return reverse(f"admin:interviews_{name}", args=args)


def test_each_list_and_form_opens_for_a_lead_coder(desks):
    client, answer = desks.client("lead"), desks.answers[0]
    rows = {
        "respondent": answer.respondent,
        "response": answer,
        "undisclosedname": create_undisclosedname(study=desks.study),
        "auditentry": create_auditentry(study=desks.study),
    }

    for model, row in rows.items():
        assert str(row.pk) in client.get(address(f"{model}_changelist")).text
        assert client.get(address(f"{model}_change", row.pk)).status_code == 200
    assert SECRET not in client.get(address("response_changelist")).text


def test_a_pseudonym_that_is_left_empty_is_drawn(desks):
    values = {"study": desks.study.pk, "sector": "media", "pseudonym": ""}

    desks.client("lead").post(address("respondent_add"), values)

    made = Respondent.objects.latest("pk")
    assert (made.sector, made.pseudonym[:2], len(made.pseudonym)) == ("media", "R-", 6)


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("model", ["respondent", "response"])
def test_lists_cost_the_same_for_one_row_and_for_three(
    desks, model, item_count, django_assert_num_queries
):
    gone = [answer.respondent_id for answer in desks.answers[item_count:]]
    Response.objects.filter(respondent__in=gone).delete()
    Respondent.objects.filter(pk__in=gone).delete()
    client, path = desks.client("lead"), address(f"{model}_changelist")
    client.get(path)

    # Session, user, two of permissions, rows and their number, the filter of studies.
    with django_assert_num_queries(7):
        client.get(path)
