"""HTTP as every room speaks it: routes that are transactions, pages, and versions.

A route opens the transaction and commits it after the answer has been built, so that a commit
that fails is never answered with a success, and an idempotent answer is stored with its change.
"""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from tellmore.core import idempotency
from tellmore.core.db import Database
from tellmore.core.errors import (
    BadRequest,
    BodyTooLarge,
    Forbidden,
    IdempotencyKeyBusy,
    IdempotencyKeyReused,
    IfMatchRequired,
    InternalError,
    Invalid,
    NotFound,
    Problem,
    StaleVersion,
    TooManyRequests,
    Unauthenticated,
)
from tellmore.core.pages import PageParams
from tellmore.core.schemas import Moment
from tellmore.settings import Settings

ViewT = TypeVar("ViewT", bound=BaseModel)
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class TransactionalRoute(APIRoute):
    """One request is one transaction."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def run(request: Request) -> Response:
            database: Database = request.app.state.database
            async with database.session() as session:
                request.state.session = session
                try:
                    response = await idempotency.once(request, session, handler)
                except Problem as problem:
                    if problem.commits:
                        await session.commit()
                    raise
                await session.commit()
            return not_modified(request, response)

        return run


def not_modified(request: Request, response: Response) -> Response:
    """Answer 304 when the caller already holds this representation."""
    known = {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
    tag = response.headers.get("etag")
    if request.method == "GET" and tag and tag in known:
        return Response(status_code=304, headers={"ETag": tag})
    return response


def router(prefix: str, tag: str, *, anonymous: bool = False) -> APIRouter:
    """Make a room's router, with the answers that each of its routes can give."""
    common = [BadRequest, Invalid, TooManyRequests, InternalError, BodyTooLarge]
    if not anonymous:
        common += [Unauthenticated, Forbidden]
    return APIRouter(
        prefix=prefix, tags=[tag], route_class=TransactionalRoute, responses=problems(*common)
    )


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """Document refusals: several causes may share a status."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        entry = by_status.setdefault(
            kind.status,
            {
                "description": "",
                "content": {
                    "application/problem+json": {
                        "schema": {"$ref": "#/components/schemas/ProblemDetails"},
                        "examples": {},
                    }
                },
            },
        )
        titles = [part for part in entry["description"].split(" · ") if part]
        entry["description"] = " · ".join(dict.fromkeys([*titles, kind.title]))
        entry["content"]["application/problem+json"]["examples"][kind.slug()] = {
            "value": {
                "type": f"/problems/{kind.slug()}",
                "title": kind.title,
                "status": kind.status,
            }
        }
    return by_status


ITEM = problems(NotFound)
"""A route with an id in it."""
CREATE = problems(IdempotencyKeyBusy, IdempotencyKeyReused)
"""A POST."""
CHANGE = problems(NotFound, StaleVersion, IfMatchRequired)
"""A route that needs If-Match."""
EDGES: dict[int | str, dict[str, Any]] = {304: {"description": "You hold this version already"}}


def merge(*groups: dict[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    """Put groups of documented answers together; examples of one status are kept from all."""
    merged: dict[int | str, dict[str, Any]] = {}
    for group in groups:
        for status, entry in group.items():
            if status not in merged or "content" not in entry:
                merged[status] = {**entry}
                continue
            kind = "application/problem+json"
            examples = {
                **merged[status]["content"][kind]["examples"],
                **entry["content"][kind]["examples"],
            }
            titles = [merged[status]["description"], entry["description"]]
            merged[status] = {
                "description": " · ".join(dict.fromkeys(titles)),
                "content": {kind: {**entry["content"][kind], "examples": examples}},
            }
    return merged


async def get_session(request: Request) -> AsyncSession:
    session: AsyncSession = request.state.session
    return session


async def get_settings_of(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def get_request_id(request: Request) -> UUID:
    request_id: UUID = request.state.request_id
    return request_id


SessionDep = Annotated[AsyncSession, Depends(get_session)]
SettingsDep = Annotated[Settings, Depends(get_settings_of)]
RequestIdDep = Annotated[UUID, Depends(get_request_id)]


def etag(view: BaseModel) -> str:
    """The version first, for If-Match; then a digest, since `can` and counts change without it."""
    digest = hashlib.sha256(view.model_dump_json().encode()).hexdigest()[:16]
    return f'"{getattr(view, "version", 0)}-{digest}"'


def tag(response: Response, view: ViewT) -> ViewT:
    """Give a single resource its ETag."""
    response.headers["ETag"] = etag(view)
    return view


def show_once(response: Response) -> None:
    """The answer shows a secret: nobody on its way keeps it, and we keep it sealed."""
    response.headers["Cache-Control"] = "no-store"


async def read_if_match(
    if_match: Annotated[str | None, Header(description="The ETag that you read")] = None,
) -> int:
    if if_match is None:
        raise IfMatchRequired
    version = if_match.strip().removeprefix("W/").strip('"').split("-")[0]
    if not (version.isascii() and version.isdigit()) or len(version) > 9:  # noqa: PLR2004  # an int4 column
        raise StaleVersion("That is no ETag of ours.")
    return int(version)


IfMatch = Annotated[int, Depends(read_if_match)]


async def page_params(
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    updated_since: Annotated[Moment | None, Query()] = None,
) -> PageParams:
    return PageParams.parse(limit, cursor, updated_since)


PageDep = Annotated[PageParams, Depends(page_params)]


def link_next(request: Request, response: Response, next_cursor: str | None) -> None:
    """Name the next page in the Link header too (RFC 8288)."""
    if next_cursor:
        url = request.url.include_query_params(cursor=next_cursor)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
