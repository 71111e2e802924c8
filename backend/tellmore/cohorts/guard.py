"""The over-sampling guard: the same few students shall not be taken from class again and again.

A district may set how often a student is heard in a school year, and how many minutes of class it
may cost. Who has reached a limit is left out of new draws. Where no school year is known nobody
can tell, and the guard says so: unknown is never zero.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from pydantic import Field

from tellmore.cohorts import pull_outs, queries, shown
from tellmore.cohorts.pull_outs import Heard
from tellmore.cohorts.schemas import GuardReason, GuardState, LeftOut, PoolGuard, ThisYear
from tellmore.core.context import Context
from tellmore.districts import service as districts
from tellmore.districts import years
from tellmore.districts.policy import Policies, Policy
from tellmore.districts.years import Year
from tellmore.identity.abilities import Ability

MOST_ROUNDS: Policy[int | None] = Policies.add(
    "guard.most_rounds_a_year",
    Annotated[int, Field(ge=1, le=100)] | None,
    None,
    "In how many cohorts a student may take part in one school year.",
)
MOST_MINUTES: Policy[int | None] = Policies.add(
    "guard.most_minutes_a_year",
    Annotated[int, Field(ge=1, le=10_000)] | None,
    None,
    "How many minutes of class a student may miss for sessions in one school year.",
)
NOBODY = Heard()


@dataclass(frozen=True)
class Limits:
    """None: the district has set no limit."""

    rounds: int | None
    minutes: int | None

    def __bool__(self) -> bool:
        return self.rounds is not None or self.minutes is not None

    def reached(self, heard: Heard) -> GuardReason | None:
        """The first of the reasons why a student is not drawn again this year."""
        if self.rounds is not None and heard.rounds >= self.rounds:
            return GuardReason.ROUNDS
        if self.minutes is not None and heard.minutes >= self.minutes:
            return GuardReason.MINUTES
        return None


@dataclass(frozen=True)
class Guard:
    """The limits of today, and where every student stands in this school year."""

    limits: Limits
    year: Year | None
    heard: dict[UUID, Heard]

    @property
    def state(self) -> GuardState:
        if not self.limits:
            return GuardState.OFF
        return GuardState.UNKNOWN if self.year is None else GuardState.ON

    def reason(self, student_id: UUID) -> GuardReason | None:
        if self.year is None:
            return None
        return self.limits.reached(self.heard.get(student_id, NOBODY))

    def pool(self, student_ids: Iterable[UUID]) -> PoolGuard:
        """How many of these are left out, each counted once."""
        counts = Counter(self.reason(student_id) for student_id in student_ids)
        limits = {GuardReason.ROUNDS: self.limits.rounds, GuardReason.MINUTES: self.limits.minutes}
        left_out = [
            LeftOut(reason=reason, limit=limit, students=counts[reason])
            for reason, limit in limits.items()
            if limit is not None and counts[reason]
        ]
        return PoolGuard(state=self.state, left_out=left_out)

    def this_year(self, student_id: UUID) -> ThisYear:
        if self.year is None:
            return ThisYear(known=False, rounds=None, minutes=None, reached=None)
        heard = self.heard.get(student_id, NOBODY)
        return ThisYear(
            known=True,
            rounds=heard.rounds,
            minutes=heard.minutes,
            reached=self.limits.reached(heard),
        )


async def limits(ctx: Context) -> Limits:
    """What the district has set for today."""
    held = await districts.in_force(ctx)
    return Limits(held.value(MOST_ROUNDS), held.value(MOST_MINUTES))


async def look(ctx: Context, student_ids: Collection[UUID] | None = None) -> Guard:
    """For a rule: where these students stand, or all; nothing is read where no limit is set."""
    held = await limits(ctx)
    return await _guard(ctx, held, student_ids) if held else Guard(held, None, {})


async def standing(ctx: Context, student_ids: Collection[UUID]) -> Guard:
    """For a reading: the same, whether there are limits or not."""
    return await _guard(ctx, await limits(ctx), student_ids)


def shows_single_students(ctx: Context) -> bool:
    """Minutes are nearly a fingerprint: they lead from one pseudonym to the next, and to a name."""
    return ctx.actor.may(Ability.DRAWS_READ) and ctx.actor.may(Ability.IDENTITIES_READ)


async def told(ctx: Context, cohort_ids: Collection[UUID]) -> frozenset[UUID]:
    """Of these cohorts, those of whose students the caller may read where each stands."""
    if not shows_single_students(ctx):
        return frozenset()
    schools: dict[UUID, list[UUID]] = {cohort_id: [] for cohort_id in cohort_ids}
    for row in await ctx.session.exec(queries.schools_of(list(schools))):
        schools[row.cohort_id].append(row.school_id)
    return frozenset(one for one, theirs in schools.items() if shown.exact(ctx, theirs))


async def _guard(ctx: Context, held: Limits, student_ids: Collection[UUID] | None) -> Guard:
    year = await years.current(ctx)
    heard = await pull_outs.in_year(ctx, year, student_ids) if year else {}
    return Guard(held, year, heard)
