from uuid import UUID

from tellmore.cohorts.schemas import Withheld
from tellmore.core.schemas import Schema
from tellmore.districts.schemas import SchoolYearRead


class ClassTime(Schema):
    """The last three are null together where one of them would tell of too few students."""

    students: int
    """Of today; who has left counts where they were out of class this year."""
    out_of_class: int | None
    """How many of them were out of class for a session, once or more."""
    rounds: int | None
    """In how many rounds they took part, each student's added up."""
    minutes: int | None
    """Likewise."""


class SchoolClassTime(ClassTime):
    """Where a student is counted who has moved: at the school of today, with all of the year."""

    school_id: UUID
    name: str


class ClassTimeRead(Schema):
    """Of the caller's schools. Where no school year is known nothing is counted."""

    year: SchoolYearRead
    sessions: int | None
    """For which at least one student was out of class."""
    schools: list[SchoolClassTime]
    total: ClassTime | None
    withheld: list[Withheld]
