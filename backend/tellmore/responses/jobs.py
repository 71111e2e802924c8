from tellmore.core.context import Context
from tellmore.core.jobs import daily
from tellmore.responses import withdrawing


@daily("responses.follow_held", "37 3 * * *")
async def follow_held(ctx: Context) -> None:
    """Look anew at what is held: a roster or an upgrade may have left it so."""
    await withdrawing.follow_held(ctx)
