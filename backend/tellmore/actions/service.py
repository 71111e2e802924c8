"""Every rule of an action item: what it rests on, who owns it, and how it moves on."""

from typing import Final
from uuid import UUID

from tellmore.actions import queries
from tellmore.actions.events import (
    ActionItemCompleted,
    ActionItemCreated,
    ActionItemDeleted,
    ActionItemDropped,
    ActionItemOverdue,
    ActionItemUpdated,
)
from tellmore.actions.models import ActionItem, ActionStatus, ActionUpdate
from tellmore.actions.permissions import NEXT, ActionItemAction, allowed
from tellmore.actions.queries import ActionFilter
from tellmore.actions.schemas import (
    ActionItemCreate,
    ActionItemMove,
    ActionItemRead,
    ActionItemUpdate,
    ActionUpdateCreate,
    ActionUpdateRead,
)
from tellmore.cohorts import service as cohorts
from tellmore.core.context import Context
from tellmore.core.errors import Invalid, NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Schema, Tombstone
from tellmore.core.versions import require_version
from tellmore.districts import days
from tellmore.identity import people
from tellmore.identity.abilities import Ability
from tellmore.insights import naming
from tellmore.insights import service as insights

# A school's own and systems read all that is said of an item.
_WORDS: Final = {
    *("title", "description", "measure", "baseline", "target"),
    *("reason", "note", "text"),
}
_TOLD: Final = {
    ActionStatus.DONE: ActionItemCompleted,
    ActionStatus.DROPPED: ActionItemDropped,
}


class OwnerNotHere(Problem):
    status = 409
    title = "The owner must be an active colleague of this district"


class ActionItemOver(Problem):
    status = 409
    title = "This action item is done or dropped; it keeps its story as it is"


class ActionStatusOutOfOrder(Problem):
    """Carries the statuses that can follow."""

    status = 409
    title = "An action item goes proposed, planned, in progress, done; it is dropped with a reason"


class ActionItemNotProposal(Problem):
    status = 409
    title = "Only a proposal can be taken away; drop the action item with a reason instead"


async def list_items(
    ctx: Context, wanted: ActionFilter, page: PageParams
) -> Rows[ActionItemRead | Tombstone]:
    ctx.require(Ability.ACTIONS_READ)
    rows = await fetch(ctx.session, queries.action_items(wanted), ActionItem, page)
    items = [
        Tombstone(id=row.id, deleted=True, updated_at=row.updated_at)
        if row.deleted_at
        else await view(ctx, row)
        for row in rows.items
    ]
    return Rows(items, rows.next_cursor)


async def read(ctx: Context, item_id: UUID) -> ActionItemRead:
    ctx.require(Ability.ACTIONS_READ)
    return await view(ctx, await get(ctx, item_id))


async def create(ctx: Context, data: ActionItemCreate) -> ActionItemRead:
    """Make an action item of a theme that has a cause, or whose cause is openly unknown."""
    ctx.require(Ability.ACTIONS_WRITE)
    theme = await insights.actionable(ctx, data.theme_id)
    await _refuse_stranger(ctx, data.owner_id)
    await _check_follow_up(ctx, theme.cohort_id, data.follow_up_cohort_id)
    item = ActionItem(district_id=ctx.district_id, cohort_id=theme.cohort_id, **data.model_dump())
    await _refuse_names(ctx, item, data)
    ctx.session.add(item)
    await ctx.emit(ActionItemCreated(**ids(item)), of=item)
    return await view(ctx, item)


async def update(
    ctx: Context, item_id: UUID, data: ActionItemUpdate, version: int
) -> ActionItemRead:
    item = await get(ctx, item_id)
    ctx.require(Ability.ACTIONS_WRITE)
    require_version(item, version)
    if not NEXT[item.status]:
        raise ActionItemOver
    changes = data.changes()
    if "owner_id" in changes:
        await _refuse_stranger(ctx, data.owner_id)
    if "follow_up_cohort_id" in changes:
        await _check_follow_up(ctx, item.cohort_id, data.follow_up_cohort_id)
    if "due_on" in changes:
        item.overdue_told_at = None
    await _refuse_names(ctx, item, data)
    for name, value in changes.items():
        setattr(item, name, value)
    item.updated_at = ctx.now
    await ctx.emit(ActionItemUpdated(**ids(item)), of=item)
    return await view(ctx, item)


