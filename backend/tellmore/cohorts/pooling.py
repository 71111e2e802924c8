"""Who may be drawn for a cohort, and which quotas fit them. Live: nothing of it is stored."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from tellmore.cohorts import breadth, service
from tellmore.cohorts import guard as guards
from tellmore.cohorts.eligible import NO_GUARD, Candidate, Eligible
from tellmore.cohorts.events import CohortUpdated
from tellmore.cohorts.models import Cohort
from tellmore.cohorts.permissions import CohortAction, allowed
from tellmore.cohorts.schemas import (
    CohortPool,
    CohortRead,
    Feasibility,
    ProposedQuota,
    Quota,
    QuotaProposal,
    QuotaProposalAsk,
    QuotasWrite,
    Relaxation,
)
from tellmore.core.context import Context
from tellmore.core.errors import Invalid, Problem
from tellmore.core.versions import require_version
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability
from tellmore.rosters import families
from tellmore.rosters import service as rosters
from tellmore.rosters.models import Student
from tellmore.rosters.schemas import Criterion, CriterionValue
from tellmore.sampling import feasibility, proposal, quotas, refusals
from tellmore.sampling.clock import Clock
from tellmore.sampling.pool import UNKNOWN, Pool
from tellmore.sampling.problem import pose

ResultT = TypeVar("ResultT")
ALWAYS_HEARD = frozenset({"program", "school"})
"""At least one student from each program and each school group, when seats allow."""
CHECK_SECONDS = 3.0
"""Of wall time, from making the pool's table to the answer; loading the solver comes on top."""


class QuotasInfeasible(Problem):
    status = 409
    title = "No group of students meets these quotas"


class PoolTooSmall(Problem):
    status = 409
    title = "There are fewer eligible students than seats"


class DrawUndecided(Problem):
    status = 409
    title = "The quotas are too intricate to be settled in the time allowed"


async def read_pool(ctx: Context, cohort_id: UUID) -> CohortPool:
    """How many students are eligible, and how many have each value of each criterion."""
    ctx.require(Ability.DRAWS_READ)
    cohort = await service.get(ctx, cohort_id)
    found = await eligible(ctx, cohort)
    names = sorted({name for row in found.rows for name in row})
    counts = {name: Counter(row.get(name, UNKNOWN) for row in found.rows) for name in names}
    criteria = [
        Criterion(
            criterion=name,
            values=[CriterionValue(value=v, count=n) for v, n in sorted(counted.items())],
        )
        for name, counted in counts.items()
        if len(counted) <= breadth.MOST_VALUES
    ]
    return CohortPool(total=len(found.rows), criteria=criteria, guard=found.guard)


async def propose(ctx: Context, cohort_id: UUID, ask: QuotaProposalAsk) -> QuotaProposal:
    """Quotas from the pool's shares. They are not saved."""
    cohort = await _planned(ctx, cohort_id)
    found = await eligible(ctx, cohort)
    usual = max(1.0, cohort.size / 40)
    tolerance = usual if ask.tolerance is None else ask.tolerance
    wanted = [
        quotas.Criterion(name, tolerance, int(name in ALWAYS_HEARD))
        for name in dict.fromkeys(ask.criteria)
    ]
    pool, made = await solve(found, lambda: _propose(found, cohort.size, wanted))
    rows = [
        ProposedQuota(
            criterion=q.criterion,
            value=q.value,
            min=q.low,
            max=q.high,
            target=made.targets[q.label],
            pool=pool.counts[q.label],
        )
        for q in made.quotas.bounds
    ]
    return QuotaProposal(quotas=rows, notes=[found.plain(note) for note in made.notes])


async def check(ctx: Context, cohort_id: UUID, data: QuotasWrite) -> Feasibility:
    """Whether some group meets these quotas, and otherwise the least change that would do."""
    cohort = await _planned(ctx, cohort_id)
    found = await eligible(ctx, cohort)
    try:
        await require_panel(found, as_quotas(cohort.size, data.quotas))
    except QuotasInfeasible as refusal:
        return Feasibility.model_validate(
            {"feasible": False, "detail": refusal.detail, **refusal.extra}
        )
    except PoolTooSmall as refusal:
        return Feasibility(feasible=False, detail=refusal.detail, relaxations=[])
    return Feasibility(feasible=True, detail=None, relaxations=[])


async def save(ctx: Context, cohort_id: UUID, data: QuotasWrite, version: int) -> CohortRead:
    """Keep the quotas for the draw, feasible or not: a plan may be half done."""
    cohort = await service.lock(ctx, cohort_id)
    require_version(cohort, version)
    await service.require_plan(ctx, cohort, CohortAction.UPDATE)
    as_quotas(cohort.size, data.quotas)
    await _require_narrow(ctx, cohort, data)
    cohort.quotas = [quota.model_dump() for quota in data.quotas]
    await ctx.emit(CohortUpdated(cohort_id=cohort.id), of=cohort)
    return await service.view(ctx, cohort)


async def eligible(ctx: Context, cohort: Cohort) -> Eligible:
    """Who may be drawn: without those who were heard often enough this year."""
    return (await unguarded(ctx, cohort)).without(await guards.look(ctx))


