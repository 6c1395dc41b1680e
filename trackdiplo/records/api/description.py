"""The last touch to the schema: what every operation can answer, and an example of each answer."""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path

import orjson
from django.apps import apps

from trackdiplo.records.api.errors import CONTENT_TYPE, problem
from trackdiplo.records.api.exports import csv_lines

PROBLEM = {"$ref": "#/components/schemas/Problem"}
HEADERS = {
    "ETag": "Send it back as `If-None-Match`. Files have none.",
    "Cache-Control": "Keep it, and ask each time whether it still holds. Files have none.",
    "Allow": "The methods that there are.",
    "Retry-After": "In how many seconds to come back.",
}
UNCHANGED = "Nothing public has changed since the `ETag` that came as `If-None-Match`. No body."
# What goes wrong in the same way at every address: words, and a header that says more.
EVERYWHERE = {
    405: ("Another method than GET, HEAD or OPTIONS.", ["Allow"]),
    500: ("Our mistake.", []),
    503: ("The records cannot be reached just now.", ["Retry-After"]),
}
BAD = {"preiod": ["“preiod” is no parameter here. Did you mean “period”?"]}
DETAILS = {400: "The address has parameters that are not understood."}


def complete(result, generator, request, public):
    """Hook of drf-spectacular: add to each operation what all of them share."""
    for path in result["paths"].values():
        responses = path["get"]["responses"]
        responses["200"]["headers"] = headers("ETag", "Cache-Control")
        responses["304"] = {"description": UNCHANGED, "headers": headers("ETag", "Cache-Control")}
        for status, (words, named) in EVERYWHERE.items():
            content = {CONTENT_TYPE: {"schema": PROBLEM}}
            responses[str(status)] = {"description": words, "content": content}
            responses[str(status)] |= {"headers": headers(*named)} if named else {}
        path["get"]["responses"] = dict(sorted(responses.items()))
        add_examples(path["get"]["responses"])
    for component in result["components"]["schemas"].values():
        for field in component.get("properties", {}).values():
            field.pop("title", None)  # a label of the curators' form
    return result


def headers(*names: str) -> dict[str, dict]:
    return {name: {"description": HEADERS[name], "schema": {"type": "string"}} for name in names}


# --- Examples ---------------------------------------------------------------------------------


@cache
def examples() -> dict[str, dict]:
    """Return an answer of each shape, by the name of the shape: fictional, a file for each."""
    files = (Path(app.path, "api", "examples").glob("*.json") for app in apps.get_app_configs())
    return {path.stem.capitalize(): orjson.loads(path.read_bytes()) for path in chain(*files)}


def add_examples(responses: dict[str, dict]) -> None:
    ok = responses["200"]["content"]
    name = ok.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    document = examples().get(name.removeprefix("Paginated").removesuffix("List"))
    if document:
        rows = {"count": 1, "next": None, "previous": None, "results": [document]}
        made = {
            "application/json": rows if name.startswith("Paginated") else document,
            "application/jsonl": orjson.dumps(document).decode() + "\n",
            "text/csv": "".join(csv_lines([document], list(document))),
        }
        for media_type, described in ok.items():
            described["example"] = made[media_type]
    for status, response in responses.items():
        if CONTENT_TYPE in response.get("content", {}):
            example = problem(
                int(status),
                DETAILS.get(int(status), response["description"]),
                BAD if status == "400" else None,
            )
            response["content"][CONTENT_TYPE]["example"] = example
