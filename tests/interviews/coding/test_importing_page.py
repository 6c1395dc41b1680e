"""Import of answers in the admin: a file, its report, and only then the writing."""

from __future__ import annotations

import html
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from interviews.models.confidential import AuditEntry, Response
from tests.interviews.coding.conftest import SECRET

pytestmark = pytest.mark.django_db
HEADER = "respondent,sector,quote_consent,question,asked,answer\r\n"


@pytest.fixture
def send(desks):
    client, path = desks.client("lead"), reverse("admin:coding_import", args=[desks.study.pk])

    def sent(*rows: str, **values):
        if rows:
            content = "\ufeff" + HEADER + "\r\n".join(rows)
            values["file"] = SimpleUploadedFile("answers.csv", content.encode())
        return client.post(path, values, follow=True)

    return sent


def carried(page) -> str:
    """Return the table that the page carries to its second step, as a browser sends it back."""
    [text] = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.DOTALL)
    return html.unescape(text).replace("\n", "\r\n")


def test_a_file_is_checked_then_imported(desks, send):
    before = Response.objects.count()

    checked = send(f'kx-1,ngo,yes,8,yes,"{SECRET}\r\nand & <wept> 🕊."', "kx-2,media,no,8,no,")

    assert Response.objects.count() == before
    assert (checked.context["report"].new, checked.context["report"].respondents) == (2, 2)
    done = send(table=carried(checked), **{"import": ""})
    assert done.redirect_chain[-1][0] == reverse("admin:coding_study", args=[desks.study.pk])
    text = Response.objects.get(respondent__pseudonym="kx-1").text
    assert text == f"{SECRET}\nand & <wept> 🕊."
    assert AuditEntry.objects.get().by == desks.users["lead"]
    assert "2 new answers of 2 new respondents" in " ".join(map(str, done.context["messages"]))
    assert SECRET not in done.text
    assert not LogEntry.objects.exists()


def test_every_problem_is_told_with_its_line_and_column_and_never_the_answer(send):
    page = send(f"kx-1,army,yes,8,yes,{SECRET}", f"kx-1,ngo,perhaps,77,yes,{SECRET}")

    assert [(each.line, each.column) for each in page.context["problems"]] == [
        (2, "sector"), (3, "question"), (3, "quote_consent"),
    ]  # fmt: skip
    assert "The study has no question with this number." in page.text
    assert SECRET not in page.text
    assert "<textarea" not in page.text


def test_what_was_checked_is_judged_anew_when_it_is_imported(desks, send):
    checked = send("kx-1,ngo,yes,8,yes,Yes.")
    send(table=carried(checked), **{"import": ""})
    stale = carried(checked).replace("ngo", "media")

    page = send(table=stale, **{"import": ""})

    assert [each.column for each in page.context["problems"]] == ["respondent"]


def test_no_file_and_a_file_that_is_none_are_refused_in_words(send):
    assert "Choose a file." in send().text
    page = send(file=SimpleUploadedFile("answers.xlsx", b"PK"))
    assert "This XLSX file cannot be read." in page.text
