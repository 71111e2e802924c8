"""The members of a cohort: pseudonyms for all, identities for few, replacements by the quotas."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from tellmore.cohorts import drawn_pool, pooling, queries, service, shown
from tellmore.cohorts import guard as guards
from tellmore.cohorts.eligible import Eligible
from tellmore.cohorts.events import IdentitiesRead, MemberReplaced
from tellmore.cohorts.guard import Guard
from tellmore.cohorts.models import Cohort, DrawCertificate, Member, MemberStatus
from tellmore.cohorts.permissions import CohortAction, MemberAction, allowed, allowed_member
from tellmore.cohorts.schemas import MemberIdentity, MemberRead, Quota, Replacement
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.identity.abilities import Ability
from tellmore.rosters import families
from tellmore.sampling.refill import NobodyLeftError, Refill, refill


class NobodyLeft(Problem):
    status = 409
    title = "Nobody is left in the pool who could take this seat"


async def list_members(
    ctx: Context,
    cohort_id: UUID,
    page: PageParams,
    *,
    status: MemberStatus | None,
    identities: bool,
) -> Rows[MemberRead]:
    """Pseudonyms; with `identities`, who they are, and the reading is logged."""
    ctx.require(Ability.COHORTS_READ)
    cohort = await service.get(ctx, cohort_id)
    if identities:
        ctx.require(Ability.IDENTITIES_READ)
    rows = await fetch(ctx.session, queries.roll(cohort_id, status), Member, page)
    known = await _identities(ctx, cohort, rows.items) if identities else {}
    beside = await _beside(ctx, cohort, rows.items)
    items = [_read(ctx, cohort, row, known, beside) for row in rows.items]
    return Rows(items, rows.next_cursor)


async def replace(ctx: Context, cohort_id: UUID, member_id: UUID) -> Replacement:
    """Give a member's seat to the student who keeps the quotas closest, alternates first."""
    ctx.require(Ability.COHORTS_WRITE)
    cohort = await service.lock(ctx, cohort_id)
    ctx.require_action(CohortAction.REPLACE_MEMBER, allowed(ctx.actor, cohort))
    members = list(await ctx.session.exec(queries.roll(cohort_id)))
    leaving = next((member for member in members if member.id == member_id), None)
    if leaving is None:
        raise NotFound
    ctx.require_action(MemberAction.REPLACE, allowed_member(ctx.actor, cohort, leaving))
    found = await pooling.unguarded(ctx, cohort)
    seat = _Seat(cohort, leaving, await _drawn_by(ctx, cohort))
    chosen = await _choose(found, await guards.look(ctx), seat, members)
    coming = _seat(ctx, cohort, members, found, chosen.chosen[0])
    leaving.status = MemberStatus.REPLACED
    event = MemberReplaced(member_id=leaving.id, cohort_id=cohort.id, replacement_id=coming.id)
    await ctx.emit(event, of=leaving)
    beside = await _beside(ctx, cohort, [leaving, coming])
    return Replacement(
        replaced=_read(ctx, cohort, leaving, {}, beside),
        replacement=_read(ctx, cohort, coming, {}, beside),
        seats_off=chosen.excess,
    )


@dataclass(frozen=True)
class _Seat:
    """A seat that is given up, in a cohort that was drawn by `drawn_by`."""

    cohort: Cohort
    leaving: Member
    drawn_by: DrawCertificate

    @property
    def seed(self) -> str:
        """Who comes first where several would do: by the draw's chance, so that anybody can check.

        Of what whoever gives the seat away could still change, nothing goes in (see `pick`).
        """
        return f"{self.drawn_by.document['seed']}|{self.leaving.pseudonym}"


async def _drawn_by(ctx: Context, cohort: Cohort) -> DrawCertificate:
    return (await ctx.session.exec(queries.certificate(cohort.id))).one()


async def _choose(found: Eligible, guard: Guard, seat: _Seat, members: Sequence[Member]) -> Refill:
    """One student for one seat. Who is at a limit keeps the seat they have, and gets no new one."""
    row_of = {student.id: row for row, student in enumerate(found.students)}
    drawn = [m for m in members if m.status is MemberStatus.DRAWN and m.id != seat.leaving.id]
    staying = [row_of[m.student_id] for m in drawn if m.student_id in row_of]
    out = {m.student_id for m in members if m.status is not MemberStatus.ALTERNATE}
    reserve = sorted((m for m in members if m.student_id not in out), key=_rank)
    wanted = pooling.as_quotas(len(staying) + 1, map(Quota.model_validate, seat.cohort.quotas))
    ids = tuple(pooling.rank(seat.cohort.id, student_id) for student_id in row_of)
    pool = dataclasses.replace(found.pool(wanted.criteria), ids=ids)
    refilled = partial(
        refill,
        staying=staying,
        barred=[r for s, r in row_of.items() if s in out or guard.reason(s) is not None],
        preferred=[row_of[m.student_id] for m in reserve if m.student_id in row_of],
        panels_hash=seat.drawn_by.document["panels_hash"],
        seed=seat.seed,
    )
    try:
        return await pooling.solve(found, lambda: refilled(pool, wanted))
    except NobodyLeftError as error:
        raise NobodyLeft from error


def _rank(member: Member) -> int:
    return member.alternate_rank or 0


def _seat(
    ctx: Context, cohort: Cohort, members: Sequence[Member], found: Eligible, row: int
) -> Member:
    """The alternate, or a new member with the next pseudonym."""
    student = found.students[row]
    for member in members:
        if member.student_id == student.id:
            member.status, member.alternate_rank = MemberStatus.DRAWN, None
            return member
    coming = Member(
        district_id=ctx.district_id,
        cohort_id=cohort.id,
        student_id=student.id,
        school_id=student.school_id,
        pseudonym=f"Student {len(members) + 1}",
        status=MemberStatus.DRAWN,
        drawn_as=drawn_pool.as_drawn(cohort, found.rows[row]),
    )
    ctx.session.add(coming)
    return coming


async def _identities(
    ctx: Context, cohort: Cohort, members: Sequence[Member]
) -> dict[UUID, MemberIdentity]:
    students = await families.students(ctx, [member.student_id for member in members])
    await ctx.emit(IdentitiesRead(cohort_id=cohort.id, members=len(students)))
    return {
        student.id: MemberIdentity(
            student_id=student.id,
            given_name=student.preferred_name or student.given_name,
            family_name=student.family_name,
            grade=student.grade,
        )
        for student in students.values()
    }


@dataclass(frozen=True)
class _Beside:
    """What stands beside a member for those who may read it."""

    chances: bool
    guard: Guard | None


async def _beside(ctx: Context, cohort: Cohort, members: Sequence[Member]) -> _Beside:
    if not shown.exact(ctx, await service.school_ids(ctx, cohort.id)):
        return _Beside(chances=False, guard=None)
    if not guards.shows_single_students(ctx):
        return _Beside(chances=True, guard=None)
    standing = await guards.standing(ctx, [member.student_id for member in members])
    return _Beside(chances=True, guard=standing)


def _read(
    ctx: Context,
    cohort: Cohort,
    member: Member,
    known: dict[UUID, MemberIdentity],
    beside: _Beside,
) -> MemberRead:
    return MemberRead.model_validate(
        {
            **member.model_dump(exclude={"district_id", "student_id", "drawn_as"}),
            "chance": member.chance if beside.chances else None,
            "this_year": beside.guard.this_year(member.student_id) if beside.guard else None,
            "identity": known.get(member.student_id),
            "can": allowed_member(ctx.actor, cohort, member),
        }
    )
