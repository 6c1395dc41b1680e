"""The description of the API is valid, complete, and told to people in docs/api.md as well."""

from pathlib import Path

import pytest
from django.conf import settings
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from tests.routes import LIST, PUBLIC, public_routes
from tests.test_docs import table

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "api.md"
LISTS = {
    route.pattern.split("/")[-2].removeprefix("^"): route
    for route in public_routes()
    if route.is_api and PUBLIC[route.name] == LIST
}
# Asked of every list by the view; all others are filters.
OF_EVERY_LIST = {"page", "page_size", "format"}


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


def test_all_that_can_be_asked_and_answered_is_described(schema):
    operations = [path["get"] for path in schema["paths"].values()]
    asked = [each for operation in operations for each in operation.get("parameters", [])]

    assert {each["name"] for each in asked if not each.get("description")} == set()
    assert all("200" in operation["responses"] for operation in operations)
    assert all("400" in operation["responses"] for operation in operations)


def test_every_field_of_a_record_is_said_to_be_always_there(schema):
    optional = {
        name: fields
        for name, component in schema["components"]["schemas"].items()
        if (fields := set(component.get("properties", {})) - set(component.get("required", [])))
    }

    assert optional.keys() == {"Problem"} | {name for name in optional if "Paginated" in name}
    assert optional["Problem"] == {"type", "parameters"}


@pytest.mark.parametrize("resource", sorted(LISTS))
def test_a_list_says_which_parameters_it_takes_and_which_may_be_repeated(schema, resource):
    filterset = LISTS[resource].view_class.filterset_class

    described = parameters_of(schema, resource)

    repeated = {name for name, each in described.items() if each["schema"].get("type") == "array"}
    assert described.keys() == filterset.base_filters.keys() | OF_EVERY_LIST
    assert repeated == set(filterset.names(several=True))


def test_the_document_has_every_parameter_of_every_list(schema):
    written = {
        (name, resource): repeated == "yes"
        for name, lists, _, repeated in table(DOCUMENT, "parameter", "lists", "takes", "repeated")
        for resource in (sorted(LISTS) if lists == "all" else lists.split(", "))
    }

    described = {
        (name, resource): each["schema"].get("type") == "array"
        for resource in LISTS
        for name, each in parameters_of(schema, resource).items()
    }
    assert written == described


def test_the_document_has_every_resource():
    written = [row[0] for row in table(DOCUMENT, "resource", "what it lists", "order")]

    assert sorted(written) == sorted(LISTS)
