"""Every rule of a "you said / we did" page: what it may say, and that students can be told."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import col, delete

from tellmore.actions import queries, service
from tellmore.actions.events import (
    FeedbackPageCreated,
    FeedbackPageDeleted,
    FeedbackPagePublished,
    FeedbackPageUpdated,
)
from tellmore.actions.models import ActionStatus, Answer, FeedbackEntry, FeedbackPage, Heard
from tellmore.actions.permissions import FeedbackAction, allowed_on_page
from tellmore.actions.queries import PageFilter
from tellmore.actions.schemas import (
    EntryRead,
    EntryWrite,
    FeedbackPageCreate,
    FeedbackPageRead,
    FeedbackPageUpdate,
    PulseRead,
)
from tellmore.cohorts import service as cohorts
from tellmore.core.clock import now
from tellmore.core.context import Context
from tellmore.core.db import whole_district
from tellmore.core.errors import Invalid, NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Tombstone
from tellmore.core.versions import require_version
from tellmore.disclosure import tables
from tellmore.districts import service as districts
from tellmore.districts.minimum import minimum_cell
from tellmore.identity.abilities import Ability
from tellmore.insights import naming
from tellmore.insights import service as insights
from tellmore.insights.schemas import ClearedWordCreate, ClearedWordRead


class FeedbackPageEmpty(Problem):
    status = 409
    title = "A page needs an entry before it can be published"


class FeedbackPagePublishedAlready(Problem):
    status = 409
    title = "This page is published already"


class ThemeNotPublished(Problem):
    status = 409
    title = "Students are told of published themes of this cohort only"


class NotDoneYet(Problem):
    status = 409
    title = '"We did" needs an action item on this theme that is done'


async def list_pages(
    ctx: Context, wanted: PageFilter, page: PageParams
) -> Rows[FeedbackPageRead | Tombstone]:
    """Who may not write sees published pages only."""
    ctx.require(Ability.FEEDBACK_READ)
    published_only = wanted.published_only or not ctx.actor.may(Ability.ACTIONS_WRITE)
    wanted = PageFilter(wanted.cohort_id, published_only)
    rows = await fetch(ctx.session, queries.feedback_pages(wanted), FeedbackPage, page)
    live = {
        view.id: view for view in await _views(ctx, [r for r in rows.items if not r.deleted_at])
    }
    items = [
        live.get(row.id) or Tombstone(id=row.id, deleted=True, updated_at=row.updated_at)
        for row in rows.items
    ]
    return Rows(items, rows.next_cursor)


async def read(ctx: Context, page_id: UUID) -> FeedbackPageRead:
    ctx.require(Ability.FEEDBACK_READ)
    page = await get(ctx, page_id)
    if page.published_at is None and not ctx.actor.may(Ability.ACTIONS_WRITE):
        raise NotFound
    return await view(ctx, page)


async def create(ctx: Context, data: FeedbackPageCreate) -> FeedbackPageRead:
    ctx.require(Ability.ACTIONS_WRITE)
    await cohorts.get(ctx, data.cohort_id)
    if data.school_id not in await cohorts.school_ids(ctx, data.cohort_id):
        raise NotFound("The cohort does not listen in this school.")
    await districts.schools(ctx, [data.school_id])
    page = FeedbackPage(district_id=ctx.district_id, **data.model_dump(exclude={"entries"}))
    ctx.session.add(page)
    await ctx.session.flush()
    await _write(ctx, page, data.entries)
    await ctx.emit(FeedbackPageCreated(feedback_page_id=page.id, cohort_id=page.cohort_id), of=page)
    return await view(ctx, page)


async def update(
    ctx: Context, page_id: UUID, data: FeedbackPageUpdate, version: int
) -> FeedbackPageRead:
    """Change the page; one that is published shows the change at once."""
    page = await get(ctx, page_id)
    ctx.require(Ability.ACTIONS_WRITE)
    require_version(page, version)
    changes = data.changes()
    if changes.pop("entries", None) is not None:
        await _write(ctx, page, data.entries)
        if page.published_at and not data.entries:
            raise FeedbackPageEmpty
    for name, value in changes.items():
        setattr(page, name, value)
    if page.published_at is not None:
        await _refuse_names(ctx, page, list(await ctx.session.exec(queries.entries([page.id]))))
    page.updated_at = ctx.now
    await ctx.emit(FeedbackPageUpdated(feedback_page_id=page.id, cohort_id=page.cohort_id), of=page)
    return await view(ctx, page)


async def publish(ctx: Context, page_id: UUID, version: int) -> FeedbackPageRead:
    """Let the page be opened by link."""
    page = await get(ctx, page_id)
    ctx.require(Ability.ACTIONS_WRITE)
    require_version(page, version)
    if page.published_at is not None:
        raise FeedbackPagePublishedAlready
    entries = list(await ctx.session.exec(queries.entries([page.id])))
    if not entries:
        raise FeedbackPageEmpty
    await _refuse_untrue(ctx, page, entries)
    await _refuse_names(ctx, page, entries)
    page.published_at = ctx.now
    event = FeedbackPagePublished(feedback_page_id=page.id, cohort_id=page.cohort_id)
    await ctx.emit(event, of=page)
    return await view(ctx, page)


async def clear_word(ctx: Context, page_id: UUID, data: ClearedWordCreate) -> ClearedWordRead:
    """Say of a word that it names nobody on this page."""
    ctx.require(Ability.ACTIONS_WRITE)
    page = await get(ctx, page_id)
    return await naming.clear(ctx, page.cohort_id, page.id, data)


async def remove(ctx: Context, page_id: UUID, version: int) -> None:
    """Take the page away: its links lead nowhere from now on."""
    page = await get(ctx, page_id)
    ctx.require(Ability.ACTIONS_WRITE)
    require_version(page, version)
    page.deleted_at = ctx.now
    await ctx.emit(FeedbackPageDeleted(feedback_page_id=page.id, cohort_id=page.cohort_id), of=page)


async def touch(ctx: Context, theme_ids: Collection[UUID]) -> None:
    """What pages show of these themes has changed, also on those that the caller doesn't see."""
    if not theme_ids:
        return
    async with whole_district(ctx.session, ctx.scope) as connection:
        pages = list(await connection.execute(queries.touched_pages(theme_ids, now())))
    await ctx.emit_all(
        (FeedbackPageUpdated(feedback_page_id=page_id, cohort_id=cohort_id), version)
        for page_id, cohort_id, version in pages
    )


