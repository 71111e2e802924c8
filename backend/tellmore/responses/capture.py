"""Writing down: what fits its kind, who may be written about, and what was sent before.

An offline queue sends everything again until it is answered. The id is the device's own, so the
second sending finds the first.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from tellmore.core.context import Context
from tellmore.core.errors import Forbidden, Invalid, Problem
from tellmore.core.events import DomainEvent
from tellmore.core.ids import uuid7
from tellmore.districts import days
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability
from tellmore.responses import queries
from tellmore.responses.admission import Admitted, ResponseStruckAlready, admit
from tellmore.responses.events import ResponseRecorded
from tellmore.responses.models import Cue, Response, ResponseKind, StruckBy, Wording
from tellmore.responses.policies import LATE_THOUGHT_DAYS, OFFLINE_HOURS
from tellmore.responses.readers import reader
from tellmore.responses.schemas import ResponseCreate
from tellmore.responses.striking import hide
from tellmore.sessions import service as sessions
from tellmore.sessions.models import Session, SessionStatus, Stage
from tellmore.sessions.permissions import runs
from tellmore.sessions.running import require_apart, require_question


class ResponseIdTaken(Problem):
    status = 409
    title = "Another response has this id"


class SessionNotCapturing(Problem):
    status = 409
    title = "Nothing is captured in this session now"


async def capture(ctx: Context, data: ResponseCreate) -> tuple[Response, bool]:
    """The response, and whether it is new. Sent again, nothing is changed."""
    session = await sessions.locked(ctx, data.session_id)
    await _require_writer(ctx, session)
    if data.id is not None:
        known = await _known(ctx, data.id, session)
        if known is not None:
            return _the_same(known, session), False
    await _require_open(ctx, session, data.kind)
    await _require_sound(ctx, session, data)
    at = data.captured_at or ctx.now
    whose = await admit(ctx, session, data.member_id, data.kind, at) if data.member_id else None
    return await add(ctx, row_of(ctx, session, data, whose), whose), True


async def add(ctx: Context, row: Response, whose: Admitted | None) -> Response:
    """Give it its place in the session and write it down."""
    row.sequence = await sessions.next_sequence(ctx, row.session_id)
    try:
        async with ctx.session.begin_nested():
            ctx.session.add(row)
    except IntegrityError as error:
        raise ResponseIdTaken from error
    event = ResponseRecorded(
        response_id=row.id,
        session_id=row.session_id,
        cohort_id=row.cohort_id,
        member_id=row.member_id,
        kind=row.kind,
    )
    await tell(ctx, event, row, whose)
    return row


async def tell(ctx: Context, event: DomainEvent, row: Response, whose: Admitted | None) -> None:
    """And hide it at once, where guardians disagree."""
    await ctx.emit(event, of=row)
    if whose is not None and whose.held:
        await hide(ctx, row, StruckBy.DISPUTE)


def require_kind(
    kind: ResponseKind,
    member_id: UUID | None,
    text: str | None,
    wording: Wording | None,
    cue: Cue | None,
) -> None:
    """What each kind has, and has not."""
    spoken = kind in {ResponseKind.UTTERANCE, ResponseKind.LATE_THOUGHT}
    if spoken and text is None:
        raise Invalid.at("/text", "missing", "Write down what was said.")
    if kind is ResponseKind.PASS and text is not None:
        raise Invalid.at("/text", "unexpected", "A pass has no words.")
    if kind is ResponseKind.OBSERVATION and text is None and cue is None:
        raise Invalid.at("/cue", "missing", "Say what was seen.")
    if kind is not ResponseKind.OBSERVATION and cue is not None:
        raise Invalid.at("/cue", "unexpected", "Only an observation has a cue.")
    if not spoken and wording is not None:
        raise Invalid.at("/wording", "unexpected", "Only what was said is verbatim or not.")
    if kind in {ResponseKind.PASS, ResponseKind.LATE_THOUGHT} and member_id is None:
        raise Invalid.at("/member_id", "missing", "Say whose it is.")


async def _require_writer(ctx: Context, session: Session) -> None:
    ctx.require(Ability.RESPONSES_WRITE)
    if not runs(ctx.actor, session):
        raise Forbidden("You neither moderate this session nor write for it.")
    await require_apart(ctx, session)


async def _known(ctx: Context, response_id: UUID, session: Session) -> Response | None:
    """As far as this writer may open it: whoever guesses an id must not be given the words."""
    hidden = (await reader(ctx, session)).conditions()
    query = queries.response(response_id).where(*hidden)
    return (await ctx.session.exec(query)).one_or_none()


def _the_same(known: Response, session: Session) -> Response:
    if known.session_id != session.id:
        raise ResponseIdTaken
    if known.struck_at is not None:
        raise ResponseStruckAlready
    return known


async def _require_open(ctx: Context, session: Session, kind: ResponseKind) -> None:
    """By the session alone: words that wait on a device outlast the closing of their cohort."""
    if session.status is SessionStatus.RUNNING:
        return
    if session.status is SessionStatus.COMPLETED and session.ended_at is not None:
        if kind is ResponseKind.LATE_THOUGHT:
            open_for = await districts.policy(ctx, LATE_THOUGHT_DAYS)
            until = await days.end_of(ctx, session.ended_at, open_for)
        else:
            hours = await districts.policy(ctx, OFFLINE_HOURS)
            until = session.ended_at + timedelta(hours=hours)
        if ctx.now <= until:
            return
    raise SessionNotCapturing


async def _require_sound(ctx: Context, session: Session, data: ResponseCreate) -> None:
    require_kind(data.kind, data.member_id, data.text, data.wording, data.cue)
    if data.question_key is not None:
        await require_question(ctx, session, data.question_key)
    order = list(Stage)
    if data.stage and order.index(data.stage) > order.index(session.stage or Stage.WELCOME):
        raise Invalid.at("/stage", "future", "The session has not come that far.")


def row_of(
    ctx: Context, session: Session, data: ResponseCreate, whose: Admitted | None
) -> Response:
    seat = whose.seat if whose else None
    late = data.kind is ResponseKind.LATE_THOUGHT
    spoken = late or data.kind is ResponseKind.UTTERANCE
    return Response(
        id=data.id or uuid7(),
        district_id=ctx.district_id,
        session_id=session.id,
        cohort_id=session.cohort_id,
        school_id=seat.school_id if seat else session.school_id,
        member_id=data.member_id,
        pseudonym=seat.pseudonym if seat else None,
        kind=data.kind,
        text=data.text,
        wording=(data.wording or Wording.VERBATIM) if spoken else None,
        cue=data.cue,
        question_key=data.question_key,
        stage=data.stage or session.stage or Stage.WELCOME,
        sequence=0,
        captured_at=min(data.captured_at or ctx.now, ctx.now),
        recorded_by=ctx.actor.id,
    )
