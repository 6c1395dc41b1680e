"""How studies, questions, findings, recommendations and codes are described."""

from __future__ import annotations

from django.utils.translation import gettext as _

from interviews.models import Code, Finding, Question, Recommendation, Study
from trackdiplo.records.metadata import Thing, describe, inside, listed, named, sentence


def sentence_of_study(record: Study) -> str:
    return sentence(_("study by interviews"), fiction(record))


def fiction(study: Study) -> str:
    return _("made up to try things out") if study.is_fictional else ""


def study(record: Study) -> Thing:
    return {"@type": "ResearchProject", "description": record.summary}


def sentence_of_question(record: Question) -> str:
    words = {"number": record.number, "study": record.study.name}
    return sentence(_("question %(number)s of “%(study)s”") % words, fiction(record.study))


def question(record: Question) -> Thing:
    return {"@type": "Question", "text": record.wording}


def sentence_of_finding(record: Finding) -> str:
    return sentence(_("finding of %(study)s") % of_study(record), fiction(record.study))


def of_study(record: Finding | Recommendation) -> dict[str, str]:
    """Return the study in words, with the question where there is a public one."""
    words = {"study": f"“{record.study.name}”"}
    if record.public_question:
        words["number"] = record.public_question.number
        words["study"] = _("%(study)s on question %(number)s") % words
    return words


def finding(record: Finding) -> Thing:
    return {"@type": "CreativeWork", "text": record.statement, "about": about(record.areas)}


def about(areas) -> list[Thing]:
    return named("Thing", areas.all())


def sentence_of_recommendation(record: Recommendation) -> str:
    to = listed(inside(each.name) for each in record.addressees.all())
    words = of_study(record) | {"kind": record.get_kind_display()}
    return sentence(
        _("%(kind)s of %(study)s") % words,
        _("addressed to %(addressees)s") % {"addressees": to} if to else "",
        fiction(record.study),
    )


def recommendation(record: Recommendation) -> Thing:
    return {
        "@type": "CreativeWork",
        "text": record.statement,
        "about": about(record.areas),
        "audience": named("Audience", record.addressees.all()),
    }


def sentence_of_code(record: Code) -> str:
    words = {"study": record.study.name}
    return sentence(_("code by which “%(study)s” was read") % words, fiction(record.study))


def code(record: Code) -> Thing:
    return {"@type": "DefinedTerm", "termCode": record.key, "description": record.definition}


describe("study", sentence_of_study, study)
describe("question", sentence_of_question, question)
describe("finding", sentence_of_finding, finding)
describe("recommendation", sentence_of_recommendation, recommendation)
describe("code", sentence_of_code, code)
