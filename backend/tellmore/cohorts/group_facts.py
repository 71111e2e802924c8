"""What a split into groups goes by, gathered from the roster as it is today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tellmore.cohorts import queries
from tellmore.cohorts.group_schemas import FacilitatorAsk, GroupsAsk
from tellmore.cohorts.models import Cohort, Member, MemberStatus
from tellmore.cohorts.sizes import SIZES, SizeLimit
from tellmore.core.context import Context
from tellmore.core.errors import Invalid
from tellmore.districts import service as districts
from tellmore.identity.people import Person, people
from tellmore.rosters import families, teaching
from tellmore.rosters import service as rosters
from tellmore.rosters.models import Student
from tellmore.rosters.teaching import NOTHING_KNOWN, Teaching
from tellmore.sampling.groups import grouping
from tellmore.sampling.groups.grouping import Facilitator, Grouping, Rules
from tellmore.sampling.pool import Label


@dataclass(frozen=True)
class Facts:
    """The members who are drawn, with the students that they are, and what the district allows."""

    limit: SizeLimit
    members: Sequence[Member]
    students: Mapping[UUID, Student]
    teaching: Mapping[UUID, Teaching]
    people: Mapping[UUID, Person]
    households: Mapping[UUID, str]
    busy: Mapping[UUID, frozenset[str]]


async def gather(ctx: Context, cohort: Cohort, ask: GroupsAsk) -> Grouping:
    """Put the question together. Raises Invalid where it contradicts itself."""
    rows = await ctx.session.exec(queries.roll(cohort.id, MemberStatus.DRAWN))
    members = sorted(rows, key=lambda member: member.id)
    ids = [member.student_id for member in members]
    facts = Facts(
        limit=await districts.policy(ctx, SIZES[ask.modality]),
        members=members,
        students=await families.students(ctx, ids),
        teaching=await teaching.teachers_of(ctx, ids),
        people=await people(ctx, [each.user_id for each in ask.facilitators]),
        households=await families.households(ctx, ids),
        busy=await teaching.class_periods(ctx, ids) if ask.free_by_classes else {},
    )
    try:
        return _grouping(facts, ask)
    except grouping.InvalidGroupingError as error:
        raise Invalid.at("/groups", "groups", str(error)) from error


def _grouping(facts: Facts, ask: GroupsAsk) -> Grouping:
    apart = [(str(one), str(other)) for one, other in ask.apart]
    seated = {str(member.id) for member in facts.members}
    rules = Rules(
        groups=ask.groups,
        smallest=min(ask.smallest, facts.limit.refuse),  # the district may have lowered its limit
        largest=min(ask.largest or facts.limit.refuse, facts.limit.refuse),
        warn_above=facts.limit.warn,
        balance=tuple(dict.fromkeys(ask.balance)),
        together=tuple(Label(each.criterion, each.value) for each in ask.together),
        apart=tuple(pair for pair in apart if seated.issuperset(pair)),  # who left needs no rule
        grade_span=ask.grade_span,
        unknown_accepted=ask.accept_unknown,
    )
    members = tuple(_member(facts, ask, member) for member in facts.members)
    leaders = tuple(_facilitator(facts, each) for each in ask.facilitators)
    return Grouping(members, rules, leaders, tuple(dict.fromkeys(ask.periods)))


def _member(facts: Facts, ask: GroupsAsk, member: Member) -> grouping.Member:
    student = facts.students.get(member.student_id)
    told = {each.member_id: frozenset(each.periods) for each in ask.availability}
    free = told.get(member.id)
    busy = facts.busy.get(member.student_id)
    if free is None and busy is not None:
        free = frozenset(ask.periods) - busy
    features = rosters.features(student) if student else {}
    return grouping.Member(
        id=str(member.id),
        features={name: str(value) for name, value in features.items()},
        free=free,
        household=facts.households.get(member.student_id),
    )


def _facilitator(facts: Facts, ask: FacilitatorAsk) -> Facilitator:
    """As the conflict check of a session: what the roster does not tell is unknown."""
    person = facts.people.get(ask.user_id)
    clear, conflict = set(), set()
    for member in facts.members:
        known = facts.teaching.get(member.student_id, NOTHING_KNOWN)
        if person is None:
            continue
        if person.staff_id is None:
            clear |= {str(member.id)} if ask.is_outsider or person.teaches_nobody else set()
        elif person.staff_id in known.staff_ids:
            conflict.add(str(member.id))
        elif known.complete:
            clear.add(str(member.id))
    free = None if ask.periods is None else frozenset(ask.periods)
    return Facilitator(str(ask.user_id), frozenset(clear), frozenset(conflict), free)
