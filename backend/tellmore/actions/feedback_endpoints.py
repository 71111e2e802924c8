from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from tellmore.actions import feedback, links
from tellmore.actions.queries import PageFilter
from tellmore.actions.schemas import (
    FeedbackLinkRead,
    FeedbackPageCreate,
    FeedbackPageRead,
    FeedbackPageUpdate,
    LinksCreate,
    LinksCreated,
)
from tellmore.core import http
from tellmore.core.http import (
    CHANGE,
    CREATE,
    EDGES,
    ITEM,
    IfMatch,
    PageDep,
    SettingsDep,
    merge,
    problems,
)
from tellmore.core.schemas import Page, Tombstone
from tellmore.identity.authentication import ContextDep
from tellmore.insights.naming import NamesFound
from tellmore.insights.schemas import ClearedWordCreate, ClearedWordRead

feedback_pages = http.router("/feedback-pages", "feedback-pages")
feedback_links = http.router("/feedback-links", "feedback-links")


async def page_filter(cohort_id: UUID | None = None) -> PageFilter:
    return PageFilter(cohort_id)


PageFilterDep = Annotated[PageFilter, Depends(page_filter)]
_UNTRUE = problems(feedback.ThemeNotPublished, feedback.NotDoneYet)


@feedback_pages.get("", name="list")
async def list_pages(
    ctx: ContextDep, wanted: PageFilterDep, page: PageDep, request: Request, response: Response
) -> Page[FeedbackPageRead | Tombstone]:
    """List "you said / we did" pages; drafts are for those who may write them."""
    rows = await feedback.list_pages(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[FeedbackPageRead | Tombstone](items=rows.items, next_cursor=rows.next_cursor)


@feedback_pages.post("", name="create", status_code=201, responses=merge(CREATE, ITEM, _UNTRUE))
async def create_page(
    data: FeedbackPageCreate, ctx: ContextDep, response: Response
) -> FeedbackPageRead:
    """Begin a page for a cohort."""
    return http.tag(response, await feedback.create(ctx, data))


@feedback_pages.get("/{page_id}", name="read", responses=merge(ITEM, EDGES))
async def read_page(page_id: UUID, ctx: ContextDep, response: Response) -> FeedbackPageRead:
    """Read a page, and how many say that they were heard."""
    return http.tag(response, await feedback.read(ctx, page_id))


@feedback_pages.patch(
    "/{page_id}",
    name="update",
    responses=merge(CHANGE, _UNTRUE, problems(feedback.FeedbackPageEmpty, NamesFound)),
)
async def update_page(
    page_id: UUID, data: FeedbackPageUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> FeedbackPageRead:
    """Change a page; what is published shows the change at once."""
    return http.tag(response, await feedback.update(ctx, page_id, data, version))


@feedback_pages.post(
    "/{page_id}/cleared-words",
    name="clear_word",
    status_code=201,
    responses=merge(CREATE, ITEM),
)
async def clear_word(
    page_id: UUID, data: ClearedWordCreate, ctx: ContextDep, response: Response
) -> ClearedWordRead:
    """Say of a word that it names nobody on this page, and why."""
    return http.tag(response, await feedback.clear_word(ctx, page_id, data))


@feedback_pages.post(
    "/{page_id}/publish",
    name="publish",
    responses=merge(
        CREATE,
        CHANGE,
        _UNTRUE,
        problems(feedback.FeedbackPageEmpty, feedback.FeedbackPagePublishedAlready, NamesFound),
    ),
)
async def publish_page(
    page_id: UUID, ctx: ContextDep, version: IfMatch, response: Response
) -> FeedbackPageRead:
    """Let it be opened by link."""
    return http.tag(response, await feedback.publish(ctx, page_id, version))


@feedback_pages.delete("/{page_id}", name="delete", status_code=204, responses=CHANGE)
async def delete_page(page_id: UUID, ctx: ContextDep, version: IfMatch) -> None:
    """Take a page away; its links lead nowhere from now on."""
    await feedback.remove(ctx, page_id, version)


@feedback_pages.get("/{page_id}/links", name="list_links", responses=ITEM)
async def list_links(
    page_id: UUID, ctx: ContextDep, page: PageDep, request: Request, response: Response
) -> Page[FeedbackLinkRead]:
    """List the links of a page, without their tokens."""
    rows = await links.list_links(ctx, page_id, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[FeedbackLinkRead](items=rows.items, next_cursor=rows.next_cursor)


@feedback_pages.post(
    "/{page_id}/links",
    name="create_links",
    status_code=201,
    responses=merge(CREATE, ITEM, problems(links.FeedbackPageNotPublished, links.NotOfThisCohort)),
)
async def create_links(
    page_id: UUID, data: LinksCreate, ctx: ContextDep, settings: SettingsDep, response: Response
) -> LinksCreated:
    """Make links for members, or one to share. Each is shown this once."""
    http.show_once(response)
    return await links.create(ctx, page_id, data, settings)


@feedback_links.post(
    "/{link_id}/revoke", name="revoke", status_code=204, responses=merge(CREATE, ITEM)
)
async def revoke_link(link_id: UUID, ctx: ContextDep) -> None:
    """Revoke a link."""
    await links.revoke(ctx, link_id)
