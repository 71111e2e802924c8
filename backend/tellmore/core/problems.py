"""How problems leave the house: always `application/problem+json`, always with the request's id."""

import re
import traceback
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from psycopg.errors import DataError, ForeignKeyViolation, UniqueViolation
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from tellmore.core.errors import (
    BadRequest,
    BodyTooLarge,
    Conflict,
    InternalError,
    Invalid,
    MethodNotAllowed,
    NotFound,
    Problem,
    UnsupportedMediaType,
)
from tellmore.core.http import not_modified
from tellmore.core.idempotency import Replayed
from tellmore.core.single_page import ANYWHERE

log = structlog.get_logger()
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
TOKEN = re.compile(r"[0-9a-f]{32}\.[\w-]{20,}")
"""As `security.new_token` makes them. Whoever reads a refusal could open the link by it."""
BY_STATUS: dict[int, type[Problem]] = {
    kind.status: kind
    for kind in (BadRequest, NotFound, MethodNotAllowed, BodyTooLarge, UnsupportedMediaType)
}


class FieldFault(BaseModel):
    pointer: str
    code: str
    detail: str


class ProblemDetails(BaseModel):
    """RFC 9457. `errors` comes with 422."""

    type: str
    title: str
    status: int
    detail: str | None = None
    instance: str | None = None
    request_id: str | None = None
    errors: list[FieldFault] | None = None


class ProblemKind(BaseModel):
    type: str
    title: str
    status: int


router = APIRouter(tags=["problems"])
UNKNOWN: dict[int | str, dict[str, Any]] = {
    404: {
        "description": NotFound.title,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}
        },
    }
}


@router.get("/problems", name="list")
async def list_problems() -> list[ProblemKind]:
    """Every problem that this API can answer with."""
    kinds = sorted(Problem.registry.values(), key=lambda kind: (kind.status, kind.slug()))
    return [_kind(kind) for kind in kinds]


@router.get("/problems/{slug}", name="read", responses=UNKNOWN)
async def read_problem(slug: str) -> ProblemKind:
    """One problem, at the address that its `type` names."""
    kind = Problem.registry.get(slug)
    if kind is None:
        raise NotFound
    return _kind(kind)


def _kind(kind: type[Problem]) -> ProblemKind:
    return ProblemKind(type=f"/problems/{kind.slug()}", title=kind.title, status=kind.status)


def install(app: FastAPI) -> None:
    """Turn every way of failing into a problem document."""
    app.include_router(router)
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(Replayed, _on_replayed)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(DBAPIError, _on_database)
    app.add_exception_handler(Exception, on_crash)


def render(request: Request, problem: Problem) -> Response:
    body: dict[str, Any] = {
        "type": f"/problems/{problem.slug()}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": TOKEN.sub("-", request.url.path),
        "request_id": str(getattr(request.state, "request_id", "")),
        **problem.extra,
    }
    return JSONResponse(
        body, problem.status, problem.headers, media_type="application/problem+json"
    )


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101  # registered for this class alone
    return render(request, error)


async def _on_replayed(request: Request, error: Exception) -> Response:
    assert isinstance(error, Replayed)  # noqa: S101  # registered for this class alone
    return not_modified(request, error.response)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for this class alone
    faults = [
        # Where JSON breaks off is a place in the text, and none in the document.
        {
            "pointer": "" if e["type"] == "json_invalid" else _pointer(e["loc"]),
            "code": e["type"],
            "detail": e["msg"],
        }
        for e in error.errors()
    ]
    once = [fault for at, fault in enumerate(faults) if fault not in faults[:at]]
    return render(request, Invalid("See `errors` for each field.", errors=once))


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for this class alone
    if isinstance(error.__cause__, Problem):  # met while the framework was reading the body
        return render(request, error.__cause__)
    fallback = (
        InternalError if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else BadRequest
    )
    if error.status_code == HTTPStatus.BAD_REQUEST:  # what the framework says of such a body
        return render(request, Invalid.at("", "unreadable", "The body can't be read."))
    kind = BY_STATUS.get(error.status_code, fallback)
    headers = dict(error.headers or {})
    if kind is MethodNotAllowed:
        allowed = _allowed(request)
        kind = kind if allowed else NotFound
        headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
    detail = "" if error.detail == HTTPStatus(error.status_code).phrase else str(error.detail)
    return render(request, kind(detail, headers=headers))


def _allowed(request: Request) -> set[str]:
    """Return the methods of every route at this address: the framework names those of the first.

    The page, which answers whatever a browser asks for, makes no address one of ours.
    """
    ours = [route for route in request.app.routes if getattr(route, "path", "") != ANYWHERE]
    asked = {method: {**request.scope, "method": method} for method in METHODS}
    return {
        method
        for method, scope in asked.items()
        if any(route.matches(scope)[0] is Match.FULL for route in ours)
    }


async def _on_database(request: Request, error: Exception) -> Response:
    """What the database refuses after all: a race, or a reference across districts."""
    cause = getattr(error, "orig", None)
    if isinstance(cause, ForeignKeyViolation):
        return render(request, NotFound("This refers to something that is not here."))
    if isinstance(cause, UniqueViolation):
        return render(request, Conflict("There is one like this already."))
    if isinstance(cause, DataError):
        return render(request, Invalid("A value is out of the range that can be kept."))
    return await on_crash(request, error)


async def on_crash(request: Request, error: Exception) -> Response:
    """Log the class and the place; the message of an error may hold a name."""
    log.error(
        "crash",
        kind=type(error).__name__,
        request_id=str(getattr(request.state, "request_id", "")),
        where="".join(traceback.format_tb(error.__traceback__)),
    )
    return render(
        request, InternalError("It is logged. Quote the request id when you write to us.")
    )


def _pointer(loc: Sequence[int | str]) -> str:
    """RFC 6901: nothing at all means the whole of it, for example a body that is missing."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in loc[1:])
