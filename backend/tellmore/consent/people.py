"""Who stands behind a cohort's consent: whom to ask, and names for those who may read them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from tellmore.cohorts import roll
from tellmore.cohorts.models import Member
from tellmore.consent.events import ConsentNamesRead
from tellmore.consent.kinds import Language, Party
from tellmore.core.context import Context
from tellmore.identity.abilities import Ability
from tellmore.rosters import families
from tellmore.rosters.models import Guardian, Student


@dataclass(frozen=True)
class Person:
    """Somebody to ask about a member."""

    party: Party
    name: str
    email: str | None
    language: Language
    guardian_id: UUID | None = None


@dataclass(frozen=True)
class Family:
    """A member, the student behind the pseudonym, and the student's guardians of today."""

    member: Member
    student: Student
    guardians: list[Guardian] = field(default_factory=list)

    def person(self, party: Party, guardian_id: UUID | None, spoken: Language) -> Person | None:
        """The one to be asked, or None for a guardian who is none of theirs any more."""
        if party is Party.STUDENT:
            name, email = full_name(self.student), self.student.email
            return Person(Party.STUDENT, name, email, spoken)
        for one in self.guardians:
            if one.id == guardian_id:
                tongue = Language.closest(one.language)
                return Person(Party.GUARDIAN, full_name(one), one.email, tongue, one.id)
        return None


async def families_of(ctx: Context, members: Collection[Member]) -> dict[UUID, Family]:
    """By member. A member whose student is out of the caller's reach is left out."""
    ids = {member.student_id for member in members}
    students = await families.students(ctx, ids)
    guardians = await families.guardians(ctx, ids)
    return {
        member.id: Family(member, students[member.student_id], guardians[member.student_id])
        for member in members
        if member.student_id in students
    }


async def names(ctx: Context, member_ids: Collection[UUID]) -> dict[UUID, Family]:
    """For showing: empty for those who may not read names; each reading is on record."""
    if not ctx.actor.may(Ability.IDENTITIES_READ):
        return {}
    members = await roll.members(ctx, member_ids)
    for cohort_id in sorted({member.cohort_id for member in members.values()}):
        await ctx.emit(ConsentNamesRead(cohort_id=cohort_id))
    return await families_of(ctx, members.values())


def full_name(person: Student | Guardian) -> str:
    return f"{person.given_name} {person.family_name}"


def called(student: Student) -> str:
    """The name that the student goes by."""
    return student.preferred_name or student.given_name
