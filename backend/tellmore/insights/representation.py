"""Whether those who were heard look like those who could have been, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tellmore.cohorts import drawn_pool, pooling, roll
from tellmore.cohorts import service as cohorts
from tellmore.cohorts.models import Cohort, DrawnPool, Member
from tellmore.cohorts.schemas import MOST_QUOTAS, Withheld, WithheldReason
from tellmore.cohorts.shown import exact
from tellmore.consent.kinds import Purpose
from tellmore.consent.service import permissions
from tellmore.core.context import Context
from tellmore.districts.minimum import minimum_cell
from tellmore.identity.abilities import Ability
from tellmore.insights import funnel
from tellmore.insights.schemas import FunnelCriterion, FunnelRead, FunnelRow, Steps
from tellmore.responses import service as responses
from tellmore.sampling.pool import UNKNOWN
from tellmore.sessions import service as sessions

Counts = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Counted:
    """By criterion, value and step; how many came to each step; the moment of the pool."""

    criteria: Mapping[str, Counts]
    sizes: list[int]
    pool_at: datetime | None


async def read(ctx: Context, cohort_id: UUID) -> FunnelRead:
    """Pool, drawn, consented, attended, spoke. As far as the caller's schools reach."""
    ctx.require(Ability.COHORTS_READ)
    cohort = await cohorts.get(ctx, cohort_id)
    schools = await cohorts.school_ids(ctx, cohort.id)
    reach = ctx.scope.school_ids
    mine = [each for each in schools if reach is None or each in reach]
    members = await roll.drawn(ctx, cohort.id)
    pool = await drawn_pool.find(ctx, cohort.id)
    if pool is None:
        counted = await _by_today(ctx, cohort, members, mine)
    else:
        counted = await _by_the_draw(ctx, cohort, members, drawn_pool.counts(pool, mine), pool)
    names = await pooling.school_names(ctx, mine)
    return _document(counted, names, 0 if exact(ctx, schools) else await minimum_cell(ctx))


async def _by_the_draw(
    ctx: Context,
    cohort: Cohort,
    members: Sequence[Member],
    pool: Mapping[str, Mapping[str, int]],
    kept: DrawnPool,
) -> Counted:
    """Everybody counts as what they were at the draw, whatever the roster says today."""
    late = {member.id for member in drawn_pool.latecomers(kept, members)}
    features = {member.id: member.drawn_as or {} for member in members}
    steps = funnel.narrowing([list(features), *await _came(ctx, cohort, members)])
    wanted = [name for name in drawn_pool.criteria(cohort) if {*pool.get(name, ())} - {UNKNOWN}]
    found = {
        name: funnel.with_pool(pool[name], funnel.counts([late, *steps], features, name))
        for name in wanted
    }
    size = max((sum(values.values()) for values in pool.values()), default=0) + len(late)
    sizes = [max(size, len(steps[0])), *map(len, steps)]
    return Counted(found, sizes, kept.drawn_at)


async def _by_today(
    ctx: Context, cohort: Cohort, members: Sequence[Member], school_ids: Sequence[UUID]
) -> Counted:
    """Who was drawn and has left the school since is still counted."""
    features = await pooling.features_of(ctx, cohort, school_ids)
    features |= await pooling.features_of_students(
        ctx, [m.student_id for m in members if m.student_id not in features]
    )
    student = {member.id: member.student_id for member in members}
    came = await _came(ctx, cohort, members)
    reached = [[student[one] for one in step] for step in [list(student), *came]]
    steps = funnel.narrowing([list(features), *reached])
    wanted = funnel.criteria(features.values(), drawn_pool.criteria(cohort), MOST_QUOTAS)
    found = {name: funnel.counts(steps, features, name) for name in wanted}
    return Counted(found, [len(step) for step in steps], None)


async def _came(ctx: Context, cohort: Cohort, members: Sequence[Member]) -> list[list[UUID]]:
    """Of these members, who consented, attended and spoke."""
    allowed = await permissions(ctx, [m.id for m in members])
    consented = {m.id for m in members if allowed[m.id][Purpose.PARTICIPATE].granted}
    attended = await sessions.attended(ctx, cohort.id)
    spoke = await responses.spoke(ctx, cohort.id)
    return [[m.id for m in members if m.id in step] for step in (consented, attended, spoke)]


def _document(counted: Counted, names: Mapping[str, str], minimum: int) -> FunnelRead:
    """`minimum` is 0 for those who read exact counts."""
    withheld: list[Withheld] = []
    nothing = funnel.unreached(counted.sizes)
    shown: list[FunnelCriterion] = []
    for at, (criterion, counts) in enumerate(counted.criteria.items()):
        hidden = funnel.withheld(counts, minimum) if minimum else frozenset()
        rows = [_row(v, names, nothing if v in hidden else row) for v, row in counts.items()]
        shown.append(FunnelCriterion(criterion=criterion, rows=rows))
        places = [place for place, value in enumerate(counts) if value in hidden]
        withheld += [_too_few(f"/criteria/{at}/rows/{place}") for place in places]
    sizes = counted.sizes
    totals = funnel.shown_totals(sizes, minimum) if minimum else sizes
    withheld += [_too_few("/total")] if None in totals else []
    return FunnelRead(
        pool_at=counted.pool_at, total=_steps_of(totals), criteria=shown, withheld=withheld
    )


def _row(value: str, names: Mapping[str, str], row: Sequence[int | None]) -> FunnelRow:
    return FunnelRow(value=value, label=names.get(value, value), steps=_steps_of(row))


def _steps_of(row: Sequence[int | None]) -> Steps:
    pool, drawn, consented, attended, spoke = row
    return Steps(pool=pool, drawn=drawn, consented=consented, attended=attended, spoke=spoke)


def _too_few(pointer: str) -> Withheld:
    return Withheld(pointer=pointer, reason=WithheldReason.TOO_FEW)
