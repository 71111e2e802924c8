"""The conflict check: does whoever listens also teach whoever speaks? Computed, never stored.

Three answers. `unknown` is one of them: missing data is never read as clear.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlmodel import col

from tellmore.cohorts import service as cohorts
from tellmore.core.context import Actor, Context
from tellmore.core.errors import Invalid
from tellmore.identity.abilities import Ability
from tellmore.identity.people import Person, people
from tellmore.rosters.teaching import NOTHING_KNOWN, Teaching, teachers_of
from tellmore.sessions import queries
from tellmore.sessions.models import Participant, Session
from tellmore.sessions.queries import SessionFilter


class ConflictState(StrEnum):
    CONFLICT = "conflict"
    CLEAR = "clear"
    UNKNOWN = "unknown"


class FacilitatorRole(StrEnum):
    MODERATOR = "moderator"
    NOTE_TAKER = "note_taker"


@dataclass(frozen=True)
class FacilitatorCheck:
    user_id: UUID
    name: str
    role: FacilitatorRole
    state: ConflictState
    conflict_member_ids: list[UUID]
    """Participants whom this person teaches."""
    unknown_member_ids: list[UUID]
    """Participants for whom nobody can tell."""


async def checks(
    ctx: Context, sessions: Sequence[Session], seats: Sequence[Participant]
) -> dict[UUID, list[FacilitatorCheck]]:
    """Check every facilitator of these sessions against everyone at their seats."""
    taught_by = await _teaching(ctx, seats)
    ids = {i for s in sessions for i in (s.moderator_id, s.note_taker_id) if i is not None}
    known = await people(ctx, list(ids))
    by_session: dict[UUID, list[FacilitatorCheck]] = {session.id: [] for session in sessions}
    for session in sessions:
        members = [seat.member_id for seat in seats if seat.session_id == session.id]
        taught = {member: taught_by[member] for member in members}
        for role, user_id, outsider in _facilitators(session):
            person = known.get(user_id)
            if person is not None:
                by_session[session.id].append(_judge(person, role, taught, outsider=outsider))
    return by_session


async def kept_out(
    ctx: Context, sessions: Sequence[Session], seats: Sequence[Participant]
) -> frozenset[UUID]:
    """The sessions that whoever acts may not run, because they teach somebody there.

    Who moderates or writes is among the `checks`. This is for planners, who may run every session;
    what was overridden for them holds for them too.
    """
    others = {each.id: each for each in sessions if stands_in(ctx.actor, each)}
    theirs = [seat for seat in seats if seat.session_id in others]
    if not theirs:
        return frozenset()
    taught_by = await _teaching(ctx, theirs)
    return frozenset(
        seat.session_id
        for seat in theirs
        if ctx.actor.staff_id in taught_by[seat.member_id].staff_ids
        and _pair(ctx.actor.id, seat.member_id) not in others[seat.session_id].overridden
    )


async def kept_out_somewhere(
    ctx: Context, taught: Collection[UUID], cohort_id: UUID | None
) -> bool:
    """Whether one of these members sits in a session that whoever acts may not run."""
    seats = list(await ctx.session.exec(queries.seats_among(taught)))
    wanted = queries.sessions(SessionFilter(cohort_id=cohort_id))
    theirs = wanted.where(col(Session.id).in_({seat.session_id for seat in seats}))
    return bool(await kept_out(ctx, list(await ctx.session.exec(theirs)), seats))


def stands_in(actor: Actor, session: Session) -> bool:
    """Staff who neither moderate nor take notes. A system teaches nobody."""
    return actor.staff_id is not None and actor.id not in {
        session.moderator_id,
        session.note_taker_id,
    }


def overall(found: Iterable[FacilitatorCheck]) -> ConflictState:
    """The worst of them."""
    states = {check.state for check in found}
    for state in (ConflictState.CONFLICT, ConflictState.UNKNOWN):
        if state in states:
            return state
    return ConflictState.CLEAR if states else ConflictState.UNKNOWN


def conflicts(found: Iterable[FacilitatorCheck]) -> list[str]:
    """Who listens to whom though they teach them; each pair by a name of its own."""
    return sorted({_pair(one.user_id, each) for one in found for each in one.conflict_member_ids})


def _pair(user_id: UUID | None, member_id: UUID) -> str:
    return f"{user_id} {member_id}"


async def _teaching(ctx: Context, seats: Sequence[Participant]) -> dict[UUID, Teaching]:
    """By member: who teaches them, as far as it is known."""
    students = await cohorts.students_of(ctx, [seat.member_id for seat in seats])
    found = await teachers_of(ctx, list(set(students.values())))
    return {
        seat.member_id: found.get(students[seat.member_id], NOTHING_KNOWN)
        if seat.member_id in students
        else NOTHING_KNOWN
        for seat in seats
    }


async def require_able(ctx: Context, session: Session, school_ids: Iterable[UUID]) -> None:
    """The people named must be able to run it, in every school that takes part."""
    schools = frozenset(school_ids)
    known = await people(ctx, [user_id for _, user_id, _ in _facilitators(session)])
    for role, user_id, outsider in _facilitators(session):
        person, field = known.get(user_id), f"/{role.value}_id"
        if person is None or not person.active:
            raise Invalid.at(field, "unknown", "There is no such account, or it is closed.")
        if Ability.SESSIONS_RUN not in person.abilities:
            raise Invalid.at(field, "role", "This person's role does not let them run sessions.")
        if not person.works_in(schools):
            raise Invalid.at(field, "school", "This person does not work in each of the schools.")
        if outsider and person.staff_id is not None:
            raise Invalid.at(
                f"/{role.value}_is_outsider", "staff", "This person is staff in the roster."
            )


def _facilitators(session: Session) -> list[tuple[FacilitatorRole, UUID, bool]]:
    found = [
        (FacilitatorRole.MODERATOR, session.moderator_id, session.moderator_is_outsider),
    ]
    if session.note_taker_id is not None:
        found.append(
            (FacilitatorRole.NOTE_TAKER, session.note_taker_id, session.note_taker_is_outsider)
        )
    return found


def _judge(
    person: Person, role: FacilitatorRole, taught: Mapping[UUID, Teaching], *, outsider: bool
) -> FacilitatorCheck:
    conflicts, unknown = [], []
    stranger = person.teaches_nobody or (outsider and person.staff_id is None)
    for member_id, teaching in taught.items():
        if person.staff_id is not None and person.staff_id in teaching.staff_ids:
            conflicts.append(member_id)
        elif not stranger and (person.staff_id is None or not teaching.complete):
            unknown.append(member_id)
    state = ConflictState.CLEAR
    if unknown:
        state = ConflictState.UNKNOWN
    if conflicts:
        state = ConflictState.CONFLICT
    return FacilitatorCheck(person.id, person.name, role, state, conflicts, unknown)
