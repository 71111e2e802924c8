from typing import Any

from tellmore.cohorts import drawing, group_facts, group_plan, service
from tellmore.cohorts.events import CohortGroupsProposed
from tellmore.cohorts.group_schemas import GroupsAsk
from tellmore.cohorts.models import GroupPlan, GroupPlanStatus
from tellmore.core import solves
from tellmore.core.context import Context
from tellmore.core.errors import Invalid
from tellmore.sampling.group_conflict import GroupsInfeasibleError
from tellmore.sampling.grouping import NOTHING_KEPT, InvalidGroupingError
from tellmore.sampling.groups import Groups, GroupsUndecidedError, groups
from tellmore.sampling.watch import Watch


async def prepare(ctx: Context, solve: solves.Solve) -> solves.Work:
    """The mathematics of a cohort's groups, with all that it needs."""
    ask = GroupsAsk.model_validate(solve.asked)
    cohort = await service.get(ctx, solve.about_id)
    grouping = await group_facts.gather(ctx, cohort, ask)
    row = await group_plan.find(ctx, cohort.id) if ask.keep else None
    kept = group_plan.kept(row, grouping) if row is not None else NOTHING_KEPT

    def work(onlooker: solves.Onlooker) -> Groups:
        watch = Watch(lambda seen: onlooker.tell(*seen), onlooker.is_cancelled)
        try:
            return groups(grouping, kept, seed=ask.seed, time_limit=ask.time_limit, watch=watch)
        except GroupsInfeasibleError as error:
            raise group_plan.GroupsInfeasible(
                str(error), conflict=list(error.families), member_ids=list(error.members)
            ) from error
        except GroupsUndecidedError as error:
            raise group_plan.GroupsUndecided(str(error)) from error
        except InvalidGroupingError as error:
            raise Invalid.at("/groups", "groups", str(error)) from error

    return work


async def keep(ctx: Context, solve: solves.Solve, found: Groups) -> None:
    """Store the groups in place of those that there were; the pins stay."""
    cohort = await service.lock(ctx, solve.about_id)
    row = await group_plan.find(ctx, cohort.id)
    held = frozenset(n for n, group in enumerate(row.groups) if group["held"]) if row else None
    kept = bool(solve.asked["keep"])
    body: dict[str, Any] = {
        "status": GroupPlanStatus.PROPOSED,
        "asked": solve.asked,
        "groups": group_plan.stored(found.plan, held if kept and held else frozenset()),
        "individual": list(found.plan.individual),
        "pinned": row.pinned if row and kept else [],
        "proved": found.proved,
        "confirmed_at": None,
        "confirmed_by": None,
    }
    if row is None:
        row = GroupPlan(district_id=ctx.district_id, cohort_id=cohort.id, **body)
        ctx.session.add(row)
    else:
        row.sqlmodel_update(body)
    await ctx.emit(CohortGroupsProposed(cohort_id=cohort.id, group_plan_id=row.id), of=row)


solves.declare(solves.Kind(group_plan.KIND, prepare, keep))
solves.declare(solves.Kind(service.DRAW, drawing.prepare, drawing.keep))
