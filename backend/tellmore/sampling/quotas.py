"""Quotas: how many seats each value must and may have, and the proposal from the pool's shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import NamedTuple

from tellmore.sampling.pool import Label, Pool

MOST = 1_000_000_000
"""Of seats and of any bound: solvers count no further. A large bound often stands for "as many as
like"."""


class InvalidQuotasError(ValueError):
    """The quotas contradict themselves before any pool is looked at."""


class Quota(NamedTuple):
    """Between `low` and `high` seats, both included, for one value of one criterion."""

    criterion: str
    value: str
    low: int
    high: int

    @property
    def label(self) -> Label:
        """The value that it is of."""
        return Label(self.criterion, self.value)


@dataclass(frozen=True)
class Quotas:
    """A panel's size and its bounds. A value without a quota is free."""

    seats: int
    bounds: tuple[Quota, ...]

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise InvalidQuotasError("A panel needs at least one seat.")
        if self.seats > MOST:
            raise InvalidQuotasError(f"{self.seats} seats are too large a number.")
        for quota in self.bounds:
            if not 0 <= quota.low <= quota.high:
                raise InvalidQuotasError(
                    f"{quota.criterion} {quota.value}: the least must lie between 0 and the most."
                )
            if quota.high > MOST:
                raise InvalidQuotasError(
                    f"{quota.criterion} {quota.value}: {quota.high} is too large a number."
                )
        if len({quota.label for quota in self.bounds}) != len(self.bounds):
            raise InvalidQuotasError("A value has more than one quota.")

    @property
    def criteria(self) -> frozenset[str]:
        """Those that have a quota."""
        return frozenset(quota.criterion for quota in self.bounds)


@dataclass(frozen=True)
class Criterion:
    """What to propose for one criterion.

    `tolerance`: seats by which a bound may lie either side of the exact share.
    `floor`: seats that each value gets at least, however small its group (1 for a program or a
    school, so that none stays unheard).
    """

    name: str
    tolerance: float = 1.0
    floor: int = 0


@dataclass(frozen=True)
class Proposal:
    """Quotas that a panel can meet; `targets` sum to the seats; `notes` say what had to give."""

    quotas: Quotas
    targets: Mapping[Label, int]
    notes: tuple[str, ...]


def shares(counts: Sequence[int], seats: int) -> list[int]:
    """Seats in proportion to `counts` by the largest remainder (Hamilton); they sum to `seats`.

    A tie of remainders goes to the larger group, then to the earlier one.
    """
    total = sum(counts)
    if total == 0:
        return [0] * len(counts)
    given = [seats * count // total for count in counts]
    by_remainder = sorted(
        range(len(counts)), key=lambda i: (-(seats * counts[i] % total), -counts[i], i)
    )
    for i in by_remainder[: seats - sum(given)]:
        given[i] += 1
    return given


def first_bounds(pool: Pool, seats: int, criterion: Criterion) -> list[tuple[Quota, int]]:
    """Bounds and target, in seats, of each value of one criterion, before a panel is sought."""
    labels = [label for label in pool.labels if label.criterion == criterion.name]
    counts = [pool.counts[label] for label in labels]
    targets = shares(counts, seats)
    bounds = []
    for label, count, target in zip(labels, counts, targets, strict=True):
        exact = seats * count / len(pool.ids)
        low = max(floor(exact - criterion.tolerance + 1e-9), criterion.floor, 0)
        high = max(ceil(exact + criterion.tolerance - 1e-9), criterion.floor, target)
        high = min(high, count, seats)
        bounds.append((Quota(label.criterion, label.value, min(low, high), high), target))
    return bounds


def uncovered(pool: Pool, seats: int, criterion: Criterion) -> str | None:
    """A sentence where a floor asks for more seats than there are; None where it fits."""
    groups = sum(1 for label in pool.labels if label.criterion == criterion.name)
    if criterion.floor * groups <= seats:
        return None
    return (
        f"{criterion.name}: {groups} groups are more than {seats} seats can hold, "
        "so not every group has a seat."
    )
