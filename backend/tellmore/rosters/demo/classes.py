"""Classes and enrollments of the demo district."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tellmore.rosters.demo.people import KINDERGARTEN_AGE, People, School, Student, Teacher
from tellmore.rosters.demo.words import HOME_SUBJECTS, SUBJECTS

CLASS_SIZE = 22
# Some posts are vacant: nobody can say whether a facilitator teaches these students.
VACANT_SHARE = 0.06
SECOND_TEACHER_SHARE = 0.1


Part = tuple[int, str, tuple[Student, ...]]


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    subject: str
    grade: int
    school: School
    period: int
    teachers: tuple[Teacher, ...]
    students: tuple[Student, ...]


def sections(people: People) -> list[Section]:
    """Every grade of every school, in each of its subjects, in groups of at most 22."""
    teachers: dict[str, list[Teacher]] = defaultdict(list)
    for one in people.staff:
        if one.role == "teacher":
            teachers[one.school.id].append(one)
    groups: dict[tuple[str, int], list[Student]] = defaultdict(list)
    for student in people.students:
        groups[student.school.id, student.grade].append(student)
    parts = [
        (period, subject, part)
        for (_, grade), students in groups.items()
        for period, subject in enumerate(_subjects(grade), start=1)
        for part in _parts(students, people.rng)
    ]
    return [
        _section(number, part, teachers[part[2][0].school.id], people.rng)
        for number, part in enumerate(parts, start=1)
    ]


def _section(number: int, part: Part, staff: list[Teacher], rng: random.Random) -> Section:
    period, subject, students = part
    grade = students[0].grade
    return Section(
        id=f"cls-{number:03}",
        title=f"{subject} {grade or 'K'}-{number}",
        subject=subject,
        grade=grade,
        school=students[0].school,
        period=period,
        teachers=_teachers(staff, number, rng),
        students=students,
    )


def _subjects(grade: int) -> tuple[str, ...]:
    return SUBJECTS if grade > KINDERGARTEN_AGE else HOME_SUBJECTS


def _parts(students: list[Student], rng: random.Random) -> Iterator[tuple[Student, ...]]:
    shuffled = rng.sample(students, len(students))
    count = -(-len(shuffled) // CLASS_SIZE)
    for part in range(count):
        yield tuple(shuffled[part::count])


def _teachers(staff: list[Teacher], number: int, rng: random.Random) -> tuple[Teacher, ...]:
    if rng.random() < VACANT_SHARE:
        return ()
    first = staff[number % len(staff)]
    second = rng.choice(staff)
    return (
        (first, second) if second is not first and rng.random() < SECOND_TEACHER_SHARE else (first,)
    )
