"""Who is in the room: let in by permission, asked aloud, free to go without consequence."""

from datetime import datetime
from uuid import UUID

from tellmore.consent import service as consent
from tellmore.consent.kinds import Keeping, Purpose
from tellmore.consent.permission import Permission
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.identity.abilities import Ability
from tellmore.sessions import class_time, queries, recorder
from tellmore.sessions.events import (
    ParticipantAnswered,
    ParticipantCheckedIn,
    ParticipantLeft,
    ParticipantStruckAll,
)
from tellmore.sessions.models import (
    Assent,
    Participant,
    Presence,
    Recorder,
    Session,
    SessionStatus,
    Stage,
)
from tellmore.sessions.permissions import SessionAction, allowed
from tellmore.sessions.running import SessionNotRunning, require_apart
from tellmore.sessions.schemas import AssentAnswer, SessionRead
from tellmore.sessions.service import locked
from tellmore.sessions.views import seats, view


class PermissionMissing(Problem):
    """Carries the reason's code and the member's id."""

    status = 409
    title = "This student may not take part yet"


class NotCheckedIn(Problem):
    status = 409
    title = "Check this student in first"


class TooLateToJoin(Problem):
    status = 409
    title = "Nobody joins once the wrap-up has begun"


async def check_in(ctx: Context, session_id: UUID, member_id: UUID) -> SessionRead:
    """Refused without permission to take part: missing consent is never a yes."""
    session, seat = await take_seat(ctx, session_id, member_id, SessionAction.CHECK_IN)
    if session.stage in {Stage.WRAP_UP, Stage.ENDED}:
        raise TooLateToJoin
    await require_permission(ctx, member_id)
    if seat.presence is not Presence.PRESENT:
        seat.presence, seat.checked_in_at, seat.left_at = Presence.PRESENT, ctx.now, None
        if seat.assent is Assent.NO:
            seat.assent = seat.assent_at = None
        await pause_if_locked(ctx, session)
        await _emit(ctx, session, ParticipantCheckedIn(session_id=session_id, member_id=member_id))
    return await view(ctx, session)


async def answer(
    ctx: Context, session_id: UUID, member_id: UUID, data: AssentAnswer
) -> SessionRead:
    """Yes, no or pass, said aloud. A no takes the student out, and has no other consequence."""
    session, seat = await take_seat(ctx, session_id, member_id, SessionAction.RUN)
    if seat.presence is not Presence.PRESENT:
        raise NotCheckedIn
    seat.assent, seat.assent_at = data.assent, ctx.now
    if data.assent is Assent.NO:
        await pause_if_locked(ctx, session)
        seat.presence, seat.left_at = Presence.LEFT, ctx.now
    event = ParticipantAnswered(session_id=session_id, member_id=member_id, assent=data.assent)
    await _emit(ctx, session, event)
    return await view(ctx, session)


async def leave(ctx: Context, session_id: UUID, member_id: UUID) -> SessionRead:
    """A student goes, at any time and for any reason; none is asked for."""
    session, seat = await take_seat(ctx, session_id, member_id, SessionAction.CHECK_IN)
    if seat.presence is not Presence.PRESENT:
        raise NotCheckedIn
    await pause_if_locked(ctx, session)
    seat.presence, seat.left_at = Presence.LEFT, ctx.now
    await _emit(ctx, session, ParticipantLeft(session_id=session_id, member_id=member_id))
    return await view(ctx, session)


async def strike_all(ctx: Context, session_id: UUID, member_id: UUID) -> None:
    """For responses: what this student said until now is not written down any more."""
    for seat in await ctx.session.exec(queries.participants([session_id])):
        if seat.member_id == member_id:
            seat.struck_all_at = ctx.now
            await ctx.emit(ParticipantStruckAll(session_id=session_id, member_id=member_id))


async def seats_of(ctx: Context, member_id: UUID) -> list[Participant]:
    """For responses: where this student sat, or will sit."""
    return list(await ctx.session.exec(queries.seats_of(member_id)))


