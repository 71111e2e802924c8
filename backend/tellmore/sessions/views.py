"""A session as it is read: with its seats, its conflict check, and what is still missing."""

from collections.abc import Collection, Sequence
from uuid import UUID

from tellmore.core.context import Context
from tellmore.guides import inspection
from tellmore.sessions import facilitators, queries, warnings
from tellmore.sessions.facilitators import FacilitatorCheck
from tellmore.sessions.models import Participant, Session, SessionStatus
from tellmore.sessions.permissions import (
    RUNNING,
    SessionAction,
    allowed,
    reads_reasons,
    reads_who_teaches_whom,
)
from tellmore.sessions.schemas import (
    FacilitatorRead,
    Missing,
    ParticipantRead,
    PlanWarning,
    SessionRead,
)

_INNER = {
    "district_id",
    "attested_by",
    "acknowledged_guide_version_id",
    "overridden",
    "recalled_at",
    "last_sequence",
}
_REASONS = ("no_note_taker_reason", "cancelled_reason", "override_reason")


async def view(ctx: Context, session: Session) -> SessionRead:
    return (await views(ctx, [session]))[0]


async def views(ctx: Context, sessions: Sequence[Session]) -> list[SessionRead]:
    rows = await ctx.session.exec(queries.participants([session.id for session in sessions]))
    seats = list(rows)
    checks = await facilitators.checks(ctx, sessions, seats)
    own = {each.id: [seat for seat in seats if seat.session_id == each.id] for each in sessions}
    told = await warnings.of_sessions(ctx, sessions, own)
    out = await facilitators.kept_out(ctx, sessions, seats)
    can = {s.id: allowed(ctx.actor, s) - (RUNNING if s.id in out else set()) for s in sessions}
    not_asked = await guides_not_asked(ctx, sessions)
    return [
        _view(
            ctx,
            each,
            own[each.id],
            checks[each.id],
            told[each.id],
            lacking=missing(each, checks[each.id], not_asked),
            can=can[each.id],
        )
        for each in sessions
    ]


async def guides_not_asked(ctx: Context, sessions: Sequence[Session]) -> Collection[UUID]:
    """Versions of guides whose time has passed before their sessions began."""
    planned = [s for s in sessions if s.status is SessionStatus.SCHEDULED]
    chosen = {s.guide_version_id for s in planned if s.guide_version_id is not None}
    return await inspection.beyond_asked(ctx, chosen)


async def seats(ctx: Context, session_id: UUID) -> list[Participant]:
    return list(await ctx.session.exec(queries.participants([session_id])))


def missing(
    session: Session, checks: Sequence[FacilitatorCheck], not_asked: Collection[UUID]
) -> list[Missing]:
    """Before the start: what blocks it. After the end: what the record lacks."""
    if session.status is SessionStatus.COMPLETED:
        return _missing_after(session)
    if session.status is not SessionStatus.SCHEDULED:
        return []
    found = []
    if session.guide_version_id is None:
        found.append(Missing(code="guide", detail="Choose a published question guide."))
    elif session.guide_version_id in not_asked:
        found.append(
            Missing(
                code="guide_not_asked",
                detail="Families were not asked about what this guide touches; choose its newest.",
            )
        )
    if session.attested_at is None:
        found.append(Missing(code="attestation", detail="The moderator has not attested yet."))
    elif session.acknowledged_guide_version_id != session.guide_version_id:
        found.append(
            Missing(code="acknowledgement", detail="The guide was changed after it was read.")
        )
    if set(facilitators.conflicts(checks)) - set(session.overridden):
        found.append(
            Missing(code="conflict", detail="A facilitator teaches a student of this session.")
        )
    return found


def _missing_after(session: Session) -> list[Missing]:
    """Without a note-taker there must be a note from memory: no recording is stored yet."""
    if session.note_taker_id or session.recalled_at:
        return []
    return [Missing(code="recall_note", detail="Nobody took notes: write down what you remember.")]


def _view(
    ctx: Context,
    session: Session,
    own: Sequence[Participant],
    checks: Sequence[FacilitatorCheck],
    told: Sequence[PlanWarning],
    *,
    lacking: Sequence[Missing],
    can: frozenset[SessionAction],
) -> SessionRead:
    kept = {} if reads_reasons(ctx.actor, session) else dict.fromkeys(_REASONS)
    return SessionRead.model_validate(
        {
            **session.model_dump(exclude=_INNER),
            **kept,
            "conflict": facilitators.overall(checks),
            "facilitators": [facilitator(ctx, session, check) for check in checks],
            "participants": [participant(seat) for seat in own],
            "warnings": told,
            "missing": lacking,
            "can": can,
        }
    )


def facilitator(ctx: Context, session: Session, check: FacilitatorCheck) -> FacilitatorRead:
    """To the analysis side without the pairs: whom somebody teaches leads to a name."""
    told = FacilitatorRead.model_validate(check)
    if reads_who_teaches_whom(ctx.actor, session):
        return told
    return told.model_copy(update={"conflict_member_ids": [], "unknown_member_ids": []})


def participant(seat: Participant) -> ParticipantRead:
    return ParticipantRead.model_validate(
        seat.model_dump(exclude={"id", "district_id", "session_id", "assent_at", "struck_all_at"})
    )
