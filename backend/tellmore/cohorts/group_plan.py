"""Every rule of a cohort's groups: proposed by a worker, changed by hand, confirmed."""

from uuid import UUID

from tellmore.cohorts import group_facts, group_rounds, queries, service, shown
from tellmore.cohorts.events import CohortGroupsChanged, CohortGroupsConfirmed
from tellmore.cohorts.group_schemas import (
    GroupPlanRead,
    GroupPlanUpdate,
    GroupsAsk,
    GroupsSolveRead,
)
from tellmore.cohorts.group_view import view
from tellmore.cohorts.models import Cohort, GroupPlan, GroupPlanStatus, MemberStatus
from tellmore.cohorts.permissions import CohortAction, allowed
from tellmore.core import solves
from tellmore.core.context import Context
from tellmore.core.errors import Forbidden, Invalid, NotFound, Problem
from tellmore.core.versions import require_version
from tellmore.identity.abilities import Ability
from tellmore.identity.people import people

KIND = "cohorts.groups"


class GroupsBreakRules(Problem):
    status = 409
    title = "These groups break a rule that must hold"


class GroupsAcrossRounds(Problem):
    status = 409
    title = "Students move within one round"


class GroupsInfeasible(Problem):
    status = 409
    title = "No groups keep all the rules"


class GroupsUndecided(Problem):
    status = 409
    title = "No groups were found in the time allowed"


async def propose(ctx: Context, cohort_id: UUID, ask: GroupsAsk) -> GroupsSolveRead:
    """Have groups worked out in the background. They replace those that there are."""
    cohort = await _to_group(ctx, cohort_id)
    await _require_able(ctx, cohort, ask)
    await _require_round(ctx, cohort, ask)
    await group_facts.gather(ctx, cohort, ask)  # refuse at once what contradicts itself
    solve = await solves.start(ctx, KIND, cohort.id, ask.model_dump(mode="json"))
    return GroupsSolveRead.model_validate(solve)


async def read_solve(ctx: Context, cohort_id: UUID) -> GroupsSolveRead:
    """How far the latest work is."""
    cohort = await _to_read(ctx, cohort_id)
    solve = await solves.latest(ctx, KIND, cohort.id)
    if solve is None:
        raise NotFound("No groups were asked for yet.")
    return GroupsSolveRead.model_validate(solve)


async def cancel(ctx: Context, cohort_id: UUID) -> GroupsSolveRead:
    """Call it off. The row of the cohort is not held: the worker holds the solve, then the row."""
    ctx.require(Ability.COHORTS_WRITE)
    cohort = await _to_read(ctx, cohort_id)
    ctx.require_action(CohortAction.GROUP, allowed(ctx.actor, cohort))
    return GroupsSolveRead.model_validate(await solves.call_off(ctx, KIND, cohort.id))


async def read(ctx: Context, cohort_id: UUID, number: int) -> GroupPlanRead:
    cohort = await _to_read(ctx, cohort_id)
    row, rounds = await _get(ctx, cohort, number)
    return await view(ctx, cohort, row, rounds)


async def update(
    ctx: Context, cohort_id: UUID, number: int, data: GroupPlanUpdate, version: int
) -> GroupPlanRead:
    """Change groups by hand. What breaks a rule is told; what was not asked for is refused."""
    cohort = await _to_group(ctx, cohort_id)
    row, rounds = await _get(ctx, cohort, number)
    require_version(row, version)
    _require_one_round(data, number)
    group_rounds.change(row, data, await _roll(ctx, cohort))
    row.status, row.confirmed_at, row.confirmed_by = GroupPlanStatus.PROPOSED, None, None
    row.updated_at = ctx.now
    changed = CohortGroupsChanged(cohort_id=cohort.id, group_plan_id=row.id, round=number)
    await ctx.emit(changed, of=row)
    return await view(ctx, cohort, row, rounds)


