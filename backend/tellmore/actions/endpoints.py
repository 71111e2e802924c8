from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from tellmore.actions import committee, service
from tellmore.actions.models import ActionStatus
from tellmore.actions.queries import ActionFilter
from tellmore.actions.schemas import (
    ActionItemCreate,
    ActionItemMove,
    ActionItemRead,
    ActionItemUpdate,
    ActionUpdateCreate,
    ActionUpdateRead,
    CommitteeRead,
    CommitteeSeatCreate,
)
from tellmore.core import http
from tellmore.core.http import (
    CHANGE,
    CREATE,
    EDGES,
    ITEM,
    IfMatch,
    PageDep,
    merge,
    problems,
)
from tellmore.core.schemas import Page, Tombstone
from tellmore.identity.authentication import ContextDep
from tellmore.insights.naming import NamesFound
from tellmore.insights.service import CauseMissing, CauseUnsupported

action_items = http.router("/action-items", "action-items")
committee_seats = http.router("/committee-seats", "committee-seats")


async def action_filter(
    cohort_id: UUID | None = None,
    theme_id: UUID | None = None,
    owner_id: UUID | None = None,
    status: ActionStatus | None = None,
) -> ActionFilter:
    return ActionFilter(cohort_id, theme_id, owner_id, status)


ActionFilterDep = Annotated[ActionFilter, Depends(action_filter)]


@action_items.get("", name="list")
async def list_items(
    ctx: ContextDep, wanted: ActionFilterDep, page: PageDep, request: Request, response: Response
) -> Page[ActionItemRead | Tombstone]:
    """List what is being done about themes."""
    rows = await service.list_items(ctx, wanted, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[ActionItemRead | Tombstone](items=rows.items, next_cursor=rows.next_cursor)


@action_items.post(
    "",
    name="create",
    status_code=201,
    responses=merge(
        CREATE, ITEM, problems(CauseMissing, CauseUnsupported, service.OwnerNotHere, NamesFound)
    ),
)
async def create_item(
    data: ActionItemCreate, ctx: ContextDep, response: Response
) -> ActionItemRead:
    """Make an action item of a theme."""
    return http.tag(response, await service.create(ctx, data))


@action_items.get("/{action_item_id}", name="read", responses=merge(ITEM, EDGES))
async def read_item(action_item_id: UUID, ctx: ContextDep, response: Response) -> ActionItemRead:
    """Read an action item."""
    return http.tag(response, await service.read(ctx, action_item_id))


@action_items.patch(
    "/{action_item_id}",
    name="update",
    responses=merge(CHANGE, problems(service.OwnerNotHere, service.ActionItemOver, NamesFound)),
)
async def update_item(
    action_item_id: UUID,
    data: ActionItemUpdate,
    ctx: ContextDep,
    version: IfMatch,
    response: Response,
) -> ActionItemRead:
    """Change what is to be done, by whom, until when."""
    return http.tag(response, await service.update(ctx, action_item_id, data, version))


@action_items.post(
    "/{action_item_id}/status",
    name="move",
    responses=merge(CREATE, CHANGE, problems(service.ActionStatusOutOfOrder, NamesFound)),
)
async def move_item(
    action_item_id: UUID,
    data: ActionItemMove,
    ctx: ContextDep,
    version: IfMatch,
    response: Response,
) -> ActionItemRead:
    """Move it on: planned, in progress, done; or drop it with a reason."""
    return http.tag(response, await service.move(ctx, action_item_id, data, version))


@action_items.delete(
    "/{action_item_id}",
    name="delete",
    status_code=204,
    responses=merge(CHANGE, problems(service.ActionItemNotProposal)),
)
async def delete_item(action_item_id: UUID, ctx: ContextDep, version: IfMatch) -> None:
    """Take a proposal away."""
    await service.remove(ctx, action_item_id, version)


@action_items.get("/{action_item_id}/updates", name="list_updates", responses=ITEM)
async def list_updates(
    action_item_id: UUID, ctx: ContextDep, page: PageDep, request: Request, response: Response
) -> Page[ActionUpdateRead]:
    """Read the story of an action item, newest first."""
    rows = await service.list_updates(ctx, action_item_id, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[ActionUpdateRead](items=rows.items, next_cursor=rows.next_cursor)


@action_items.post(
    "/{action_item_id}/updates",
    name="add_update",
    status_code=201,
    responses=merge(CREATE, ITEM, problems(NamesFound)),
)
async def add_update(
    action_item_id: UUID, data: ActionUpdateCreate, ctx: ContextDep
) -> ActionUpdateRead:
    """Add a line to the story."""
    return await service.add_update(ctx, action_item_id, data)


@action_items.get("/{action_item_id}/committee", name="read_committee", responses=ITEM)
async def read_committee(action_item_id: UUID, ctx: ContextDep) -> CommitteeRead:
    """Who works on it. Which students do is for those who may know their names."""
    return await committee.read(ctx, action_item_id)


@action_items.post(
    "/{action_item_id}/committee",
    name="join_committee",
    status_code=201,
    responses=merge(
        CREATE,
        ITEM,
        problems(
            committee.CommitteeFull,
            committee.SeatTaken,
            committee.FollowUpNotAgreed,
            committee.ColleagueNotHere,
            service.ActionItemOver,
        ),
    ),
)
async def join_committee(
    action_item_id: UUID, data: CommitteeSeatCreate, ctx: ContextDep
) -> CommitteeRead:
    """Give a colleague or a student a seat."""
    return await committee.add(ctx, action_item_id, data)


@committee_seats.delete(
    "/{seat_id}",
    name="delete",
    status_code=204,
    responses=merge(ITEM, problems(service.ActionItemOver)),
)
async def leave_committee(seat_id: UUID, ctx: ContextDep) -> None:
    """Take a seat away."""
    await committee.remove(ctx, seat_id)
