"""HTTP as every room speaks it: routes that are transactions, pages, and versions.

A route opens the transaction and commits it after the answer has been built, so that a commit
that fails is never answered with a success, and an idempotent answer is stored with its change.
"""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response, params
from fastapi.routing import APIRoute
from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.routing import Match
from starlette.types import Scope

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
    UnsupportedMediaType,
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
        kinds = _kinds_of_body(self)

        async def run(request: Request) -> Response:
            _refuse_other_kinds(request, kinds)
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


def _kinds_of_body(route: APIRoute) -> tuple[str, ...]:
    if route.body_field is None:
        return ()
    is_form = isinstance(route.body_field.field_info, params.Form)
    return ("application/x-www-form-urlencoded", "multipart/form-data") if is_form else (JSON,)


def _refuse_other_kinds(request: Request, kinds: tuple[str, ...]) -> None:
    """Say that the kind of content is wrong, and not that each field of it is missing."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given.startswith("application/") and given.endswith("+json"):
        given = JSON
    if kinds and given and given not in kinds:
        raise UnsupportedMediaType(f"Send {' or '.join(kinds)}.")


def not_modified(request: Request, response: Response) -> Response:
    """Answer 304 when the caller already holds this representation."""
    given = request.headers.get("if-none-match", "").split(",")
    # Compared weakly: whoever compresses on the way, as our nginx does, weakens the tag.
    known = {tag.strip().removeprefix("W/") for tag in given}
    tag = response.headers.get("etag")
    if request.method == "GET" and tag and known & {tag, "*"}:
        return Response(status_code=304, headers={"ETag": tag})
    return response


API = "/v1"
"""Where all rooms are."""


class Room(APIRouter):
    """A room's routes: each can answer what all of them can, and what it says of itself."""

    def __init__(
        self, prefix: str, tag: str, common: "Answers", route_class: type[APIRoute]
    ) -> None:
        super().__init__(prefix=prefix, tags=[tag], route_class=route_class)
        self.common = common
        self._begins = API + prefix.partition("{")[0]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """The framework tries every route in turn, twice: how a path begins rules most out."""
        path: str = scope["path"].removeprefix(scope.get("root_path", ""))
        return super().matches(scope) if path.startswith(self._begins) else (Match.NONE, {})

    def add_api_route(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        responses: "Answers | None" = None,
        **rest: Any,
    ) -> None:
        """Left to the framework, a route's 422 would take the place of the room's."""
        responses = merge(self.common, responses or {})
        super().add_api_route(path, endpoint, responses=responses, **rest)


def router(
    prefix: str,
    tag: str,
    *,
    anonymous: bool = False,
    route_class: type[APIRoute] = TransactionalRoute,
) -> Room:
    """Make a room's router, with the answers that each of its routes can give."""
    common = [BadRequest, Invalid, TooManyRequests, InternalError, BodyTooLarge]
    if not anonymous:
        common += [Unauthenticated, Forbidden]
    return Room(prefix, tag, problems(*common), route_class)


Answers = dict[int | str, dict[str, Any]]
"""Documented answers by their status."""


def problems(*kinds: type[Problem]) -> Answers:
    """Document refusals: several causes may share a status."""
    each: list[Answers] = [{kind.status: _refusal(kind)} for kind in kinds]
    return merge(*each)


def _refusal(kind: type[Problem]) -> dict[str, Any]:
    slug = kind.slug()
    value = {"type": f"/problems/{slug}", "title": kind.title, "status": kind.status}
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {
        "description": kind.title,
        "content": {PROBLEM: {"schema": schema, "examples": {slug: {"value": value}}}},
    }


def merge(*groups: Answers) -> Answers:
    """Put groups of documented answers together; the causes of one status are kept from all."""
    merged: Answers = {}
    for group in groups:
        for status, entry in group.items():
            refusal = entry.get("content", {}).get(PROBLEM)
            if status not in merged or refusal is None:
                merged[status] = {**entry}
                continue
            before = merged[status]["content"][PROBLEM]["examples"]
            examples = {**before, **refusal["examples"]}
            titles = dict.fromkeys(example["value"]["title"] for example in examples.values())
            merged[status] = {
                "description": " · ".join(titles),
                "content": {PROBLEM: {**refusal, "examples": examples}},
            }
    return merged


JSON = "application/json"
PROBLEM = "application/problem+json"
ITEM = problems(NotFound)
"""A route with an id in it."""
CREATE = problems(IdempotencyKeyBusy, IdempotencyKeyReused, idempotency.AnswerErased)
"""A POST."""
CHANGE = problems(NotFound, StaleVersion, IfMatchRequired)
"""A route that needs If-Match."""
NEXT = {"Link": {"$ref": "#/components/headers/Link"}}
"""The headers of a page whose body has no place for a cursor."""
EDGES: Answers = {304: {"description": "You hold this version already"}}


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


GO_ON = "The `next_cursor` of the page before, with the same filters."
FOLLOW = (
    "What changed since then, the oldest change first; a deleted row comes as a tombstone. "
    "A change is seen once it is committed, for a roster up to a minute after its `updated_at`: "
    "ask again from five minutes before the last one, or follow `/v1/events`, which skips nothing."
)


async def page_params(
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=500, description=GO_ON)] = None,
    updated_since: Annotated[Moment | None, Query(description=FOLLOW)] = None,
) -> PageParams:
    return PageParams.parse(limit, cursor, updated_since)


PageDep = Annotated[PageParams, Depends(page_params)]


def link_next(request: Request, response: Response, next_cursor: str | None) -> None:
    """Name the next page in the Link header too (RFC 8288)."""
    if next_cursor:
        url = request.url.include_query_params(cursor=next_cursor)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
