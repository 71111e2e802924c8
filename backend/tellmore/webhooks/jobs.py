from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from tellmore.core.context import Context, system_context
from tellmore.core.db import Scope, use_scope
from tellmore.core.jobs import WORKER_SCOPE, Works, daily, loop
from tellmore.webhooks import deliveries, queries
from tellmore.webhooks.attempt import LEASE, attempt

BATCH = 200
AT_ONCE = 40
FOR_EACH = 8
"""How many are sent to one endpoint at a time: a slow one must not hold up the others."""
PAUSE = timedelta(seconds=0.4)


@daily("webhooks.forget", "41 3 * * *")
async def forget(ctx: Context) -> None:
    """Delete deliveries that ended a month ago."""
    await deliveries.forget(ctx)


@loop("webhooks.fan_out", PAUSE)
async def fan_out(works: Works) -> bool:
    """Turn events that nobody has told yet into deliveries, each batch whole or not at all."""
    async with works.database.transaction(WORKER_SCOPE) as session:
        connection = await session.connection()
        taken = (await connection.execute(queries.TAKE_FROM_OUTBOX, {"most": BATCH})).all()
        by_district = sorted(taken, key=attrgetter("district_id"))
        for district_id, rows in groupby(by_district, key=attrgetter("district_id")):
            scope = Scope.whole(district_id)
            await use_scope(session, scope)
            await deliveries.fan_out(system_context(session, scope), [row.id for row in rows])
    return len(taken) == BATCH


@loop("webhooks.send", PAUSE)
async def send(works: Works) -> bool:
    """Claim what is due and begin to send it; a turn does not wait for the receivers."""
    free = AT_ONCE - works.running("webhooks.attempt")
    if free <= 0:
        return False
    claim = {"lease": LEASE, "each": FOR_EACH, "most": free}
    async with works.database.transaction(WORKER_SCOPE) as session:
        claimed = (await (await session.connection()).execute(queries.CLAIM, claim)).all()
    for row in claimed:
        works.start("webhooks.attempt", attempt(works, row.district_id, row.id))
    return len(claimed) == free
