"""The draw of a cohort: once, in the open, with a certificate. A worker does it.

A seed that is made here stands when the draw is asked for. One from outside comes later, to a
lottery that stands (`lotteries`). Every start is told: whoever calls draws off until the result
pleases is seen by all who read the certificate.
"""

import secrets
from math import ceil
from uuid import UUID

from tellmore.cohorts import lotteries, pooling, seats, service, shown
from tellmore.cohorts.draw_schemas import DrawAsk, DrawSolveRead, DrawStep, StoredDraw
from tellmore.cohorts.eligible import Eligible
from tellmore.cohorts.events import CohortDrawCancelled, CohortDrawStarted
from tellmore.cohorts.models import Cohort
from tellmore.cohorts.schemas import Quota
from tellmore.cohorts.seats import Drawn, WorkedOut
from tellmore.core import solves
from tellmore.core.context import Context
from tellmore.core.errors import NotFound
from tellmore.identity.abilities import Ability
from tellmore.sampling.certificate import before
from tellmore.sampling.lottery import lottery
from tellmore.sampling.quotas import Quotas
from tellmore.sampling.watch import Watch

LEAST_SECONDS, MOST_SECONDS = 30.0, 120.0
"""Of wall time, which a busy machine has little of; a lottery that is done earlier ends earlier."""
TURNS_A_SECOND = 400_000
"""Students times seats: what a draw of a size takes beyond the least."""
UNTOLD_DETAIL = "Why, in numbers of students, is for those who may read draws:read."


async def start(ctx: Context, cohort_id: UUID, ask: DrawAsk) -> DrawSolveRead:
    """Have the students drawn by lottery, with alternates, in the background."""
    return await _start(ctx, cohort_id, ask, secrets.token_hex(16))


async def start_lottery(ctx: Context, cohort_id: UUID, ask: DrawAsk) -> DrawSolveRead:
    """Have the lottery worked out, to stand before there is a seed."""
    return await _start(ctx, cohort_id, ask, None)


async def _start(ctx: Context, cohort_id: UUID, ask: DrawAsk, seed: str | None) -> DrawSolveRead:
    cohort = await _to_draw(ctx, cohort_id)
    found = await pooling.eligible(ctx, cohort)
    await _require_panel(ctx, cohort, found)
    cohort = await service.lock(ctx, cohort_id)
    seats.require_undrawn(ctx, cohort)
    await service.refuse_beside_lottery(ctx, cohort.id)
    asked = StoredDraw(seed=seed, seed_given=False, **ask.model_dump())
    solve = await solves.start(ctx, service.DRAW, cohort.id, asked.model_dump(mode="json"))
    await ctx.emit(CohortDrawStarted(cohort_id=cohort.id, solve_id=solve.id), of=cohort)
    return await _solve_read(ctx, cohort, solve)


async def read_solve(ctx: Context, cohort_id: UUID) -> DrawSolveRead:
    """How far the latest draw is."""
    cohort = await seats.within_reach(ctx, cohort_id)
    return await _solve_read(ctx, cohort, await _latest(ctx, cohort))


async def cancel(ctx: Context, cohort_id: UUID) -> DrawSolveRead:
    """Call it off. The row of the cohort is not held: the worker holds the solve, then the row."""
    cohort = await seats.within_reach(ctx, cohort_id)
    solve = await _latest(ctx, cohort)
    asked_before = solve.cancel_requested
    solve = await solves.call_off(ctx, service.DRAW, cohort.id)
    if solve.cancel_requested and not asked_before:
        event = CohortDrawCancelled(cohort_id=cohort.id, solve_id=solve.id)
        await ctx.emit(event, of=cohort)
    return await _solve_read(ctx, cohort, solve)


async def prepare(ctx: Context, solve: solves.Solve) -> solves.Work:
    """For the worker: the lottery over the pool as it is now, by the plan that stands."""
    cohort = await service.get(ctx, solve.about_id)
    found = await pooling.eligible(ctx, cohort)
    asked = StoredDraw.model_validate(solve.asked)
    wanted = _wanted(cohort)

    def work(onlooker: solves.Onlooker) -> Drawn | WorkedOut:
        watch = Watch(onlooker.tell, onlooker.is_cancelled)
        made = pooling.plainly(found, lambda: _work_out(found, wanted, asked, watch))
        return made if asked.seed is None else made.draw(asked.seed)

    return work


async def keep(ctx: Context, solve: solves.Solve, made: Drawn | WorkedOut) -> None:
    """For the worker: keep what was made, all or nothing."""
    cohort = await service.lock(ctx, solve.about_id)
    asked = StoredDraw.model_validate(solve.asked)
    if isinstance(made, Drawn):
        told = seats.Told(by=solve.asked_by, seed_given=asked.seed_given, pooled_at=ctx.now)
        await seats.keep(ctx, cohort, made, told)
    else:
        await lotteries.keep(ctx, cohort, made, algorithm=asked.algorithm, by=solve.asked_by)


async def _to_draw(ctx: Context, cohort_id: UUID) -> Cohort:
    ctx.require(Ability.COHORTS_WRITE)
    cohort = await service.get(ctx, cohort_id)
    seats.require_undrawn(ctx, cohort)
    if await solves.under_way(ctx, service.DRAW, cohort.id):
        raise solves.SolveUnderWay
    return cohort


async def _require_panel(ctx: Context, cohort: Cohort, found: Eligible) -> None:
    """Refuse at once; but by how many students is for those who may see exact figures."""
    try:
        await pooling.require_panel(found, _wanted(cohort))
    except pooling.DrawUndecided:
        return  # the draw itself takes more time for it
    except (pooling.PoolTooSmall, pooling.QuotasInfeasible) as refusal:
        if shown.exact(ctx, await service.school_ids(ctx, cohort.id)):
            raise
        raise type(refusal)(UNTOLD_DETAIL) from None


async def _latest(ctx: Context, cohort: Cohort) -> solves.Solve:
    solve = await solves.latest(ctx, service.DRAW, cohort.id)
    if solve is None:
        raise NotFound("No draw was asked for yet.")
    return solve


async def _solve_read(ctx: Context, cohort: Cohort, solve: solves.Solve) -> DrawSolveRead:
    step = DrawStep.DRAW if solve.asked["seed"] else DrawStep.LOTTERY
    fields = {**solve.model_dump(), **solve.asked, "step": step}
    if not shown.exact(ctx, await service.school_ids(ctx, cohort.id)):
        fields |= {"bound": None, "best": None}
        if solve.problem is not None:
            named = {name: solve.problem[name] for name in ("type", "title")}
            fields["problem"] = {**named, "detail": UNTOLD_DETAIL}
    return DrawSolveRead.model_validate({name: fields[name] for name in DrawSolveRead.model_fields})


def _wanted(cohort: Cohort) -> Quotas:
    return pooling.as_quotas(cohort.size, map(Quota.model_validate, cohort.quotas))


def _work_out(found: Eligible, wanted: Quotas, asked: StoredDraw, watch: Watch) -> WorkedOut:
    pool = found.pool(wanted.criteria)
    seconds = min(LEAST_SECONDS + len(pool.ids) * wanted.seats / TURNS_A_SECOND, MOST_SECONDS)
    made = lottery(pool, wanted, time_limit=seconds, algorithm=asked.algorithm, watch=watch)
    reserve = max(2, ceil(wanted.seats / 4)) if asked.alternates is None else asked.alternates
    return WorkedOut(found, wanted, reserve, before(pool, wanted, made))