async def move(ctx: Context, item_id: UUID, data: ActionItemMove, version: int) -> ActionItemRead:
    """Take the item to its next status; it tells so, and that it is completed or dropped."""
    item = await get(ctx, item_id)
    ctx.require(Ability.ACTIONS_WRITE)
    require_version(item, version)
    if data.status not in NEXT[item.status]:
        following = sorted(NEXT[item.status])
        raise ActionStatusOutOfOrder(can_follow=following)
    await _refuse_names(ctx, item, data)
    item.status, item.dropped_reason = data.status, data.reason
    item.completed_at = ctx.now if data.status is ActionStatus.DONE else None
    if data.note is not None:
        ctx.session.add(_story(ctx, item, data.note))
    told = _TOLD.get(data.status, ActionItemUpdated)
    await ctx.emit(told(**ids(item)), of=item)
    return await view(ctx, item)


async def remove(ctx: Context, item_id: UUID, version: int) -> None:
    item = await get(ctx, item_id)
    ctx.require(Ability.ACTIONS_WRITE)
    require_version(item, version)
    if ActionItemAction.DELETE not in allowed(ctx.actor, item):
        raise ActionItemNotProposal
    item.deleted_at = ctx.now
    await ctx.emit(ActionItemDeleted(**ids(item)), of=item)


async def list_updates(ctx: Context, item_id: UUID, page: PageParams) -> Rows[ActionUpdateRead]:
    ctx.require(Ability.ACTIONS_READ)
    await get(ctx, item_id)
    rows = await fetch(ctx.session, queries.updates(item_id), ActionUpdate, page)
    return Rows([_update_view(row) for row in rows.items], rows.next_cursor)


async def add_update(ctx: Context, item_id: UUID, data: ActionUpdateCreate) -> ActionUpdateRead:
    """Write a line of the item's story, also when it is over: what came of it."""
    item = await get(ctx, item_id)
    ctx.require(Ability.ACTIONS_WRITE)
    await _refuse_names(ctx, item, data)
    row = _story(ctx, item, data.text)
    ctx.session.add(row)
    item.updated_at = ctx.now
    await ctx.emit(ActionItemUpdated(**ids(item)), of=item)
    return _update_view(row)


async def tell_overdue(ctx: Context) -> int:
    """Tell once of each item that has become late. Returns how many there were."""
    late = list(await ctx.session.exec(queries.newly_overdue(await days.today(ctx))))
    for item in late:
        item.overdue_told_at = ctx.now
        await ctx.emit(ActionItemOverdue(**ids(item)), of=item)
    return len(late)


async def get(ctx: Context, item_id: UUID) -> ActionItem:
    row = (await ctx.session.exec(queries.action_item(item_id))).one_or_none()
    if row is None:
        raise NotFound
    return row


async def view(ctx: Context, item: ActionItem) -> ActionItemRead:
    following = NEXT[item.status]
    return ActionItemRead.model_validate(
        {
            **item.model_dump(exclude={"district_id", "deleted_at", "overdue_told_at"}),
            "overdue": bool(following) and item.due_on < await days.today(ctx),
            "next_statuses": following,
            "can": allowed(ctx.actor, item),
        }
    )


def _story(ctx: Context, item: ActionItem, text: str) -> ActionUpdate:
    return ActionUpdate(
        district_id=ctx.district_id,
        action_item_id=item.id,
        text=text,
        status=item.status,
        written_by=ctx.actor.id,
    )


def _update_view(row: ActionUpdate) -> ActionUpdateRead:
    hidden = {"district_id", "updated_at", "version"}
    return ActionUpdateRead.model_validate(row.model_dump(exclude=hidden))


def ids(item: ActionItem) -> dict[str, UUID]:
    return {"action_item_id": item.id, "cohort_id": item.cohort_id, "theme_id": item.theme_id}


async def _refuse_names(ctx: Context, item: ActionItem, data: Schema) -> None:
    """What a person cleared for the theme is clear in what is done about it."""
    sent = data.model_dump(include=_WORDS, exclude_unset=True)
    texts = {f"/{name}": text for name, text in sent.items()}
    await naming.refuse(ctx, item.cohort_id, item.theme_id, texts)


async def _check_follow_up(ctx: Context, cohort_id: UUID, follow_up: UUID | None) -> None:
    """It must be a later round that the caller may see: the same one can't tell what came of it."""
    if follow_up is None:
        return
    if follow_up == cohort_id:
        detail = "Choose a later cohort than the one that found the theme."
        raise Invalid.at("/follow_up_cohort_id", "same_cohort", detail)
    await cohorts.get(ctx, follow_up)


async def _refuse_stranger(ctx: Context, owner_id: UUID) -> None:
    owner = (await people.people(ctx, [owner_id])).get(owner_id)
    if owner is None or not owner.active:
        raise OwnerNotHere
