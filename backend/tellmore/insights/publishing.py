"""Themes as they leave the analysis: without an excerpt, counted through the disclosure engine."""

from uuid import UUID

from sqlmodel import col

from tellmore.cohorts import service as cohorts
from tellmore.core.context import Context
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Tombstone
from tellmore.disclosure import tables
from tellmore.districts.minimum import minimum_cell
from tellmore.identity.abilities import Ability
from tellmore.insights import queries, strength
from tellmore.insights.documents import Shelf
from tellmore.insights.models import Theme
from tellmore.insights.schemas import PublishedThemeRead


async def list_published(
    ctx: Context, cohort_id: UUID | None, page: PageParams
) -> Rows[PublishedThemeRead | Tombstone]:
    ctx.require(Ability.FEEDBACK_READ)
    wanted = queries.ever_published if page.updated_since else queries.published
    query = wanted(cohort_id)
    query = query.where(col(Theme.cohort_id).in_(cohorts.visible()))
    rows = await fetch(ctx.session, query, Theme, page)
    shelf = await Shelf.fetch(ctx, [row.id for row in rows.items], words=False)
    least = await minimum_cell(ctx)
    standing = {row.id for row in await ctx.session.exec(queries.published(cohort_id))}
    items = [_view(row, shelf, least, stands=row.id in standing) for row in rows.items]
    return Rows(items, rows.next_cursor)


def _view(
    theme: Theme, shelf: Shelf, least: int, *, stands: bool
) -> PublishedThemeRead | Tombstone:
    if theme.deleted_at is not None or not stands:
        return Tombstone(id=theme.id, deleted=True, updated_at=theme.updated_at)
    heads = strength.of(shelf.voices(theme.id)).students
    return PublishedThemeRead.model_validate(
        {
            **theme.model_dump(exclude={"district_id", "deleted_at", "status", "withdrawn_at"}),
            "causes": [one.text for one in shelf.causes if one.theme_id == theme.id],
            "students": tables.count(heads, least),
        }
    )
