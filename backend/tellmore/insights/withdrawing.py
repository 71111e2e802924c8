"""A published theme must not go on quoting words that a student took back."""

from tellmore.core.context import Context
from tellmore.insights import queries
from tellmore.insights.events import ThemeWithdrawn
from tellmore.insights.models import ThemeStatus

AT_ONCE = 500


async def withdraw_struck(ctx: Context) -> int:
    """Make drafts of the themes whose evidence was struck: a person reads the words again."""
    rows = list(await ctx.session.exec(queries.to_withdraw(AT_ONCE)))
    for theme in rows:
        theme.status, theme.withdrawn_at = ThemeStatus.DRAFT, ctx.now
        event = ThemeWithdrawn(theme_id=theme.id, cohort_id=theme.cohort_id)
        await ctx.emit(event, of=theme)
    return len(rows)
