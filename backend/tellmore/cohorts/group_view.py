"""One round of groups as it is told: with every rule that it breaks today."""

from collections.abc import Collection, Sequence
from uuid import UUID

from tellmore.cohorts import group_facts, group_rounds
from tellmore.cohorts.group_schemas import (
    BrokenRead,
    GroupMemberRead,
    GroupPlanRead,
    GroupRead,
    GroupsAsk,
    RoundRead,
)
from tellmore.cohorts.models import Cohort, GroupPlan
from tellmore.core.context import Context
from tellmore.identity.abilities import Ability
from tellmore.sampling.groups.check import Broken, Rule, check, value_of
from tellmore.sampling.groups.grades import GRADE
from tellmore.sampling.groups.grouping import Grouping, Kept

_INNER = {"district_id", "groups", "individual", "pinned", "asked"}


async def view(
    ctx: Context, cohort: Cohort, row: GroupPlan, rounds: Sequence[GroupPlan]
) -> GroupPlanRead:
    """`row` is one of the `rounds`. Who met is counted against those before it."""
    ask = GroupsAsk.model_validate(row.asked)
    grouping = await group_facts.gather(ctx, cohort, ask)
    seated = {member.id for member in grouping.members}
    earlier = [each for each in rounds if each.round < row.round]
    met = tuple(group_rounds.plan_of(each, seated) for each in earlier)
    broken = check(grouping, group_rounds.plan_of(row), Kept(met=met))
    return GroupPlanRead.model_validate(
        {
            **row.model_dump(exclude=_INNER),
            "rounds": [RoundRead(round=each.round, status=each.status) for each in rounds],
            "groups": _groups(row, earlier, seated),
            "individual_ids": [one for one in row.individual if one in seated],
            "pinned_ids": [one for one in row.pinned if one in seated],
            "members": _members(ctx, grouping),
            "broken": [_broken(each) for each in broken],
            "met_again": sum(each.rule is Rule.MET_BEFORE for each in broken),
            "asked": ask,
        }
    )


def _groups(
    row: GroupPlan, earlier: Sequence[GroupPlan], seated: Collection[str]
) -> list[GroupRead]:
    plan = group_rounds.plan_of(row, seated)
    before = [
        frozenset(group.members)
        for each in earlier
        for group in group_rounds.plan_of(each, seated).groups
    ]
    return [
        GroupRead.model_validate(
            {
                **row.groups[at],
                "round": row.round,
                "number": at + 1,
                "member_ids": group.members,
                "repeats": before.count(frozenset(group.members)),
            }
        )
        for at, group in enumerate(plan.groups)
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
