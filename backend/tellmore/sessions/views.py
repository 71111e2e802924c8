"""A session as it is read: with its seats, its conflict check, and what is still missing."""

from collections.abc import Sequence
from uuid import UUID

from tellmore.core.context import Context
from tellmore.districts import service as districts
from tellmore.sessions import facilitators, queries
from tellmore.sessions.facilitators import ConflictState, FacilitatorCheck
from tellmore.sessions.models import Modality, Participant, Session, SessionStatus
from tellmore.sessions.permissions import allowed, reads_reasons
from tellmore.sessions.policies import SIZES, SizeLimit
from tellmore.sessions.schemas import (
    FacilitatorRead,
    Missing,
    ParticipantRead,
    SessionRead,
    SizeWarning,
)

_INNER = {
    "district_id",
    "attested_by",
    "acknowledged_guide_version_id",
    "recorded",
    "recall_note",
    "last_sequence",
}
_REASONS = ("no_note_taker_reason", "cancelled_reason", "override_reason")


async def view(ctx: Context, session: Session) -> SessionRead:
    return (await views(ctx, [session]))[0]


async def views(ctx: Context, sessions: Sequence[Session]) -> list[SessionRead]:
    rows = await ctx.session.exec(queries.participants([session.id for session in sessions]))
    seats = list(rows)
    checks = await facilitators.checks(ctx, sessions, seats)
    limits = {modality: await districts.policy(ctx, SIZES[modality]) for modality in Modality}
    return [
        _view(
            ctx,
            session,
            [seat for seat in seats if seat.session_id == session.id],
            checks[session.id],
            limits[session.modality],
        )
        for session in sessions
    ]


async def seats(ctx: Context, session_id: UUID) -> list[Participant]:
    return list(await ctx.session.exec(queries.participants([session_id])))


def missing(session: Session, checks: Sequence[FacilitatorCheck]) -> list[Missing]:
    """Before the start: what blocks it. After the end: what the record lacks."""
    if session.status is SessionStatus.COMPLETED:
        return _missing_after(session)
    if session.status is not SessionStatus.SCHEDULED:
        return []
    found = []
    if session.guide_version_id is None:
        found.append(Missing(code="guide", detail="Choose a published question guide."))
    if session.attested_at is None:
        found.append(Missing(code="attestation", detail="The moderator has not attested yet."))
    elif session.acknowledged_guide_version_id != session.guide_version_id:
        found.append(
            Missing(code="acknowledgement", detail="The guide was changed after it was read.")
        )
    conflict = facilitators.overall(checks) is ConflictState.CONFLICT
    if conflict and session.override_at is None:
        found.append(
            Missing(code="conflict", detail="A facilitator teaches a student of this session.")
        )
    return found


def _missing_after(session: Session) -> list[Missing]:
    """Without a note-taker there must be a recording, or a note from memory."""
    if session.note_taker_id or session.recorded or session.recall_note:
        return []
    return [Missing(code="recall_note", detail="Nobody took notes: write down what you remember.")]


def _view(
    ctx: Context,
    session: Session,
    own: Sequence[Participant],
    checks: Sequence[FacilitatorCheck],
    limit: SizeLimit,
) -> SessionRead:
    kept = {} if reads_reasons(ctx.actor, session) else dict.fromkeys(_REASONS)
    return SessionRead.model_validate(
        {
            **session.model_dump(exclude=_INNER),
            **kept,
            "conflict": facilitators.overall(checks),
            "facilitators": [FacilitatorRead.model_validate(check) for check in checks],
            "participants": [participant(seat) for seat in own],
            "warnings": _warnings(len(own), limit),
            "missing": missing(session, checks),
            "can": allowed(ctx.actor, session),
        }
    )


def participant(seat: Participant) -> ParticipantRead:
    return ParticipantRead.model_validate(
        seat.model_dump(exclude={"id", "district_id", "session_id", "assent_at"})
    )


def _warnings(size: int, limit: SizeLimit) -> list[SizeWarning]:
    if size <= limit.warn:
        return []
    detail = f"{size} students: above {limit.warn}, some may not be heard."
    return [SizeWarning(code="large_group", detail=detail)]
