"""Scheduling: every rule of a session's plan. Running it has a file of its own."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, update

from tellmore.cohorts import service as cohorts
from tellmore.cohorts.models import CohortStatus, Member, MemberStatus
from tellmore.core.context import Context
from tellmore.core.errors import Invalid, NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.versions import require_version
from tellmore.districts import service as districts
from tellmore.guides import service as guides
from tellmore.identity.abilities import Ability
from tellmore.sessions import facilitators, queries, warnings
from tellmore.sessions.ahead import Plan
from tellmore.sessions.events import (
    ConflictOverridden,
    SessionCancelled,
    SessionScheduled,
    SessionUpdated,
)
from tellmore.sessions.models import Participant, Session, SessionStatus
from tellmore.sessions.permissions import SessionAction, allowed
from tellmore.sessions.plan import plan_of, require_order, require_size, require_sound
from tellmore.sessions.policies import SIZES
from tellmore.sessions.queries import SessionFilter
from tellmore.sessions.schemas import (
    PlanCheck,
    PlanCheckAsk,
    Reason,
    SessionCreate,
    SessionRead,
    SessionUpdate,
)
from tellmore.sessions.views import seats, view, views


class CohortNotOpen(Problem):
    status = 409
    title = "Sessions are held once the students are drawn, and until the cohort is closed"


class MemberNotDrawn(Problem):
    status = 409
    title = "One of these students is not, or no longer, among those drawn"


class SessionNotScheduled(Problem):
    status = 409
    title = "The session has begun, is over, or was cancelled"


class NoConflict(Problem):
    status = 409
    title = "No facilitator is known to teach a student of this session"


_RECHECKED = {
    "moderator_id",
    "moderator_is_outsider",
    "note_taker_id",
    "note_taker_is_outsider",
    "member_ids",
}
"""What an override was given for: once one of these changes it no longer holds."""
_MODERATOR = {"moderator_id"}


async def list_sessions(ctx: Context, wanted: SessionFilter, page: PageParams) -> Rows[SessionRead]:
    ctx.require(Ability.SESSIONS_READ)
    rows = await fetch(ctx.session, queries.sessions(wanted), Session, page)
    return Rows(await views(ctx, rows.items), rows.next_cursor)


async def read(ctx: Context, session_id: UUID) -> SessionRead:
    ctx.require(Ability.SESSIONS_READ)
    return await view(ctx, await get(ctx, session_id))


async def create(ctx: Context, data: SessionCreate) -> SessionRead:
    ctx.require(Ability.SESSIONS_WRITE)
    members = await _members(ctx, data.cohort_id, data.member_ids)
    schools = [member.school_id for member in members]
    school_id = data.school_id or schools[0]
    if school_id not in schools:
        raise Invalid.at("/school_id", "school", "None of the students is of this school.")
    fields = data.model_dump(exclude={"member_ids", "school_id"})
    session = Session(district_id=ctx.district_id, school_id=school_id, **fields)
    await _require_sound(ctx, session, schools)
    ctx.session.add(session)
    await ctx.session.flush()
    await _seat(ctx, session, members)
    event = SessionScheduled(session_id=session.id, cohort_id=session.cohort_id)
    await ctx.emit(event, of=session)
    return await view(ctx, session)


async def update_plan(
    ctx: Context, session_id: UUID, data: SessionUpdate, version: int
) -> SessionRead:
    ctx.require(Ability.SESSIONS_WRITE)
    session = await locked(ctx, session_id)
    require_version(session, version)
    _require_scheduled(ctx, session, SessionAction.UPDATE)
    changes = _real_changes(session, data)
    member_ids = changes.pop("member_ids", None)
    for name, value in changes.items():
        setattr(session, name, value)
    if member_ids is None:
        schools = [seat.school_id for seat in await seats(ctx, session.id)]
    else:
        members = await _members(ctx, session.cohort_id, member_ids)
        schools = [member.school_id for member in members]
        await _seat(ctx, session, members)
        if session.school_id not in schools:
            session.school_id = schools[0]
    _forget_signatures(session, data)
    await _require_sound(ctx, session, schools)
    session.updated_at = ctx.now
    await ctx.emit(SessionUpdated(session_id=session.id), of=session)
    return await view(ctx, session)


async def check(ctx: Context, data: PlanCheckAsk) -> PlanCheck:
    """What a plan would be warned of, before it is kept."""
    ctx.require(Ability.SESSIONS_WRITE)
    if data.session_id is not None:
        await get(ctx, data.session_id)
    members = await cohorts.members(ctx, data.cohort_id, list(dict.fromkeys(data.member_ids)))
    require_order(data.starts_at, data.ends_at)
    plan = Plan(
        session_id=data.session_id,
        cohort_id=data.cohort_id,
        starts_at=data.starts_at,
        ends_at=data.ends_at,
        pseudonyms={member.id: member.pseudonym for member in members},
    )
    return PlanCheck(warnings=await warnings.of_plan(ctx, plan, data.modality))


async def cancel(ctx: Context, session_id: UUID, data: Reason) -> SessionRead:
    ctx.require(Ability.SESSIONS_WRITE)
    session = await locked(ctx, session_id)
    _require_scheduled(ctx, session, SessionAction.CANCEL)
    session.status = SessionStatus.CANCELLED
    session.cancelled_reason = data.reason
    await ctx.emit(SessionCancelled(session_id=session.id), of=session)
    return await view(ctx, session)


async def override_conflict(ctx: Context, session_id: UUID, data: Reason) -> SessionRead:
    """Let a facilitator in who teaches a participant: a person answers for it, in writing.

    For these and no others: what the next roster brings is looked at anew.
    """
    ctx.require(Ability.SESSIONS_WRITE)
    session = await locked(ctx, session_id)
    _require_scheduled(ctx, session, SessionAction.OVERRIDE_CONFLICT)
    found = await facilitators.checks(ctx, [session], await seats(ctx, session.id))
    session.overridden = facilitators.conflicts(found[session.id])
    if not session.overridden:
        raise NoConflict
    session.override_reason = data.reason
    session.override_by, session.override_at = ctx.actor.id, ctx.now
    await ctx.emit(ConflictOverridden(session_id=session.id), of=session)
    return await view(ctx, session)


async def get(ctx: Context, session_id: UUID) -> Session:
    """For other rooms: the row itself, or the answer that there is none."""
    return _found((await ctx.session.exec(queries.session(session_id))).one_or_none())


async def locked(ctx: Context, session_id: UUID) -> Session:
    """The same, held until the end of this transaction."""
    return _found((await ctx.session.exec(queries.session_locked(session_id))).one_or_none())


async def hold(ctx: Context, session_ids: Collection[UUID]) -> None:
    """Several at once, before any of their students: whoever answers aloud locks in that order."""
    await ctx.session.exec(queries.sessions_locked(session_ids))


async def require_open_cohort(ctx: Context, cohort_id: UUID) -> None:
    """Once a cohort is closed, no session of it is planned or begins."""
    if (await cohorts.get(ctx, cohort_id)).status is not CohortStatus.DRAWN:
        raise CohortNotOpen


async def next_sequence(ctx: Context, session_id: UUID) -> int:
    """For responses: the next place in the session. It is no change of the session itself."""
    query = (
        update(Session)
        .where(col(Session.id) == session_id)
        .values(last_sequence=Session.last_sequence + 1)
        .returning(col(Session.last_sequence))
        .execution_options(synchronize_session=False)
    )
    connection = await ctx.session.connection()
    return int((await connection.execute(query)).scalar_one())


async def attended(ctx: Context, cohort_id: UUID) -> frozenset[UUID]:
    """Members who were checked in to a session of the cohort, whether they stayed or left."""
    return frozenset(await ctx.session.exec(queries.attended(cohort_id)))


def _found(session: Session | None) -> Session:
    if session is None:
        raise NotFound
    return session


def _require_scheduled(ctx: Context, session: Session, action: SessionAction) -> None:
    if session.status is not SessionStatus.SCHEDULED:
        raise SessionNotScheduled
    ctx.require_action(action, allowed(ctx.actor, session))


def _real_changes(session: Session, data: SessionUpdate) -> dict[str, Any]:
    return {
        name: value
        for name, value in data.changes().items()
        if name == "member_ids" or value != getattr(session, name)
    }


def _forget_signatures(session: Session, data: SessionUpdate) -> None:
    sent = data.model_fields_set
    if sent & _MODERATOR:
        session.attested_at = session.attested_by = None
        session.acknowledged_guide_version_id = None
    if sent & _RECHECKED:
        session.override_reason = session.override_by = session.override_at = None
        session.overridden = []


async def _require_sound(ctx: Context, session: Session, schools: Sequence[UUID]) -> None:
    plan = plan_of(session, len(schools))
    require_sound(plan)
    require_size(plan, await districts.policy(ctx, SIZES[plan.modality]))
    await facilitators.require_able(ctx, session, schools)
    if session.guide_version_id is not None:
        await guides.version_for(ctx, session.cohort_id, session.guide_version_id)


async def _members(ctx: Context, cohort_id: UUID, ids: Sequence[UUID]) -> list[Member]:
    await require_open_cohort(ctx, cohort_id)
    members = await cohorts.members(ctx, cohort_id, list(dict.fromkeys(ids)))
    if any(member.status is not MemberStatus.DRAWN for member in members):
        raise MemberNotDrawn
    return members


async def _seat(ctx: Context, session: Session, members: Sequence[Member]) -> None:
    """New seats before old ones go: a session is seen through its participants."""
    old = {seat.member_id: seat for seat in await seats(ctx, session.id)}
    for number, member in enumerate(members, start=1):
        seat = old.pop(member.id, None) or Participant(
            district_id=ctx.district_id,
            session_id=session.id,
            member_id=member.id,
            school_id=member.school_id,
            pseudonym=member.pseudonym,
            seat=number,
        )
        seat.seat = number
        ctx.session.add(seat)
    await ctx.session.flush()
    for seat in old.values():
        await ctx.session.delete(seat)
    await ctx.session.flush()
