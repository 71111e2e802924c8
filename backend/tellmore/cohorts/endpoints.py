from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from tellmore.cohorts import service
from tellmore.cohorts.models import CohortStatus
from tellmore.cohorts.queries import CohortFilter
from tellmore.cohorts.schemas import CohortCreate, CohortRead, CohortUpdate
from tellmore.core import http
from tellmore.core.errors import Conflict
from tellmore.core.http import CHANGE, CREATE, EDGES, ITEM, IfMatch, PageDep, merge, problems
from tellmore.core.schemas import Page, Tombstone
from tellmore.identity.authentication import ContextDep

router = http.router("/cohorts", "cohorts")


def cohort_filter(
    status: CohortStatus | None = None, school_id: UUID | None = None
) -> CohortFilter:
    return CohortFilter(status, school_id)


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
    responses=merge(CHANGE, problems(service.CohortNameTaken, service.CohortNotDraft)),
)
async def update(
    cohort_id: UUID, data: CohortUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> CohortRead:
    """Change the plan, until the students are drawn."""
    return http.tag(response, await service.update(ctx, cohort_id, data, version))


@router.delete(
    "/{cohort_id}", status_code=204, responses=merge(CHANGE, problems(service.CohortNotDraft))
)
async def delete(cohort_id: UUID, ctx: ContextDep, version: IfMatch) -> None:
    """Take a draft away."""
    await service.remove(ctx, cohort_id, version)


@router.post("/{cohort_id}/close", responses=merge(CREATE, ITEM, problems(Conflict)))
async def close(cohort_id: UUID, ctx: ContextDep, response: Response) -> CohortRead:
    """Close a cohort: nothing more is captured for it."""
    return http.tag(response, await service.close(ctx, cohort_id))
