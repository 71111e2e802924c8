"""Who is out of class for a session, and for how long: told to the room that counts it.

From the check-in, or the start where that came later, to the end, or to when the student left.
"""

from datetime import datetime

from tellmore.cohorts import pull_outs
from tellmore.cohorts.pull_outs import Away
from tellmore.core.context import Context
from tellmore.sessions.models import Assent, Participant, Session
from tellmore.sessions.views import seats

MOST_OF_THE_PLAN = 2
"""A session that lasts longer than so many times its plan was not ended in time by its people."""


async def tell(ctx: Context, session: Session) -> None:
    """To be told again with each change of a seat: what is the same already stays as it is."""
    if session.started_at is None:
        return
    own = await seats(ctx, session.id)
    away = [one for one in (_away(session, session.started_at, seat) for seat in own) if one]
    await pull_outs.keep(ctx, session.id, session.cohort_id, away)


def _away(session: Session, started_at: datetime, seat: Participant) -> Away | None:
    """None: not checked in, or gone again before it started."""
    if seat.checked_in_at is None or (seat.left_at is not None and seat.left_at <= started_at):
        return None
    planned = session.ends_at - session.starts_at
    began = max(seat.checked_in_at, started_at)
    ended = seat.left_at or session.ended_at or began + planned
    ended = max(began, min(ended, began + MOST_OF_THE_PLAN * planned))
    return Away(seat.member_id, began, ended, took_part=seat.assent is not Assent.NO)
