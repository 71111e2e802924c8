"""The pool of a draw as it was then, for whoever asks later how those heard compare with it."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from tellmore.cohorts import pooling, queries
from tellmore.cohorts.eligible import Eligible
from tellmore.cohorts.models import Cohort, DrawnPool, Member
from tellmore.core.context import Context
from tellmore.sampling.pool import UNKNOWN

ALWAYS: Final = ("school", "grade")
"""What a draw without quotas is judged by."""
MARK: Final = 16


def criteria(cohort: Cohort) -> list[str]:
    """What the draw of this cohort is judged by, in the order of its quotas."""
    return list(dict.fromkeys(str(quota["criterion"]) for quota in cohort.quotas)) or [*ALWAYS]


def as_drawn(cohort: Cohort, row: Mapping[str, str]) -> dict[str, str]:
    return {name: row.get(name, UNKNOWN) for name in criteria(cohort)}


def of(cohort: Cohort, found: Eligible, at: datetime) -> DrawnPool:
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for row in found.rows:
        of_school = counts.setdefault(row["school"], {})
        for name, value in as_drawn(cohort, row).items():
            of_value = of_school.setdefault(name, {})
            of_value[value] = of_value.get(value, 0) + 1
    return DrawnPool(
        district_id=cohort.district_id,
        cohort_id=cohort.id,
        drawn_at=at,
        counts=counts,
        marks=[_mark(cohort.id, student.id) for student in found.students],
    )


async def find(ctx: Context, cohort_id: UUID) -> DrawnPool | None:
    """For other rooms. None: not drawn, or drawn before pools were kept."""
    return (await ctx.session.exec(queries.drawn_pool(cohort_id))).one_or_none()


def counts(pool: DrawnPool, school_ids: Collection[UUID]) -> dict[str, Counter[str]]:
    """Criterion → value → students, over these schools."""
    found: dict[str, Counter[str]] = {}
    for school_id in school_ids:
        for name, values in pool.counts.get(str(school_id), {}).items():
            found.setdefault(name, Counter()).update(values)
    return found


def latecomers(pool: DrawnPool, members: Collection[Member]) -> list[Member]:
    """Those who took a seat later and were not in the pool at the draw."""
    marks = frozenset(pool.marks)
    late = [one for one in members if one.chance is None]
    return [one for one in late if _mark(pool.cohort_id, one.student_id) not in marks]


def those_drawn_from(pool: DrawnPool, found: Eligible) -> Eligible:
    """Of today's students those who were in the pool, in its order."""
    marks = frozenset(pool.marks)
    return found.those(lambda student_id: _mark(pool.cohort_id, student_id) in marks)


def _mark(cohort_id: UUID, student_id: UUID) -> str:
    return pooling.rank(cohort_id, student_id)[:MARK]
