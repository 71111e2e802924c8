"""The groups of a cohort as they are kept: a row for each round of meetings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from tellmore.cohorts import queries
from tellmore.cohorts.group_schemas import (
    GroupPlace,
    GroupPlanUpdate,
    GroupsAsk,
    MemberMove,
    StoredGroup,
)
from tellmore.cohorts.models import GroupPlan
from tellmore.core.context import Context
from tellmore.core.errors import Invalid
from tellmore.sampling.groups.grouping import Group, Grouping, Kept, Plan

NO_GROUP_DETAIL = "There is no group with this number."
NO_SEAT_DETAIL = "This student holds no seat in this cohort."


async def rounds(ctx: Context, cohort_id: UUID) -> list[GroupPlan]:
    """In their order, without a gap."""
    return list(await ctx.session.exec(queries.group_plans(cohort_id)))


def asked_for(ask: GroupsAsk) -> tuple[int, ...]:
    """The numbers of the rounds that are worked out."""
    return tuple(range(1, ask.rounds + 1)) if ask.round is None else (ask.round,)


def kept(rows: Sequence[GroupPlan], ask: GroupsAsk, grouping: Grouping) -> tuple[Kept, ...]:
    """For each round that is worked out: what of it stays, and the rounds that are not touched."""
    wanted = asked_for(ask)
    seated = {member.id for member in grouping.members}
    by_round = {row.round: row for row in rows} if ask.keep else {}
    untouched = rows if ask.round is not None else ()
    met = tuple(plan_of(row, seated) for row in untouched if row.round != ask.round)
    was = (by_round.get(number) for number in wanted)
    return tuple(_kept(row, seated, met) if row else Kept(met=met) for row in was)


def _kept(row: GroupPlan, seated: Collection[str], met: tuple[Plan, ...]) -> Kept:
    plan = plan_of(row, seated)
    place = plan.place()
    return Kept(
        plan=Plan(plan.groups),
        pins={one: place[one] for one in row.pinned if one in place},
        held=held_in(row),
        met=met,
    )


def held_in(row: GroupPlan) -> frozenset[int]:
    return frozenset(n for n, group in enumerate(row.groups) if group["held"])


def plan_of(row: GroupPlan, seated: Collection[str] | None = None) -> Plan:
    """The plan as it is kept; with `seated`, without those who left the cohort."""
    groups = (
        Group(_of(group["member_ids"], seated), group["facilitator_id"], group["period"])
        for group in row.groups
    )
    return Plan(tuple(groups), _of(row.individual, seated))


def _of(ids: Sequence[str], seated: Collection[str] | None) -> tuple[str, ...]:
    return tuple(one for one in ids if seated is None or one in seated)


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


@dataclass(frozen=True)
class Roll:
    """Who holds a seat in the cohort, and who held one and left."""

    seated: frozenset[str]
    left: frozenset[str]


def change(row: GroupPlan, data: GroupPlanUpdate, roll: Roll) -> None:
    """What a hand changed."""
    changes = data.changes()
    if "places" in changes:
        _set_places(row, data)
    for move in data.moves:
        _move(row, move, roll.seated)
    if "pinned_ids" in changes:
        row.pinned = _pinned(data, roll)
    if "held" in changes:
        _hold(row, data)
    row.proved = row.proved and not (data.moves or data.places)


def _move(row: GroupPlan, move: MemberMove, seated: Collection[str]) -> None:
    """Out of wherever the member is, and into the group or onto the list of interviews.

    Who took a seat after the groups were made is nowhere yet.
    """
    if move.group is not None and move.group > len(row.groups):
        raise Invalid.at("/moves", "group", NO_GROUP_DETAIL)
    one = str(move.member_id)
    if one not in seated:
        raise Invalid.at("/moves", "member", NO_SEAT_DETAIL)
    row.individual = [m for m in row.individual if m != one]
    left = [{**g, "member_ids": [m for m in g["member_ids"] if m != one]} for g in row.groups]
    if move.group is None:
        row.individual = [*row.individual, one]
    else:
        left[move.group - 1]["member_ids"].append(one)
    row.groups = left


def _pinned(data: GroupPlanUpdate, roll: Roll) -> list[str]:
    """Without those who left since the sender read the groups."""
    asked = [str(one) for one in data.pinned_ids]
    for at, one in enumerate(asked):
        if one not in roll.seated | roll.left:
            raise Invalid.at(f"/pinned_ids/{at}", "member", NO_SEAT_DETAIL)
    return [one for one in dict.fromkeys(asked) if one in roll.seated]


def _hold(row: GroupPlan, data: GroupPlanUpdate) -> None:
    for at, number in enumerate(data.held):
        if number > len(row.groups):
            raise Invalid.at(f"/held/{at}", "group", NO_GROUP_DETAIL)
    row.groups = [{**g, "held": n in data.held} for n, g in enumerate(row.groups, 1)]


def _set_places(row: GroupPlan, data: GroupPlanUpdate) -> None:
    groups = [dict(group) for group in row.groups]
    ask = GroupsAsk.model_validate(row.asked)
    for at, place in enumerate(data.places):
        if place.group > len(groups):
            raise Invalid.at("/places", "group", NO_GROUP_DETAIL)
        _require_asked(ask, at, place)
        leader = str(place.facilitator_id) if place.facilitator_id else None
        groups[place.group - 1] |= {"facilitator_id": leader, "period": place.period}
    row.groups = groups


def _require_asked(ask: GroupsAsk, at: int, place: GroupPlace) -> None:
    """Whether others may lead, and when people come in other periods, was never looked at."""
    if place.facilitator_id not in {None, *(each.user_id for each in ask.facilitators)}:
        detail = "This person is not among those who were asked to lead. Ask for the groups anew."
        raise Invalid.at(f"/places/{at}/facilitator_id", "facilitator", detail)
    if place.period not in {None, *ask.periods}:
        detail = "This is none of the periods that were asked for. Ask for the groups anew."
        raise Invalid.at(f"/places/{at}/period", "period", detail)
