from tellmore.core import reactions
from tellmore.core.context import Context
from tellmore.insights import withdrawing
from tellmore.responses.events import ResponseReturned, ResponseStruck


@reactions.on(ResponseStruck, ResponseReturned)
async def follow(ctx: Context, event: ResponseStruck | ResponseReturned) -> None:
    """Those who synchronise excerpts hear of it by their next question."""
    await withdrawing.touch(ctx, event.response_id)
