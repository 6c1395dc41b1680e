"""The smallest valid row of what is confidential. Everything in it is made up."""

from itertools import count

from interviews.models.confidential import (
    AuditEntry,
    Coding,
    Evidence,
    Excerpt,
    PreparedFinding,
    Reading,
    Respondent,
    Response,
    StudyRelease,
    UndisclosedName,
)
from tests import factories
from trackdiplo.records.models import changes

_numbers = count(1)


def create_respondent(**values):
    """A respondent of a study of their own where none is given."""
    values = {"pseudonym": f"R-{next(_numbers):04x}", "sector": "ngo"} | values
    values["study"] = values.get("study") or factories.create_study()
    return Respondent.objects.create(**values)


@changes(by=None)
def create_response(**values):
    """An answer; `study` is of its respondent and its question, where these are not given."""
    study = values.pop("study", None)
    respondent = values.get("respondent") or create_respondent(study=study)
    values["respondent"] = respondent
    values["question"] = values.get("question") or factories.create_question(study=respondent.study)
    return Response.objects.create(**{"text": "We met, and we talked."} | values)


@changes(by=None)
def create_coding(**values):
    """The first word of an answer under a code of its study."""
    response = values.setdefault("response", values.get("response") or create_response())
    text = response.text
    place = {"start": 0, "end": text.find(" ") if " " in text else len(text)} | values
    values = place | {"quote": text[place["start"] : place["end"]]} | values
    if "code" not in values:
        values["code"] = factories.create_code(study=response.respondent.study)
    values["coder"] = values.get("coder") or factories.create_user()
    return Coding.objects.create(**values)


def create_reading(**values):
    values["response"] = values.get("response") or create_response()
    values["coder"] = values.get("coder") or factories.create_user()
    return Reading.objects.create(**values)


def create_excerpt(**values):
    values["coding"] = values.get("coding") or create_coding(phase="agreed")
    values["prepared_by"] = values.get("prepared_by") or factories.create_user()
    return Excerpt.objects.create(**{"public_text": "We [met]."} | values)


@changes(by=None)
def create_evidence(**values):
    values["finding"] = values.get("finding") or factories.create_finding()
    if "source_ref" not in values:
        values["coding"] = values.get("coding") or create_coding(phase="agreed")
    return Evidence.objects.create(**values)


def create_studyrelease(**values):
    values["study"] = values.get("study") or factories.create_study()
    values["built_by"] = values.get("built_by") or factories.create_user()
    return StudyRelease.objects.create(
        **{"number": next(_numbers), "payload": "{}", "sha256": "0" * 64} | values
    )


@changes(by=None)
def create_preparedfinding(**values):
    """A finding on a question of its own, of the study of its code."""
    values["code"] = values.get("code") or factories.create_code()
    if "question" not in values:
        values["question"] = factories.create_question(study=values["code"].study)
    values["prepared_by"] = values.get("prepared_by") or factories.create_user()
    words = {"name": "Talks help", "statement": "Respondents hold that talks help."}
    return PreparedFinding.objects.create(**words | values)


def create_undisclosedname(**values):
    values["study"] = values.get("study") or factories.create_study()
    return UndisclosedName.objects.create(**{"term": f"Name {next(_numbers)}"} | values)


def create_auditentry(**values):
    values["study"] = values.get("study") or factories.create_study()
    return AuditEntry.objects.create(**{"action": "imported"} | values)
