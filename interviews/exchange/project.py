"""Answers and codings as a REFI-QDA project `.qdpx`, which other programs read, code and write.

This is the largest door out of the building: for staff with the permission, and every time a row
of the audit. Coders are coder-1, coder-2; nothing has a time; every guid but those of codes is
drawn anew, so that two files cannot be joined.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree as xml

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interviews.exchange.codebook import ORIGIN, codes_element, document, parsed
from interviews.exchange.marks import CONTEXT, Mark, coders, exported
from interviews.models import Code, Study
from interviews.models.confidential import AuditEntry, Coding, Phase, Response, normalised

NAMESPACE = "urn:QDA-XML:project:1.0"
SOURCE = re.compile(r"(?P<respondent>.+), question (?P<question>.+)")
LARGEST_TEXT = 5_000_000


def project_file(study: Study, *, phase: Phase, by) -> bytes:
    """Return the answers and codings of `study` in one phase as `.qdpx`; leave an audit row."""
    answers = exported(study)
    project = _Project(study, phase, coders(study, phase))
    files = {f"sources/{project.source(each)}.txt": each.text for each in answers}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("project.qde", document(project.element(answers)))
        for name, text in files.items():
            packed.writestr(name, text.encode())
    AuditEntry.objects.create(study=study, action=AuditEntry.Action.EXPORTED, by=by)
    return written.getvalue()


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


# --- In ---------------------------------------------------------------------------------------


def read_project(content: bytes) -> Iterator[Mark]:
    """Yield what is marked in a `.qdpx` file, whoever wrote it. Raises ValidationError.

    Places count the text as the file has it: with its byte order mark gone, with its line ends.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            root = parsed(_read(packed, "project.qde"))
            for source in root.iter(_tag("TextSource")):
                yield from _marks(source, _text(packed, source))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ValidationError(_("The file is no REFI-QDA project.")) from error


def _read(packed: zipfile.ZipFile, name: str) -> bytes:
    if packed.getinfo(name).file_size > LARGEST_TEXT:
        raise ValidationError(_("The file is larger than 5 MB."))
    return packed.read(name)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _text(packed: zipfile.ZipFile, source: xml.Element) -> str:
    path = source.get("plainTextPath")
    if path is None:
        return source.findtext(_tag("PlainTextContent")) or ""
    name = f"sources/{path.removeprefix('internal://')}"
    return _read(packed, name).decode("utf-8-sig")


def _marks(source: xml.Element, text: str) -> Iterator[Mark]:
    place = SOURCE.fullmatch(source.get("name", ""))
    for selection in source.iter(_tag("PlainTextSelection")):
        start, end = (int(selection.get(name, "")) for name in ("startPosition", "endPosition"))
        for reference in selection.iter(_tag("CodeRef")):
            yield Mark(
                **place.groupdict() if place else {"respondent": "", "question": ""},
                code=reference.get("targetGUID", "").strip("{}").lower(),
                start=len(normalised(text[:start])),
                exact=normalised(text[start:end]),
                prefix=normalised(text[max(0, start - CONTEXT) : start]),
                suffix=normalised(text[end : end + CONTEXT]),
            )
