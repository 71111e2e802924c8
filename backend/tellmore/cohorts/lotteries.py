"""A lottery that stands before its seed: worked out by a worker, shown with its hash, then drawn.

Whoever could put the groups together with the seed at hand could try seeds until one pleases.
While it stands the plan does, and who is in which row of the pool is kept: a roster that changes
in between changes nothing.
"""

import asyncio
from uuid import UUID

from tellmore.cohorts import certificates, drawn_pool, pooling, queries, seats, service, shown
from tellmore.cohorts.draw_schemas import CertificateRead, LotteryRead, PoolRow, SeedGiven
from tellmore.cohorts.eligible import NO_GUARD, Candidate, Eligible
from tellmore.cohorts.events import CohortLotteryThrownAway, CohortLotteryWorkedOut
from tellmore.cohorts.models import Cohort, Lottery
from tellmore.cohorts.schemas import Quota
from tellmore.cohorts.seats import WorkedOut
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.core.versions import require_version
from tellmore.identity.abilities import Ability
from tellmore.sampling.choices import Algorithm

EXACT = ("pool_size", "min_chance", "bound")


class NoLotteryStands(Problem):
    status = 409
    title = "No lottery stands that this seed could pick from"


ASK_FIRST_DETAIL = "Have the lottery worked out first, write its hash down, and give the seed then."
ANOTHER_DETAIL = "The lottery that stands has another hash. Look at it, and give a new seed for it."


async def keep(
    ctx: Context, cohort: Cohort, made: WorkedOut, *, algorithm: Algorithm, by: UUID | None
) -> None:
    """For the worker: the row of the cohort must be held."""
    seats.require_draft(cohort)
    before = list(await ctx.session.exec(queries.lotteries(cohort.id, 1)))
    lottery = Lottery(
        district_id=ctx.district_id,
        cohort_id=cohort.id,
        algorithm=algorithm,
        alternates=made.alternates,
        panels_hash=made.known["panels_hash"],
        stood_at=ctx.now,
        asked_by=by,
        document=made.known,
        pool=_stored(cohort, made.found),
        version=before[0].version + 1 if before else 1,  # never taken for the one before
    )
    ctx.session.add(lottery)
    event = CohortLotteryWorkedOut(cohort_id=cohort.id, lottery_id=lottery.id)
    await ctx.emit(event, of=lottery)


async def read(ctx: Context, cohort_id: UUID) -> LotteryRead:
    """For all who may read the cohort: the more who write the hash down, the better."""
    ctx.require(Ability.COHORTS_READ)
    cohort = await service.get(ctx, cohort_id)
    lottery = await _standing(ctx, cohort)
    known = lottery.document
    fields = {**known, **lottery.model_dump(), "panel_count": len(known["panels"])}
    if not shown.exact(ctx, await service.school_ids(ctx, cohort.id)):
        fields |= dict.fromkeys(EXACT)
    return LotteryRead.model_validate({name: fields[name] for name in LotteryRead.model_fields})


async def throw_away(ctx: Context, cohort_id: UUID, version: int) -> None:
    """Open the plan again. The certificate of a later draw tells of it."""
    cohort = await seats.hold(ctx, cohort_id)
    lottery = await _standing(ctx, cohort)
    require_version(lottery, version)
    _end(lottery)
    lottery.thrown_away_at = ctx.now
    event = CohortLotteryThrownAway(cohort_id=cohort.id, lottery_id=lottery.id)
    await ctx.emit(event, of=lottery)


async def draw(ctx: Context, cohort_id: UUID, given: SeedGiven) -> CertificateRead:
    """Pick the group by a seed from outside, and keep all that a draw leaves."""
    cohort = await seats.hold(ctx, cohort_id)
    lottery = (await ctx.session.exec(queries.standing_lottery(cohort.id))).one_or_none()
    if lottery is None:
        raise NoLotteryStands(ASK_FIRST_DETAIL)
    if lottery.panels_hash != given.panels_hash:
        raise NoLotteryStands(ANOTHER_DETAIL)
    drawn = await asyncio.to_thread(worked_out(cohort, lottery).draw, given.seed)
    told = seats.Told(by=ctx.actor.id, seed_given=True, pooled_at=lottery.stood_at)
    await seats.keep(ctx, cohort, drawn, told)
    _end(lottery)
    lottery.drawn_at = ctx.now
    await ctx.session.flush()
    return await certificates.view(ctx, cohort.id)


async def _standing(ctx: Context, cohort: Cohort) -> Lottery:
    lottery = (await ctx.session.exec(queries.standing_lottery(cohort.id))).one_or_none()
    if lottery is None:
        raise NotFound("No lottery stands for this cohort.")
    return lottery


def _end(lottery: Lottery) -> None:
    """What the students were is kept no longer than it is needed."""
    lottery.document, lottery.pool = {}, []


def _stored(cohort: Cohort, found: Eligible) -> list[dict[str, object]]:
    rows = [
        PoolRow(
            student_id=student.id,
            values={**drawn_pool.as_drawn(cohort, row), "school": str(student.school_id)},
        )
        for student, row in zip(found.students, found.rows, strict=True)
    ]
    return [row.model_dump(mode="json") for row in rows]


def worked_out(cohort: Cohort, lottery: Lottery) -> WorkedOut:
    """As the worker left it, while it stands."""
    rows = [PoolRow.model_validate(row) for row in lottery.pool]
    students = [Candidate(row.student_id, UUID(row.values["school"])) for row in rows]
    found = Eligible(students, [row.values for row in rows], {}, NO_GUARD)
    wanted = pooling.as_quotas(cohort.size, map(Quota.model_validate, cohort.quotas))
    return WorkedOut(found, wanted, lottery.alternates, lottery.document)
