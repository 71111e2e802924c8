"""Whether those who were heard look like those who could have been, step by step."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from tellmore.cohorts import pooling, roll
from tellmore.cohorts import service as cohorts
from tellmore.cohorts.models import Cohort
from tellmore.cohorts.schemas import Withheld, WithheldReason
from tellmore.cohorts.shown import exact
from tellmore.consent.kinds import Purpose
from tellmore.consent.service import permissions
from tellmore.core.context import Context
from tellmore.districts.minimum import minimum_cell
from tellmore.identity.abilities import Ability
from tellmore.insights import funnel
from tellmore.insights.schemas import FunnelCriterion, FunnelRead, FunnelRow, Steps
from tellmore.responses import service as responses
from tellmore.sessions import service as sessions

Counts = Mapping[str, Sequence[int]]
NOTHING: Final = [None] * len(Steps.model_fields)
ALWAYS: Final = ("school", "grade")
"""Shown where a cohort was drawn without quotas."""


async def read(ctx: Context, cohort_id: UUID) -> FunnelRead:
    """Pool, drawn, consented, attended, spoke. As far as the caller's schools reach."""
    ctx.require(Ability.COHORTS_READ)
    cohort = await cohorts.get(ctx, cohort_id)
    schools = await cohorts.school_ids(ctx, cohort.id)
    reach = ctx.scope.school_ids
    mine = [each for each in schools if reach is None or each in reach]
    features = await pooling.features_of(ctx, cohort, mine)
    steps = await _steps(ctx, cohort, features)
    names = await pooling.school_names(ctx, mine)
    minimum = 0 if exact(ctx, schools) else await minimum_cell(ctx)
    wanted = _criteria(cohort, features)
    counted = {each: funnel.counts(steps, features, each) for each in wanted}
    return _document(counted, [len(step) for step in steps], names, minimum)


async def _steps(
    ctx: Context, cohort: Cohort, features: dict[UUID, dict[str, str]]
) -> list[frozenset[UUID]]:
    """Students by step. Who was drawn and has left the school since is still counted."""
    members = await roll.drawn(ctx, cohort.id)
    features |= await pooling.features_of_students(
        ctx, [m.student_id for m in members if m.student_id not in features]
    )
    allowed = await permissions(ctx, [m.id for m in members])
    consented = {m.id for m in members if allowed[m.id][Purpose.PARTICIPATE].granted}
    attended = await sessions.attended(ctx, cohort.id)
    spoke = await responses.spoke(ctx, cohort.id)
    came = [
        [m.student_id for m in members if m.id in step] for step in (consented, attended, spoke)
    ]
    return funnel.narrowing([list(features), [m.student_id for m in members], *came])


def _criteria(cohort: Cohort, features: Mapping[UUID, funnel.Features]) -> list[str]:
    asked = [str(quota["criterion"]) for quota in cohort.quotas]
    return funnel.criteria(features.values(), asked or ALWAYS)


def _document(
    counted: Mapping[str, Counts], sizes: Sequence[int], names: Mapping[str, str], minimum: int
) -> FunnelRead:
    """`minimum` is 0 for those who read exact counts."""
    withheld: list[Withheld] = []
    shown: list[FunnelCriterion] = []
    for at, (criterion, counts) in enumerate(counted.items()):
        hidden = funnel.withheld(counts, minimum) if minimum else frozenset()
        rows = [_row(v, names, NOTHING if v in hidden else row) for v, row in counts.items()]
        shown.append(FunnelCriterion(criterion=criterion, rows=rows))
        places = [place for place, value in enumerate(counts) if value in hidden]
        withheld += [_too_few(f"/criteria/{at}/rows/{place}") for place in places]
    totals = funnel.shown_totals(sizes, minimum) if minimum else sizes
    withheld += [_too_few("/total")] if None in totals else []
    return FunnelRead(total=_steps_of(totals), criteria=shown, withheld=withheld)


def _row(value: str, names: Mapping[str, str], row: Sequence[int | None]) -> FunnelRow:
    return FunnelRow(value=value, label=names.get(value, value), steps=_steps_of(row))


def _steps_of(row: Sequence[int | None]) -> Steps:
    pool, drawn, consented, attended, spoke = row
    return Steps(pool=pool, drawn=drawn, consented=consented, attended=attended, spoke=spoke)


def _too_few(pointer: str) -> Withheld:
    return Withheld(pointer=pointer, reason=WithheldReason.TOO_FEW)
