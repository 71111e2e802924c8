"""Quotas proposed from the pool's shares, made sure that a panel can meet them."""

from collections.abc import Sequence

from tellmore.sampling.clock import Clock
from tellmore.sampling.feasibility import require_panel
from tellmore.sampling.pool import Pool
from tellmore.sampling.problem import pose
from tellmore.sampling.quotas import Criterion, Proposal, Quota, Quotas, first_bounds, uncovered
from tellmore.sampling.refusals import InfeasibleError


def propose(
    pool: Pool, seats: int, criteria: Sequence[Criterion], time_limit: float = 3.0
) -> Proposal:
    """Bounds round each value's share of the seats, widened as little as a panel needs.

    Targets follow the pool's shares by the largest remainder. Every group gets its criterion's
    floor when the seats allow; `notes` say where they don't, and what was widened.
    Raises PoolTooSmallError, UndecidedError.
    """
    pairs = [pair for criterion in criteria for pair in first_bounds(pool, seats, criterion)]
    notes = [note for c in criteria if (note := uncovered(pool, seats, c))]
    quotas = Quotas(seats, tuple(quota for quota, _ in pairs))
    targets = {quota.label: target for quota, target in pairs}
    try:
        require_panel(pose(pool, quotas), Clock(time_limit))
    except InfeasibleError as error:
        relaxation = error.relaxations[0]
        quotas = relax(quotas, relaxation.changes)
        notes.append(f"Not all shares fit at once; the proposal has {relaxation.sentence}.")
    return Proposal(quotas, targets, tuple(notes))


def relax(quotas: Quotas, changes: Sequence[Quota]) -> Quotas:
    """The quotas with the bounds of `changes` put in place of their own."""
    changed = {quota.label: quota for quota in changes}
    kept = tuple(changed.get(quota.label, quota) for quota in quotas.bounds)
    return Quotas(quotas.seats, kept)