async def was_willing(ctx: Context, seat: Participant, at: datetime) -> bool:
    """For responses: whether the answer aloud that stood at that moment was a yes.

    A device's clock may put what was said before any answer: then there must have been a yes.
    """
    if seat.assent is Assent.YES and (seat.assent_at is None or seat.assent_at <= at):
        return True
    answers = await _answers(ctx, seat)
    stood = [answer for moment, answer in answers if moment <= at]
    return stood[-1] is Assent.YES if stood else Assent.YES in [answer for _, answer in answers]


async def has_refused(ctx: Context, seat: Participant) -> bool:
    """For responses: whether this student ever said no aloud in this session."""
    return Assent.NO in [answer for _, answer in await _answers(ctx, seat)]


async def permitted(ctx: Context, seat: Participant) -> bool:
    given = await _permission(ctx, seat.member_id)
    return given is not None and given.granted


async def require_permission(ctx: Context, member_id: UUID) -> None:
    await consent.steady(ctx, member_id)
    given = await _permission(ctx, member_id)
    if given is None or not given.granted:
        raise _missing(member_id, given)


async def require_no_refusal(ctx: Context, member_id: UUID, at: datetime) -> Keeping:
    """For responses: who was let in is heard until somebody says no, and as far as it goes.

    A permission that ends by itself, by a newer form or a roster, takes back no words.
    """
    given = await _permission(ctx, member_id)
    if given is not None and given.granted:
        return Keeping.KEPT
    if given is None:
        raise _missing(member_id, given)
    keeping = await consent.on_arrival(ctx, member_id, at)
    if keeping is Keeping.TAKEN:
        raise _missing(member_id, given)
    return keeping


async def _answers(ctx: Context, seat: Participant) -> list[tuple[datetime, Assent]]:
    found = await ctx.session.exec(queries.answers_aloud(seat.session_id, seat.member_id))
    return [(event.occurred_at, Assent(event.data["assent"])) for event in found]


async def _permission(ctx: Context, member_id: UUID) -> Permission | None:
    answers = (await consent.permissions(ctx, [member_id])).get(member_id)
    return answers[Purpose.PARTICIPATE] if answers else None


def _missing(member_id: UUID, given: Permission | None) -> PermissionMissing:
    return PermissionMissing(
        "The permission to take part is missing. Remind, record a paper form, or leave the"
        " student out.",
        member_id=str(member_id),
        reason=given.reason.value if given else "unknown",
    )


async def take_seat(
    ctx: Context, session_id: UUID, member_id: UUID, action: SessionAction
) -> tuple[Session, Participant]:
    session = await locked(ctx, session_id)
    ctx.require(Ability.SESSIONS_RUN)
    if session.status not in {SessionStatus.SCHEDULED, SessionStatus.RUNNING} or (
        action is SessionAction.RUN and session.status is not SessionStatus.RUNNING
    ):
        raise SessionNotRunning
    ctx.require_action(action, allowed(ctx.actor, session))
    await require_apart(ctx, session)
    for seat in await ctx.session.exec(queries.participants([session_id])):
        if seat.member_id == member_id:
            return session, seat
    raise NotFound("This student has no seat in the session.")


async def pause_if_locked(ctx: Context, session: Session) -> None:
    """Before whoever locks it goes: it runs on when somebody says so, never by itself."""
    await ctx.session.flush()
    if session.recorder is Recorder.RECORDING and await recorder.locked_by(
        ctx, await seats(ctx, session.id)
    ):
        session.recorder = Recorder.PAUSED


async def _emit(
    ctx: Context,
    session: Session,
    event: ParticipantCheckedIn | ParticipantAnswered | ParticipantLeft,
) -> None:
    session.updated_at = ctx.now  # what is read of a session includes its seats
    await ctx.emit(event, of=session)
    await class_time.tell(ctx, session)
