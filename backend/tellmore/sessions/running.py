"""A session from its start to its end: welcome → introduction → questions → wrap-up → ended.

Stages go forward, one at a time. The limits of confidentiality stand between the Welcome and
everything else, and so does each student's answer aloud.
"""

from uuid import UUID

from tellmore.core.context import Context
from tellmore.core.errors import Invalid, Problem
from tellmore.guides import service as guides
from tellmore.identity.abilities import Ability
from tellmore.sessions import class_time, facilitators, recorder
from tellmore.sessions.events import (
    ConfidentialityExplained,
    QuestionAsked,
    RecorderSwitched,
    SessionAttested,
    SessionCompleted,
    SessionStarted,
    StageEntered,
)
from tellmore.sessions.models import Presence, Recorder, Session, SessionStatus, Stage
from tellmore.sessions.permissions import SessionAction, allowed
from tellmore.sessions.schemas import (
    Attestation,
    QuestionMove,
    RecorderSwitch,
    SessionRead,
    StageMove,
)
from tellmore.sessions.service import (
    SessionNotScheduled,
    locked,
    require_open_cohort,
)
from tellmore.sessions.views import guides_not_asked, missing, seats, view


class NotReadyToStart(Problem):
    """Carries the codes of what is missing. Of whoever acts, while the session runs too."""

    status = 409
    title = "Something stands in the way of this session"


class SessionNotRunning(Problem):
    status = 409
    title = "The session is not running"


class StageOutOfOrder(Problem):
    status = 409
    title = "The stages follow each other, one at a time"


class ConfidentialityNotExplained(Problem):
    status = 409
    title = "Say the limits of confidentiality first; they cannot be skipped"


class AssentMissing(Problem):
    """Carries the ids of the members who have not been asked."""

    status = 409
    title = "Ask everyone in the room whether they take part"


class RecorderLocked(Problem):
    """Carries the ids of the members whose permission is missing."""

    status = 409
    title = "The recorder is locked: audio needs everyone's permission"


class GuideNotAcknowledged(Problem):
    status = 409
    title = "This is not the version of the questions that the session uses"


_ORDER = list(Stage)


async def attest(ctx: Context, session_id: UUID, data: Attestation) -> SessionRead:
    """The moderator's word on rapport and training, and that the questions were read."""
    session = await locked(ctx, session_id)
    ctx.require(Ability.SESSIONS_RUN)
    if session.status is not SessionStatus.SCHEDULED:
        raise SessionNotScheduled
    ctx.require_action(SessionAction.ATTEST, allowed(ctx.actor, session))
    if data.guide_version_id != session.guide_version_id:
        raise GuideNotAcknowledged
    session.attested_at, session.attested_by = ctx.now, ctx.actor.id
    session.acknowledged_guide_version_id = data.guide_version_id
    event = SessionAttested(session_id=session.id, guide_version_id=data.guide_version_id)
    await ctx.emit(event, of=session)
    return await view(ctx, session)


async def start(ctx: Context, session_id: UUID) -> SessionRead:
    session = await locked(ctx, session_id)
    ctx.require(Ability.SESSIONS_RUN)
    if session.status is not SessionStatus.SCHEDULED:
        raise SessionNotScheduled
    ctx.require_action(SessionAction.START, allowed(ctx.actor, session))
    await require_open_cohort(ctx, session.cohort_id)
    await require_apart(ctx, session)
    own = await seats(ctx, session.id)
    checks = await facilitators.checks(ctx, [session], own)
    lacking = missing(session, checks[session.id], await guides_not_asked(ctx, [session]))
    if lacking:
        detail = " ".join(one.detail for one in lacking)
        raise NotReadyToStart(detail, missing=[one.code for one in lacking])
    session.status, session.stage = SessionStatus.RUNNING, Stage.WELCOME
    session.started_at = session.stage_since = ctx.now
    await ctx.emit(SessionStarted(session_id=session.id), of=session)
    await class_time.tell(ctx, session)
    return await view(ctx, session)


async def explain_confidentiality(ctx: Context, session_id: UUID) -> SessionRead:
    session = await _running(ctx, session_id)
    if session.confidentiality_explained_at is None:
        session.confidentiality_explained_at = ctx.now
        await ctx.emit(ConfidentialityExplained(session_id=session.id), of=session)
    return await view(ctx, session)


