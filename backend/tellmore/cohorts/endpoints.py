from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from tellmore.cohorts import breadth, membership, pooling, service
from tellmore.cohorts.models import CohortStatus, MemberStatus
from tellmore.cohorts.queries import CohortFilter
from tellmore.cohorts.schemas import (
    CohortCreate,
    CohortPool,
    CohortRead,
    CohortUpdate,
    Feasibility,
    MemberRead,
    QuotaProposal,
    QuotaProposalAsk,
    QuotasWrite,
    Replacement,
)
from tellmore.core import http
from tellmore.core.errors import Conflict
from tellmore.core.http import CHANGE, CREATE, EDGES, ITEM, IfMatch, PageDep, merge, problems
from tellmore.core.schemas import Page, Tombstone
from tellmore.identity.authentication import ContextDep

router = http.router("/cohorts", "cohorts")


async def cohort_filter(
    status: CohortStatus | None = None, school_id: UUID | None = None
) -> CohortFilter:
    return CohortFilter(status, school_id)


UNTRIED = (pooling.DrawUndecided, breadth.QuotasTooWide)
"""Why a solve says neither yes nor no."""
SOLVED = problems(pooling.QuotasInfeasible, pooling.PoolTooSmall, *UNTRIED)
"""A route that solves for a panel."""
FIXED = (service.CohortNotDraft, service.CohortBeingDrawn, service.LotteryStands)
"""Why a plan can't be changed any more, or not now."""
FilterDep = Annotated[CohortFilter, Depends(cohort_filter)]


@router.get("", name="list")
async def list_cohorts(
    ctx: ContextDep, wanted: FilterDep, page: PageDep, request: Request, response: Response
) -> Page[CohortRead | Tombstone]:
    """List the rounds of listening."""
    rows = await service.list_cohorts(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[CohortRead | Tombstone](items=rows.items, next_cursor=rows.next_cursor)


@router.post("", status_code=201, responses=merge(CREATE, ITEM, problems(service.CohortNameTaken)))
async def create(data: CohortCreate, ctx: ContextDep, response: Response) -> CohortRead:
    """Create a cohort."""
    return http.tag(response, await service.create(ctx, data))


@router.get("/{cohort_id}", responses=merge(ITEM, EDGES))
async def read(cohort_id: UUID, ctx: ContextDep, response: Response) -> CohortRead:
    """Read a cohort."""
    return http.tag(response, await service.read(ctx, cohort_id))


@router.patch(
    "/{cohort_id}",
    responses=merge(CHANGE, problems(service.CohortNameTaken, *FIXED)),
)
async def update(
    cohort_id: UUID, data: CohortUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> CohortRead:
    """Change the plan, until the students are drawn."""
    return http.tag(response, await service.update(ctx, cohort_id, data, version))


@router.delete("/{cohort_id}", status_code=204, responses=merge(CHANGE, problems(*FIXED)))
async def delete(cohort_id: UUID, ctx: ContextDep, version: IfMatch) -> None:
    """Take a draft away."""
    await service.remove(ctx, cohort_id, version)


@router.post(
    "/{cohort_id}/close",
    responses=merge(CREATE, ITEM, problems(Conflict, service.CohortInSession)),
)
async def close(cohort_id: UUID, ctx: ContextDep, response: Response) -> CohortRead:
    """Close a cohort: no session begins any more. What was said before is still taken."""
    return http.tag(response, await service.close(ctx, cohort_id))


@router.get("/{cohort_id}/pool", responses=ITEM)
async def pool(cohort_id: UUID, ctx: ContextDep) -> CohortPool:
    """Count who is eligible, by each criterion."""
    return await pooling.read_pool(ctx, cohort_id)


@router.post("/{cohort_id}/quotas/propose", responses=merge(CREATE, ITEM, SOLVED))
async def propose_quotas(cohort_id: UUID, ask: QuotaProposalAsk, ctx: ContextDep) -> QuotaProposal:
    """Propose quotas from the shares in the pool, without saving them."""
    return await pooling.propose(ctx, cohort_id, ask)


@router.post("/{cohort_id}/quotas/check", responses=merge(CREATE, ITEM, SOLVED))
async def check_quotas(cohort_id: UUID, data: QuotasWrite, ctx: ContextDep) -> Feasibility:
    """Say whether quotas can be met, and otherwise the smallest change that would do."""
    return await pooling.check(ctx, cohort_id, data)


@router.put("/{cohort_id}/quotas", responses=merge(CHANGE, problems(*FIXED, breadth.QuotasTooWide)))
async def save_quotas(
    cohort_id: UUID, data: QuotasWrite, ctx: ContextDep, version: IfMatch, response: Response
) -> CohortRead:
    """Save the quotas that the draw will keep."""
    return http.tag(response, await pooling.save(ctx, cohort_id, data, version))


@router.get("/{cohort_id}/members", responses=ITEM)
async def members(
    cohort_id: UUID,
    ctx: ContextDep,
    page: PageDep,
    request: Request,
    response: Response,
    *,
    status: MemberStatus | None = None,
    identities: bool = False,
) -> Page[MemberRead]:
    """List the members by pseudonym; `identities=true` says who they are, and is logged."""
    rows = await membership.list_members(ctx, cohort_id, page, status=status, identities=identities)
    http.link_next(request, response, rows.next_cursor)
    return Page[MemberRead](items=rows.items, next_cursor=rows.next_cursor)


@router.post(
    "/{cohort_id}/members/{member_id}/replace",
    responses=merge(CREATE, ITEM, problems(membership.NobodyLeft, *UNTRIED)),
)
async def replace_member(cohort_id: UUID, member_id: UUID, ctx: ContextDep) -> Replacement:
    """Give a member's seat to another student."""
    return await membership.replace(ctx, cohort_id, member_id)
