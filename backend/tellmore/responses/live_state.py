"""Everything that the two screens of a running session show."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col

from tellmore.consent import service as consent
from tellmore.consent.kinds import Purpose
from tellmore.consent.permission import Permission
from tellmore.core.context import Context
from tellmore.responses import queries
from tellmore.responses.handling import handling
from tellmore.responses.models import Response
from tellmore.responses.participation import Voice, voices
from tellmore.responses.permissions import ResponseAction
from tellmore.responses.readers import reader
from tellmore.responses.schemas import Entry, RecorderState, SeatState, SessionState
from tellmore.sessions import recorder
from tellmore.sessions import service as sessions
from tellmore.sessions.models import Participant, Session
from tellmore.sessions.permissions import SessionAction, allowed
from tellmore.sessions.views import seats, view

Permissions = dict[Purpose, Permission]


async def state(ctx: Context, session_id: UUID) -> SessionState:
    session = await sessions.get(ctx, session_id)
    ctx.require_action(SessionAction.FOLLOW, allowed(ctx.actor, session))
    own = await seats(ctx, session.id)
    known = await consent.permissions(ctx, [seat.member_id for seat in own])
    heard = voices((await ctx.session.exec(queries.counts(session.id))).all())
    rows = list((await ctx.session.exec(queries.newest(session.id))).all())[::-1]
    return SessionState(
        server_time=ctx.now,
        session=await view(ctx, session),
        seats=[_seat(s, known.get(s.member_id), heard.get(s.member_id, Voice())) for s in own],
        recorder=await _recorder(ctx, session, own),
        entries=await _entries(ctx, session, [row for row in rows if row.struck_at is None]),
        struck=[row.id for row in rows if row.struck_at is not None],
    )


async def _entries(ctx: Context, session: Session, rows: Sequence[Response]) -> list[Entry]:
    """With the words of those alone that this reader may open."""
    can, hidden = await handling(ctx, session), (await reader(ctx, session)).conditions()
    opens = queries.ids(col(Response.session_id) == session.id, *hidden)
    shown = set(await ctx.session.exec(opens))
    return [_entry(row, can, withheld=row.id not in shown) for row in rows]


def _seat(seat: Participant, known: Permissions | None, voice: Voice) -> SeatState:
    take_part = known[Purpose.PARTICIPATE] if known else None
    return SeatState(
        member_id=seat.member_id,
        pseudonym=seat.pseudonym,
        seat=seat.seat,
        presence=seat.presence,
        assent=seat.assent,
        may_take_part=bool(take_part and take_part.granted),
        reason=take_part.reason.value if take_part else "unknown",
        ask_aloud=bool(take_part and take_part.ask_aloud),
        may_be_recorded=bool(known and known[Purpose.AUDIO].granted),
        may_be_quoted=bool(known and known[Purpose.QUOTE].granted),
        participation=voice.state,
        turns=voice.turns,
        passes=voice.passes,
    )


async def _recorder(ctx: Context, session: Session, own: Sequence[Participant]) -> RecorderState:
    locked_by = await recorder.locked_by(ctx, own)
    if locked_by is None:
        return RecorderState(state=session.recorder.value, locked_by=[])
    return RecorderState(state="locked", locked_by=locked_by)


def _entry(row: Response, can: frozenset[ResponseAction], *, withheld: bool) -> Entry:
    names = Entry.model_fields.keys() - {"withheld", "can"}
    fields = {name: getattr(row, name) for name in names}
    if withheld:
        fields["text"] = None
    return Entry.model_validate({**fields, "withheld": withheld, "can": can})
