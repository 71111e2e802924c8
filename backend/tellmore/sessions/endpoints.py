from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from tellmore.core import http
from tellmore.core.http import CHANGE, CREATE, EDGES, ITEM, IfMatch, PageDep, merge, problems
from tellmore.core.schemas import Moment, Page
from tellmore.guides.inspection import GuideNotInspected
from tellmore.identity.authentication import ContextDep
from tellmore.sessions import service
from tellmore.sessions.models import SessionStatus
from tellmore.sessions.plan import GroupTooLarge
from tellmore.sessions.queries import SessionFilter
from tellmore.sessions.schemas import (
    PlanCheck,
    PlanCheckAsk,
    Reason,
    SessionCreate,
    SessionRead,
    SessionUpdate,
)

router = http.router("/sessions", "sessions")
PLAN = problems(service.CohortNotOpen, service.MemberNotDrawn, GroupTooLarge, GuideNotInspected)
LATE = problems(service.SessionNotScheduled)


async def session_filter(
    cohort_id: UUID | None = None,
    status: SessionStatus | None = None,
    facilitator_id: UUID | None = None,
    starts_from: Moment | None = None,
    starts_before: Moment | None = None,
) -> SessionFilter:
    return SessionFilter(cohort_id, status, facilitator_id, starts_from, starts_before)


FilterDep = Annotated[SessionFilter, Depends(session_filter)]


@router.get("", name="list")
async def list_sessions(
    ctx: ContextDep, wanted: FilterDep, page: PageDep, request: Request, response: Response
) -> Page[SessionRead]:
    """List interviews and focus groups."""
    rows = await service.list_sessions(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[SessionRead](items=rows.items, next_cursor=rows.next_cursor)


@router.post("", status_code=201, responses=merge(CREATE, ITEM, PLAN))
async def create(data: SessionCreate, ctx: ContextDep, response: Response) -> SessionRead:
    """Schedule an interview or a focus group."""
    return http.tag(response, await service.create(ctx, data))


@router.post("/check", responses=merge(CREATE, ITEM))
async def check(data: PlanCheckAsk, ctx: ContextDep) -> PlanCheck:
    """Say what a plan would be warned of, without saving it."""
    return await service.check(ctx, data)


@router.get("/{session_id}", responses=merge(ITEM, EDGES))
async def read(session_id: UUID, ctx: ContextDep, response: Response) -> SessionRead:
    """Read a session, with its conflict check as it stands today."""
    return http.tag(response, await service.read(ctx, session_id))


@router.patch("/{session_id}", responses=merge(CHANGE, PLAN, LATE))
async def update(
    session_id: UUID, data: SessionUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> SessionRead:
    """Change the plan, until the session starts."""
    return http.tag(response, await service.update_plan(ctx, session_id, data, version))


@router.post("/{session_id}/cancel", responses=merge(CREATE, ITEM, LATE))
async def cancel(
    session_id: UUID, data: Reason, ctx: ContextDep, response: Response
) -> SessionRead:
    """Cancel a session that has not begun."""
    return http.tag(response, await service.cancel(ctx, session_id, data))


@router.post(
    "/{session_id}/conflict-override",
    responses=merge(CREATE, ITEM, LATE, problems(service.NoConflict)),
)
async def override_conflict(
    session_id: UUID, data: Reason, ctx: ContextDep, response: Response
) -> SessionRead:
    """Let a facilitator in who teaches a participant, for a written reason."""
    return http.tag(response, await service.override_conflict(ctx, session_id, data))
