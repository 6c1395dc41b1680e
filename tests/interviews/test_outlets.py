"""Every way out but the pages: tables, packages, commands, histories, logs, what was kept.

What was said stands in the confidential tables and nowhere else; once somebody withdraws, nowhere.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from copy import deepcopy

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from interviews.coding.importing import _Import
from interviews.disclosure.withdrawal import withdraw
from interviews.exchange.annotations import annotations
from interviews.exchange.project import project_file
from interviews.exchange.table import codings_table
from interviews.management.commands.grant_public import confidential_tables
from interviews.models import Finding
from interviews.models.confidential import Response
from tests.factories import create_finding, create_user
from tests.interviews.house import House
from tests.once import kept_for_the_module
from tests.routes import every_address
from trackdiplo.records.logs import WithoutRows
from trackdiplo.records.package.loader import BadPackage, load

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> House:
    with kept_for_the_module(django_db_blocker):
        yield House()


@pytest.fixture
def house(made) -> House:
    return deepcopy(made)


def texts_of(tables) -> dict[str, str]:
    """Return all that the database holds in `tables`, as it is stored."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = "\n".join(map(str, cursor.fetchall())).lower()
    return found


def all_tables() -> set[str]:
    return set(connection.introspection.table_names())


# --- Tables -----------------------------------------------------------------------------------


def test_what_was_said_stands_in_confidential_tables_and_in_no_other(house):
    call_command("rebuild_documents", verbosity=0)
    mine = set(confidential_tables())

    other = texts_of(all_tables() - mine)

    assert {table for table, text in other.items() if house.held(text)} == set()
    assert house.held("".join(texts_of(mine).values())) == house.canaries.never
    assert {table for table, text in other.items() if "zqquoteqz" in text} >= {
        "interviews_finding", "records_document",
    }  # fmt: skip


def test_nothing_is_left_in_any_table_of_what_somebody_said_who_withdrew(house):
    gone = {canary for canary in house.canaries.never if re.search("(text|memo)aqz", canary)}
    before = "".join(texts_of(all_tables()).values())
    assert gone | {"zqsecretdraftexcerptqz"} <= house.held(before)

    withdraw(house.answers[0].respondent, by=house.lead)

    after = texts_of(all_tables())
    assert {table for table, text in after.items() if "zqquoteqz" in text} == set()
    assert house.held("".join(after.values())) & gone == set()
    assert "zqsecretdraftexcerptqz" not in "".join(after.values())


# --- Packages and commands --------------------------------------------------------------------


@pytest.mark.parametrize("everything", [False, True])
def test_no_package_holds_anything_confidential(house, tmp_path, everything):
    create_finding(study=house.study, published=False, name="zqdraftqz")
    folder = tmp_path / "package"
    call_command("dump_package", folder, all=everything, stdout=io.StringIO())

    text = "".join(
        f"{path.name}\n{path.read_text()}" for path in sorted(folder.rglob("*")) if path.is_file()
    )

    assert house.held(text) == set()
    assert ("zqdraftqz" in text) is everything
    assert "zqquoteqz" not in text
    assert "Respondents hold that trust grew." not in text


@pytest.mark.parametrize("known", [True, False])
def test_no_package_writes_what_is_counted(house, tmp_path, known):
    folder = tmp_path / "package"
    create_finding(study=house.study, name="In print")
    call_command("dump_package", folder, stdout=io.StringIO())
    table = folder / "findings.csv"
    head, row = table.read_text().splitlines()[:2]
    columns = head.split(",")
    cells = dict(zip(columns, row.split(","), strict=False))
    cells |= {"name": "Counted", "kind": "computed", "band": "most", "key": "counted"}
    cells["id"] = house.finding.public_id if known else ""
    table.write_text(f"{head}\n{','.join(cells.get(name, '') for name in columns)}\n")

    with pytest.raises(BadPackage):
        load(folder, apply=True, overwrite=True)
    house.finding.refresh_from_db()
    assert house.finding.name == "Trust"
    assert Finding.objects.filter(kind="computed").count() == 1


def test_no_command_prints_what_was_said(house, capsys):
    for command in ("check_records", "check_interviews", "find_duplicates", "rebuild_documents",
                    "setup_groups", "prepare", "coverage"):  # fmt: skip
        try:
            call_command(command)
        except Exception as error:
            print(error)

    printed = capsys.readouterr()
    assert printed.out
    assert house.held(printed.out + printed.err) == set()


# --- Histories --------------------------------------------------------------------------------


