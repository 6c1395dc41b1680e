"""What a respondent who withdraws, or who is not to be quoted, takes out of what is public."""

from __future__ import annotations

import pytest

from interviews.coding import work
from interviews.disclosure.withdrawal import unquote, withdraw
from interviews.models import Finding
from interviews.models.confidential import (
    AuditEntry,
    Coding,
    Excerpt,
    Quotation,
)

pytestmark = pytest.mark.django_db


def test_a_withdrawal_erases_words_and_leaves_bands(client, field):
    field.quoted(0, "Our old school [closed].")
    field.quoted(1, "It [helped].")
    release = field.published()
    document = client.get(Finding.objects.get().get_api_url())
    gone = field.answers[0].respondent

    withdraw(gone, by=field.builder)

    finding = Finding.objects.get()
    assert (finding.excerpts, finding.band) == (["It [helped]."], "some")
    release.refresh_from_db()
    assert "Our old school" not in release.payload
    assert not Coding.objects.filter(response__respondent=gone).exists()
    assert set(gone.responses.values_list("text", flat=True)) == {""}
    gone.refresh_from_db()
    assert gone.withdrawn_at
    assert not gone.quote_consent
    assert b"Our old school" not in client.get(finding.get_api_url()).content
    assert document["ETag"] != client.get(finding.get_api_url())["ETag"]
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.reason) == ("withdrawn", "")


def test_no_history_keeps_what_a_withdrawal_erases(field):
    from reversion.models import Version

    field.quoted(0, "Our old school [closed].")
    field.published()
    withdraw(field.answers[0].respondent, by=field.builder)

    kept = Version.objects.values_list("serialized_data", flat=True)
    assert not any("Our old school" in each for each in kept)


def test_words_are_erased_though_the_excerpt_was_changed_or_its_passage_settled_anew(client, field):
    field.quoted(0, "Our old school [closed].")
    field.quoted(1, "Our old bridge [closed].")
    release = field.published()
    Excerpt.objects.filter(coding=field.codings[0]).update(public_text="Something else.")
    work.unsettle(field.answers[1])

    for answer in field.answers[:2]:
        withdraw(answer.respondent, by=field.builder)

    release.refresh_from_db()
    page = client.get(Finding.objects.get().get_absolute_url()).content.decode()
    assert Finding.objects.get().excerpts == []
    assert "Our old" not in release.payload + page
    assert not Quotation.objects.exists()


def test_words_are_erased_from_a_release_that_waits(field):
    field.quoted(0, "Our old school [closed].")
    release = field.build()

    withdraw(field.answers[0].respondent, by=field.builder)

    release.refresh_from_db()
    assert "Our old school" not in f"{release.payload}{Finding.objects.get().excerpts}"


def test_who_does_not_agree_to_be_quoted_any_more_is_not(field):
    field.quoted(0, "Our old school [closed].")
    field.quoted(1, "It [helped].")
    field.published()

    unquote(field.answers[0].respondent, by=field.builder)

    assert Finding.objects.get().excerpts == ["It [helped]."]
    assert AuditEntry.objects.first().action == "unquoted"
    assert field.answers[0].codings.exists()
