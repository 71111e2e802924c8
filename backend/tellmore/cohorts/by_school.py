"""What sessions cost each school this year: so many students out of class, for so long.

It is made to be shown around, so the small counts are withheld whoever asks.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tellmore.cohorts import queries
from tellmore.cohorts.by_school_schemas import ClassTime, ClassTimeRead, SchoolClassTime
from tellmore.cohorts.schemas import Withheld, WithheldReason
from tellmore.core.context import Context
from tellmore.disclosure import tables
from tellmore.districts import service as districts
from tellmore.districts import years
from tellmore.districts.minimum import minimum_cell
from tellmore.districts.years import Year
from tellmore.identity.abilities import Ability


@dataclass(frozen=True)
class Counted:
    """Of one school, or of all."""

    students: int
    out: int
    rounds: int
    seconds: int

    def figures(self, *, hidden: bool) -> dict[str, Any]:
        figures = (None,) * 3 if hidden else (self.out, self.rounds, self.seconds // 60)
        names = ("out_of_class", "rounds", "minutes")
        return {"students": self.students, **dict(zip(names, figures, strict=True))}


@dataclass(frozen=True)
class Unsafe:
    """Which schools' figures must not be shown, and whether those of all together must not."""

    schools: frozenset[UUID]
    total: bool


async def read(ctx: Context) -> ClassTimeRead:
    ctx.require(Ability.DRAWS_READ)
    year = await years.current(ctx)
    if year is None:
        nothing = years.shown(None)
        return ClassTimeRead(year=nothing, sessions=None, schools=[], total=None, withheld=[])
    counted = await _counted(ctx, year)
    sessions = (await ctx.session.exec(queries.sessions_held(year.begins, year.ends))).one()
    unsafe = await asyncio.to_thread(withheld, counted, await minimum_cell(ctx))
    schools = await districts.schools(ctx, list(counted))
    names = sorted((school.name, school.id) for school in schools)
    rows = [
        SchoolClassTime(
            school_id=one, name=name, **counted[one].figures(hidden=one in unsafe.schools)
        )
        for name, one in names
    ]
    return _document(year, sessions, rows, _total(counted, unsafe))


def withheld(counted: Mapping[UUID, Counted], minimum: int) -> Unsafe:
    """Nobody may work out who was out of class, nor who was not, where either are too few.

    Shape: school → its counts of distinct students; how many a school has, the reader knows.
    Raises ValueError for a minimum below 2. Source: the domain's minimum cell, with complementary
    suppression (`disclosure`). A shown school tells of `minimum` students or more, and so do all
    withheld ones together, whose sum a reader has by subtraction from a shown total.
    """
    if len(counted) == 1:
        ((school, one),) = counted.items()
        safe = tables.filter_allowed(one.students, one.out, minimum)
        return Unsafe(frozenset() if safe else frozenset({school}), total=not safe)
    out = {str(school): one.out for school, one in counted.items()}
    rest = {str(school): one.students - one.out for school, one in counted.items()}
    columns = [tables.one_way(column, minimum) for column in (out, rest)]
    hidden = {UUID(name) for one in columns for name, n in one.cells.items() if n is None}
    return Unsafe(frozenset(hidden), total=any(one.total is None for one in columns))


async def _counted(ctx: Context, year: Year) -> dict[UUID, Counted]:
    connection = await ctx.session.connection()
    rows = await connection.execute(queries.class_time(year.begins, year.ends))
    return {
        school_id: Counted(students, out, int(rounds), int(seconds))
        for school_id, students, out, rounds, seconds in rows
    }


def _total(counted: Mapping[UUID, Counted], unsafe: Unsafe) -> ClassTime:
    each = counted.values()
    total = Counted(
        students=sum(one.students for one in each),
        out=sum(one.out for one in each),
        rounds=sum(one.rounds for one in each),
        seconds=sum(one.seconds for one in each),
    )
    return ClassTime(**total.figures(hidden=unsafe.total))


def _document(
    year: Year, sessions: int, schools: list[SchoolClassTime], total: ClassTime
) -> ClassTimeRead:
    hidden = [f"/schools/{at}" for at, one in enumerate(schools) if one.out_of_class is None]
    hidden += ["/total"] if total.out_of_class is None else []
    return ClassTimeRead(
        year=years.shown(year),
        sessions=sessions,
        schools=schools,
        total=total,
        withheld=[Withheld(pointer=one, reason=WithheldReason.TOO_FEW) for one in hidden],
    )
