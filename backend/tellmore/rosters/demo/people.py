"""Families, students and staff of the demo district."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from tellmore.rosters.demo.words import FAMILY_NAMES, GIVEN_NAMES

MAILED, NO_PHONE = 0.6, 0.2
"""Of guardians; nobody is without both."""
UNANSWERED, HISPANIC, HISPANIC_ALONE, TWO_RACES = 0.02, 0.34, 0.4, 0.08
"""Of families, but `HISPANIC_ALONE`: of Hispanic ones, those who name no race beside."""
KINDERGARTEN_AGE = 5
SIBLING_SHARE = 0.22
TWO_GUARDIANS = 0.55
SPANISH_AT_HOME = {True: 0.6, False: 0.03}


@dataclass(frozen=True)
class School:
    id: str
    name: str
    code: str
    grades: tuple[int, ...]
    students: int
    teachers: int
    programs: tuple[str, ...]


SCHOOLS = (
    School(
        *("sch-1", "Willow Creek Elementary School", "101", (0, 1, 2, 3, 4, 5), 150, 12),
        ("Dual Language", "Makers Lab", "General"),
    ),
    School(
        *("sch-2", "Juniper Middle School", "102", (6, 7, 8), 200, 17),
        ("AVID", "Arts Academy", "General"),
    ),
    School(
        *("sch-3", "Cedar Valley High School", "103", (9, 10, 11, 12), 250, 20),
        ("Early College", "Career and Technical", "Arts Academy", "General"),
    ),
)


@dataclass
class Guardian:
    id: str
    given: str
    family: str
    language: str
    email: str
    phone: str
    role: str
    students: list[str] = field(default_factory=list)


@dataclass
class Student:
    id: str
    number: str
    given: str
    family: str
    sex: str
    school: School
    grade: int
    born: date
    hispanic: bool | None
    races: frozenset[str]
    facts: dict[str, str]
    guardians: list[Guardian]


@dataclass(frozen=True)
class Family:
    name: str
    hispanic: bool | None
    races: frozenset[str]
    guardians: list[Guardian]


@dataclass(frozen=True)
class Teacher:
    id: str
    number: str
    given: str
    family: str
    role: str
    school: School


class People:
    def __init__(self, rng: random.Random, year: int) -> None:
        self.rng = rng
        self.year = year
        self.guardians: list[Guardian] = []
        self.students: list[Student] = []
        self.staff: list[Teacher] = []
        for school in SCHOOLS:
            self._hire(school)
        for school in SCHOOLS:
            for index in range(school.students):
                self._enroll(school, school.grades[index % len(school.grades)])

    def _hire(self, school: School) -> None:
        for role in ("principal", "counselor", *["teacher"] * school.teachers):
            given, family = self._name(self._sex(), self.rng.choice(FAMILY_NAMES))
            number = f"T{2001 + len(self.staff)}"
            one = Teacher(f"tea-{len(self.staff) + 1:03}", number, given, family, role, school)
            self.staff.append(one)
        if school is SCHOOLS[-1]:
            # A teacher of two schools has a sourcedId at each, as many systems export them.
            other = next(
                one for one in self.staff if one.school is SCHOOLS[1] and one.role == "teacher"
            )
            self.staff.append(
                Teacher(f"{other.id}-b", other.number, other.given, other.family, "teacher", school)
            )

    def _enroll(self, school: School, grade: int) -> None:
        family = self._family(grade)
        sex = self._sex()
        student = Student(
            id=f"stu-{len(self.students) + 1:04}",
            number=f"S{100001 + len(self.students)}",
            given=self._name(sex, family.name)[0],
            family=family.name,
            sex=sex,
            school=school,
            grade=grade,
            born=self._birth_date(grade),
            hispanic=family.hispanic,
            races=family.races,
            facts=self._facts(school, grade, family.guardians[0].language),
            guardians=family.guardians,
        )
        self.students.append(student)
        for guardian in family.guardians:
            guardian.students.append(student.id)

    def _family(self, grade: int) -> Family:
        sibling = self._sibling(grade)
        if sibling:
            return Family(sibling.family, sibling.hispanic, sibling.races, sibling.guardians)
        name = self.rng.choice(FAMILY_NAMES)
        hispanic, races = self._ethnicity()
        return Family(name, hispanic, races, self._guardians(name, hispanic=bool(hispanic)))

    def _sibling(self, grade: int) -> Student | None:
        if not self.students or self.rng.random() > SIBLING_SHARE:
            return None
        candidate = self.rng.choice(self.students)
        is_full = len(candidate.guardians[0].students) > 2  # noqa: PLR2004 (three children)
        return None if candidate.grade == grade or is_full else candidate

    def _guardians(self, family: str, *, hispanic: bool) -> list[Guardian]:
        language = "es" if self.rng.random() < SPANISH_AT_HOME[hispanic] else "en"
        count = 2 if self.rng.random() < TWO_GUARDIANS else 1
        found = [self._guardian(family, language) for _ in range(count)]
        self.guardians.extend(found)
        return found

    def _guardian(self, family: str, language: str) -> Guardian:
        number = len(self.guardians) + self.rng.randrange(10**6) * 10_000
        given = self._name(self._sex(), family)[0]
        reach = self.rng.random()
        email = (
            f"{given}.{family}.{number % 997}@families.example".lower() if reach < MAILED else ""
        )
        area, line = self.rng.choice(("303", "720", "970")), self.rng.randrange(100)
        phone = f"+1{area}55501{line:02}" if reach > NO_PHONE else ""
        role = self.rng.choices(("parent", "guardian", "relative"), (80, 15, 5))[0]
        return Guardian(f"gua-{number}", given, family, language, email, phone, role)

    def _sex(self) -> str:
        return self.rng.choices(("female", "male", "other"), (49, 49, 2))[0]

    def _name(self, sex: str, family: str) -> tuple[str, str]:
        return self.rng.choice(GIVEN_NAMES[sex]), family

    def _birth_date(self, grade: int) -> date:
        youngest = date(self.year - 1 - KINDERGARTEN_AGE - grade, 8, 31)
        return youngest - timedelta(days=self.rng.randrange(365))

    def _ethnicity(self) -> tuple[bool | None, frozenset[str]]:
        if self.rng.random() < UNANSWERED:
            return None, frozenset()
        names = ("white", "black", "asian", "indian", "islander", "mena")
        first = self.rng.choices(names, (52, 18, 15, 7, 3, 5))[0]
        second = self.rng.choice(names) if self.rng.random() < TWO_RACES else first
        hispanic = self.rng.random() < HISPANIC
        has_none = hispanic and self.rng.random() < HISPANIC_ALONE
        return hispanic, frozenset() if has_none else frozenset({first, second})

    def _facts(self, school: School, grade: int, language: str) -> dict[str, str]:
        rng = self.rng
        program = rng.choices(school.programs, (20,) * (len(school.programs) - 1) + (50,))[0]
        is_learner = rng.random() < (0.45 if language == "es" else 0.04)
        gpa = min(4.0, max(0.6, rng.gauss(2.9, 0.65)))
        return {
            "program": program,
            "programYears": str(rng.randint(1, 3)) if program != "General" else "0",
            "elStatus": "Y" if is_learner else "N",
            "iep": rng.choices(("Y", "N", ""), (13, 85, 2))[0],
            "plan504": rng.choices(("Y", "N"), (6, 94))[0],
            "lunchStatus": rng.choices(("free", "reduced", "paid"), (34, 9, 57))[0],
            "gpa": f"{gpa:.2f}" if grade > KINDERGARTEN_AGE else "",
        }
