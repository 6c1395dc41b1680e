"""From prepared findings to a release in the admin alone; withdrawal; files."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from interviews.coding import work
from interviews.models import Finding
from interviews.models.confidential import (
    AuditEntry,
    PreparedFinding,
    StudyRelease,
)
from tests.factories import create_user
from tests.factories.confidential import create_respondent
from tests.interviews.coding.conftest import SECRET

pytestmark = pytest.mark.django_db


def address(name: str, *args) -> str:
    return reverse(f"admin:{name}", args=args)


@pytest.fixture
def settled(desks):
    """Twenty settled answers, seven of them with the code; a second lead to publish."""
    for number in range(17):
        respondent = create_respondent(study=desks.study, quote_consent=True)
        desks.answers.append(desks.answer(f"{SECRET} again {number}.", respondent=respondent))
    for number, answer in enumerate(desks.answers):
        codings = [work.mark(answer, desks.trust, start=0, end=7, by=desks.users["ani"])]
        work.settle(answer, codings if number < 7 else [], by=desks.users["lead"])
    desks.users["second"] = create_user(username="second")
    desks.users["second"].groups.add(Group.objects.get(name="Lead coders"))
    yield desks
    del desks.answers[3:]


def prepare(desks) -> None:
    desks.client("lead").post(
        address("coding_prepare", desks.study.pk), {"question": desks.question.pk}
    )
    PreparedFinding.objects.update(statement="Respondents hold that it grew.")
    PreparedFinding.objects.exclude(code=desks.trust).delete()


def test_a_release_is_prepared_built_and_published_by_two_people(settled, client):
    prepare(settled)
    lead, second = settled.client("lead"), settled.client("second")

    lead.post(address("coding_build", settled.study.pk))
    release = StudyRelease.objects.get()
    lead.post(address("coding_publish", release.pk))
    assert StudyRelease.objects.get().published_at is None
    shown = second.get(address("coding_releases", settled.study.pk)).content.decode()
    assert release.sha256[:12] in shown
    second.post(address("coding_publish", release.pk))

    finding = Finding.objects.get()
    page = client.get(finding.get_absolute_url()).content.decode()
    assert "some: about a quarter to under half" in page
    assert SECRET not in page
    assert client.get(finding.get_api_url()).json()["band"] == "some"


def test_a_refusal_says_all_its_reasons_on_the_page_and_nowhere_else(settled):
    prepare(settled)
    PreparedFinding.objects.update(statement="Seven respondents hold that it grew.")

    answer = settled.client("lead").post(address("coding_build", settled.study.pk))

    assert answer.status_code == 409
    assert "counts people" in answer.content.decode()
    assert AuditEntry.objects.get(action="refused").reason == ""
    assert not StudyRelease.objects.exists()


def test_a_release_that_was_not_published_is_thrown_away_with_its_drafts(settled):
    prepare(settled)
    lead = settled.client("lead")
    lead.post(address("coding_build", settled.study.pk))

    lead.post(address("coding_discard", StudyRelease.objects.get().pk))

    assert not StudyRelease.objects.exists()
    assert not Finding.objects.exists()


def test_nobody_changes_what_a_release_counted(settled, client):
    prepare(settled)
    settled.client("lead").post(address("coding_build", settled.study.pk))
    settled.client("second").post(address("coding_publish", StudyRelease.objects.get().pk))
    curator = settled.client("curator")
    form = address("interviews_finding_change", Finding.objects.get().pk)

    page = curator.get(form).content.decode()

    assert 'name="band"' not in page
    assert curator.post(form, {"band": "most"}).status_code == 403
    assert 'value="computed"' not in curator.get(address("interviews_finding_add")).content.decode()


def test_a_respondent_is_erased_once_the_pseudonym_is_typed(settled):
    answer = settled.answers[5]
    page = address("coding_withdraw", answer.respondent.pk)
    lead = settled.client("lead")

    assert SECRET not in lead.get(page).content.decode()
    lead.post(page, {"pseudonym": "somebody"})
    answer.refresh_from_db()
    assert answer.text
    told = lead.post(page, {"pseudonym": answer.respondent.pseudonym}, follow=True)

    answer.refresh_from_db()
    assert (answer.text, answer.codings.count()) == ("", 0)
    assert SECRET not in told.content.decode()
    assert lead.get(page).status_code == 404


def test_files_go_out_on_record_and_a_codebook_comes_in(settled):
    lead = settled.client("lead")
    codebook = lead.get(address("coding_codebook", settled.study.pk)).content
    project = lead.post(address("coding_project", settled.study.pk), {"phase": "agreed"})
    table = lead.post(address("coding_table", settled.study.pk), {"phase": "agreed"})

    assert b"Trust lost" in codebook
    assert "project.qde" in zipfile.ZipFile(io.BytesIO(project.content)).namelist()
    assert table.content.decode("utf-8-sig").count("\n") == 8
    assert AuditEntry.objects.filter(action="exported").count() == 2
    file = io.BytesIO(codebook.replace(b"Closed borders", b"Open borders"))
    file.name = "codes.qdc"
    said = lead.post(
        address("coding_codebook_in", settled.study.pk), {"file": file}
    ).content.decode()
    assert "Open borders" in said
    settled.borders.refresh_from_db()
    assert settled.borders.name == "Open borders"


def test_a_coder_has_the_codebook_and_neither_answers_nor_a_new_codebook(settled):
    ani = settled.client("ani")
    page = ani.get(address("coding_files", settled.study.pk)).content.decode()

    assert ani.get(address("coding_codebook", settled.study.pk)).status_code == 200
    for name in ("coding_project", "coding_table", "coding_annotations"):
        assert address(name, settled.study.pk) not in page
    assert address("coding_codebook_in", settled.study.pk) not in page
