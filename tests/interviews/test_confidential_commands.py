"""What watches over confidential rows: the nightly check, the public role, and the log."""

from __future__ import annotations

import logging

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from interviews.management.commands.grant_public import confidential_tables
from interviews.models import Code
from interviews.models.confidential import Coding, Respondent, Response, StudyRelease
from tests.factories import create_code, create_finding, create_question
from tests.factories.confidential import create_coding, create_response, create_studyrelease
from tests.routes import addresses, every_address, one_of_each, public_routes
from tests.test_leaks import answers_made_anew
from tests.world import create_world
from trackdiplo.records.logs import WithoutRows

pytestmark = pytest.mark.django_db


def checked(capsys) -> str:
    """Return what the check says is wrong."""
    with pytest.raises(CommandError):
        call_command("check_interviews")
    return capsys.readouterr().err


def test_nothing_is_wrong_with_what_forms_let_through(capsys):
    create_coding()

    call_command("check_interviews")

    assert "nothing is wrong" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda coding: Response.objects.update(question=create_question()),
         "its question is one of another study"),
        (lambda coding: Coding.objects.update(code=create_code()),
         "its code is one of another study"),
        (lambda coding: Code.objects.update(codable=False), "its code is a heading"),
        (lambda coding: Code.objects.filter(pk=coding.code_id).update(parent=create_code()),
         "its parent is one of another study"),
        (lambda coding: Coding.objects.update(quote="He"), "is not what stands there"),
        (lambda coding: Respondent.objects.update(withdrawn_at=timezone.now()),
         "its respondent has withdrawn"),
        (lambda coding: create_studyrelease(study=coding.code.study),
         "its content is not what was built"),
    ],
)  # fmt: skip
def test_what_no_constraint_can_say_is_found(capsys, spoil, said):
    coding = create_coding()
    spoil(coding)

    assert said in checked(capsys)
    assert coding.response.text not in checked(capsys)


def test_codes_in_a_circle_are_found(capsys):
    first = create_code()
    second = create_code(study=first.study, parent=first)
    Code.objects.filter(pk=first.pk).update(parent=second)

    assert checked(capsys).count("a part of itself") == 2


# --- The public role --------------------------------------------------------------------------


def test_every_confidential_table_is_known():
    own = {Respondent, Response, Coding, StudyRelease, StudyRelease.base.through}

    assert {model._meta.db_table for model in own} < set(confidential_tables())
    assert "interviews_finding" not in confidential_tables()


def test_the_public_role_reads_what_is_public_and_nothing_else():
    if connection.vendor != "postgresql":
        with pytest.raises(CommandError, match="Only PostgreSQL"):
            call_command("grant_public", "visitors")
        return
    create_finding()
    create_response()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE visitors_of_the_tests")
        call_command("grant_public", "visitors_of_the_tests")
        cursor.execute("SET LOCAL ROLE visitors_of_the_tests")
        cursor.execute("SELECT count(*) FROM interviews_finding")
        assert cursor.fetchone() == (1,)
        for table in [*confidential_tables(), "auth_user", "reversion_version"]:
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(f"SELECT * FROM {table}")
        cursor.execute("RESET ROLE")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Only PostgreSQL has roles.")
def test_the_public_role_serves_every_public_page_as_staff_s_process_does():
    create_world()
    create_response()
    asked = [address for address in every_address() if "?" not in address]
    lists = [route for route in public_routes() if route.name.endswith("finding-list")]
    asked += [at for each in lists for at in one_of_each(addresses(each, published=True))]
    asked += ["/findings/?q=what", "/search/?q=name", "/api/v1/findings/?format=csv"]
    before = answers_made_anew(asked)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE visitors_of_the_tests")
        call_command("grant_public", "visitors_of_the_tests")
        cursor.execute("SET LOCAL ROLE visitors_of_the_tests")

        served = answers_made_anew(asked)

        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Response.objects.count()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Code.objects.update(definition="Somebody was here.")
        cursor.execute("RESET ROLE")
    assert len(asked) > 60
    assert {text[:3] for text in served.values()} <= {"200", "302", "404"}
    assert served == before


# --- The log ----------------------------------------------------------------------------------


def test_a_failed_write_of_an_answer_leaves_no_text_in_the_log(caplog):
    response = create_response()
    user = User.objects.create_user("lead")
    caplog.set_level(logging.ERROR)
    caplog.handler.addFilter(WithoutRows())

    try:
        with transaction.atomic():
            Coding.objects.create(
                response=response,
                code=create_code(study=response.respondent.study),
                coder=user,
                start=0,
                end=3,
                quote="Nobody may read this.",
            )
    except IntegrityError:
        logging.getLogger("django.request").exception("Internal Server Error: /admin/")

    assert "IntegrityError" in caplog.text
    assert "Nobody may read" not in caplog.text
    assert __name__.rpartition(".")[2] in caplog.text


def test_the_handler_of_the_site_withholds_rows(settings):
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["without_rows"]


def test_other_errors_are_logged_as_they_are(caplog):
    caplog.set_level(logging.ERROR)
    caplog.handler.addFilter(WithoutRows())

    try:
        raise ValueError("a plain mistake")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: /")

    assert "a plain mistake" in caplog.text
