"""The live channel. It lasts as long as the screen is open, so it holds no transaction."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request
from fastapi.responses import StreamingResponse

from tellmore.core.context import Context
from tellmore.core.db import NOWHERE, Database
from tellmore.core.errors import (
    Forbidden,
    InternalError,
    Invalid,
    NotFound,
    Problem,
    Unauthenticated,
)
from tellmore.core.http import problems
from tellmore.core.live import Hub, Notice, Reset
from tellmore.identity.authentication import NOBODY, Bearer, KeysDep, authenticate
from tellmore.identity.tokens import Keys
from tellmore.sessions import live
from tellmore.sessions.live import Audience

router = APIRouter(prefix="/sessions/{session_id}", tags=["sessions"])
REFUSALS = problems(Unauthenticated, Forbidden, NotFound, Invalid, InternalError)
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Follower:
    """One caller and one session, checked anew in a transaction of its own each time."""

    def __init__(self, database: Database, keys: Keys, token: str, session_id: UUID) -> None:
        self.database, self.keys, self.token = database, keys, token
        self.session_id = session_id

    async def audience(self) -> Audience:
        async with self.database.transaction() as session:
            ctx = Context(session=session, actor=NOBODY, scope=NOWHERE)
            await authenticate(ctx, self.keys, self.token)
            return await live.audience(ctx, self.session_id)

    async def still(self) -> Audience | None:
        try:
            return await self.audience()
        except Problem:
            return None

    async def missed(self, who: Audience, last: str | None) -> list[Notice] | Reset:
        async with self.database.transaction() as session:
            ctx = Context(session=session, actor=NOBODY, scope=NOWHERE)
            await authenticate(ctx, self.keys, self.token)
            return await live.missed(ctx, who, last)


@router.get(
    "/live",
    name="follow",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-sent events: `hello`, `change` (thin: what changed, ids and"
            " version), `reset` (read the state anew).",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        **REFUSALS,
    },
)
async def follow(
    session_id: UUID,
    request: Request,
    keys: KeysDep,
    credentials: Bearer,
    last_event_id: Annotated[str | None, Header(max_length=100)] = None,
) -> StreamingResponse:
    """Follow a session: what one screen does shows on the other."""
    if credentials is None:
        raise Unauthenticated
    hub: Hub = request.app.state.live
    follower = Follower(request.app.state.database, keys, credentials.credentials, session_id)
    who = await follower.audience()

    async def since() -> list[Notice] | Reset:
        return await follower.missed(who, last_event_id) if last_event_id else []

    body = live.stream(hub, who, since, follower.still)
    return StreamingResponse(body, media_type="text/event-stream", headers=HEADERS)
