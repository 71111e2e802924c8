"""Writing from memory, where nobody took notes. What is remembered lies among the responses."""

from uuid import UUID

from tellmore.core.context import Context
from tellmore.identity.abilities import Ability
from tellmore.sessions.events import RecallNoteWritten
from tellmore.sessions.models import Session
from tellmore.sessions.permissions import SessionAction, allowed
from tellmore.sessions.running import require_apart
from tellmore.sessions.service import locked, require_open_cohort


async def begin(ctx: Context, session_id: UUID) -> Session:
    """By whoever ran the session, once it is over."""
    session = await locked(ctx, session_id)
    ctx.require(Ability.SESSIONS_RUN)
    ctx.require_action(SessionAction.WRITE_RECALL_NOTE, allowed(ctx.actor, session))
    await require_apart(ctx, session)
    await require_open_cohort(ctx, session.cohort_id)
    return session


async def written(ctx: Context, session: Session) -> None:
    session.recalled_at = ctx.now
    await ctx.emit(RecallNoteWritten(session_id=session.id), of=session)
