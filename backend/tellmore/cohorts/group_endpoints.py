from uuid import UUID

from fastapi import Response

from tellmore.cohorts import group_plan
from tellmore.cohorts.group_schemas import (
    GroupPlanRead,
    GroupPlanUpdate,
    GroupsAsk,
    GroupsSolveRead,
)
from tellmore.core import http
from tellmore.core.http import CHANGE, CREATE, EDGES, ITEM, IfMatch, merge, problems
from tellmore.core.solves import SolveUnderWay
from tellmore.identity.authentication import ContextDep

router = http.router("/cohorts/{cohort_id}/groups", "groups")


@router.post("/propose", status_code=202, responses=merge(CREATE, ITEM, problems(SolveUnderWay)))
async def propose(cohort_id: UUID, ask: GroupsAsk, ctx: ContextDep) -> GroupsSolveRead:
    """Have the members split into groups, in the background."""
    return await group_plan.propose(ctx, cohort_id, ask)


@router.get("/solve", responses=ITEM)
async def read_solve(cohort_id: UUID, ctx: ContextDep) -> GroupsSolveRead:
    """Read how far the work is."""
    return await group_plan.read_solve(ctx, cohort_id)


@router.post("/solve/cancel", responses=merge(CREATE, ITEM))
async def cancel(cohort_id: UUID, ctx: ContextDep) -> GroupsSolveRead:
    """Call the work off; the groups stay as they were."""
    return await group_plan.cancel(ctx, cohort_id)


@router.get("", responses=merge(ITEM, EDGES))
async def read(cohort_id: UUID, ctx: ContextDep, response: Response) -> GroupPlanRead:
    """Read the groups, and every rule that they break today."""
    return http.tag(response, await group_plan.read(ctx, cohort_id))


@router.patch("", responses=CHANGE)
async def update(
    cohort_id: UUID, data: GroupPlanUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> GroupPlanRead:
    """Move members, set who leads and when, pin; the answer says which rules are broken then."""
    return http.tag(response, await group_plan.update(ctx, cohort_id, data, version))


@router.post("/confirm", responses=merge(CREATE, CHANGE, problems(group_plan.GroupsBreakRules)))
async def confirm(
    cohort_id: UUID, ctx: ContextDep, version: IfMatch, response: Response
) -> GroupPlanRead:
    """Confirm the groups, so that sessions can be scheduled from them."""
    return http.tag(response, await group_plan.confirm(ctx, cohort_id, version))