async def move(ctx: Context, session_id: UUID, data: StageMove) -> SessionRead:
    session = await _running(ctx, session_id)
    await _require_next(ctx, session, data.stage)
    session.stage, session.stage_since = data.stage, ctx.now
    if data.stage is Stage.ENDED:
        session.status, session.ended_at = SessionStatus.COMPLETED, ctx.now
        session.current_question, session.recorder = None, Recorder.OFF
        done = SessionCompleted(session_id=session.id, cohort_id=session.cohort_id)
        await ctx.emit(done, of=session)
        await class_time.tell(ctx, session)
    else:
        await ctx.emit(StageEntered(session_id=session.id, stage=data.stage), of=session)
    return await view(ctx, session)


async def ask(ctx: Context, session_id: UUID, data: QuestionMove) -> SessionRead:
    """Any order: the conversation leads. What was asked is remembered."""
    session = await _running(ctx, session_id)
    key = data.question_key
    if key is not None:
        await require_question(ctx, session, key)
        if key not in session.asked_questions:
            session.asked_questions = [*session.asked_questions, key]
    session.current_question = key
    await ctx.emit(QuestionAsked(session_id=session.id), of=session)
    return await view(ctx, session)


async def switch_recorder(ctx: Context, session_id: UUID, data: RecorderSwitch) -> SessionRead:
    """State only: nothing is kept of it, so it stands in for no note.

    It can always be paused or switched off, and never on while it is locked.
    """
    session = await _running(ctx, session_id)
    if data.recorder is Recorder.RECORDING:
        locked_by = await recorder.locked_by(ctx, await seats(ctx, session.id))
        if locked_by is not None:
            raise RecorderLocked(member_ids=[str(member_id) for member_id in locked_by])
    session.recorder = data.recorder
    await ctx.emit(RecorderSwitched(session_id=session.id, recorder=data.recorder), of=session)
    return await view(ctx, session)


async def is_apart(ctx: Context, session: Session) -> bool:
    """Whoever acts for the facilitators teaches nobody here either."""
    if not facilitators.stands_in(ctx.actor, session):
        return True
    return not await facilitators.kept_out(ctx, [session], await seats(ctx, session.id))


async def require_apart(ctx: Context, session: Session) -> None:
    if not await is_apart(ctx, session):
        raise NotReadyToStart(
            "You teach a student of this session, so somebody else runs it and sees to what was "
            "said there. Or you are named in its plan, and the conflict is overridden for a "
            "written reason.",
            missing=["conflict"],
        )


async def require_question(ctx: Context, session: Session, key: str) -> None:
    """A question or a prompt of the version that this session froze."""
    if session.guide_version_id is not None:
        version = await guides.version(ctx, session.guide_version_id)
        questions = version.content["questions"]
        keys = {q["key"] for q in questions} | {p["key"] for q in questions for p in q["prompts"]}
        if key in keys:
            return
    raise Invalid.at("/question_key", "unknown", "The session's guide has no such question.")


async def _running(ctx: Context, session_id: UUID) -> Session:
    session = await locked(ctx, session_id)
    ctx.require(Ability.SESSIONS_RUN)
    if session.status is not SessionStatus.RUNNING:
        raise SessionNotRunning
    ctx.require_action(SessionAction.RUN, allowed(ctx.actor, session))
    await require_apart(ctx, session)
    return session


async def _require_next(ctx: Context, session: Session, wanted: Stage) -> None:
    now = _ORDER.index(session.stage or Stage.WELCOME)
    if _ORDER.index(wanted) != now + 1:
        raise StageOutOfOrder(f"After {_ORDER[now].value} comes {_ORDER[now + 1].value}.")
    if session.stage is not Stage.WELCOME:
        return
    if session.confidentiality_explained_at is None:
        raise ConfidentialityNotExplained
    unasked = [
        str(seat.member_id)
        for seat in await seats(ctx, session.id)
        if seat.presence is Presence.PRESENT and seat.assent is None
    ]
    if unasked:
        raise AssentMissing(member_ids=unasked)
