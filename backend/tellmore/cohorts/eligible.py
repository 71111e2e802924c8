"""The pool of a cohort at a moment: who may be drawn, and what they are."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from tellmore.cohorts import breadth
from tellmore.cohorts.guard import Guard
from tellmore.cohorts.schemas import GuardState, PoolGuard
from tellmore.sampling.pool import Pool

NO_GUARD = PoolGuard(state=GuardState.OFF, left_out=[])


class Candidate(NamedTuple):
    id: UUID
    school_id: UUID


@dataclass(frozen=True)
class Eligible:
    """The pool of a cohort, in an order by a hash: that of a row tells nothing of its student."""

    students: list[Candidate]
    rows: list[dict[str, str]]
    school_names: dict[str, str]
    guard: PoolGuard

    def pool(self, criteria: Collection[str]) -> Pool:
        """Refused where the table of students by values would be too wide.

        Students are their row numbers: those who check a draw are given it as a file.
        """
        breadth.require_narrow(breadth.of_pool(self.rows, criteria))
        return Pool.read([str(row) for row in range(len(self.rows))], self.rows, sorted(criteria))

    def without(self, guard: Guard) -> "Eligible":
        """Those whom the over-sampling guard lets be drawn."""
        told = guard.pool(student.id for student in self.students)
        kept = self.those(lambda student_id: guard.reason(student_id) is None)
        return replace(kept, guard=told)

    def those(self, keep: Callable[[UUID], bool]) -> "Eligible":
        pairs = zip(self.students, self.rows, strict=True)
        kept = [(student, row) for student, row in pairs if keep(student.id)]
        return replace(self, students=[s for s, _ in kept], rows=[row for _, row in kept])

    def blamed(self, said: str) -> str:
        """Why no group was found, and that the guard has its part in it where it has."""
        students = sum(one.students for one in self.guard.left_out)
        detail = f"{said} Left out, since they were heard often enough this year: {students}."
        return detail if students else said

    def plain(self, sentence: str) -> str:
        """The sentence with schools by name: in the pool they are ids."""
        for school_id, name in self.school_names.items():
            sentence = sentence.replace(school_id, name)
        return sentence
