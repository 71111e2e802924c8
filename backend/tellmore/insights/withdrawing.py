"""A published theme must not go on quoting words that a student took back."""

from uuid import UUID

from tellmore.core.clock import now
from tellmore.core.context import Context
from tellmore.core.db import whole_district
from tellmore.insights import queries
from tellmore.insights.events import ThemeWithdrawn
from tellmore.insights.models import ThemeStatus

AT_ONCE = 500


async def touch(ctx: Context, response_id: UUID) -> None:
    """Codings and themes are read with excerpts of their responses: they have changed with these.

    Whoever has a response struck may see fewer schools than its themes are about.
    """
    async with whole_district(ctx.session, ctx.scope) as connection:
        await connection.execute(queries.touched_themes(response_id, now()))
        await connection.execute(queries.touched_codings(response_id, now()))


async def resting_on(ctx: Context, response_id: UUID) -> frozenset[UUID]:
    """For other rooms: the themes with these words in evidence, whichever schools they are of."""
    async with whole_district(ctx.session, ctx.scope) as connection:
        return frozenset(await connection.scalars(queries.themes_resting_on(response_id)))


async def struck(ctx: Context, cohort_id: UUID | None) -> frozenset[UUID]:
    """Themes that stand no longer, though none is a draft yet: nobody waits for the job.

    The words may be of a school that the reader doesn't see.
    """
    async with whole_district(ctx.session, ctx.scope) as connection:
        return frozenset(await connection.scalars(queries.struck(cohort_id)))


async def withdraw_struck(ctx: Context) -> int:
    """Make drafts of the themes whose evidence was struck: a person reads the words again."""
    rows = list(await ctx.session.exec(queries.to_withdraw(AT_ONCE)))
    for theme in rows:
        theme.status, theme.withdrawn_at = ThemeStatus.DRAFT, ctx.now
        event = ThemeWithdrawn(theme_id=theme.id, cohort_id=theme.cohort_id)
        await ctx.emit(event, of=theme)
    return len(rows)
