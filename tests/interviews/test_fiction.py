"""The made-up study: enough to try every tool on, and never where the public reads."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from interviews import fiction
from interviews.coding import work
from interviews.disclosure.checks import problems
from interviews.models import Study
from interviews.models.confidential import Coding, Reading, Respondent, Response

pytestmark = pytest.mark.django_db


def test_made_up_interviews_stay_out_of_a_site_for_the_public():
    with pytest.raises(CommandError, match="DEMO"):
        call_command("load_demo")

    assert not Study.objects.exists()


def test_every_code_of_the_sentences_is_in_the_codebook():
    known = {key for codes in fiction.CODES.values() for key, _name, _definition in codes}
    used = {
        code
        for _name, _wording, sentences in fiction.QUESTIONS
        for _text, codes in sentences
        for code in codes
    }

    assert used == known
    assert (len(fiction.QUESTIONS), len(fiction.SECTORS)) == (17, 20)


def test_the_made_up_study_is_whole_and_coded_by_two_who_do_not_always_agree(settings, client):
    settings.DEMO = True
    call_command("setup_groups")

    call_command("load_demo")
    call_command("load_demo")

    study = Study.objects.get()
    assert study.is_fictional
    assert (Respondent.objects.count(), Response.objects.count()) == (20, 340)
    assert list(problems()) == []
    answered = Response.objects.answered().count()
    assert Reading.objects.count() == 2 * answered
    one, other = sorted(set(Reading.objects.values_list("coder", flat=True)))
    found = work.compared(study, *(_user(pk) for pk in (one, other)))
    assert 0.3 < found.whole.alpha < 0.95
    assert found.disputed
    assert Coding.objects.agreed().exists()
    assert b"made up" in client.get("/").content


def _user(pk):
    from django.contrib.auth.models import User

    return User.objects.get(pk=pk)
