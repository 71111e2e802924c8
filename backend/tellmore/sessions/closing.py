"""A cohort isn't closed over the heads of those who sit in a session of it.

A session that begins in the same moment goes on to its end: what is said in it is taken all the
same, so that nothing hangs on who was first.
"""

from uuid import UUID

from tellmore.cohorts.service import CohortInSession
from tellmore.core.context import Context
from tellmore.core.db import whole_district
from tellmore.sessions import queries


async def require_nobody_in_session(ctx: Context, cohort_id: UUID) -> None:
    """Whoever closes it may see fewer schools than are heard in it."""
    async with whole_district(ctx.session, ctx.scope) as connection:
        count = (await connection.execute(queries.running(cohort_id))).scalar_one()
    if count:
        raise CohortInSession
