"""Whom a plan takes beyond a limit of the school year: what was, what is planned, and this.

A warning for whoever plans, and never a refusal.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from tellmore.cohorts import guard, pull_outs
from tellmore.cohorts import service as cohorts
from tellmore.cohorts.guard import NOBODY, Limits
from tellmore.cohorts.pull_outs import Heard
from tellmore.cohorts.schemas import GuardReason
from tellmore.core.context import Context
from tellmore.districts import years
from tellmore.districts.years import Year
from tellmore.sessions import queries
from tellmore.sessions.models import Session
from tellmore.sessions.schemas import LimitWarning, YearWarning

Warnings = list[LimitWarning | YearWarning]


@dataclass(frozen=True)
class Plan:
    """A session that is yet to be held, written down or not. `pseudonyms` are by member."""

    session_id: UUID | None
    cohort_id: UUID
    starts_at: datetime
    ends_at: datetime
    pseudonyms: Mapping[UUID, str]

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True)
class Known:
    """What is known of the students of some plans. Without the year of a plan: nothing of it."""

    limits: Limits
    years: Mapping[datetime, Year | None]
    students: Mapping[UUID, UUID]
    heard: Mapping[Year, Mapping[UUID, Heard]]
    to_come: Mapping[UUID, Sequence[Session]] = field(default_factory=dict)

    def beside(self, plan: Plan, student_id: UUID, year: Year) -> Heard:
        """What else is planned for a student in that year, as if it had been held."""
        others = [
            session
            for session in self.to_come.get(student_id, ())
            if session.id != plan.session_id and year.begins <= session.starts_at < year.ends
        ]
        lasting = sum((one.ends_at - one.starts_at).total_seconds() for one in others)
        return Heard(frozenset(one.cohort_id for one in others), int(lasting // 60))


async def warnings(ctx: Context, plans: Sequence[Plan]) -> list[Warnings]:
    """For each plan its warnings; none for those who may not read how a student stands."""
    if not plans or not (limits := await guard.limits(ctx)):
        return [[] for _ in plans]
    told = await guard.told(ctx, {one.cohort_id for one in plans})
    known = await _known(ctx, limits, [one for one in plans if one.cohort_id in told])
    return [_of(one, known) if one.cohort_id in told else [] for one in plans]


async def _known(ctx: Context, limits: Limits, plans: Sequence[Plan]) -> Known:
    if not plans:
        return Known(limits, {}, {}, {})
    found = await years.years_of(ctx, {one.starts_at for one in plans})
    students = await cohorts.students_of(ctx, [each for one in plans for each in one.pseudonyms])
    everyone = frozenset(students.values())
    heard = {
        year: await pull_outs.in_year(ctx, year, everyone)
        for year in set(found.values())
        if year is not None
    }
    return Known(limits, found, students, heard, await _to_come(ctx, everyone))


async def _to_come(ctx: Context, student_ids: Collection[UUID]) -> dict[UUID, list[Session]]:
    found = defaultdict(list)
    for student_id, session in await ctx.session.exec(queries.to_come(student_ids, ctx.now)):
        found[student_id].append(session)
    return found


def _of(plan: Plan, known: Known) -> Warnings:
    year = known.years[plan.starts_at]
    if year is None:
        detail = "Nobody has said when the school year begins, so no limit can be kept to."
        return [YearWarning(code="year_unknown", detail=detail)]
    found: Warnings = []
    for member_id, pseudonym in plan.pseudonyms.items():
        if (student_id := known.students.get(member_id)) is not None:
            was = known.heard[year].get(student_id, NOBODY)
            passed = _passed(plan, known.limits, was, known.beside(plan, student_id, year))
            found += [_told(member_id, pseudonym, one) for one in passed]
    return found


@dataclass(frozen=True)
class Passed:
    """A limit that a student goes beyond, and by what."""

    reason: GuardReason
    limit: int
    so_far: int
    planned: int
    adds: int


def _passed(plan: Plan, limits: Limits, was: Heard, beside: Heard) -> Iterator[Passed]:
    """A cohort counts as one round, however many of its sessions a student is at."""
    own = frozenset({plan.cohort_id})
    rounds = (was.rounds, len(beside.cohort_ids - was.cohort_ids - own), len(own - was.cohort_ids))
    minutes = (was.minutes, beside.minutes, plan.minutes)
    for reason, limit, (so_far, planned, adds) in (
        (GuardReason.ROUNDS, limits.rounds, rounds),
        (GuardReason.MINUTES, limits.minutes, minutes),
    ):
        if limit is not None and adds and so_far + planned + adds > limit:
            yield Passed(reason, limit, so_far, planned, adds)


def _told(member_id: UUID, pseudonym: str, passed: Passed) -> LimitWarning:
    total, most = passed.so_far + passed.planned + passed.adds, passed.limit
    detail = (
        f"{pseudonym} comes to {total} rounds in the school year; the limit is {most}."
        if passed.reason is GuardReason.ROUNDS
        else f"{pseudonym} comes to {total} minutes out of class; the limit of a year is {most}."
    )
    return LimitWarning(
        code="limit_reached" if passed.so_far >= most else "limit_passed",
        detail=detail,
        member_id=member_id,
        pseudonym=pseudonym,
        **asdict(passed),
    )
