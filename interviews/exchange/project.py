"""Answers and codings for colleagues: a REFI-QDA project, a table, W3C annotations.

This is the largest door out of the building: for staff with the permission, and every time a row
of the audit. Coders are coder-1, coder-2; nothing has a time; every guid but those of codes is
drawn anew, so that two files cannot be joined.
"""

from __future__ import annotations

import csv
import io
import uuid
import zipfile
from collections import defaultdict
from xml.etree import ElementTree as xml

from interviews.exchange.codebook import ORIGIN, codes_element, document
from interviews.models import Code, Study
from interviews.models.confidential import AuditEntry, Coding, Phase, Response
from trackdiplo.records.api.exports import guarded

NAMESPACE = "urn:QDA-XML:project:1.0"
CONTEXT = 32
COLUMNS = ("respondent", "sector", "question", "code", "coder", "phase", "start", "end", "quote")


def project_file(study: Study, *, phase: Phase, by) -> bytes:
    """Return the answers and codings of `study` in one phase as `.qdpx`; leave an audit row."""
    answers = list(_answers(study))
    project = _Project(study, phase, _coders(study, phase))
    files = {f"sources/{project.source(each)}.txt": each.text for each in answers}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("project.qde", document(project.element(answers)))
        for name, text in files.items():
            packed.writestr(name, text.encode())
    AuditEntry.objects.create(study=study, action=AuditEntry.Action.EXPORTED, by=by)
    return written.getvalue()


def _answers(study: Study):
    answers = Response.objects.answered().filter(respondent__study=study).in_order()
    return answers.select_related("respondent", "question").prefetch_related("codings__code")


def _coders(study: Study, phase: Phase) -> dict[int, str]:
    """Return what coders are called, by their key: not in the order in which they joined."""
    codings = Coding.objects.filter(response__respondent__study=study, phase=phase)
    keys = sorted(set(codings.values_list("coder", flat=True)), key=lambda _key: uuid.uuid4())
    return {key: f"coder-{number}" for number, key in enumerate(keys, start=1)}


class _Project:
    def __init__(self, study: Study, phase: Phase, coders: dict[int, str]):
        self.study, self.phase, self.coders = study, phase, coders
        self.guids: dict[object, str] = defaultdict(lambda: str(uuid.uuid4()))

    def source(self, answer: Response) -> str:
        return self.guids["source", answer.pk]

    def element(self, answers: list[Response]) -> xml.Element:
        root = xml.Element(
            "Project", {"xmlns": NAMESPACE, "name": self.study.name, "origin": ORIGIN}
        )
        if self.coders:
            users = xml.SubElement(root, "Users")
            for key, name in self.coders.items():
                xml.SubElement(users, "User", {"guid": self.guids["coder", key], "name": name})
        codes = xml.SubElement(root, "CodeBook")
        codes.append(codes_element(Code.objects.filter(study=self.study), for_coders=True))
        if answers:
            self.add_variables(root)
            self.add_cases(root, answers)
            sources = xml.SubElement(root, "Sources")
            for answer in answers:
                self.add_source(sources, answer)
        return root

    def add_variables(self, root: xml.Element) -> None:
        variables = xml.SubElement(root, "Variables")
        values = {"guid": self.guids["sector"], "name": "sector", "typeOfVariable": "Text"}
        xml.SubElement(variables, "Variable", values)

    def add_cases(self, root: xml.Element, answers: list[Response]) -> None:
        cases, of = xml.SubElement(root, "Cases"), defaultdict(list)
        for answer in answers:
            of[answer.respondent].append(answer)
        for respondent, theirs in sorted(of.items(), key=lambda case: case[0].pseudonym):
            values = {"guid": self.guids["case", respondent.pk], "name": respondent.pseudonym}
            case = xml.SubElement(cases, "Case", values)
            value = xml.SubElement(case, "VariableValue")
            xml.SubElement(value, "VariableRef", {"targetGUID": self.guids["sector"]})
            xml.SubElement(value, "TextValue").text = respondent.sector
            for answer in theirs:
                xml.SubElement(case, "SourceRef", {"targetGUID": self.source(answer)})

    def add_source(self, sources: xml.Element, answer: Response) -> None:
        guid = self.source(answer)
        name = f"{answer.respondent.pseudonym}, question {answer.question.number}"
        values = {"guid": guid, "name": name, "plainTextPath": f"internal://{guid}.txt"}
        source = xml.SubElement(sources, "TextSource", values)
        for (start, end), codings in sorted(self.passages(answer).items()):
            place = {"startPosition": str(start), "endPosition": str(end)}
            selection = xml.SubElement(
                source, "PlainTextSelection", {"guid": str(uuid.uuid4()), **place}
            )
            for coding in codings:
                user = {"creatingUser": self.guids["coder", coding.coder_id]}
                marked = xml.SubElement(selection, "Coding", {"guid": str(uuid.uuid4()), **user})
                xml.SubElement(marked, "CodeRef", {"targetGUID": str(coding.code.guid)})

    def passages(self, answer: Response) -> dict[tuple[int, int], list[Coding]]:
        found = defaultdict(list)
        for coding in answer.codings.all():
            if coding.phase == self.phase:
                found[coding.start, coding.end].append(coding)
        return found


def codings_table(study: Study, *, phase: Phase, by) -> bytes:
    """Return the codings of `study` in one phase as CSV for spreadsheets; leave an audit row."""
    coders = _coders(study, phase)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for answer in _answers(study):
        for coding in answer.codings.all():
            if coding.phase == phase:
                respondent = answer.respondent
                cells = (respondent.pseudonym, respondent.sector, answer.question.number,
                         coding.code.key, coders[coding.coder_id], phase, coding.start,
                         coding.end, coding.quote)  # fmt: skip
                writer.writerow([guarded(str(cell)) for cell in cells])
    AuditEntry.objects.create(study=study, action=AuditEntry.Action.EXPORTED, by=by)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def annotation(coding: Coding) -> dict[str, object]:
    """Return a coding as a W3C Web Annotation: by position, and by quote with what stands around."""
    text = coding.response.text
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:uuid:{uuid.uuid4()}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": {"type": "TextualBody", "purpose": "tagging", "value": coding.code.key},
        "target": {
            "selector": [
                {"type": "TextPositionSelector", "start": coding.start, "end": coding.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": coding.quote,
                    "prefix": text[max(0, coding.start - CONTEXT) : coding.start],
                    "suffix": text[coding.end : coding.end + CONTEXT],
                },
            ]
        },
    }
