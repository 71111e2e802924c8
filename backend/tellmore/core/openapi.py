"""The OpenAPI document, completed with what FastAPI cannot know: webhooks and problem schemas."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from tellmore.core import examples, openapi_headers
from tellmore.core.errors import UnsupportedMediaType
from tellmore.core.events import DomainEvent
from tellmore.core.http import Answers, merge, problems
from tellmore.core.problems import ProblemDetails


def operation_id(route: APIRoute) -> str:
    """`cohorts_create`: the tag, then the verb. The generated client takes its names from it."""
    room = str(route.tags[0]).replace("-", "_") if route.tags else "root"
    return f"{room}_{route.name}"


def install(app: FastAPI) -> None:
    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = build(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way


def build(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.0",
        description=app.description,
        routes=app.routes,
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    _add_schema(schemas, "ProblemDetails", ProblemDetails.model_json_schema(ref_template=_REF))
    document["webhooks"] = _webhooks(schemas)
    _replace_validation_answers(document)
    _add_other_kinds(document)
    openapi_headers.complete(document)
    examples.complete(document)
    return document


OTHER_KIND: Answers = {"415": problems(UnsupportedMediaType)[UnsupportedMediaType.status]}
_REF = "#/components/schemas/{model}"


def _add_schema(schemas: dict[str, Any], name: str, schema: dict[str, Any]) -> None:
    for part, definition in schema.pop("$defs", {}).items():
        schemas.setdefault(part, definition)
    schemas[name] = schema


_TAKEN: dict[str, Any] = {
    "2XX": {"description": "Taken."},
    "410": {"description": "Nothing is sent here any more: the endpoint is disabled."},
    "default": {
        "description": "Sent again, up to nine times within four days; redirects are not "
        "followed, and a `Retry-After` is kept.",
        "headers": {"Retry-After": {"schema": {"type": "string"}}},
    },
}
"""What becomes of a webhook by the receiver's answer."""


def _webhooks(schemas: dict[str, Any]) -> dict[str, Any]:
    webhooks = {}
    for name, kind in sorted(DomainEvent.registry.items()):
        if not kind.sent:
            continue
        data = f"{kind.__name__}Data"
        schema = kind.model_json_schema(ref_template=_REF)
        # On the wire it has two fields more, below: closed, it would refuse them.
        schema.pop("additionalProperties", None)
        _add_schema(schemas, data, schema)
        webhooks[name] = {"post": _webhook(name, data, kind.__doc__ or name)}
    return webhooks


def _webhook(name: str, data: str, description: str) -> dict[str, Any]:
    schema = _told(name, data)
    return {
        "operationId": f"webhook_{name.replace('.', '_')}",
        "summary": description.strip().splitlines()[0],
        "parameters": openapi_headers.SIGNED,
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": _TAKEN,
    }


def _told(name: str, data: str) -> dict[str, Any]:
    """The body of a webhook: which row of which event, and its data."""
    return {
        "type": "object",
        "required": ["id", "type", "timestamp", "data"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "type": {"const": name},
            "timestamp": {"type": "string", "format": "date-time"},
            "data": {
                "allOf": [{"$ref": _REF.format(model=data)}],
                "required": ["sequence", "version"],
                "properties": {
                    "sequence": {"type": "integer"},
                    "version": {"type": ["integer", "null"]},
                },
            },
        },
    }


def _add_other_kinds(document: Mapping[str, Any]) -> None:
    """Whoever sends a body can send it as something else than is taken."""
    for path in document["paths"].values():
        for operation in path.values():
            if "requestBody" in operation:
                operation["responses"] = merge(operation["responses"], OTHER_KIND)


def _replace_validation_answers(document: Mapping[str, Any]) -> None:
    """FastAPI documents a 422 of its own shape on every route; ours is a problem."""
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = {
        "description": "Some of what was sent is not valid",
        "content": {
            "application/problem+json": {"schema": {"$ref": _REF.format(model="ProblemDetails")}}
        },
    }
    for path in document.get("paths", {}).values():
        for operation in path.values():
            answer = operation["responses"].get("422")
            if answer and "application/json" in answer.get("content", {}):
                operation["responses"]["422"] = problem
