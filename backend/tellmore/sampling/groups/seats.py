"""Plans at the bound: slots first, and then the solver is asked for seats of just that cost.

With the slots given no two groups are alike and half of all seats are ruled out, and with each
count of a value bound to what the bound allows there is nothing left to weigh. Counts are
variables that add up over the groups, and in each group to its size: that follows from the seats,
but only told so does the solver settle how many of whom a group has before it settles who. Slots
for which it takes long are left for others, as such times are heavy-tailed (Gomes, Selman, Crato,
Kautz, "Heavy-tailed phenomena in satisfiability and constraint satisfaction problems", 2000).
"""

import random
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from tellmore.sampling.clock import Clock
from tellmore.sampling.groups.board import SEAT, UNEVEN, Board, Spread
from tellmore.sampling.groups.placing import Placing, cost_of
from tellmore.sampling.groups.slots import roomy
from tellmore.sampling.groups.solve import decide
from tellmore.sampling.watch import Phase

EFFORT = 0.005
"""The solver's deterministic seconds for the first attempt, for each member."""
ROOMY, ATTEMPTS = 5, 8
"""After the first of these, slots are no longer given, unless there would be too many seats."""
MANY_SEATS = 10_000
PATIENCE = 1.3
"""Each attempt may take so many times as long as the one before."""


def at_bound(board: Board, seed: int, bounds: Mapping[str, int], clock: Clock) -> Placing | None:
    """A plan that costs what `bounds` come to and so is the best, if some attempts find one.

    None proves nothing. Nothing is tried where a plan or a pin is kept, which belong to a group
    by its number, as slots are chosen here without looking at that; nor after earlier rounds, as
    hardly ever does nobody at all meet again. The same seed gives the same plan. Raises
    CancelledError when the search is called off.
    """
    bound = sum(bounds.values())
    kept = board.home or board.pinned or board.met
    if bound >= UNEVEN or kept:
        return None
    effort = EFFORT * len(board.members)
    for attempt in range(ATTEMPTS):
        slots = _slots(board, random.Random(f"{seed}:slots:{attempt}"), attempt)
        if slots is None or not clock.left:
            return None
        clock.tell(Phase.PLANS, bound / SEAT)
        found = Seats(board, slots).filled(bounds, clock, effort)
        if found is not None:
            return found
        effort *= PATIENCE
    return None


def _slots(board: Board, numbers: random.Random, attempt: int) -> Sequence[int] | None:
    """Slots for the groups; or in the last attempts all, for the solver to choose from.

    Their order is what differs then.
    """
    shared = any(slot.shared for slot in board.slots)
    if attempt < ROOMY or shared or len(board.slots) * len(board.members) > MANY_SEATS:
        return roomy(board, numbers)
    every = list(range(len(board.slots)))
    numbers.shuffle(every)
    return every


class Seats:
    """`at[k][i]`: member i sits in the k-th of some slots; none where it does not suit.

    `used[k]`: whether that slot has a group. With as many slots as groups all have one.
    """

    def __init__(self, board: Board, slots: Sequence[int]) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415  # it takes a second to load

        self.cp = cp_model.CpModel()
        self.board, self.slots = board, tuple(slots)
        self.at = [
            {i: self.cp.new_bool_var("") for i, row in enumerate(board.price) if not row[slot]}
            for slot in slots
        ]
        self.used = [self.cp.new_bool_var("") for _ in slots]
        self.cp.add(sum(self.used) == board.count)
        everybody = range(len(board.members))
        for i in everybody:
            self.cp.add_exactly_one(at[i] for at in self.at if i in at)
        low, high = board.even
        self.sizes = self._counts(everybody, range(low, high + 1))
        for at, used in zip(self.at, self.used, strict=True):
            self._apart(at)
            for seat in at.values():
                self.cp.add_implication(seat, used)

    def _apart(self, at: dict[int, Any]) -> None:
        """Siblings, no contact, grades too far apart."""
        board = self.board
        for i, j in sorted(board.apart):
            if i in at and j in at:
                self.cp.add_bool_or(~at[i], ~at[j])
        for ones, others in board.too_far:
            low = self.cp.new_bool_var("")
            for i in ones:
                if i in at:
                    self.cp.add_implication(at[i], low)
            for j in others:
                if j in at:
                    self.cp.add_implication(at[j], ~low)

    def _counts(self, whom: Sequence[int], allowed: Sequence[int]) -> list[Any]:
        """For each slot, how many of some members it has: one of `allowed`, or 0 if not used."""
        from ortools.sat.python import cp_model  # noqa: PLC0415  # as above

        domain = cp_model.Domain.from_values([0, *allowed])
        counts = [self.cp.new_int_var_from_domain(domain, "") for _ in self.at]
        for count, at, used in zip(counts, self.at, self.used, strict=True):
            self.cp.add(count == sum(at[i] for i in whom if i in at))
            self.cp.add(count >= min(allowed) * used)
        self.cp.add(sum(counts) == len(whom))
        return counts

    def filled(self, bounds: Mapping[str, int], clock: Clock, effort: float) -> Placing | None:
        """Everybody in a seat, and each feature at its bound: a plan that is the best.

        None where there is none with these slots, or it was not found with this effort.
        """
        for feature, spreads in groupby(self.board.spreads, lambda each: each.label.criterion):
            self._spread(list(spreads), bounds[feature])
        value = decide(self.cp, clock, effort).value
        if value is None:
            return None
        groups = [k for k, used in enumerate(self.used) if value(used)]
        group_of = tuple(
            next(g for g, k in enumerate(groups) if i in self.at[k] and value(self.at[k][i]))
            for i in range(len(self.board.members))
        )
        slot_of = tuple(self.slots[k] for k in groups)
        return Placing(group_of, slot_of, cost_of(self.board, group_of, slot_of))

    def _spread(self, spreads: Sequence[Spread], bound: int) -> None:
        """The counts of a feature's values, which cost no more than its bound in all."""
        paid: list[Any] = []
        of_values: list[list[Any]] = []
        for spread in spreads:
            allowed = self._allowed(spread, bound)
            counts = self._counts(spread.holders, allowed)
            paid += self._paid(spread, counts, allowed)
            of_values.append(counts)
        self.cp.add(sum(paid) <= bound)
        if all(spread.balanced for spread in spreads):
            for size, *here in zip(self.sizes, *of_values, strict=True):
                self.cp.add(size == sum(here))

    def _allowed(self, spread: Spread, bound: int) -> list[int]:
        most = min(self.board.even[1], len(spread.holders))
        return [
            count
            for count in range(most + 1)
            if spread.cost(count) <= bound and not (spread.named and count == 1)
        ]

    def _paid(self, spread: Spread, counts: Sequence[Any], allowed: Sequence[int]) -> list[Any]:
        """What the counts cost; nothing where all that are allowed are even."""
        dear = {count: spread.cost(count) for count in allowed if spread.cost(count)}
        paid = []
        for inside, used in zip(counts, self.used, strict=True) if dear else ():
            chosen = {count: self.cp.new_bool_var("") for count in allowed}
            self.cp.add(sum(chosen.values()) == used)
            self.cp.add(inside == sum(count * one for count, one in chosen.items()))
            paid += [cost * chosen[count] for count, cost in dear.items()]
        return paid
