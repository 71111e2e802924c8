"""Every rule of a cohort's groups: proposed by a worker, changed by hand, confirmed."""

from collections.abc import Collection
from uuid import UUID

from tellmore.cohorts import group_facts, queries, service, shown
from tellmore.cohorts.events import CohortGroupsChanged, CohortGroupsConfirmed
from tellmore.cohorts.group_schemas import (
    BrokenRead,
    GroupMemberRead,
    GroupPlanRead,
    GroupPlanUpdate,
    GroupRead,
    GroupsAsk,
    GroupsSolveRead,
    MemberMove,
    StoredGroup,
)
from tellmore.cohorts.models import Cohort, GroupPlan, GroupPlanStatus, MemberStatus
from tellmore.cohorts.permissions import CohortAction, allowed
from tellmore.core import solves
from tellmore.core.context import Context
from tellmore.core.errors import Forbidden, Invalid, NotFound, Problem
from tellmore.core.versions import require_version
from tellmore.identity.abilities import Ability
from tellmore.identity.people import people
from tellmore.sampling.group_check import Broken, check, value_of
from tellmore.sampling.grouping import GRADE, Group, Grouping, Kept, Plan

KIND = "cohorts.groups"


class GroupsBreakRules(Problem):
    status = 409
    title = "These groups break a rule that must hold"


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


async def read(ctx: Context, cohort_id: UUID) -> GroupPlanRead:
    cohort = await _to_read(ctx, cohort_id)
    return await _view(ctx, cohort, await _get(ctx, cohort))


async def update(
    ctx: Context, cohort_id: UUID, data: GroupPlanUpdate, version: int
) -> GroupPlanRead:
    """Change groups by hand. Nothing is refused for breaking a rule; what is broken is told."""
    cohort = await _to_group(ctx, cohort_id)
    row = await _get(ctx, cohort)
    require_version(row, version)
    changes = data.changes()
    if "places" in changes:
        _set_places(row, data)
    seated = {str(each) for each in await _seated(ctx, cohort)}
    for move in data.moves:
        _move(row, move, seated)
    if "pinned_ids" in changes:
        row.pinned = [str(each) for each in data.pinned_ids]
    if "held" in changes:
        row.groups = [{**g, "held": n in data.held} for n, g in enumerate(row.groups, 1)]
    row.status, row.confirmed_at, row.confirmed_by = GroupPlanStatus.PROPOSED, None, None
    row.proved = row.proved and not (data.moves or data.places)
    row.updated_at = ctx.now
    await ctx.emit(CohortGroupsChanged(cohort_id=cohort.id, group_plan_id=row.id), of=row)
    return await _view(ctx, cohort, row)


async def confirm(ctx: Context, cohort_id: UUID, version: int) -> GroupPlanRead:
    """Confirm the groups as they are, unless a hard rule is broken today."""
    cohort = await _to_group(ctx, cohort_id)
    row = await _get(ctx, cohort)
    require_version(row, version)
    view = await _view(ctx, cohort, row)
    broken = [each.model_dump(mode="json") for each in view.broken if each.hard]
    if broken:
        raise GroupsBreakRules(broken=broken)
    row.status, row.confirmed_at, row.confirmed_by = (
        GroupPlanStatus.CONFIRMED,
        ctx.now,
        ctx.actor.id,
    )
    await ctx.emit(CohortGroupsConfirmed(cohort_id=cohort.id, group_plan_id=row.id), of=row)
    return await _view(ctx, cohort, row)


async def find(ctx: Context, cohort_id: UUID) -> GroupPlan | None:
    return (await ctx.session.exec(queries.group_plan(cohort_id))).one_or_none()


def kept(row: GroupPlan, grouping: Grouping) -> Kept:
    """What is kept of a plan: those who left the cohort are left out."""
    seated = {member.id for member in grouping.members}
    plan = plan_of(row)
    groups = tuple(
        Group(tuple(m for m in group.members if m in seated), group.facilitator, group.period)
        for group in plan.groups
    )
    place = Plan(groups).place()
    pins = {one: place[one] for one in row.pinned if one in place}
    held = frozenset(n for n, group in enumerate(row.groups) if group["held"])
    return Kept(plan=Plan(groups), pins=pins, held=held)


