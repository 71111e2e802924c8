from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from tellmore.core import http
from tellmore.core.http import CHANGE, CREATE, EDGES, ITEM, IfMatch, PageDep, merge, problems
from tellmore.core.languages import Language
from tellmore.core.schemas import Page, Tombstone
from tellmore.guides import service
from tellmore.guides.models import GuideStatus
from tellmore.guides.queries import GuideFilter
from tellmore.guides.schemas import (
    BankRead,
    GuideCreate,
    GuideRead,
    GuideUpdate,
    GuideVersionRead,
    LintAnswer,
    LintRequest,
)
from tellmore.identity.authentication import ContextDep

question_bank = http.router("/question-bank", "question-bank")
router = http.router("/guides", "guides")
versions = http.router("/guide-versions", "guide-versions")


async def guide_filter(
    cohort_id: UUID | None = None, status: GuideStatus | None = None
) -> GuideFilter:
    return GuideFilter(cohort_id, status)


FilterDep = Annotated[GuideFilter, Depends(guide_filter)]


@question_bank.get("", name="read", responses=EDGES)
async def read_bank(
    ctx: ContextDep, response: Response, language: Language = Language.EN
) -> BankRead:
    """Read the bank: the guide's questions, probes, tips and scripts, with lint findings."""
    return http.tag(response, await service.read_bank(ctx, language))


@question_bank.post("/lint", name="lint", responses=CREATE)
async def lint(data: LintRequest, ctx: ContextDep) -> LintAnswer:
    """Judge one question while it is being written. Nothing is kept."""
    return await service.lint_text(ctx, data)


@router.get("", name="list")
async def list_guides(
    ctx: ContextDep, wanted: FilterDep, page: PageDep, request: Request, response: Response
) -> Page[GuideRead | Tombstone]:
    """List question guides."""
    rows = await service.list_guides(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[GuideRead | Tombstone](items=rows.items, next_cursor=rows.next_cursor)


@router.post("", status_code=201, responses=merge(CREATE, ITEM))
async def create(data: GuideCreate, ctx: ContextDep, response: Response) -> GuideRead:
    """Begin a guide for a cohort, from the bank and words of your own."""
    return http.tag(response, await service.create(ctx, data))


@router.get("/{guide_id}", responses=merge(ITEM, EDGES))
async def read(guide_id: UUID, ctx: ContextDep, response: Response) -> GuideRead:
    """Read a guide as it stands now, draft or published."""
    return http.tag(response, await service.read(ctx, guide_id))


@router.patch("/{guide_id}", responses=CHANGE)
async def update(
    guide_id: UUID, data: GuideUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> GuideRead:
    """Change the draft. Published versions stay as they are."""
    return http.tag(response, await service.update(ctx, guide_id, data, version))


@router.post(
    "/{guide_id}/publish",
    responses=merge(
        CREATE,
        CHANGE,
        problems(
            service.GuideNotDraft,
            service.GuideEmpty,
            service.PlaceholderLeft,
            service.PpraUndecided,
        ),
    ),
)
async def publish(
    guide_id: UUID, ctx: ContextDep, version: IfMatch, response: Response
) -> GuideRead:
    """Freeze the draft as a version that sessions can use."""
    return http.tag(response, await service.publish(ctx, guide_id, version))


@router.delete(
    "/{guide_id}", status_code=204, responses=merge(CHANGE, problems(service.GuideHasVersions))
)
async def delete(guide_id: UUID, ctx: ContextDep, version: IfMatch) -> None:
    """Take a guide away that was never published."""
    await service.remove(ctx, guide_id, version)


@router.get("/{guide_id}/versions", name="list_versions", responses=ITEM)
async def list_versions(
    guide_id: UUID, ctx: ContextDep, page: PageDep, request: Request, response: Response
) -> Page[GuideVersionRead]:
    """List what was published, newest first."""
    rows = await service.list_versions(ctx, guide_id, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[GuideVersionRead](items=rows.items, next_cursor=rows.next_cursor)


@versions.get("/{guide_version_id}", name="read", responses=merge(ITEM, EDGES))
async def read_version(
    guide_version_id: UUID, ctx: ContextDep, response: Response
) -> GuideVersionRead:
    """Read one published version, which never changes."""
    return http.tag(response, await service.read_version(ctx, guide_version_id))
