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
from tellmore.insights import queries, strength, withdrawing
from tellmore.insights.documents import Shelf
from tellmore.insights.models import Theme, ThemeStatus
from tellmore.insights.schemas import PublishedThemeRead


async def list_published(
    ctx: Context, cohort_id: UUID | None, page: PageParams
) -> Rows[PublishedThemeRead | Tombstone]:
    ctx.require(Ability.FEEDBACK_READ)
    struck = await withdrawing.struck(ctx, cohort_id)
    published = queries.published(cohort_id, struck)
    query = queries.ever_published(cohort_id) if page.updated_since else published
    query = query.where(col(Theme.cohort_id).in_(cohorts.visible()))
    rows = await fetch(ctx.session, query, Theme, page)
    shelf = await Shelf.fetch(ctx, [row.id for row in rows.items], words=False)
    least = await minimum_cell(ctx)
    items = [_view(row, shelf, least) if _stands(row, struck) else _gone(row) for row in rows.items]
    return Rows(items, rows.next_cursor)


def _stands(theme: Theme, struck: frozenset[UUID]) -> bool:
    published = theme.deleted_at is None and theme.status is ThemeStatus.PUBLISHED
    return published and theme.id not in struck


def _gone(theme: Theme) -> Tombstone:
    return Tombstone(id=theme.id, deleted=True, updated_at=theme.updated_at)


def _view(theme: Theme, shelf: Shelf, least: int) -> PublishedThemeRead:
    heads = strength.of(shelf.voices(theme.id)).students
    return PublishedThemeRead.model_validate(
        {
            **theme.model_dump(exclude={"district_id", "deleted_at", "status", "withdrawn_at"}),
            "causes": [one.text for one in shelf.causes if one.theme_id == theme.id],
            "students": tables.count(heads, least),
        }
    )
