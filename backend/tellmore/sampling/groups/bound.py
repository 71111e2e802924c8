"""A bound on how even any split can be, feature by feature, without looking at who can meet whom.

For one value of a feature, only how many of its holders each group has matters: a small dynamic
programme over the groups finds the least cost over all counts that add up. Features are counted
apart, so their sum bounds the whole; a search that reaches it is proved to have the best.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from tellmore.sampling.groups.board import UNEVEN, Board, Spread, seat_cost

Table = dict[tuple[int, int], int]
"""State → least cost."""


def feature_bounds(board: Board) -> dict[str, int]:
    """For each feature, the least cost of its values over groups of even size, UNEVEN at most.

    In the cost of `board.seat_cost`, for balanced and named features alike; no plan has less.
    """
    by_feature = groupby(board.spreads, key=lambda spread: spread.label.criterion)
    return {name: _feature(board, list(spreads)) for name, spreads in by_feature}


def lower_bound(bounds: Mapping[str, int]) -> int:
    """What no plan costs less than, of what `feature_bounds` came to.

    Where sizes can't be even, that alone costs UNEVEN.
    """
    return min(sum(bounds.values()), UNEVEN)


def _feature(board: Board, spreads: Sequence[Spread]) -> int:
    """The values each for itself, or one against all others together: whichever says more."""
    apart = sum(_least(board, spread, None) for spread in spreads)
    against = (_least(board, each, [s for s in spreads if s is not each]) for each in spreads)
    return min(max(apart, *against), UNEVEN)


def _least(board: Board, spread: Spread, others: Sequence[Spread] | None) -> int:
    """The least cost of one value; with `others`, and of theirs, counted as one value."""
    low, high = board.even
    large = len(board.members) - low * board.count
    costs = {
        (count, size): _cost(spread, count, size - count, others)
        for size in {low, high}
        for count in range(min(size, len(spread.holders)) + 1)
        if not (spread.named and count == 1)
    }
    reached: Table = {(0, 0): 0}
    for _ in range(board.count):
        reached = _one_more(reached, costs, low, (len(spread.holders), large))
    return reached.get((len(spread.holders), large), UNEVEN)


def _one_more(reached: Table, costs: Table, low: int, most: tuple[int, int]) -> Table:
    """Add a group. States are holders seated so far, and groups of the larger size so far."""
    found: Table = {}
    for (seated, large), so_far in reached.items():
        for (count, size), cost in costs.items():
            state = (seated + count, large + (size > low))
            if state[0] <= most[0] and state[1] <= most[1]:
                found[state] = min(found.get(state, so_far + cost), so_far + cost)
    return found


def _cost(spread: Spread, count: int, rest: int, others: Sequence[Spread] | None) -> int:
    if not others or not spread.balanced:
        return spread.cost(count)
    least = sum(other.low for other in others)
    most = sum(other.high for other in others)
    off = max(rest - most, least - rest, 0)
    each, more = divmod(off, len(others))  # shared as evenly as can be, which costs least
    return spread.cost(count) + more * seat_cost(each + 1) + (len(others) - more) * seat_cost(each)
