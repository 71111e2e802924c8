"""Names that a text about these students might give away. For rules, never for showing."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col, or_, select

from tellmore.rosters.models import Guardian, GuardianLink, StaffMember, Student


class Bearer(NamedTuple):
    """Somebody's names: those by which others call them, and the family's."""

    given: tuple[str, ...]
    family: str


async def around(
    connection: AsyncConnection, student_ids: Collection[UUID], school_ids: Collection[UUID]
) -> list[Bearer]:
    """Of the students and all who ever were their guardians, and of all in the schools.

    Who has left is still known there.
    """
    students = select(Student.given_name, Student.preferred_name, Student.family_name).where(
        or_(col(Student.school_id).in_(school_ids), col(Student.id).in_(student_ids))
    )
    guardians = (
        select(Guardian.given_name, Guardian.family_name)
        .join(GuardianLink, col(GuardianLink.guardian_id) == col(Guardian.id))
        .where(col(GuardianLink.student_id).in_(student_ids))
        .distinct()
    )
    found = [
        Bearer((given, preferred) if preferred else (given,), family)
        for given, preferred, family in await connection.execute(students)
    ]
    found += [Bearer((given,), family) for given, family in await connection.execute(guardians)]
    return found + await _staff(connection, {str(school_id) for school_id in school_ids})


async def _staff(connection: AsyncConnection, school_ids: set[str]) -> list[Bearer]:
    query = select(StaffMember.given_name, StaffMember.family_name, col(StaffMember.school_ids))
    return [
        Bearer((given,), family)
        for given, family, schools in await connection.execute(query)
        # Of whom no school is known, any may be theirs.
        if not schools or not school_ids.isdisjoint(schools)
    ]
