"""Who gets in where: every address of the admin, every group of staff, and a canary in every text.

The answers of interviews are for coders, how they are coded for whoever coded them, what leaves the
building for lead coders. Curators and other staff meet nothing of it, anywhere in the admin.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from http import HTTPStatus

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from interviews.models import Code, Finding, Question, Study
from interviews.models.confidential import AuditEntry, Respondent, Response, UndisclosedName
from tests.canary import Canaries
from tests.factories import (
    create_code,
    create_finding,
    create_findingbasis,
    create_question,
    create_study,
    create_user,
)
from tests.factories.confidential import (
    create_auditentry,
    create_coding,
    create_evidence,
    create_excerpt,
    create_preparedfinding,
    create_reading,
    create_respondent,
    create_response,
    create_studyrelease,
    create_undisclosedname,
)
from tests.once import kept_for_the_module
from tests.routes import staff_routes

pytestmark = pytest.mark.django_db
# Who gets in is decided by groups and addresses, before any row is read; what stands on a page of
# those who are let in, by its template.
a_door = pytest.mark.any_database

GROUPS = {
    "visitor": None,
    "staff": [],
    "curator": ["Curators", "Publishers"],
    "coder": ["Coders"],
    "lead": ["Lead coders"],
}
BOTH, LEAD, NOBODY = frozenset({"coder", "lead"}), frozenset({"lead"}), frozenset()
# Whom an address lets in.
READ = {
    "coding": BOTH,
    "coding_study": BOTH,
    "coding_next": BOTH,
    "coding_desk": BOTH,
    "coding_matrix": BOTH,
    "coding_together": BOTH,
    "coding_search": BOTH,
    "coding_files": BOTH,
    "coding_codebook": BOTH,
    "coding_import": LEAD,
    "coding_disputed": LEAD,
    "coding_settle": LEAD,
    "coding_agreement": LEAD,
    "coding_progress": LEAD,
    "coding_findings": LEAD,
    "coding_excerpts": LEAD,
    "coding_write": LEAD,
    "coding_releases": LEAD,
    "coding_respondents": LEAD,
    "coding_withdraw": LEAD,
}
WRITE = {
    "coding_mark": BOTH,
    "coding_memo": BOTH,
    "coding_remove": BOTH,
    "coding_done": BOTH,
    "coding_reopen": BOTH,
    "coding_undisputed": LEAD,
    "coding_unsettle": LEAD,
    "coding_prepare": LEAD,
    "coding_clear": LEAD,
    "coding_take_away": LEAD,
    "coding_build": LEAD,
    "coding_discard": LEAD,
    "coding_publish": LEAD,
    "coding_codings_in": BOTH,
    "coding_codebook_in": LEAD,
    "coding_annotations": LEAD,
    "coding_project": LEAD,
    "coding_table": LEAD,
}
# Of each table: list, form and history; a form to add; to delete.
TABLES = {
    Respondent: (BOTH, LEAD, NOBODY),
    Response: (BOTH, NOBODY, NOBODY),
    UndisclosedName: (LEAD, LEAD, LEAD),
    AuditEntry: (LEAD, NOBODY, NOBODY),
}
for model, (view, add, delete) in TABLES.items():
    table = f"interviews_{model._meta.model_name}"
    READ |= {f"{table}_{name}": view for name in ("changelist", "change", "history")}
    READ |= {f"{table}_add": add, f"{table}_delete": delete}


@dataclass
class House:
    """Who works here, each logged in; what there is of everything; and what stands in it."""

    clients: dict[str, Client]
    rows: dict[type, object]
    keys: dict[str, int]
    of_others: Canaries = field(default_factory=Canaries)
    of_answers: Canaries = field(default_factory=Canaries)

    def address(self, name: str) -> str:
        """Return an address of the admin at which there is something."""
        table = name.rpartition("_")[0].removeprefix("interviews_")
        row = next((row for model, row in self.rows.items() if model._meta.model_name == table), 0)
        route = next(route for route in staff_routes() if route.name == f"admin:{name}")
        wanted = re.findall(r"<(?:int|path):(\w+)>", route.pattern)
        keys = {"object_id": getattr(row, "pk", 0)} | self.keys
        return reverse(f"admin:{name}", args=[keys[key] for key in wanted])


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    with kept_for_the_module(django_db_blocker):
        yield built()


def built() -> House:
    call_command("setup_groups", verbosity=0)
    clients = {name: Client() for name in GROUPS}
    users = {}
    for name, groups in GROUPS.items():
        if groups is not None:
            users[name] = create_user(username=name, is_staff=True, groups=groups)
            clients[name].force_login(users[name])
    house = House(clients, {}, {})
    answers, others = house.of_answers.plant_secret, house.of_others.plant_secret
    study = create_study(published=False)
    question = create_question(study=study, published=False)
    other = create_question(study=study, published=False)
    code = create_code(study=study, published=False)
    respondent = create_respondent(study=study, pseudonym=answers("who"), quote_consent=True)
    answer = create_response(
        respondent=respondent, question=question, text=f"{answers('text')} {others('passage')}"
    )
    another = create_user(username=others("coder"), groups=["Coders"])
    place = {"start": len(answers("text")) + 1, "end": len(answer.text)}
    create_coding(response=answer, code=code, coder=another, memo=others("memo"), **place)
    create_coding(response=answer, code=code, coder=users["coder"])
    create_reading(response=answer, coder=another)
    agreed = create_coding(
        response=create_response(respondent=respondent, question=other, text="It was agreed."),
        code=code, phase="agreed", coder=users["lead"],
    )  # fmt: skip
    counted = create_finding(
        study=study, question=question, kind="computed", band="few", published=False
    )
    create_findingbasis(finding=counted, code=code)
    create_evidence(finding=counted, coding=agreed)
    line = {
        "question": question.number,
        "code": code.key,
        "name": others("payload"),
        "excerpts": [],
    }
    payload = json.dumps({"findings": [line | {"statement": others("payload"), "band": "few"}]})
    release = create_studyrelease(study=study, built_by=users["lead"], payload=payload)
    excerpt = create_excerpt(coding=agreed, public_text=others("excerpt"), prepared_by=another)
    create_preparedfinding(code=code, question=other, statement=others("prepared"))
    rows = [
        study, question, code, counted, respondent, answer,
        create_undisclosedname(study=study, term=others("undisclosed")),
        create_auditentry(study=study, reason=others("reason")),
    ]  # fmt: skip
    house.rows = {type(row): row for row in rows}
    house.keys = {
        "study": study.pk, "answer": answer.pk, "coding": agreed.pk, "release": release.pk,
        "respondent": respondent.pk, "excerpt": excerpt.pk,
    }  # fmt: skip
    return house


def said(answer) -> str:
    """Return all that an answer says, with its headers, cookies and messages."""
    body = b"".join(answer) if answer.streaming else answer.content
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return unescape(f"{headers}\n{answer.cookies}\n{body.decode(errors='replace')}")


def heard(text: str, canaries: set[str]) -> set[str]:
    return {canary for canary in canaries if canary in text.lower()}


# --- The table --------------------------------------------------------------------------------


def test_every_address_of_what_is_confidential_is_in_the_table():
    models = {model for model in admin.site._registry if ".confidential" in model.__module__}
    parts = tuple(f"admin/interviews/{model._meta.model_name}/" for model in models)
    found = {
        route.name.removeprefix("admin:")
        for route in staff_routes()
        if route.pattern.startswith(parts)
    }

    assert models == set(TABLES)
    assert found - {""} == set(READ) | set(WRITE)


@a_door
@pytest.mark.parametrize("who", GROUPS)
def test_an_address_lets_in_whom_the_table_says_and_nobody_else(house, who):
    client = house.clients[who]
    told = {}
    for method, table in (("get", READ), ("post", WRITE)):
        for name in table:
            with transaction.atomic():
                told[name] = getattr(client, method)(house.address(name)).status_code
                transaction.set_rollback(True)

    if who == "visitor":
        assert set(told.values()) == {HTTPStatus.FOUND}
        return
    refused = {name for name, status in told.items() if status == HTTPStatus.FORBIDDEN}
    assert refused == {name for name, whom in (READ | WRITE).items() if who not in whom}
    assert max(told.values()) < HTTPStatus.INTERNAL_SERVER_ERROR
    assert not [name for name in READ if told[name] == HTTPStatus.NOT_FOUND]


@a_door
@pytest.mark.parametrize("model", TABLES)
def test_who_may_not_read_a_table_is_not_told_which_rows_there_are(house, model):
    address = house.address(f"interviews_{model._meta.model_name}_history")
    absent = re.sub(r"\d+", "987654", address)

    told = [house.clients["curator"].get(each) for each in (address, absent)]

    assert [answer.status_code for answer in told] == [HTTPStatus.FORBIDDEN] * 2
    assert told[0].content == told[1].content


# --- What is seen -----------------------------------------------------------------------------


def everywhere(house: House) -> list[str]:
    """Return every address of the admin that takes no more than a row of the house."""
    found = [reverse("admin:index"), reverse("admin:jsi18n"), "/admin/interviews/"]
    for route in staff_routes():
        name = route.name.removeprefix("admin:")
        words = re.findall(r"<(?:int:|path:)?(\w+)>", route.pattern)
        table = name.rpartition("_")[0]
        has_row = any(table == f"interviews_{model._meta.model_name}" for model in house.rows)
        other = re.search(r"[\^(]|logout|login|password|view_on_site", route.pattern) or not name
        if not other and (not words or has_row or set(words) <= set(house.keys)):
            found.append(house.address(name))
    for model, row in house.rows.items():
        names = [each.name for each in model._meta.fields if each.is_relation]
        name = f"app_label=interviews&model_name={model._meta.model_name}"
        found += [f"/admin/autocomplete/?{name}&field_name={each}&term=zq" for each in names]
        found += [f"/admin/interviews/{model._meta.model_name}/?q=zq"]
        found += [f"/admin/interviews/{model._meta.model_name}/{row.pk}/history/1/"]
        found += [f"/admin/interviews/{model._meta.model_name}/recover/"]
    return sorted(set(found))


def deletions(house: House, client: Client) -> list[str]:
    """Return what is said when all that a curator may read is chosen to be deleted."""
    models = Study, Question, Code, Finding
    chosen = [(model._meta.model_name, house.rows[model].pk) for model in models]
    return [
        said(
            client.post(
                f"/admin/interviews/{name}/",
                {"action": "delete_selected", "_selected_action": [pk]},
            )
        )
        for name, pk in chosen
    ]


def seen_by(house: House, who: str) -> dict[str, set[str]]:
    """Return what somebody sees in the whole admin, by where it stands."""
    client = house.clients[who]
    texts = {address: said(client.get(address)) for address in everywhere(house)}
    texts |= {f"deletion {n}": text for n, text in enumerate(deletions(house, client))}
    canaries = house.of_answers.never | house.of_others.never
    found = {address: heard(text, canaries) for address, text in texts.items()}
    return {address: words for address, words in found.items() if words}


@a_door
@pytest.mark.parametrize("who", ["staff", "curator"])
def test_who_is_no_coder_meets_nothing_of_interviews_in_the_whole_admin(house, who):
    assert len(everywhere(house)) > 150
    assert seen_by(house, who) == {}


@a_door
def test_a_coder_meets_answers_and_nothing_that_others_made_of_them(house):
    found = seen_by(house, "coder")

    # The passage that another marked is a part of the answer, which a coder reads whole.
    assert set().union(*found.values()) == house.of_answers.never | {"zqsecretpassageqz"}
    assert {at for at, words in found.items() if "zqsecretpassageqz" in words} == {
        house.address("coding_desk"), house.address("interviews_response_change"),
    }  # fmt: skip


@a_door
def test_the_lead_meets_all_of_it_so_that_the_search_can_find_it(house):
    found = seen_by(house, "lead")

    assert set().union(*found.values()) == house.of_answers.never | house.of_others.never


@pytest.mark.parametrize("who", ["curator", "coder"])
@pytest.mark.parametrize(
    "asked", ["respondents={}", "respondents__isnull=0", "respondents__pseudonym=R", "releases__isnull=0",
              "undisclosed_names__isnull=0", "audit_entries__isnull=0"],
)  # fmt: skip
def test_a_list_answers_no_question_about_respondents(house, who, asked):
    address = f"/admin/interviews/study/?{asked.format(house.keys['respondent'])}"

    assert house.clients[who].get(address).status_code == HTTPStatus.BAD_REQUEST


# --- What browsers keep and pass on -----------------------------------------------------------


def test_no_browser_keeps_a_page_or_tells_another_site_where_it_was(house):
    client = house.clients["lead"]
    answers = [client.get(house.address(name)) for name in READ]
    with transaction.atomic():
        answers += [client.post(house.address(name)) for name in ("coding_project", "coding_table")]
        transaction.set_rollback(True)

    shown = [answer for answer in answers if answer.status_code == HTTPStatus.OK]
    assert len(shown) > 30
    for answer in shown:
        assert {"no-store", "private"} <= set(re.split(r",\s*", answer["Cache-Control"]))
        assert answer["Referrer-Policy"] == "same-origin"
        assert "ETag" not in answer


def test_no_address_and_no_cookie_holds_what_was_looked_for_or_said(house):
    client, study = house.clients["lead"], house.keys["study"]
    word = next(iter(house.of_answers.never))
    page = said(client.post(reverse("admin:coding_search", args=[study]), {"words": word}))
    with transaction.atomic():
        moved = [client.post(house.address(name)) for name in WRITE]
        transaction.set_rollback(True)

    forms = re.findall(r"<form[^>]*>", page)
    assert [
        form for form in forms if "search" in form and 'method="post"' not in form.lower()
    ] == []
    for answer in moved:
        text = f"{answer.headers.get('Location', '')}\n{answer.cookies}"
        assert heard(text, house.of_answers.never | house.of_others.never) == set()


def test_no_list_of_answers_takes_words_in_its_address(house):
    """What is looked for would stand in the logs of every server on the way."""
    assert admin.site._registry[Response].search_fields == ()