def plan_of(row: GroupPlan) -> Plan:
    groups = (
        Group(tuple(group["member_ids"]), group["facilitator_id"], group["period"])
        for group in row.groups
    )
    return Plan(tuple(groups), tuple(row.individual))


def stored(plan: Plan, held: frozenset[int]) -> list[dict[str, object]]:
    return [
        StoredGroup.model_validate(
            {
                "member_ids": group.members,
                "facilitator_id": group.facilitator,
                "period": group.period,
                "held": number in held,
            }
        ).model_dump(mode="json")
        for number, group in enumerate(plan.groups)
    ]


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


async def _get(ctx: Context, cohort: Cohort) -> GroupPlan:
    row = await find(ctx, cohort.id)
    if row is None:
        raise NotFound("There are no groups yet.")
    return row


async def _seated(ctx: Context, cohort: Cohort) -> list[UUID]:
    rows = await ctx.session.exec(queries.roll(cohort.id, MemberStatus.DRAWN))
    return [member.id for member in rows]


def _move(row: GroupPlan, move: MemberMove, seated: Collection[str]) -> None:
    """Out of wherever the member is, and into the group or onto the list of interviews.

    Who took a seat after the groups were made is nowhere yet.
    """
    if move.group is not None and move.group > len(row.groups):
        raise Invalid.at("/moves", "group", "There is no group with this number.")
    one = str(move.member_id)
    if one not in seated:
        raise Invalid.at("/moves", "member", "This student holds no seat in this cohort.")
    row.individual = [m for m in row.individual if m != one]
    left = [{**g, "member_ids": [m for m in g["member_ids"] if m != one]} for g in row.groups]
    if move.group is None:
        row.individual = [*row.individual, one]
    else:
        left[move.group - 1]["member_ids"].append(one)
    row.groups = left


def _set_places(row: GroupPlan, data: GroupPlanUpdate) -> None:
    groups = [dict(group) for group in row.groups]
    for place in data.places:
        if place.group > len(groups):
            raise Invalid.at("/places", "group", "There is no group with this number.")
        leader = str(place.facilitator_id) if place.facilitator_id else None
        groups[place.group - 1] |= {"facilitator_id": leader, "period": place.period}
    row.groups = groups


async def _view(ctx: Context, cohort: Cohort, row: GroupPlan) -> GroupPlanRead:
    ask = GroupsAsk.model_validate(row.asked)
    grouping = await group_facts.gather(ctx, cohort, ask)
    broken = check(grouping, plan_of(row))
    seated = {member.id for member in grouping.members}
    return GroupPlanRead.model_validate(
        {
            **row.model_dump(exclude={"district_id", "groups", "individual", "pinned", "asked"}),
            "groups": _groups(row, seated),
            "individual_ids": [one for one in row.individual if one in seated],
            "pinned_ids": [one for one in row.pinned if one in seated],
            "members": _members(ctx, grouping),
            "broken": [_broken(each) for each in broken],
            "asked": ask,
        }
    )


def _groups(row: GroupPlan, seated: Collection[str]) -> list[GroupRead]:
    return [
        GroupRead.model_validate(
            {
                **group,
                "number": number,
                "member_ids": [one for one in group["member_ids"] if one in seated],
            }
        )
        for number, group in enumerate(row.groups, 1)
    ]


def _members(ctx: Context, grouping: Grouping) -> list[GroupMemberRead]:
    rules = grouping.rules
    named = {GRADE, *rules.balance, *(label.criterion for label in rules.together)}
    shown = sorted(named) if ctx.actor.may(Ability.STUDENTS_READ) else []
    return [
        GroupMemberRead(
            member_id=UUID(member.id), values={name: value_of(member, name) for name in shown}
        )
        for member in grouping.members
    ]


def _broken(broken: Broken) -> BrokenRead:
    return BrokenRead(
        rule=broken.rule,
        hard=broken.hard,
        group=None if broken.group is None else broken.group + 1,
        member_ids=[UUID(one) for one in broken.members],
        criterion=broken.label.criterion if broken.label else None,
        value=broken.label.value if broken.label else None,
        count=broken.count,
        low=broken.low,
        high=broken.high,
    )
