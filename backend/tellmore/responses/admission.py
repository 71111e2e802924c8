"""Whether what is written down about a student is taken: by when it was said, and who said no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tellmore.consent import service as consent
from tellmore.consent.kinds import Keeping
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.responses.models import ResponseKind
from tellmore.sessions import presence
from tellmore.sessions.models import Participant, Presence, Session
from tellmore.sessions.views import seats


class ResponseStruckAlready(Problem):
    status = 409
    title = "This was taken back; it can't be written down again"


class NotTakingPart(Problem):
    """Carries the member's id."""

    status = 409
    title = "This student has not said yes, or has left: nothing is written down about them"


class ClockAhead(Problem):
    """The same words are taken under the moment in which they were said."""

    status = 409
    title = "The clock of this device is ahead: send this again with the right time"


@dataclass(frozen=True)
class Admitted:
    """Whose it is, and what becomes of it."""

    seat: Participant
    held: bool
    """Guardians disagree since it was said: it is kept, for nobody to read."""


async def admit(
    ctx: Context, session: Session, member_id: UUID, kind: ResponseKind, at: datetime
) -> Admitted:
    """Let in by permission, willing when it was said, and nobody has said no to it.

    `at`: when it was said. What came before a student took back all is not written down.
    """
    await consent.steady(ctx, member_id)
    return await look(ctx, session, member_id, kind, at)


async def look(
    ctx: Context, session: Session, member_id: UUID, kind: ResponseKind, at: datetime
) -> Admitted:
    """The same for a page that writes nothing yet, and must hold up nobody."""
    seat = _find(await seats(ctx, session.id), member_id)
    if at > ctx.now:
        await _require_timeless(ctx, seat)
        at = ctx.now
    if _gone(seat, kind, at) or not await presence.was_willing(ctx, seat, at):
        raise NotTakingPart(member_id=str(member_id))
    if seat.struck_all_at is not None and at <= seat.struck_all_at:
        raise ResponseStruckAlready
    keeping = await presence.require_no_refusal(ctx, member_id, at)
    return Admitted(seat, held=keeping is Keeping.HELD)


async def _require_timeless(ctx: Context, seat: Participant) -> None:
    """Nothing is said after it arrived. When, matters once something ended what is taken."""
    ended = seat.struck_all_at is not None or seat.left_at is not None
    if ended or await presence.has_refused(ctx, seat) or not await presence.permitted(ctx, seat):
        raise ClockAhead


def _gone(seat: Participant, kind: ResponseKind, at: datetime) -> bool:
    """A late thought is said by those too who left before the end."""
    if seat.presence is Presence.EXPECTED:
        return True
    left = seat.presence is Presence.LEFT and seat.left_at is not None and at > seat.left_at
    return left and kind is not ResponseKind.LATE_THOUGHT


def _find(every: Sequence[Participant], member_id: UUID) -> Participant:
    for seat in every:
        if seat.member_id == member_id:
            return seat
    raise NotFound("This student has no seat in the session.")
