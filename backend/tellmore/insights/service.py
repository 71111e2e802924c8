"""Themes: built on coded excerpts, each with its causes or the word that they are unknown."""

from uuid import UUID

from sqlmodel import col, delete

from tellmore.cohorts import service as cohorts
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Tombstone
from tellmore.core.versions import require_version
from tellmore.identity.abilities import Ability
from tellmore.insights import naming, queries, strength, withdrawing
from tellmore.insights.documents import Shelf, documents
from tellmore.insights.events import ThemeCreated, ThemeDeleted, ThemePublished, ThemeUpdated
from tellmore.insights.models import Cause, Evidence, Theme, ThemeStatus
from tellmore.insights.permissions import ThemeAction, allowed_on_theme
from tellmore.insights.queries import ThemeFilter
from tellmore.insights.schemas import (
    CauseWrite,
    ClearedWordCreate,
    ClearedWordRead,
    EvidenceWrite,
    ThemeCreate,
    ThemeRead,
    ThemeUpdate,
)


class CauseMissing(Problem):
    status = 409
    title = "Name a cause of this theme, or say that its cause is unknown"


class CauseUnsupported(Problem):
    """Carries the causes' ids."""

    status = 409
    title = "No excerpt speaks for one of the causes: choose one, or say that it is unknown"


class CauseKnown(Problem):
    status = 409
    title = "A theme has causes, or an unknown cause; not both"


class EvidenceMissing(Problem):
    status = 409
    title = "The theme rests on no excerpt yet"


class EvidenceElsewhere(Problem):
    status = 409
    title = "An excerpt in evidence is gone, or belongs to another cohort"


async def list_themes(
    ctx: Context, wanted: ThemeFilter, page: PageParams
) -> Rows[ThemeRead | Tombstone]:
    _require_reading(ctx)
    query = queries.themes(wanted).where(col(Theme.cohort_id).in_(cohorts.visible()))
    rows = await fetch(ctx.session, query, Theme, page)
    standing = [row for row in rows.items if row.deleted_at is None]
    live = {row.id: row for row in await documents(ctx, standing)}
    items = [live.get(row.id) or _gone(row) for row in rows.items]
    return Rows(items, rows.next_cursor)


async def read(ctx: Context, theme_id: UUID) -> ThemeRead:
    _require_reading(ctx)
    return await _document(ctx, await get(ctx, theme_id))


async def create(ctx: Context, data: ThemeCreate) -> ThemeRead:
    ctx.require(Ability.INSIGHTS_WRITE)
    await cohorts.get(ctx, data.cohort_id)
    _require_one_story(causes=bool(data.causes), unknown=data.cause_unknown)
    theme = Theme(district_id=ctx.district_id, **data.model_dump(exclude={"evidence", "causes"}))
    ctx.session.add(theme)
    await ctx.session.flush()
    await _rest_on(ctx, theme, None, data.evidence)
    await _explain(ctx, theme, data.causes)
    await ctx.emit(ThemeCreated(theme_id=theme.id), of=theme)
    return await _document(ctx, theme)


async def update(ctx: Context, theme_id: UUID, data: ThemeUpdate, version: int) -> ThemeRead:
    ctx.require(Ability.INSIGHTS_WRITE)
    theme = await get(ctx, theme_id)
    require_version(theme, version)
    changes = data.changes()
    if changes.pop("evidence", None) is not None:
        await _forget(ctx, theme.id, of_causes=False)
        await _rest_on(ctx, theme, None, data.evidence)
    if changes.pop("causes", None) is not None:
        await _forget(ctx, theme.id, of_causes=True)
        await _explain(ctx, theme, data.causes)
    for name, value in changes.items():
        setattr(theme, name, value)
    causes = (await ctx.session.exec(queries.causes([theme.id]))).first() is not None
    _require_one_story(causes=causes, unknown=theme.cause_unknown)
    if theme.status is ThemeStatus.PUBLISHED:
        await _require_ready(ctx, theme)
    theme.updated_at = ctx.now
    await ctx.emit(ThemeUpdated(theme_id=theme.id, cohort_id=theme.cohort_id), of=theme)
    return await _document(ctx, theme)


async def publish(ctx: Context, theme_id: UUID) -> ThemeRead:
    """From here on students are owed an answer: we did, or we can't because."""
    ctx.require(Ability.INSIGHTS_WRITE)
    theme = await get(ctx, theme_id)
    # A change that is under way may be taking its last cause away: wait for how it ends.
    await ctx.session.refresh(theme, with_for_update=True)
    ctx.require_action(ThemeAction.PUBLISH, allowed_on_theme(ctx.actor, theme))
    await _require_ready(ctx, theme)
    theme.status, theme.published_at = ThemeStatus.PUBLISHED, ctx.now
    theme.withdrawn_at = None
    await ctx.emit(ThemePublished(theme_id=theme.id, cohort_id=theme.cohort_id), of=theme)
    return await _document(ctx, theme)


