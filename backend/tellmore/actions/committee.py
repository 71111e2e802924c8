"""Who works on an action item: colleagues, and students among them.

Students sit on it as members of a cohort, by pseudonym. But a committee is a room with faces in
it: whoever reads there which pseudonyms sit together could tell whose words are whose. So students'
seats are shown only to those who may know the names in any case; all others see how many.
"""

from uuid import UUID

from tellmore.actions import queries, service
from tellmore.actions.events import ActionItemUpdated, CommitteeSeatLeft, CommitteeSeatTaken
from tellmore.actions.models import ActionItem, CommitteeSeat
from tellmore.actions.permissions import allowed_on_committee
from tellmore.actions.schemas import (
    AdultSeatRead,
    CommitteeRead,
    CommitteeSeatCreate,
    StudentSeatRead,
)
from tellmore.cohorts import roll
from tellmore.cohorts.models import MemberStatus
from tellmore.consent import standing
from tellmore.consent.kinds import Purpose
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.identity import people
from tellmore.identity.abilities import Ability

MOST = 40


class CommitteeFull(Problem):
    status = 409
    title = "A committee has 40 seats at most"


class SeatTaken(Problem):
    status = 409
    title = "This person sits on the committee already"


class FollowUpNotAgreed(Problem):
    status = 409
    title = "This student has not agreed to be asked again"


class ColleagueNotHere(Problem):
    status = 409
    title = "A colleague on a committee is an active one of this district"


async def read(ctx: Context, item_id: UUID) -> CommitteeRead:
    ctx.require(Ability.ACTIONS_READ)
    item = await service.get(ctx, item_id)
    seats = list(await ctx.session.exec(queries.seats(item.id)))
    students = [seat for seat in seats if seat.member_id is not None]
    shown = ctx.actor.may(Ability.IDENTITIES_READ)
    return CommitteeRead(
        adults=await _adults(ctx, seats),
        students=await _students(ctx, students) if shown else None,
        student_count=len(students),
        can=allowed_on_committee(ctx.actor, item),
    )


async def add(ctx: Context, item_id: UUID, data: CommitteeSeatCreate) -> CommitteeRead:
    """Give somebody a seat: a student only who has agreed to be asked again."""
    item = await _open(ctx, item_id, students=data.member_id is not None)
    seats = list(await ctx.session.exec(queries.seats(item.id)))
    if len(seats) >= MOST:
        raise CommitteeFull
    if any((seat.member_id, seat.user_id) == (data.member_id, data.user_id) for seat in seats):
        raise SeatTaken
    if data.member_id is not None:
        await _refuse_unasked(ctx, item, data.member_id)
    if data.user_id is not None:
        await _refuse_stranger(ctx, data.user_id)
    seat = CommitteeSeat(district_id=ctx.district_id, action_item_id=item.id, **data.model_dump())
    ctx.session.add(seat)
    await _tell(ctx, item, CommitteeSeatTaken(committee_seat_id=seat.id, action_item_id=item.id))
    return await read(ctx, item.id)


async def remove(ctx: Context, seat_id: UUID) -> None:
    seat = (await ctx.session.exec(queries.seat(seat_id))).one_or_none()
    if seat is None:
        raise NotFound
    item = await _open(ctx, seat.action_item_id, students=seat.member_id is not None)
    await ctx.session.delete(seat)
    await _tell(ctx, item, CommitteeSeatLeft(committee_seat_id=seat.id, action_item_id=item.id))


async def _open(ctx: Context, item_id: UUID, *, students: bool) -> ActionItem:
    item = await service.get(ctx, item_id)
    ctx.require(Ability.ACTIONS_WRITE)
    if students:
        ctx.require(Ability.IDENTITIES_READ)
    if not allowed_on_committee(ctx.actor, item):
        raise service.ActionItemOver
    return item


async def _refuse_unasked(ctx: Context, item: ActionItem, member_id: UUID) -> None:
    """A member of the round, or of the one that follows up, who may be asked again now."""
    member = await roll.member(ctx, member_id)
    if member.cohort_id not in {item.cohort_id, item.follow_up_cohort_id}:
        raise NotFound("There is no such member in this round, nor in the one that follows up.")
    agreed = (await _agreed(ctx, [member_id])).get(member_id, False)
    if member.status is not MemberStatus.DRAWN or not agreed:
        raise FollowUpNotAgreed


async def _refuse_stranger(ctx: Context, user_id: UUID) -> None:
    person = (await people.people(ctx, [user_id])).get(user_id)
    if person is None or not person.active:
        raise ColleagueNotHere


async def _agreed(ctx: Context, member_ids: list[UUID]) -> dict[UUID, bool]:
    known = await standing.permissions(ctx, member_ids)
    return {member_id: given[Purpose.FOLLOW_UP].granted for member_id, given in known.items()}


async def _adults(ctx: Context, seats: list[CommitteeSeat]) -> list[AdultSeatRead]:
    ids = [seat.user_id for seat in seats if seat.user_id is not None]
    known = await people.people(ctx, ids)
    return [
        AdultSeatRead(id=seat.id, user_id=seat.user_id, name=known[seat.user_id].name)
        for seat in seats
        if seat.user_id in known
    ]


async def _students(ctx: Context, seats: list[CommitteeSeat]) -> list[StudentSeatRead]:
    """As far as the caller's schools reach."""
    ids = [seat.member_id for seat in seats if seat.member_id is not None]
    members = await roll.members(ctx, ids)
    agreed = await _agreed(ctx, list(members))
    return [
        StudentSeatRead(
            id=seat.id,
            member_id=seat.member_id,
            pseudonym=members[seat.member_id].pseudonym,
            follow_up=agreed[seat.member_id],
        )
        for seat in seats
        if seat.member_id in members
    ]


async def _tell(
    ctx: Context, item: ActionItem, event: CommitteeSeatTaken | CommitteeSeatLeft
) -> None:
    item.updated_at = ctx.now
    await ctx.emit(event)
    await ctx.emit(ActionItemUpdated(**service.ids(item)), of=item)
