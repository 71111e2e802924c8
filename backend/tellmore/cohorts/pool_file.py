"""The pool of a draw as a file for those who check it: the very text whose hash is on record.

It holds row numbers and the criteria of the draw. After a draw nobody keeps what the students were,
so the file can be had as long as the roster still says the same of them.
"""

from uuid import UUID

from tellmore.cohorts import drawn_pool, lotteries, pooling, queries, service, shown
from tellmore.cohorts.events import CohortPoolRead
from tellmore.cohorts.models import Cohort
from tellmore.cohorts.schemas import Quota
from tellmore.core.context import Context
from tellmore.core.errors import Forbidden, NotFound, Problem
from tellmore.identity.abilities import Ability
from tellmore.sampling.pool import Pool


class PoolChanged(Problem):
    status = 409
    title = "The pool of this draw can't be had any more"


CHANGED_DETAIL = (
    "The roster says something else of its students now, or the draw is an old one. "
    "What they were at the draw is not kept, on purpose."
)


async def read(ctx: Context, cohort_id: UUID) -> str:
    """Each reading is on record: a row is a student's, though it names nobody."""
    ctx.require(Ability.DRAWS_READ)
    cohort = await service.get(ctx, cohort_id)
    if not shown.exact(ctx, await service.school_ids(ctx, cohort.id)):
        raise Forbidden("The pool needs the permission draws:read, in all schools of the cohort.")
    pool = await _standing(ctx, cohort) or await _drawn(ctx, cohort)
    await ctx.emit(CohortPoolRead(cohort_id=cohort.id, students=len(pool.ids)))
    return pool.text


async def _standing(ctx: Context, cohort: Cohort) -> Pool | None:
    lottery = (await ctx.session.exec(queries.standing_lottery(cohort.id))).one_or_none()
    return lotteries.worked_out(cohort, lottery).pool if lottery else None


async def _drawn(ctx: Context, cohort: Cohort) -> Pool:
    certificate = (await ctx.session.exec(queries.certificate(cohort.id))).one_or_none()
    if certificate is None:
        raise NotFound("No lottery stands for this cohort, and its students are not drawn yet.")
    kept = await drawn_pool.find(ctx, cohort.id)
    found = await pooling.unguarded(ctx, cohort)
    then = drawn_pool.those_drawn_from(kept, found) if kept else found
    wanted = pooling.as_quotas(cohort.size, map(Quota.model_validate, cohort.quotas))
    pool = then.pool(wanted.criteria)
    if pool.digest != certificate.document["pool_hash"]:
        raise PoolChanged(CHANGED_DETAIL)
    return pool
