"""For the rooms above: the themes on which action and answers may be built. Rows only."""

from uuid import UUID

from sqlmodel import col, select

from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.insights.models import Cause, Theme, ThemeStatus


class CauseMissing(Problem):
    status = 409
    title = "Name a cause of this theme, or say that its cause is unknown, before acting on it"


async def actionable(ctx: Context, theme_id: UUID) -> Theme:
    """The theme, if it has a cause or says openly that none is known."""
    query = select(Theme).where(col(Theme.id) == theme_id, col(Theme.deleted_at).is_(None))
    theme = (await ctx.session.exec(query)).one_or_none()
    if theme is None:
        raise NotFound("There is no such theme among yours.")
    causes = await ctx.session.exec(select(Cause.id).where(col(Cause.theme_id) == theme_id))
    if not theme.cause_unknown and causes.first() is None:
        raise CauseMissing
    return theme


async def published(ctx: Context, cohort_id: UUID) -> list[Theme]:
    """The themes of a cohort that were published, oldest first."""
    query = (
        select(Theme)
        .where(
            col(Theme.cohort_id) == cohort_id,
            col(Theme.status) == ThemeStatus.PUBLISHED,
            col(Theme.deleted_at).is_(None),
        )
        .order_by(col(Theme.id))
    )
    return list(await ctx.session.exec(query))
