"""Who is out of class for a session, and for how long: told to the room that counts it.

From the check-in, or the start where that came later, to the end, or to when the student left.
"""

from datetime import datetime, timedelta

from tellmore.cohorts import pull_outs
from tellmore.cohorts.pull_outs import Away
from tellmore.core.context import Context
from tellmore.districts import service as districts
from tellmore.sessions.models import Assent, Participant, Session
from tellmore.sessions.policies import MOST_OF_THE_PLAN
from tellmore.sessions.views import seats


async def tell(ctx: Context, session: Session) -> None:
    """To be told again with each change of a seat: what is the same already stays as it is."""
    if session.started_at is None:
        return
    longest = session.ends_at - session.starts_at
    longest *= await districts.policy(ctx, MOST_OF_THE_PLAN)
    own = await seats(ctx, session.id)
    found = [_away(session, session.started_at, seat, longest) for seat in own]
    away = [one for one in found if one is not None]
    await pull_outs.keep(ctx, session.id, session.cohort_id, away)


def _away(
    session: Session, started_at: datetime, seat: Participant, longest: timedelta
) -> Away | None:
    """None: not checked in, or gone again before it started.

    A session that lasts beyond `longest` was not ended in time by its people.
    """
    if seat.checked_in_at is None or (seat.left_at is not None and seat.left_at <= started_at):
        return None
    planned = session.ends_at - session.starts_at
    began = max(seat.checked_in_at, started_at)
    ended = seat.left_at or session.ended_at or began + planned
    ended = max(began, min(ended, began + longest))
    return Away(seat.member_id, began, ended, took_part=seat.assent is not Assent.NO)