def test_the_log_of_the_admin_says_that_something_was_done_and_not_what(house):
    lead = create_user(is_superuser=True)
    client = Client()
    client.force_login(lead)
    client.post(
        reverse("admin:interviews_undisclosedname_add"),
        {"study": house.study.pk, "term": "zqsecretlateqz", "kind": "person"},
    )
    respondent = house.answers[1].respondent
    client.post(
        reverse("admin:interviews_respondent_change", args=[respondent.pk]), {"sector": "media"}
    )

    kept = "".join(map(str, LogEntry.objects.values_list("object_repr", "change_message")))
    assert LogEntry.objects.count() == 2
    assert "zqsecretlateqz" not in kept
    assert house.held(kept) <= {respondent.pseudonym}


# --- Withdrawal, wherever it was public -------------------------------------------------------


def public_texts(client) -> dict[str, str]:
    of_findings = [at for at in every_address() if "?" not in at or "/findings/?" in at]
    asked = [*of_findings, "/search/?q=zqquoteqz", "/api/v1/search/?q=zqquoteqz"]
    answers = {address: client.get(address) for address in asked}
    # A picture is no text.
    return {at: b"".join(each).decode(errors="backslashreplace") for at, each in answers.items()}


def test_after_a_withdrawal_its_words_are_in_no_public_answer(house, client):
    shown = {
        at for at, text in public_texts(client).items() if "zqquoteqz" in text and "?q=" not in at
    }
    assert {house.finding.get_absolute_url(), house.finding.get_api_url(), "/api/v1/findings/",
            "/api/v1/findings/?format=csv", "/api/v1/findings/?format=jsonl",
            house.question.get_absolute_url()} <= shown  # fmt: skip
    tags = {address: client.get(address).get("ETag") for address in shown}

    withdraw(house.answers[0].respondent, by=house.lead)

    after = public_texts(client)
    assert [at for at, text in after.items() if "zqquoteqz" in text and "?q=" not in at] == []
    asked_again = [
        client.get(at, headers={"if-none-match": tag}).status_code
        for at, tag in tags.items()
        if tag
    ]
    assert set(asked_again) == {200}
    [change] = client.get("/api/v1/changes/?since=0").json()["results"][-1:]
    assert (change["id"], change["action"]) == (house.finding.public_id, "upsert")


def test_after_a_withdrawal_no_file_holds_its_words(house):
    gone = {canary for canary in house.canaries.never if re.search("(text|memo)aqz", canary)}

    def exported() -> str:
        project = project_file(house.study, phase="agreed", by=house.lead)
        files = zipfile.ZipFile(io.BytesIO(project))
        table = codings_table(house.study, phase="independent", by=house.lead)
        linked = annotations(house.study, phase="independent", by=house.lead)
        texts = [files.read(name) for name in files.namelist()]
        return b"\n".join([*texts, table, linked]).decode()

    assert "zqsecrettextaqz" in exported()

    withdraw(house.answers[0].respondent, by=house.lead)

    assert house.held(exported()) & gone == set()


# --- Logs and mails ---------------------------------------------------------------------------


def test_a_failure_in_the_admin_tells_no_text_to_the_log_the_page_or_a_mail(
    house, caplog, monkeypatch, settings
):
    """PostgreSQL says the whole row that it refuses."""
    settings.ADMINS = [("Operator", "operator@example.org")]
    caplog.set_level(logging.ERROR)
    caplog.handler.addFilter(WithoutRows())
    client = Client(raise_request_exception=False)
    client.force_login(create_user(is_superuser=True))
    answer = house.answers[0]

    def fail(importer, *args, **kwargs):
        Response.objects.filter(pk=answer.pk).update(asked=False)

    monkeypatch.setattr(_Import, "write", fail)
    file = io.BytesIO(
        f"respondent,sector,quote_consent,question,asked,answer\n{answer.respondent},ngo,no,1,yes,x".encode()
    )
    file.name = "answers.csv"

    with transaction.atomic():
        told = client.post(reverse("admin:coding_import", args=[house.study.pk]), {"file": file})

    assert told.status_code == 500
    assert "IntegrityError: (what the database said is withheld" in caplog.text
    assert house.held(caplog.text) == house.held(told.content.decode()) == set()
    assert mail.outbox == []


def test_no_handler_of_logs_sends_mail():
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]

    handlers = {type(handler).__name__ for logger in loggers for handler in logger.handlers}

    assert handlers
    assert "AdminEmailHandler" not in handlers