async def unguarded(ctx: Context, cohort: Cohort) -> Eligible:
    """The active students of the cohort's schools that its filter lets in.

    Refused where a school is out of the caller's reach: a draw from half a pool is not fair.
    """
    schools = await districts.schools(ctx, await service.school_ids(ctx, cohort.id))
    students = await rosters.pool(ctx, [school.id for school in schools])
    told = [(student, _features(student)) for student in students]
    kept = [(s, row) for s, row in told if _passes(row, cohort.pool_filter)]
    kept.sort(key=lambda pair: rank(cohort.id, pair[0].id))
    names = {str(school.id): school.name for school in schools}
    found = [Candidate(student.id, student.school_id) for student, _ in kept]
    return Eligible(found, [row for _, row in kept], names, NO_GUARD)


def rank(cohort_id: UUID, student_id: UUID) -> str:
    """The order of the pool's rows, by a hash that another cohort does not share."""
    return hashlib.sha256(f"{cohort_id}|{student_id}".encode()).hexdigest()


async def features_of(
    ctx: Context, cohort: Cohort, school_ids: Sequence[UUID]
) -> dict[UUID, dict[str, str]]:
    """Student → features, for those of today's pool who are of these schools."""
    students = await rosters.pool(ctx, school_ids)
    told = {student.id: _features(student) for student in students}
    return {key: row for key, row in told.items() if _passes(row, cohort.pool_filter)}


async def features_of_students(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
    """The same for single students, whether they are in a pool or not."""
    found = await families.students(ctx, ids)
    return {key: _features(student) for key, student in found.items()}


async def school_names(ctx: Context, school_ids: Sequence[UUID]) -> dict[str, str]:
    """By the id as a feature holds it."""
    schools = await districts.schools(ctx, list(school_ids))
    return {str(school.id): school.name for school in schools}


def as_quotas(seats: int, wanted: Iterable[Quota]) -> quotas.Quotas:
    """Refuses quotas that contradict themselves, naming why."""
    bounds = tuple(quotas.Quota(q.criterion, q.value, q.min, q.max) for q in wanted)
    breadth.require_narrow(Counter(bound.criterion for bound in bounds))
    try:
        return quotas.Quotas(seats, bounds)
    except quotas.InvalidQuotasError as error:
        raise Invalid.at("/quotas", "quotas", str(error)) from error


async def require_panel(found: Eligible, wanted: quotas.Quotas) -> None:
    """Refuse where no panel meets the quotas, with the least change that would do."""

    def check() -> None:
        feasibility.load_solver()
        clock = Clock(CHECK_SECONDS)
        problem = pose(found.pool(wanted.criteria), wanted)
        feasibility.require_panel(problem, clock)

    await solve(found, check)


async def solve(found: Eligible, run: Callable[[], ResultT]) -> ResultT:
    """Run the mathematics off the event loop; its refusals become ours."""
    return await asyncio.to_thread(plainly, found, run)


def plainly(found: Eligible, run: Callable[[], ResultT]) -> ResultT:
    """The same in this thread."""
    try:
        return run()
    except refusals.PoolTooSmallError as error:
        raise PoolTooSmall(found.blamed(str(error))) from error
    except refusals.UndecidedError as error:
        raise DrawUndecided(str(error)) from error
    except refusals.InfeasibleError as error:
        shown = [_relaxation(found, relaxation) for relaxation in error.relaxations]
        raise QuotasInfeasible(found.blamed(found.plain(str(error))), relaxations=shown) from error


def _propose(
    found: Eligible, seats: int, wanted: Sequence[quotas.Criterion]
) -> tuple[Pool, quotas.Proposal]:
    feasibility.load_solver()
    clock = Clock(CHECK_SECONDS)
    pool = found.pool({criterion.name for criterion in wanted})
    return pool, proposal.propose(pool, seats, wanted, clock.left)


async def _require_narrow(ctx: Context, cohort: Cohort, data: QuotasWrite) -> None:
    """A plan may be half done, but not by a criterion that no draw could go by."""
    schools = await service.school_ids(ctx, cohort.id)
    rows = list((await features_of(ctx, cohort, schools)).values())
    breadth.require_narrow(breadth.of_pool(rows, (q.criterion for q in data.quotas)))


def _relaxation(found: Eligible, made: refusals.Relaxation) -> dict[str, Any]:
    changes = [
        Quota(criterion=q.criterion, value=q.value, min=q.low, max=q.high) for q in made.changes
    ]
    shown = Relaxation(changes=changes, seats=made.cost, sentence=found.plain(made.sentence))
    return shown.model_dump()


async def _planned(ctx: Context, cohort_id: UUID) -> Cohort:
    """For those who plan: small counts of students are not for everybody."""
    ctx.require(Ability.COHORTS_WRITE)
    ctx.require(Ability.DRAWS_READ)
    cohort = await service.get(ctx, cohort_id)
    ctx.require_action(CohortAction.READ, allowed(ctx.actor, cohort))
    return cohort


def _features(student: Student) -> dict[str, str]:
    return {
        name: str(value).strip() or UNKNOWN for name, value in rosters.features(student).items()
    }


def _passes(row: dict[str, str], wanted: dict[str, list[str]]) -> bool:
    return all(row.get(name, UNKNOWN) in values for name, values in wanted.items())
