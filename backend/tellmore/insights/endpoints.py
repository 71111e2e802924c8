from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from tellmore.core import http
from tellmore.core.errors import Forbidden
from tellmore.core.http import CHANGE, CREATE, EDGES, ITEM, IfMatch, PageDep, merge, problems
from tellmore.core.schemas import Page, Tombstone
from tellmore.identity.authentication import ContextDep
from tellmore.insights import codes, codings, publishing, representation, service
from tellmore.insights.models import ThemeStatus
from tellmore.insights.naming import NamesFound
from tellmore.insights.queries import CodingFilter, ThemeFilter
from tellmore.insights.schemas import (
    ClearedWordCreate,
    ClearedWordRead,
    CodeCreate,
    CodeRead,
    CodeUpdate,
    CodingCreate,
    CodingRead,
    FunnelRead,
    PublishedThemeRead,
    ThemeCreate,
    ThemeRead,
    ThemeUpdate,
)
from tellmore.responses.readers import TeachingUnknown

codes_router = http.router("/codes", "codes")
codings_router = http.router("/codings", "codings")
themes_router = http.router("/themes", "themes")
published_router = http.router("/published-themes", "published-themes")
funnels_router = http.router("/funnels", "funnels")
RAW = problems(Forbidden, TeachingUnknown)
"""A route that gives words, excerpts among them."""
CohortQuery = Annotated[UUID | None, Query()]


async def coding_filter(
    cohort_id: UUID | None = None, code_id: UUID | None = None, response_id: UUID | None = None
) -> CodingFilter:
    return CodingFilter(cohort_id, code_id, response_id)


async def theme_filter(
    cohort_id: UUID | None = None, status: ThemeStatus | None = None
) -> ThemeFilter:
    return ThemeFilter(cohort_id, status)


