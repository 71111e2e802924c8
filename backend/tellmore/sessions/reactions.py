from tellmore.cohorts.events import CohortClosed
from tellmore.core import reactions
from tellmore.core.context import Context
from tellmore.sessions import closing


@reactions.on(CohortClosed)
async def follow(ctx: Context, event: CohortClosed) -> None:
    await closing.require_nobody_in_session(ctx, event.cohort_id)