async def get(ctx: Context, page_id: UUID) -> FeedbackPage:
    row = (await ctx.session.exec(queries.feedback_page(page_id))).one_or_none()
    if row is None:
        raise NotFound
    return row


async def view(ctx: Context, page: FeedbackPage) -> FeedbackPageRead:
    return (await _views(ctx, [page]))[0]


async def _views(ctx: Context, pages: Sequence[FeedbackPage]) -> list[FeedbackPageRead]:
    ids = [page.id for page in pages]
    entries: dict[UUID, list[FeedbackEntry]] = {}
    for entry in await ctx.session.exec(queries.entries(ids)):
        entries.setdefault(entry.page_id, []).append(entry)
    counts: dict[UUID, dict[str, int]] = {}
    for page_id, heard, number in await ctx.session.exec(queries.pulse_counts(ids)):
        counts.setdefault(page_id, {})[heard] = number
    cohort_ids = {page.cohort_id for page in pages}
    themes = {each: await insights.published(ctx, each) for each in cohort_ids}
    least = await minimum_cell(ctx)
    return [
        _view(
            page,
            entries.get(page.id, []),
            {theme.id for theme in themes[page.cohort_id]},
            _pulse(counts.get(page.id, {}), least),
            allowed_on_page(ctx.actor, page),
        )
        for page in pages
    ]


def _view(
    page: FeedbackPage,
    entries: list[FeedbackEntry],
    published: set[UUID],
    pulse: PulseRead,
    can: frozenset[FeedbackAction],
) -> FeedbackPageRead:
    """An entry that students don't see is read by those alone who may mend it."""
    unanswered = published - {entry.theme_id for entry in entries}
    told = [_entry_view(entry, shown=entry.theme_id in published) for entry in entries]
    return FeedbackPageRead.model_validate(
        {
            **page.model_dump(exclude={"district_id", "deleted_at"}),
            "entries": [one for one in told if one.shown or FeedbackAction.UPDATE in can],
            "unanswered_theme_ids": sorted(unanswered),
            "pulse": pulse,
            "can": can,
        }
    )


def _entry_view(entry: FeedbackEntry, *, shown: bool) -> EntryRead:
    hidden = {"id", "district_id", "page_id", "place"}
    return EntryRead.model_validate({**entry.model_dump(exclude=hidden), "shown": shown})


def _pulse(counts: dict[str, int], least: int) -> PulseRead:
    safe = tables.one_way({each.value: counts.get(each.value, 0) for each in Heard}, least)
    return PulseRead(**safe.cells, total=safe.total)


async def _write(ctx: Context, page: FeedbackPage, entries: Sequence[EntryWrite]) -> None:
    if len({entry.theme_id for entry in entries}) < len(entries):
        raise Invalid.at("/entries", "twice", "A theme has one entry on a page.")
    await _refuse_untrue(ctx, page, entries)
    await ctx.session.exec(delete(FeedbackEntry).where(col(FeedbackEntry.page_id) == page.id))
    for place, entry in enumerate(entries):
        row = FeedbackEntry(
            district_id=ctx.district_id, page_id=page.id, place=place, **entry.model_dump()
        )
        ctx.session.add(row)
    await ctx.session.flush()


async def _refuse_names(ctx: Context, page: FeedbackPage, entries: Sequence[FeedbackEntry]) -> None:
    texts = {"/title": page.title, "/intro": page.intro}
    for place, entry in enumerate(entries):
        texts[f"/entries/{place}/you_said"] = entry.you_said
        texts[f"/entries/{place}/text"] = entry.text
    await naming.refuse(ctx, page.cohort_id, page.id, texts)


async def _refuse_untrue(
    ctx: Context, page: FeedbackPage, entries: Sequence[EntryWrite | FeedbackEntry]
) -> None:
    """Students are told what is so: published themes, and deeds that are done."""
    published = {theme.id for theme in await insights.published(ctx, page.cohort_id)}
    for entry in entries:
        if entry.theme_id not in published:
            raise ThemeNotPublished(theme_id=str(entry.theme_id))
        if entry.action_item_id is None:
            continue
        item = await service.get(ctx, entry.action_item_id)
        done = item.status is ActionStatus.DONE
        if item.theme_id != entry.theme_id or (entry.answer is Answer.WE_DID and not done):
            raise NotDoneYet(theme_id=str(entry.theme_id))