async def confirm(ctx: Context, cohort_id: UUID, number: int, version: int) -> GroupPlanRead:
    """Confirm the groups of a round as they are, unless a hard rule is broken today."""
    cohort = await _to_group(ctx, cohort_id)
    row, rounds = await _get(ctx, cohort, number)
    require_version(row, version)
    told = await view(ctx, cohort, row, rounds)
    broken = [each.model_dump(mode="json") for each in told.broken if each.hard]
    if broken:
        raise GroupsBreakRules(broken=broken)
    row.status, row.confirmed_at, row.confirmed_by = (
        GroupPlanStatus.CONFIRMED,
        ctx.now,
        ctx.actor.id,
    )
    confirmed = CohortGroupsConfirmed(cohort_id=cohort.id, group_plan_id=row.id, round=number)
    await ctx.emit(confirmed, of=row)
    return await view(ctx, cohort, row, rounds)


async def _to_read(ctx: Context, cohort_id: UUID, *, change: bool = False) -> Cohort:
    """Balance tells of small groups, as the figures of a draw do; half a roster is too little."""
    ctx.require(Ability.COHORTS_READ)
    ctx.require(Ability.DRAWS_READ)
    cohort = await (service.lock if change else service.get)(ctx, cohort_id)
    if not shown.exact(ctx, await service.school_ids(ctx, cohort.id)):
        raise Forbidden("The groups need the permission draws:read, in all schools of the cohort.")
    return cohort


async def _to_group(ctx: Context, cohort_id: UUID) -> Cohort:
    ctx.require(Ability.COHORTS_WRITE)
    cohort = await _to_read(ctx, cohort_id, change=True)
    ctx.require_action(CohortAction.GROUP, allowed(ctx.actor, cohort))
    return cohort


async def _require_able(ctx: Context, cohort: Cohort, ask: GroupsAsk) -> None:
    """Who leads must be able to run a session in every school of the cohort."""
    schools = frozenset(await service.school_ids(ctx, cohort.id))
    known = await people(ctx, [each.user_id for each in ask.facilitators])
    for at, each in enumerate(ask.facilitators):
        person, field = known.get(each.user_id), f"/facilitators/{at}/user_id"
        if person is None or not person.active:
            raise Invalid.at(field, "unknown", "There is no such account, or it is closed.")
        if Ability.SESSIONS_RUN not in person.abilities:
            raise Invalid.at(field, "role", "This person's role does not let them run sessions.")
        if not person.works_in(schools):
            raise Invalid.at(field, "school", "This person does not work in each of the schools.")


async def _require_round(ctx: Context, cohort: Cohort, ask: GroupsAsk) -> None:
    """One round is worked out anew only among those that there are."""
    if ask.round is None:
        return
    there = len(await group_rounds.rounds(ctx, cohort.id))
    if ask.round > there:
        raise Invalid.at("/round", "round", "There is no round with this number.")
    if ask.rounds != there:
        raise Invalid.at("/rounds", "rounds", f"There are {there} rounds; ask for all of them.")


def _require_one_round(data: GroupPlanUpdate, number: int) -> None:
    named = {move.round for move in data.moves} | {place.round for place in data.places}
    if named - {None, number}:
        raise GroupsAcrossRounds(
            f"This is round {number}. Change the groups of another round there."
        )


async def _get(ctx: Context, cohort: Cohort, number: int) -> tuple[GroupPlan, list[GroupPlan]]:
    """The round with this number, and all that there are."""
    rounds = await group_rounds.rounds(ctx, cohort.id)
    row = next((each for each in rounds if each.round == number), None)
    if not rounds:
        raise NotFound("There are no groups yet.")
    if row is None:
        raise NotFound("There is no round with this number.")
    return row, rounds


async def _roll(ctx: Context, cohort: Cohort) -> group_rounds.Roll:
    rows = list(await ctx.session.exec(queries.roll(cohort.id)))
    seated, left = (
        frozenset(str(row.id) for row in rows if row.status is status)
        for status in (MemberStatus.DRAWN, MemberStatus.REPLACED)
    )
    return group_rounds.Roll(seated, left)
