"""Strike that: a student takes back an utterance, or all. What stays is a tombstone.

Codes, quotes and counts hold no words of their own: they refer to the response, and find nothing.
"""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, delete

from tellmore.core import idempotency
from tellmore.core.context import Context
from tellmore.core.db import whole_district
from tellmore.core.errors import Forbidden, NotFound, Problem
from tellmore.core.schemas import Tombstone
from tellmore.districts import days
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability
from tellmore.responses import queries
from tellmore.responses.events import ResponseStruck
from tellmore.responses.models import Response, ResponseRevision, StruckBy
from tellmore.responses.permissions import ResponseAction, everywhere, within
from tellmore.responses.policies import STRIKE_DAYS
from tellmore.responses.schemas import StruckRead
from tellmore.sessions import presence
from tellmore.sessions import service as sessions
from tellmore.sessions.models import Session
from tellmore.sessions.running import require_apart


class StrikeWindowClosed(Problem):
    status = 409
    title = "The days for taking something back are over; a coordinator can still do it"


async def strike(ctx: Context, response_id: UUID) -> Tombstone:
    """Because the student asked whoever runs the session, or the coordinator.

    Who teaches a student there strikes nothing: it might have been about them.
    """
    ctx.require(Ability.RESPONSES_WRITE)
    row = (await ctx.session.exec(queries.response_locked(response_id))).one_or_none()
    if row is None or row.struck_at is not None:
        raise NotFound
    await _require_may(ctx, await sessions.get(ctx, row.session_id))
    await erase(ctx, row, StruckBy.STAFF)
    return Tombstone(id=row.id, deleted=True, updated_at=row.updated_at)


async def strike_all(ctx: Context, session_id: UUID, member_id: UUID) -> StruckRead:
    """Everything that one student said in one session."""
    ctx.require(Ability.RESPONSES_WRITE)
    await _require_may(ctx, await sessions.get(ctx, session_id))
    return StruckRead(struck=await erase_all(ctx, session_id, member_id, StruckBy.STAFF))


async def erase_all(ctx: Context, session_id: UUID, member_id: UUID, by: StruckBy) -> int:
    """And what a device without a network noted before, and has yet to send."""
    await sessions.locked(ctx, session_id)  # nothing is being written down meanwhile
    await presence.strike_all(ctx, session_id, member_id)
    left = queries.words_of(member_id).where(col(Response.session_id) == session_id)
    rows = (await ctx.session.exec(left)).all()
    for row in rows:
        await erase(ctx, row, by)
    return len(rows)


async def erase(ctx: Context, row: Response, by: StruckBy) -> None:
    """Remove the words from wherever they are: the row and its revisions too."""
    # All in one update of the row: a second one would wait for whoever has its session locked.
    row.text = row.wording = row.cue = row.question_key = None
    await hide(ctx, row, by)
    await forget(ctx, col(ResponseRevision.response_id) == row.id)


async def forget(ctx: Context, which: ColumnElement[bool]) -> None:
    """Revisions, of every school: a row that was mended may have been a student's of another."""
    async with whole_district(ctx.session, ctx.scope) as connection:
        await connection.execute(delete(ResponseRevision).where(which))


async def hide(ctx: Context, row: Response, by: StruckBy) -> None:
    """From every reader, every count and every replayed answer."""
    row.struck_at, row.struck_by = ctx.now, by
    await idempotency.erase(ctx.session, str(row.id))
    event = ResponseStruck(
        response_id=row.id, session_id=row.session_id, cohort_id=row.cohort_id, struck_by=by
    )
    await ctx.emit(event, of=row)


async def _require_may(ctx: Context, session: Session) -> None:
    if ResponseAction.STRIKE not in within(ctx.actor, session):
        raise Forbidden("You neither moderate this session nor write for it.")
    await require_apart(ctx, session)
    if ResponseAction.STRIKE in everywhere(ctx.actor) or session.ended_at is None:
        return
    open_for = await districts.policy(ctx, STRIKE_DAYS)
    if ctx.now > await days.end_of(ctx, session.ended_at, open_for):
        raise StrikeWindowClosed
