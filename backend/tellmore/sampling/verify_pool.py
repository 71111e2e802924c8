"""Checking a certificate against its pool: what only the students' values can show.

Nothing is taken from the search that made it but its proofs: who sits in no panel is proved again,
and so is a bound that lies below what quotas allow on paper.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tellmore.sampling.alternates import alternates
from tellmore.sampling.arrays import Flags, Integers
from tellmore.sampling.certificate import Certificate, results_of
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.linear import LateError, NoChancesError
from tellmore.sampling.lottery import EXACT
from tellmore.sampling.pool import Pool
from tellmore.sampling.problem import Problem, pose
from tellmore.sampling.refusals import UndecidedError
from tellmore.sampling.relaxed import impossible, most

SECONDS = 60.0
AT_ONCE = 1000
"""Panels that are recounted together: bounds the memory."""
BEFORE_7 = frozenset("123456")
"""Versions in which those in no panel could come onto the list of alternates."""


class _Case(NamedTuple):
    """problem: that of the pool and the certificate's quotas; panels (M, seats): row numbers.

    excluded (students,): those who are said to sit in no panel.
    """

    certificate: Certificate
    pool: Pool
    problem: Problem
    panels: Integers
    excluded: Flags


def against(c: Certificate, panels: Integers, pool: Pool) -> tuple[list[str], list[str]]:
    """What does not hold, and what the solvers could not settle within `SECONDS`.

    `panels` (M, seats): the certificate's, which names students of the pool alone.
    """
    if pool.digest != c.pool_hash or len(pool.ids) != c.pool_size:
        return ["The pool is not the one that the certificate was drawn from."], []
    excluded = np.zeros(c.pool_size, dtype=np.bool_)
    excluded[c.excluded] = True
    case = _Case(c, pool, pose(pool, c.quotas), panels, excluded)
    faults = [*_panels(case), *_results(case), *_alternates(case)]
    if faults:
        return faults, []
    clock = Clock(SECONDS)
    faults, notes = _left_out(case, clock)
    return (faults, notes) if faults else _bound(case, notes, clock)


def _panels(case: _Case) -> Iterator[str]:
    kinds, problem = case.problem.kind_of[case.panels], case.problem
    parts = np.array_split(kinds, 1 + len(kinds) // AT_ONCE)
    if any(problem.excess(problem.filled(part)).any() for part in parts):
        yield "A panel does not meet the quotas."


def _results(case: _Case) -> Iterator[str]:
    c = case.certificate
    asked = {result.criterion for result in c.results}
    for criterion in dict.fromkeys(label.criterion for label in case.pool.labels):
        if criterion not in asked:
            yield f"The pool was read by {criterion}, but no quota for it is stated."
    true = results_of(case.pool, c.quotas, c.drawn)
    for name in ("pool", "target", "actual"):
        if [getattr(one, name) for one in true] != [getattr(one, name) for one in c.results]:
            yield f"In the results, {name} does not follow from the pool and the students drawn."


def _alternates(case: _Case) -> Iterator[str]:
    c = case.certificate
    if c.alternates not in (_reserve(case, out) for out in _ways(case)):
        yield "The alternates are not those whom the rule calls."


def _ways(case: _Case) -> list[Flags]:
    before = case.certificate.version in BEFORE_7
    return [case.excluded, np.zeros_like(case.excluded)] if before else [case.excluded]


def _reserve(case: _Case, excluded: Flags) -> list[int]:
    c = case.certificate
    panel, count = np.array(c.drawn, dtype=np.int64), len(c.alternates)
    return alternates(
        case.pool,
        c.quotas,
        panel,
        count,
        excluded=excluded,
        panels_hash=c.panels_hash,
        seed=c.seed,
    )


def _left_out(case: _Case, clock: Clock) -> tuple[list[str], list[str]]:
    """Whether those who are left out sit in no panel at all: on paper, else by the solver."""
    problem = case.problem
    out = np.zeros(len(problem.size), dtype=np.bool_)
    out[problem.kind_of[case.excluded]] = True
    barred = impossible(problem, clock)
    missing = out & ~barred
    if not missing.any():
        return [], []
    from tellmore.sampling.exact import unreachable  # noqa: PLC0415  # CP-SAT loads slowly

    proved, found = unreachable(problem, missing, barred, clock.part(0.5))
    if found:
        return ["A student who is said to sit in no panel could sit in one."], []
    if (missing & ~proved).any():
        return [], ["Whether all who are left out can sit in no panel was not settled in time."]
    return [], []


def _bound(case: _Case, notes: list[str], clock: Clock) -> tuple[list[str], list[str]]:
    """A bound above that of the relaxation claims less than could be; one below it needs proof."""
    c, problem = case.certificate, case.problem
    barred = np.zeros(len(problem.size), dtype=np.bool_)
    barred[problem.kind_of[case.excluded]] = True
    try:
        paper = most(problem, barred, clock)
    except (LateError, NoChancesError):
        return [], [*notes, "Whether the bound is right was not settled in time."]
    if c.min_chance > paper + EXACT:
        return ["The smallest chance is higher than the quotas allow."], notes
    if c.bound >= paper * (1 - EXACT):
        return [], notes
    return _below_paper(case, notes, clock)


def _below_paper(case: _Case, notes: list[str], clock: Clock) -> tuple[list[str], list[str]]:
    """Draw again: a lottery with more than the bound refutes it, and exact prices may prove it."""
    from tellmore.sampling.weighted import weighted  # noqa: PLC0415  # only those who need it

    c, unsettled = case.certificate, "Whether whole panels can pass the bound was not settled."
    try:
        made = weighted(case.pool, c.quotas, clock.left, algorithm=Algorithm.MAXIMIN)
    except (UndecidedError, NoChancesError):
        return [], [*notes, unsettled]
    if not np.array_equal(made.excluded, case.excluded):
        return [], [*notes, unsettled]
    if made.min_chance > c.bound * (1 + EXACT):
        return ["Another lottery gives its least lucky student more than the bound."], notes
    return [], notes if made.bound <= c.bound * (1 + EXACT) else [*notes, unsettled]
