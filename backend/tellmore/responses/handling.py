"""Whoever teaches a student of a session handles none of its words, unless that is overridden."""

from tellmore.core.context import Context
from tellmore.responses.permissions import READER, ResponseAction, within
from tellmore.sessions.models import Session
from tellmore.sessions.running import is_apart


async def handling(ctx: Context, session: Session) -> frozenset[ResponseAction]:
    """What whoever acts may do with what was said in this session."""
    can = within(ctx.actor, session)
    if can <= READER or await is_apart(ctx, session):
        return can
    return can & READER
