from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from tellmore.cohorts import group_plan
from tellmore.cohorts.group_schemas import (
    MOST_ROUNDS,
    GroupPlanRead,
    GroupPlanUpdate,
    GroupsAsk,
    GroupsSolveRead,
)
from tellmore.core import http
from tellmore.core.http import CHANGE, CREATE, EDGES, ITEM, IfMatch, merge, problems
from tellmore.core.solves import SolveUnderWay
from tellmore.identity.authentication import ContextDep

RoundNumber = Annotated[int, Query(alias="round", ge=1, le=MOST_ROUNDS)]

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
async def read(
    cohort_id: UUID, ctx: ContextDep, response: Response, number: RoundNumber = 1
) -> GroupPlanRead:
    """Read the groups of a round, and every rule that they break today."""
    return http.tag(response, await group_plan.read(ctx, cohort_id, number))


@router.patch("", responses=merge(CHANGE, problems(group_plan.GroupsAcrossRounds)))
async def update(
    cohort_id: UUID,
    data: GroupPlanUpdate,
    ctx: ContextDep,
    version: IfMatch,
    response: Response,
    *,
    number: RoundNumber = 1,
) -> GroupPlanRead:
    """Move members within a round, set who leads and when, pin; it tells what is broken then."""
    return http.tag(response, await group_plan.update(ctx, cohort_id, number, data, version))


@router.post("/confirm", responses=merge(CREATE, CHANGE, problems(group_plan.GroupsBreakRules)))
async def confirm(
    cohort_id: UUID, ctx: ContextDep, version: IfMatch, response: Response, number: RoundNumber = 1
) -> GroupPlanRead:
    """Confirm the groups of a round, so that sessions can be scheduled from them."""
    return http.tag(response, await group_plan.confirm(ctx, cohort_id, number, version))
