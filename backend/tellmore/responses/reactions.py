from tellmore.consent.events import (
    ConsentDeclined,
    ConsentGranted,
    ConsentResolved,
    ConsentWithdrawn,
)
from tellmore.consent.kinds import Purpose
from tellmore.core import reactions
from tellmore.core.context import Context
from tellmore.responses import withdrawing


@reactions.on(ConsentGranted, ConsentDeclined, ConsentWithdrawn, ConsentResolved)
async def follow(
    ctx: Context, event: ConsentGranted | ConsentDeclined | ConsentWithdrawn | ConsentResolved
) -> None:
    """Whoever decides, and by whatever way, decides about what was said before too."""
    if event.purpose is Purpose.PARTICIPATE:
        await withdrawing.follow(ctx, event.member_id)