@codes_router.get("", name="list")
async def list_codes(
    ctx: ContextDep,
    page: PageDep,
    request: Request,
    response: Response,
    cohort_id: CohortQuery = None,
) -> Page[CodeRead | Tombstone]:
    """List the codes of a cohort."""
    rows = await codes.list_codes(ctx, cohort_id, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[CodeRead | Tombstone](items=rows.items, next_cursor=rows.next_cursor)


@codes_router.post(
    "",
    name="create",
    status_code=201,
    responses=merge(CREATE, ITEM, problems(codes.CodeNameTaken)),
)
async def create_code(data: CodeCreate, ctx: ContextDep, response: Response) -> CodeRead:
    """Make a code."""
    return http.tag(response, await codes.create(ctx, data))


@codes_router.get("/{code_id}", name="read", responses=merge(ITEM, EDGES))
async def read_code(code_id: UUID, ctx: ContextDep, response: Response) -> CodeRead:
    """Read a code."""
    return http.tag(response, await codes.read(ctx, code_id))


@codes_router.patch(
    "/{code_id}",
    name="update",
    responses=merge(CHANGE, problems(codes.CodeNameTaken, codes.CodeLoop)),
)
async def update_code(
    code_id: UUID, data: CodeUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> CodeRead:
    """Rename a code, describe it, or move it in the tree."""
    return http.tag(response, await codes.update(ctx, code_id, data, version))


@codes_router.delete(
    "/{code_id}",
    name="delete",
    status_code=204,
    responses=merge(CHANGE, problems(codes.CodeInUse)),
)
async def delete_code(code_id: UUID, ctx: ContextDep, version: IfMatch) -> None:
    """Take an unused code away."""
    await codes.remove(ctx, code_id, version)


@codings_router.get("", name="list", responses=RAW)
async def list_codings(
    ctx: ContextDep,
    wanted: Annotated[CodingFilter, Depends(coding_filter)],
    page: PageDep,
    request: Request,
    response: Response,
) -> Page[CodingRead | Tombstone]:
    """List coded excerpts, under pseudonyms."""
    rows = await codings.list_codings(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[CodingRead | Tombstone](items=rows.items, next_cursor=rows.next_cursor)


@codings_router.post(
    "",
    name="create",
    status_code=201,
    responses=merge(CREATE, ITEM, RAW, problems(codings.ResponseChanged)),
)
async def create_coding(data: CodingCreate, ctx: ContextDep, response: Response) -> CodingRead:
    """Put a code on an excerpt."""
    return http.tag(response, await codings.create(ctx, data))


@codings_router.delete(
    "/{coding_id}",
    name="delete",
    status_code=204,
    responses=merge(ITEM, problems(codings.CodingInEvidence)),
)
async def delete_coding(coding_id: UUID, ctx: ContextDep) -> None:
    """Take one's own mark back."""
    await codings.remove(ctx, coding_id)


@themes_router.get("", name="list", responses=RAW)
async def list_themes(
    ctx: ContextDep,
    wanted: Annotated[ThemeFilter, Depends(theme_filter)],
    page: PageDep,
    request: Request,
    response: Response,
) -> Page[ThemeRead | Tombstone]:
    """List themes with their causes, excerpts and strength."""
    rows = await service.list_themes(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[ThemeRead | Tombstone](items=rows.items, next_cursor=rows.next_cursor)


@themes_router.post(
    "",
    name="create",
    status_code=201,
    responses=merge(CREATE, ITEM, RAW, problems(service.CauseKnown, service.EvidenceElsewhere)),
)
async def create_theme(data: ThemeCreate, ctx: ContextDep, response: Response) -> ThemeRead:
    """Build a theme on coded excerpts."""
    return http.tag(response, await service.create(ctx, data))


@themes_router.get("/{theme_id}", name="read", responses=merge(ITEM, EDGES, RAW))
async def read_theme(theme_id: UUID, ctx: ContextDep, response: Response) -> ThemeRead:
    """Read a theme."""
    return http.tag(response, await service.read(ctx, theme_id))


@themes_router.patch(
    "/{theme_id}",
    name="update",
    responses=merge(
        CHANGE,
        problems(
            service.CauseKnown,
            service.CauseMissing,
            service.CauseUnsupported,
            service.EvidenceElsewhere,
            service.EvidenceMissing,
            NamesFound,
        ),
    ),
)
async def update_theme(
    theme_id: UUID, data: ThemeUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> ThemeRead:
    """Change a theme; causes and evidence are replaced by the lists that are sent."""
    return http.tag(response, await service.update(ctx, theme_id, data, version))


@themes_router.post(
    "/{theme_id}/publish",
    name="publish",
    responses=merge(
        CREATE,
        ITEM,
        RAW,
        problems(
            service.CauseMissing, service.CauseUnsupported, service.EvidenceMissing, NamesFound
        ),
    ),
)
async def publish_theme(theme_id: UUID, ctx: ContextDep, response: Response) -> ThemeRead:
    """Publish a theme: from here on students are owed an answer to it."""
    return http.tag(response, await service.publish(ctx, theme_id))


@themes_router.post(
    "/{theme_id}/cleared-words",
    name="clear_word",
    status_code=201,
    responses=merge(CREATE, ITEM),
)
async def clear_word(
    theme_id: UUID, data: ClearedWordCreate, ctx: ContextDep, response: Response
) -> ClearedWordRead:
    """Say of a word that it names nobody in this theme, and why."""
    return http.tag(response, await service.clear_word(ctx, theme_id, data))


@themes_router.delete("/{theme_id}", name="delete", status_code=204, responses=CHANGE)
async def delete_theme(theme_id: UUID, ctx: ContextDep, version: IfMatch) -> None:
    """Take a draft away."""
    await service.remove(ctx, theme_id, version)


@published_router.get("", name="list")
async def list_published(
    ctx: ContextDep,
    page: PageDep,
    request: Request,
    response: Response,
    cohort_id: CohortQuery = None,
) -> Page[PublishedThemeRead | Tombstone]:
    """List what was published: no excerpt, and counts only where they are large enough."""
    rows = await publishing.list_published(ctx, cohort_id, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[PublishedThemeRead | Tombstone](items=rows.items, next_cursor=rows.next_cursor)


@funnels_router.get("/{cohort_id}", name="read", responses=ITEM)
async def read_funnel(cohort_id: UUID, ctx: ContextDep) -> FunnelRead:
    """How a cohort's students came from the pool to being heard, by each criterion."""
    return await representation.read(ctx, cohort_id)
