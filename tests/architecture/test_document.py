"""The OpenAPI document says of each operation what integrators build on."""

import re
from collections.abc import Iterator
from typing import Any, get_origin

import jsonschema_rs
import pytest
from pydantic import WrapSerializer

from architecture.document import document, operations
from tellmore.core.schemas import Schema

PROBLEM = "application/problem+json"


def operation(method: str, path: str) -> dict[str, Any]:
    found: dict[str, Any] = document()["paths"][path][method]
    return found


def causes(method: str, path: str, status: str) -> set[str]:
    answer = operation(method, path)["responses"].get(status, {})
    return set(answer.get("content", {}).get(PROBLEM, {}).get("examples", {}))


def parameters(method: str, path: str) -> set[str]:
    return {
        each.get("name") or each["$ref"].rpartition("/")[2]
        for each in operation(method, path).get("parameters", [])
    }


V1 = [one for one in operations() if one[1].startswith("/v1/")]
SIGNED_IN = [one for one in V1 if {"HTTPBearer": []} in operation(*one).get("security", [])]


@pytest.mark.parametrize(("method", "path"), V1)
class TestOperation:
    def test_is_named_after_its_room_and_verb(self, method: str, path: str) -> None:
        (tag,) = operation(method, path)["tags"]
        room = tag.replace("-", "_")
        assert re.fullmatch(rf"{room}_[a-z_]+", operation(method, path)["operationId"])

    def test_keeps_the_causes_that_every_one_has(self, method: str, path: str) -> None:
        assert "invalid" in causes(method, path, "422")
        assert "internal-error" in causes(method, path, "500")
        has_body = "requestBody" in operation(method, path)
        assert bool(causes(method, path, "415")) == has_body

    def test_names_its_headers(self, method: str, path: str) -> None:
        for status, answer in operation(method, path)["responses"].items():
            assert "X-Request-Id" in answer["headers"]
            assert ("Retry-After" in answer["headers"]) == (status == "429")

    def test_shows_bodies_that_are_valid(self, method: str, path: str) -> None:
        one = operation(method, path)
        shown = [one.get("requestBody", {}), *one["responses"].values()]
        for body in [body.get("content", {}).get("application/json") for body in shown]:
            if body is not None:
                schema = {**body["schema"], "components": document()["components"]}
                jsonschema_rs.validate(schema, body["example"], validate_formats=True)


NOBODYS_WORDS = {"cursor", "grade", "lang", "question_key", "type"}
"""Text in an address that somebody chose, but that no name of a person is looked for by."""


@pytest.mark.parametrize(("method", "path"), operations())
def test_no_name_and_no_words_are_asked_for_in_an_address(method: str, path: str) -> None:
    asked = operation(method, path).get("parameters", [])
    queries = {one["name"]: one["schema"] for one in asked if one.get("in") == "query"}
    assert {name for name, schema in queries.items() if is_free(schema)} <= NOBODYS_WORDS


def is_free(schema: dict[str, Any]) -> bool:
    """Whether any text at all may be given: not one of a few, an id or a moment."""
    choices = [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]
    said = schema.keys() & {"format", "enum", "const"}
    return any(map(is_free, choices)) or (schema.get("type") == "string" and not said)


@pytest.mark.parametrize(("method", "path"), SIGNED_IN)
class TestOperationOfSomebody:
    def test_may_be_refused_to_them(self, method: str, path: str) -> None:
        assert "unauthenticated" in causes(method, path, "401")
        assert "forbidden" in causes(method, path, "403")

    def test_can_be_sent_twice_when_it_is_a_post(self, method: str, path: str) -> None:
        """A search changes nothing, and needs no key for it."""
        is_kept = method == "post" and not path.endswith("/search")
        assert ("Idempotency-Key" in parameters(method, path)) == is_kept
        assert ("idempotency-key-busy" in causes(method, path, "409")) == is_kept
        assert ("idempotency-key-reused" in causes(method, path, "422")) == is_kept


def test_a_webhook_names_the_headers_by_which_it_is_verified() -> None:
    for webhook in document()["webhooks"].values():
        assert [each["name"] for each in webhook["post"]["parameters"]] == [
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
        ]
        assert {"2XX", "410", "default"} == set(webhook["post"]["responses"])


def test_a_set_that_is_read_is_written_in_one_order() -> None:
    unordered = [
        f"{schema.__name__}.{name}"
        for schema in every(Schema)
        for name, field in schema.model_fields.items()
        if get_origin(field.annotation) in {set, frozenset}
        and not any(isinstance(mark, WrapSerializer) for mark in field.metadata)
    ]
    assert unordered == []


def every(schema: type[Schema]) -> Iterator[type[Schema]]:
    for child in schema.__subclasses__():
        yield child
        yield from every(child)
