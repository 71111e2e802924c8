from typing import Annotated
from uuid import UUID

from fastapi import Path, Request, Response

from tellmore.core import http
from tellmore.core.http import CHANGE, EDGES, ITEM, IfMatch, PageDep, merge
from tellmore.core.schemas import Page
from tellmore.districts import service, years
from tellmore.districts.schemas import (
    DistrictRead,
    PolicyRead,
    PolicySet,
    SchoolRead,
    SchoolUpdate,
    SchoolYearRead,
)
from tellmore.identity.authentication import ContextDep

district = http.router("/district", "district")
schools = http.router("/schools", "schools")
policies = http.router("/policies", "policies")
PolicyKey = Annotated[str, Path(max_length=80)]


@district.get("", responses=EDGES)
async def read(ctx: ContextDep, response: Response) -> DistrictRead:
    """Read the district that one belongs to."""
    return http.tag(response, DistrictRead.model_validate(await service.read(ctx)))


@district.get("/school-year")
async def read_school_year(ctx: ContextDep) -> SchoolYearRead:
    """Say when this school year began, and who says so."""
    return await years.read(ctx)


@schools.get("", name="list")
async def list_schools(
    ctx: ContextDep, page: PageDep, request: Request, response: Response
) -> Page[SchoolRead]:
    """List the schools of the district."""
    rows = await service.list_schools(ctx, page)
    http.link_next(request, response, rows.next_cursor)
    items = [SchoolRead.model_validate(row) for row in rows.items]
    return Page[SchoolRead](items=items, next_cursor=rows.next_cursor)


@schools.get("/{school_id}", name="read", responses=merge(ITEM, EDGES))
async def read_school(school_id: UUID, ctx: ContextDep, response: Response) -> SchoolRead:
    """Read one school."""
    view = SchoolRead.model_validate(await service.read_school(ctx, school_id))
    return http.tag(response, view)


@schools.patch("/{school_id}", name="update", responses=CHANGE)
async def update_school(
    school_id: UUID, data: SchoolUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> SchoolRead:
    """Name the human whom families can reach."""
    school = await service.update_school(ctx, school_id, data, version)
    return http.tag(response, SchoolRead.model_validate(school))


@policies.get("", name="list")
async def list_policies(ctx: ContextDep) -> list[PolicyRead]:
    """Everything that the district may decide, and what holds today."""
    return await service.list_policies(ctx)


@policies.put("/{key}", name="set", responses=ITEM)
async def set_policy(key: PolicyKey, data: PolicySet, ctx: ContextDep) -> PolicyRead:
    """Decide, from a day on."""
    return await service.set_policy(ctx, key, data)
