"""What was said for a theme is told as long as the theme stands: its pages change with it."""

from tellmore.actions import feedback
from tellmore.core import reactions
from tellmore.core.context import Context
from tellmore.insights import withdrawing
from tellmore.insights.events import ThemePublished, ThemeWithdrawn
from tellmore.responses.events import ResponseReturned, ResponseStruck


@reactions.on(ResponseStruck, ResponseReturned)
async def follow_words(ctx: Context, event: ResponseStruck | ResponseReturned) -> None:
    """A theme falls with the words that it rests on, before the job makes it a draft."""
    await feedback.touch(ctx, await withdrawing.resting_on(ctx, event.response_id))


@reactions.on(ThemePublished, ThemeWithdrawn)
async def follow_theme(ctx: Context, event: ThemePublished | ThemeWithdrawn) -> None:
    await feedback.touch(ctx, [event.theme_id])
