"""What whoever plans a session is warned of. None of it stops anybody."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tellmore.core.context import Context
from tellmore.districts import service as districts
from tellmore.sessions import ahead
from tellmore.sessions.ahead import Plan
from tellmore.sessions.models import Modality, Participant, Session, SessionStatus
from tellmore.sessions.policies import SIZES
from tellmore.sessions.schemas import PlanWarning, SizeWarning


async def of_plan(ctx: Context, plan: Plan, modality: Modality) -> list[PlanWarning]:
    size = await _of_size(ctx, modality, len(plan.pseudonyms))
    return [*size, *(await ahead.warnings(ctx, [plan]))[0]]


async def of_sessions(
    ctx: Context, sessions: Sequence[Session], seats: Mapping[UUID, Sequence[Participant]]
) -> dict[UUID, list[PlanWarning]]:
    """Of the size at any time; of the school year while a session is yet to be held."""
    coming = [each for each in sessions if each.status is SessionStatus.SCHEDULED]
    plans = [_plan(each, seats[each.id]) for each in coming]
    told = dict(zip([one.id for one in coming], await ahead.warnings(ctx, plans), strict=True))
    return {
        each.id: [
            *await _of_size(ctx, each.modality, len(seats[each.id])),
            *told.get(each.id, ()),
        ]
        for each in sessions
    }


def _plan(session: Session, seats: Sequence[Participant]) -> Plan:
    return Plan(
        session_id=session.id,
        cohort_id=session.cohort_id,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        pseudonyms={seat.member_id: seat.pseudonym for seat in seats},
    )


async def _of_size(ctx: Context, modality: Modality, size: int) -> list[SizeWarning]:
    limit = await districts.policy(ctx, SIZES[modality])
    if size <= limit.warn:
        return []
    detail = f"{size} students: above {limit.warn}, some may not be heard."
    return [SizeWarning(code="large_group", detail=detail)]
