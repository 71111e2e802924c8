"""A request that nobody answered in time: its end is told once."""

from tellmore.consent import queries
from tellmore.consent.events import ConsentExpired
from tellmore.core.context import Context

AT_ONCE = 1000


async def expire(ctx: Context) -> int:
    """Mark what is over; the rest of a long list comes with the next turn."""
    rows = list(await ctx.session.exec(queries.overdue_requests(ctx.now, AT_ONCE)))
    for request in rows:
        request.expired_at = ctx.now
        happened = ConsentExpired(
            request_id=request.id, cohort_id=request.cohort_id, member_id=request.member_id
        )
        await ctx.emit(happened, of=request)
    return len(rows)
