"""Codings as W3C Web Annotations: each by its place, and by its words with what stands around."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from urllib.parse import quote, unquote

import orjson
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interviews.exchange.marks import CONTEXT, Mark, coders, exported
from interviews.models import Study
from interviews.models.confidential import AuditEntry, Coding, Phase, Response, normalised

FRAME = "http://www.w3.org/ns/anno.jsonld"
ANSWER = "urn:x-answer:"


def annotations(study: Study, *, phase: Phase, by) -> bytes:
    """Return the codings of `study` in one phase as a page of annotations; leave an audit row."""
    names = coders(study, phase)
    items = [
        annotation(answer, coding, names[coding.coder_id])
        for answer in exported(study)
        for coding in answer.codings.all()
        if coding.phase == phase
    ]
    AuditEntry.objects.create(study=study, action=AuditEntry.Action.EXPORTED, by=by)
    page = {"@context": FRAME, "type": "AnnotationPage", "items": items}
    return orjson.dumps(page, option=orjson.OPT_INDENT_2)


def annotation(answer: Response, coding: Coding, coder: str) -> dict[str, object]:
    text = answer.text
    names = (answer.respondent.pseudonym, answer.question.number)
    return {
        "id": f"urn:uuid:{uuid.uuid4()}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Person", "nickname": coder},
        "body": {"type": "TextualBody", "purpose": "tagging", "value": coding.code.key},
        "target": {
            "source": ANSWER + ":".join(quote(name, safe="") for name in names),
            "selector": [
                {"type": "TextPositionSelector", "start": coding.start, "end": coding.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": coding.quote,
                    "prefix": text[max(0, coding.start - CONTEXT) : coding.start],
                    "suffix": text[coding.end : coding.end + CONTEXT],
                },
            ],
        },
    }


def read_annotations(content: bytes) -> Iterator[Mark]:
    """Yield what a page of annotations, or a list of them, marks. Raises ValidationError."""
    try:
        page = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
        for item in page if isinstance(page, list) else page["items"]:
            yield _mark(item)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValidationError(_("The file holds no W3C annotations of answers.")) from error


def _mark(item: dict) -> Mark:
    respondent, question = item["target"]["source"].removeprefix(ANSWER).split(":")
    selectors = {each["type"]: each for each in item["target"]["selector"]}
    words = selectors["TextQuoteSelector"]
    return Mark(
        respondent=unquote(respondent),
        question=unquote(question),
        code=item["body"]["value"],
        start=int(selectors.get("TextPositionSelector", {}).get("start", 0)),
        exact=normalised(words["exact"]),
        prefix=normalised(words.get("prefix", "")),
        suffix=normalised(words.get("suffix", "")),
    )