async def remove(ctx: Context, theme_id: UUID, version: int) -> None:
    ctx.require(Ability.INSIGHTS_WRITE)
    theme = await get(ctx, theme_id)
    require_version(theme, version)
    ctx.require_action(ThemeAction.DELETE, allowed_on_theme(ctx.actor, theme))
    theme.deleted_at = ctx.now
    await ctx.emit(ThemeDeleted(theme_id=theme.id), of=theme)


async def get(ctx: Context, theme_id: UUID) -> Theme:
    """For other rooms: the row, within the caller's cohorts."""
    theme = (await ctx.session.exec(queries.theme(theme_id))).one_or_none()
    if theme is None:
        raise NotFound
    await cohorts.get(ctx, theme.cohort_id)
    return theme


async def actionable(ctx: Context, theme_id: UUID) -> Theme:
    """For other rooms: a theme that an action may answer, since it is known what to act on."""
    theme = await get(ctx, theme_id)
    shelf = await Shelf.fetch(ctx, [theme.id], words=False)
    if not shelf.causes and not theme.cause_unknown:
        raise CauseMissing
    bare = {cause.id for cause in shelf.causes} - shelf.grounded()
    if bare:
        raise CauseUnsupported(cause_ids=sorted(str(each) for each in bare))
    return theme


async def published(ctx: Context, cohort_id: UUID) -> list[Theme]:
    """For other rooms: the themes of a cohort that students are owed an answer to."""
    standing = queries.published(cohort_id, await withdrawing.struck(ctx, cohort_id))
    query = standing.where(col(Theme.deleted_at).is_(None)).order_by(col(Theme.id))
    return list((await ctx.session.exec(query)).all())


async def _document(ctx: Context, theme: Theme) -> ThemeRead:
    return (await documents(ctx, [theme]))[0]


async def _require_ready(ctx: Context, theme: Theme) -> None:
    await actionable(ctx, theme.id)
    shelf = await Shelf.fetch(ctx, [theme.id], words=False)
    if strength.of(shelf.voices(theme.id)).excerpts == 0:
        raise EvidenceMissing
    texts: dict[str, str | None] = {"/title": theme.title, "/description": theme.description}
    causes = await ctx.session.exec(queries.causes([theme.id]))
    texts |= {f"/causes/{place}/text": cause.text for place, cause in enumerate(causes)}
    await naming.refuse(ctx, theme.cohort_id, theme.id, texts)


async def clear_word(ctx: Context, theme_id: UUID, data: ClearedWordCreate) -> ClearedWordRead:
    """Say of a word that it names nobody in this theme."""
    ctx.require(Ability.INSIGHTS_WRITE)
    theme = await get(ctx, theme_id)
    return await naming.clear(ctx, theme.cohort_id, theme.id, data)


def _require_one_story(*, causes: bool, unknown: bool) -> None:
    if causes and unknown:
        raise CauseKnown


def _require_reading(ctx: Context) -> None:
    ctx.require(Ability.INSIGHTS_READ)
    ctx.require(Ability.RESPONSES_READ)


async def _explain(ctx: Context, theme: Theme, causes: list[CauseWrite]) -> None:
    for position, one in enumerate(causes):
        cause = Cause(
            district_id=ctx.district_id, theme_id=theme.id, position=position, text=one.text
        )
        ctx.session.add(cause)
        await ctx.session.flush()
        await _rest_on(ctx, theme, cause.id, one.evidence)


async def _rest_on(
    ctx: Context, theme: Theme, cause_id: UUID | None, evidence: list[EvidenceWrite]
) -> None:
    stances = {one.coding_id: one.stance for one in evidence}
    found = await ctx.session.exec(queries.codings_by_id(list(stances)))
    if {row.id for row in found if row.cohort_id == theme.cohort_id} != set(stances):
        raise EvidenceElsewhere
    for coding_id, stance in stances.items():
        ctx.session.add(
            Evidence(
                district_id=ctx.district_id,
                theme_id=theme.id,
                cause_id=cause_id,
                coding_id=coding_id,
                stance=stance,
            )
        )
    await ctx.session.flush()


async def _forget(ctx: Context, theme_id: UUID, *, of_causes: bool) -> None:
    if of_causes:  # their evidence goes with them
        await ctx.session.exec(delete(Cause).where(col(Cause.theme_id) == theme_id))
        return
    own = delete(Evidence).where(col(Evidence.theme_id) == theme_id)
    await ctx.session.exec(own.where(col(Evidence.cause_id).is_(None)))


def _gone(row: Theme) -> Tombstone:
    return Tombstone(id=row.id, deleted=True, updated_at=row.updated_at)
