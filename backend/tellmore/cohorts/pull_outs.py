"""How often and for how long students were out of class, as the sessions tell it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tellmore.cohorts import queries
from tellmore.core.context import Context
from tellmore.core.db import whole_district
from tellmore.core.ids import uuid7
from tellmore.districts.years import Year


@dataclass(frozen=True)
class Away:
    """A member out of class for a session. `took_part`: and did not say no there."""

    member_id: UUID
    began_at: datetime
    ended_at: datetime
    took_part: bool


@dataclass(frozen=True)
class Heard:
    """The cohorts in which a student took part, and the minutes of class that were missed."""

    cohort_ids: frozenset[UUID] = frozenset()
    minutes: int = 0

    @property
    def rounds(self) -> int:
        return len(self.cohort_ids)


async def keep(ctx: Context, session_id: UUID, cohort_id: UUID, away: Sequence[Away]) -> None:
    """For sessions: all who are out of class for one, as known now. Told twice, it is there once.

    A session of two schools is told whole, whichever of them its facilitator belongs to.
    """
    ids = [one.member_id for one in away]
    async with whole_district(ctx.session, ctx.scope) as connection:
        found = await connection.execute(queries.member_students(ids))
        students = {row[0]: row[1] for row in found}
        stays = [(students[one.member_id], one.began_at) for one in away]
        await connection.execute(queries.overtaken_pull_outs(session_id, stays))
        rows = [
            {
                "id": uuid7(),
                "district_id": ctx.district_id,
                "session_id": session_id,
                "cohort_id": cohort_id,
                "student_id": students[one.member_id],
                "began_at": one.began_at,
                "ended_at": one.ended_at,
                "took_part": one.took_part,
            }
            for one in away
        ]
        if rows:
            await connection.execute(queries.keep_pull_outs(), rows)


async def in_year(
    ctx: Context, year: Year, student_ids: Collection[UUID] | None = None
) -> dict[UUID, Heard]:
    """By student, as far as the caller's schools reach; who is not there was not out of class."""
    found = await ctx.session.exec(queries.pulled_out(year.begins, year.ends, student_ids))
    return {
        student: Heard(frozenset(cohort_ids or ()), int(seconds // 60))
        for student, cohort_ids, seconds in found
    }
