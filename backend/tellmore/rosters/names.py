"""Names that a text about these students might give away. For rules, never for showing."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col, select

from tellmore.rosters.models import Guardian, GuardianLink, StaffMember, Student


async def around(
    connection: AsyncConnection, student_ids: Collection[UUID], school_ids: Collection[UUID]
) -> frozenset[str]:
    """Of the students, of all who ever were their guardians, of the staff of the schools."""
    students = select(Student.given_name, Student.family_name, Student.preferred_name).where(
        col(Student.id).in_(student_ids)
    )
    guardians = (
        select(Guardian.given_name, Guardian.family_name)
        .join(GuardianLink, col(GuardianLink.guardian_id) == col(Guardian.id))
        .where(col(GuardianLink.student_id).in_(student_ids))
    )
    found = [*await connection.execute(students), *await connection.execute(guardians)]
    staff = select(StaffMember.given_name, StaffMember.family_name, col(StaffMember.school_ids))
    theirs = {str(school_id) for school_id in school_ids}
    for given, family, schools in await connection.execute(staff):
        if not schools or theirs & set(schools):  # of whom no school is known, any may be theirs
            found.append((given, family))
    return frozenset(name for names in found for name in names if name)
