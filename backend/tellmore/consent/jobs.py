from uuid import UUID

from tellmore.consent import delivery, expiry
from tellmore.core import jobs
from tellmore.core.context import Context
from tellmore.core.db import Scope


@jobs.errand("consent.deliver")
async def deliver(works: jobs.Works, scope: Scope, request_id: str) -> None:
    """Send one request by mail."""
    await delivery.deliver(works, scope, UUID(request_id))


@jobs.daily("consent.expire", "*/10 * * * *")
async def expire(ctx: Context) -> None:
    """Tell of requests that came to their end unanswered."""
    await expiry.expire(ctx)
