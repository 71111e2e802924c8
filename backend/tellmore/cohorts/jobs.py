from collections.abc import Mapping
from typing import Any

from tellmore.cohorts import drawing, group_facts, group_plan, group_rounds, service
from tellmore.cohorts.events import CohortGroupsProposed
from tellmore.cohorts.group_schemas import GroupsAsk
from tellmore.cohorts.models import Cohort, GroupPlan, GroupPlanStatus
from tellmore.core import solves
from tellmore.core.context import Context
from tellmore.core.errors import Invalid
from tellmore.sampling.groups.conflict import GroupsInfeasibleError
from tellmore.sampling.groups.grouping import InvalidGroupingError
from tellmore.sampling.groups.split import Groups, GroupsUndecidedError, rounds
from tellmore.sampling.watch import Watch


async def prepare(ctx: Context, solve: solves.Solve) -> solves.Work:
    """The mathematics of a cohort's groups, with all that it needs."""
    ask = GroupsAsk.model_validate(solve.asked)
    cohort = await service.get(ctx, solve.about_id)
    grouping = await group_facts.gather(ctx, cohort, ask)
    kept = group_rounds.kept(await group_rounds.rounds(ctx, cohort.id), ask, grouping)
    told: dict[str, Any] = {"seed": ask.seed, "time_limit": ask.time_limit}

    def work(onlooker: solves.Onlooker) -> tuple[Groups, ...]:
        watch = Watch(onlooker.tell, onlooker.is_cancelled)
        try:
            return rounds(grouping, len(kept), kept, **told, watch=watch)
        except GroupsInfeasibleError as error:
            raise group_plan.GroupsInfeasible(
                str(error),
                conflict=list(error.families),
                member_ids=list(error.members),
                relaxation=[{"rule": way.loosened, "to": way.to} for way in error.ways],
            ) from error
        except GroupsUndecidedError as error:
            raise group_plan.GroupsUndecided(str(error)) from error
        except InvalidGroupingError as error:
            raise Invalid.at("/groups", "groups", str(error)) from error

    return work


async def keep(ctx: Context, solve: solves.Solve, found: tuple[Groups, ...]) -> None:
    """Store the groups in place of those that there were; the pins stay."""
    cohort = await service.lock(ctx, solve.about_id)
    ask = GroupsAsk.model_validate(solve.asked)
    there = {row.round: row for row in await group_rounds.rounds(ctx, cohort.id)}
    if ask.round is None:
        await _take_away(ctx, there, ask.rounds)
    for number, made in zip(group_rounds.asked_for(ask), found, strict=True):
        row = there.get(number)
        body = _body(solve, row if ask.keep else None, made)
        if row is None:
            row = _row(cohort, number, there)
            ctx.session.add(row)
        row.sqlmodel_update(body)
        proposed = CohortGroupsProposed(
            cohort_id=cohort.id, group_plan_id=row.id, round=number, rounds=ask.rounds
        )
        await ctx.emit(proposed, of=row)


def _body(solve: solves.Solve, was: GroupPlan | None, made: Groups) -> dict[str, Any]:
    return {
        "status": GroupPlanStatus.PROPOSED,
        "asked": solve.asked,
        "groups": group_rounds.stored(made.plan, group_rounds.held_in(was) if was else frozenset()),
        "individual": list(made.plan.individual),
        "pinned": was.pinned if was else [],
        "proved": made.proved,
        "confirmed_at": None,
        "confirmed_by": None,
    }


def _row(cohort: Cohort, number: int, there: Mapping[int, GroupPlan]) -> GroupPlan:
    """Its version is above all that a round of this number ever had."""
    first = there.get(1)
    version = first.version + 1 if first else 1
    return GroupPlan(
        district_id=cohort.district_id, cohort_id=cohort.id, round=number, version=version
    )


async def _take_away(ctx: Context, there: dict[int, GroupPlan], rounds: int) -> None:
    """Rounds that are asked for no more. The first round's version passes theirs, for `_row`."""
    for number in [each for each in there if each > rounds]:
        gone = there.pop(number)
        there[1].version = max(there[1].version, gone.version)
        await ctx.session.delete(gone)


solves.declare(solves.Kind(group_plan.KIND, prepare, keep))
solves.declare(solves.Kind(service.DRAW, drawing.prepare, drawing.keep))
