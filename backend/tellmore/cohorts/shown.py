"""What of a cohort's figures is shown to whom.

Who draws sees all of them: they read the roster anyway. Everybody else sees counts that the
disclosure engine lets through, and nothing of single students; whoever reads some of the schools
alone sees no count over all of them.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from tellmore.cohorts.models import Cohort
from tellmore.cohorts.schemas import QuotaRead, Withheld, WithheldReason
from tellmore.core.context import Context
from tellmore.disclosure import alike, tables
from tellmore.districts.minimum import minimum_cell, minimum_outside
from tellmore.identity.abilities import Ability

OF_STUDENTS = ("panels", "drawn", "alternates", "appearances", "excluded")
OF_THE_POOL = ("pool_size", "min_chance", "bound")
"""A chance is seats by students: of the whole pool, or of the value that is hardest to seat."""
FIGURES = ("low", "high", "pool", "target", "actual")
REST = "\0rest"

Json = dict[str, Any]
Label = tuple[str, str]
Safe = tuple[Json, list[Withheld]]


def exact(ctx: Context, school_ids: Iterable[UUID]) -> bool:
    """`school_ids`: those of the cohort. Whoever draws in one of two reads half a roster."""
    return ctx.actor.may(Ability.DRAWS_READ) and _reaches(ctx, school_ids)


def quotas(
    ctx: Context, cohort: Cohort, school_ids: Iterable[UUID]
) -> tuple[list[QuotaRead], list[Withheld]]:
    """The bounds nearly say how many of each were drawn: they go with the exact figures."""
    rows = [QuotaRead.model_validate(row) for row in cohort.quotas]
    if exact(ctx, school_ids) or not rows:
        return rows, []
    hidden = [row.model_copy(update={"min": None, "max": None}) for row in rows]
    return hidden, [_withheld("/quotas", WithheldReason.PLANNERS_ONLY)]


async def certificate(ctx: Context, body: Json, school_ids: Iterable[UUID], *, board: bool) -> Safe:
    """As it is for those who draw; for others without students, and safe counts alone.

    `board`: as it may leave the school, whoever reads it.
    """
    if exact(ctx, school_ids) and not board:
        return body, []
    if not _reaches(ctx, school_ids):
        return without_counts(body)
    least = await (minimum_outside if board else minimum_cell)(ctx)
    few = tables.count(body["pool_size"], least) is None
    return _less(body, set(_unsafe(body, least)), WithheldReason.TOO_FEW, pool=few)


def without_counts(body: Json) -> Safe:
    """For whoever reads some of the schools: less their own, a count of all tells of the others."""
    every = {_label(row) for row in body["results"]}
    return _less(body, every, WithheldReason.OTHER_SCHOOLS, pool=True)


def _reaches(ctx: Context, school_ids: Iterable[UUID]) -> bool:
    reach = ctx.scope.school_ids
    return reach is None or reach >= frozenset(school_ids)


def _less(body: Json, hidden: Collection[Label], why: WithheldReason, *, pool: bool) -> Safe:
    """Without single students, these values, and the figures of the pool where `pool` says so."""
    withheld, results = [], []
    for place, row in enumerate(body["results"]):
        unsafe = _label(row) in hidden
        results.append({**row, **dict.fromkeys(FIGURES)} if unsafe else row)
        withheld += [_withheld(_at(f"results/{place}"), why)] if unsafe else []
    of_the_pool = OF_THE_POOL if pool else ()
    withheld += [_withheld(_at(name), WithheldReason.PLANNERS_ONLY) for name in OF_STUDENTS]
    withheld += [_withheld(_at(name), why) for name in of_the_pool]
    return {**body, **dict.fromkeys((*OF_STUDENTS, *of_the_pool)), "results": results}, withheld


def _label(row: Json) -> Label:
    return row["criterion"], row["value"]


def _unsafe(body: Json, least: int) -> Iterator[Label]:
    """The values whose row is withheld, criterion by criterion."""
    totals = {"pool": body["pool_size"], "target": body["seats"], "actual": body["seats"]}
    for criterion in dict.fromkeys(row["criterion"] for row in body["results"]):
        rows = [row for row in body["results"] if row["criterion"] == criterion]
        columns = [_column(rows, name, total) for name, total in totals.items()]
        for value in alike.withheld(columns, least):
            yield criterion, value


def _column(rows: Iterable[Json], name: str, total: int) -> dict[str, int]:
    """With those whose value has no quota: they are what is left of the total."""
    counts = {row["value"]: row[name] for row in rows}
    left = total - sum(counts.values())
    return {**counts, REST: left} if left > 0 else counts


def _at(name: str) -> str:
    return f"/certificate/{name}"


def _withheld(pointer: str, reason: WithheldReason) -> Withheld:
    return Withheld(pointer=pointer, reason=reason)
