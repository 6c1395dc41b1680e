"""The description of the API is valid, complete, and told to people in docs/api.md as well."""

import csv
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator, FormatChecker

from tests.pages import page, words
from tests.routes import LIST, PUBLIC, public_routes
from tests.test_docs import table
from tests.world import create_world
from trackdiplo.api import OPENAPI
from trackdiplo.records.api.description import examples
from trackdiplo.records.models import KINDS, Document

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "api.md"
LISTS = {
    route.pattern.split("/")[-2].removeprefix("^"): route
    for route in public_routes()
    if route.is_api and PUBLIC[route.name] == LIST
}
# Asked by the view, and not by a filter.
OF_PAGES, OF_FILES = {"page", "page_size"}, {"format"}
PAGED = sorted(name for name, route in LISTS.items() if route.is_paged)
FILED = sorted(name for name, route in LISTS.items() if route.has_formats)
EVERY = {"all": sorted(LISTS), "all with pages": PAGED, "all with files": FILED}


@pytest.fixture(scope="module")
def schema() -> dict:
    return SchemaGenerator().get_schema(request=None, public=True)


def parameters_of(schema: dict, resource: str) -> dict[str, dict]:
    found = schema["paths"][f"/api/v1/{resource}/"]["get"]["parameters"]
    return {parameter["name"]: parameter for parameter in found}


def test_the_schema_is_valid_openapi(schema):
    validate_schema(schema)

    assert schema["openapi"] == "3.1.1"


def test_the_schema_is_made_without_a_warning():
    GENERATOR_STATS.reset()

    with GENERATOR_STATS.silence():
        SchemaGenerator().get_schema(request=None, public=True)

    assert not GENERATOR_STATS


@pytest.mark.django_db
def test_the_schema_is_served_as_it_is_made(client, schema):
    answer = client.get("/api/v1/schema/")

    assert answer["Content-Type"] == "application/vnd.oai.openapi+json"
    assert answer.json() == schema


def test_the_schema_has_every_route_of_the_api(schema):
    routes = [route for route in public_routes() if route.is_api]

    assert len(schema["paths"]) == len(routes)


def operations_of(schema: dict) -> dict[str, dict]:
    return {path: methods["get"] for path, methods in schema["paths"].items()}


def test_all_that_can_be_asked_is_described(schema):
    silent = [
        (path, each["name"])
        for path, operation in operations_of(schema).items()
        for each in operation.get("parameters", [])
        if not each.get("description")
    ]

    assert silent == []


def test_every_answer_is_described(schema):
    always = {"200", "304", "400", "405", "500", "503"}
    for path, operation in operations_of(schema).items():
        answers = operation["responses"]

        assert answers.keys() == always | ({"404", "410"} if "{" in path else set()), path
        assert [status for status, each in answers.items() if not each["description"]] == []
        assert [status for status, each in answers.items() if "content" not in each] == ["304"]


def test_every_shape_and_field_says_what_it_is(schema):
    shapes = schema["components"]["schemas"]
    silent = [name for name, each in shapes.items() if not each.get("description")]
    silent_fields = [
        (name, field)
        for name, each in shapes.items()
        for field, described in each.get("properties", {}).items()
        if not described.get("description")
    ]

    assert silent_fields == []
    assert set(silent) <= {"BlankEnum"}


def test_every_field_of_a_record_is_said_to_be_always_there(schema):
    optional = {
        name: fields
        for name, component in schema["components"]["schemas"].items()
        if (fields := set(component.get("properties", {})) - set(component.get("required", [])))
    }

    assert optional.keys() == {"Problem"} | {name for name in optional if "Paginated" in name}
    assert optional["Problem"] == {"type", "parameters"}


# --- Examples ---------------------------------------------------------------------------------


def examples_of(schema: dict) -> dict[tuple[str, str, str], object]:
    """Return each example with the path, status and media type that it is for."""
    return {
        (path, status, media_type): content
        for path, operation in operations_of(schema).items()
        for status, answer in operation["responses"].items()
        for media_type, content in answer.get("content", {}).items()
    }


def test_every_answer_with_a_body_has_an_example_that_is_as_the_schema_says(schema):
    answers = examples_of(schema)
    del answers[reverse("api:schema"), "200", OPENAPI]  # it is its own example

    for where, content in answers.items():
        asked = content["schema"] | {"components": schema["components"]}
        validator = Draft202012Validator(asked, format_checker=FormatChecker())

        assert [error.message for error in validator.iter_errors(content["example"])] == [], where


@pytest.mark.django_db
def test_an_example_of_a_record_has_the_shape_of_what_is_stored():
    create_world()

    for kind in KINDS:
        example = examples()[kind.capitalize()]
        stored = Document.objects.filter(kind=kind).values_list("body", flat=True)

        assert stored
        assert [unlike(example, json.loads(body)) for body in stored] == [[]] * len(stored), kind
        assert [] not in example.values(), kind


def unlike(one, other, path: str = "") -> list[str]:
    """Return where two documents have other keys; what only one of them has is of any shape."""
    if isinstance(one, list) and isinstance(other, list):
        return [found for a in one[:1] for b in other[:1] for found in unlike(a, b, f"{path}[]")]
    if not isinstance(one, dict) or not isinstance(other, dict):
        return []
    if list(one) != list(other):
        return [f"{path}: {sorted(one.keys() ^ other.keys()) or 'their order'}"]
    return [found for key in one for found in unlike(one[key], other[key], f"{path}.{key}")]


@pytest.mark.parametrize("resource", FILED)
def test_an_example_of_a_file_is_what_the_example_of_a_page_says(schema, resource):
    content = operations_of(schema)[f"/api/v1/{resource}/"]["responses"]["200"]["content"]
    (document,) = content["application/json"]["example"]["results"]

    header, line = csv.reader(content["text/csv"]["example"].splitlines())

    assert json.loads(content["application/jsonl"]["example"]) == document
    assert header == list(document)
    assert line[header.index("id")] == document["id"]


# --- Parameters -------------------------------------------------------------------------------


@pytest.mark.parametrize("resource", sorted(LISTS))
def test_a_list_says_which_parameters_it_takes_and_which_may_be_repeated(schema, resource):
    filterset = LISTS[resource].view_class.filterset_class

    described = parameters_of(schema, resource)
    of_pages = OF_PAGES if LISTS[resource].is_paged else set()
    of_files = OF_FILES if LISTS[resource].has_formats else set()

    repeated = {name for name, each in described.items() if each["schema"].get("type") == "array"}
    assert described.keys() == filterset.base_filters.keys() | of_pages | of_files
    assert repeated == set(filterset.names(several=True))


def test_the_document_has_every_parameter_of_every_list(schema):
    written = {
        (name, resource): repeated == "yes"
        for name, lists, _, repeated in table(DOCUMENT, "parameter", "lists", "takes", "repeated")
        for resource in EVERY.get(lists) or lists.split(", ")
    }

    described = {
        (name, resource): each["schema"].get("type") == "array"
        for resource in LISTS
        for name, each in parameters_of(schema, resource).items()
    }
    assert written == described


def test_the_document_has_every_resource():
    written = [row[0] for row in table(DOCUMENT, "resource", "what it lists", "order")]

    assert sorted(written) == FILED


# --- The page ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_without_scripts_the_documentation_lists_every_address_and_parameter(client, schema):
    read = words(page(client, reverse("api-docs")))

    for path, operation in operations_of(schema).items():
        assert f" {path} {operation['summary']}." in read
        for each in operation.get("parameters", []):
            assert f"{each['name']} {words(each['description'])}" in read
