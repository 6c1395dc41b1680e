"""A respondent withdraws: what they said is erased wherever it stands, and nothing is recounted."""

from __future__ import annotations

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews.disclosure.release import digest
from interviews.models import Finding
from interviews.models.confidential import AuditEntry, Coding, Quotation, Respondent, StudyRelease
from trackdiplo.records.models import changes


@transaction.atomic
def withdraw(respondent: Respondent, *, by) -> None:
    """Erase the answers, passages, memos and excerpts of `respondent`, though they be frozen.

    Bands of releases stay: one that is counted again without somebody says what that one said.
    Releases that wait to be published rest on somebody who is gone: they are to be built anew.
    """
    _take_out(respondent, by=by)
    # Excerpts and evidence go with them.
    Coding.objects.filter(response__respondent=respondent).delete()
    respondent.responses.update(text="", adjudicated=False)
    respondent.withdrawn_at = timezone.now()
    respondent.quote_consent = False
    respondent.save()
    AuditEntry.objects.create(study=respondent.study, action=AuditEntry.Action.WITHDRAWN, by=by)


@transaction.atomic
def unquote(respondent: Respondent, *, by) -> None:
    """Take out what `respondent`, who does not agree to it any more, is quoted with."""
    _take_out(respondent, by=by)
    Respondent.objects.filter(pk=respondent.pk).update(quote_consent=False)
    AuditEntry.objects.create(study=respondent.study, action=AuditEntry.Action.UNQUOTED, by=by)


def _take_out(respondent: Respondent, *, by) -> None:
    """Take what `respondent` is quoted with out of findings, drafts among them, and of releases."""
    quotations = Quotation.objects.filter(respondent=respondent)
    texts = set(quotations.values_list("text", flat=True))
    quotations.delete()
    if not texts:
        return
    with changes(by=by, comment=_("Excerpts erased")):
        for finding in Finding.objects.filter(study=respondent.study):
            left = [text for text in finding.excerpts if text not in texts]
            if left != finding.excerpts:
                finding.excerpts = left
                finding.save()
    for release in StudyRelease.objects.filter(study=respondent.study):
        content = orjson.loads(release.payload)
        for finding in content["findings"]:
            finding["excerpts"] = [text for text in finding["excerpts"] if text not in texts]
        options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2
        release.payload = orjson.dumps(content, option=options).decode()
        release.sha256 = digest(release.payload)
        release.save()
