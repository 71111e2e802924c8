"""The same grouping for CP-SAT: it finishes what the search began, or proves that no plan exists.

OR-Tools is imported when a model is made, so that a server starts without it.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from tellmore.sampling.groups.board import (
    AGAIN,
    ASIDE,
    LINES,
    MOVED,
    RESET,
    UNEVEN,
    UNKNOWN_LED,
    Board,
    Slot,
    Spread,
)
from tellmore.sampling.groups.check import is_free
from tellmore.sampling.groups.placing import Placing, cost_of


class Family(StrEnum):
    """Hard rules that belong together, as a conflict of rules names them."""

    SIZES = "sizes"
    TOGETHER = "together"
    APART = "apart"
    GRADE_SPAN = "grade_span"
    FREE = "free"
    TEACHING = "teaching"
    ONE_PLACE = "one_place"
    PINS = "pins"


class Model:
    """`seat[i][g]`: member i sits in group g; `at[g][s]`: group g has slot s.

    Each rule holds only where its family's literal in `keeps` does. With `interviews`, members of
    named subgroups may be set aside.
    """

    def __init__(self, board: Board, *, interviews: bool = False) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415  # it takes a second to load

        self.cp = cp_model.CpModel()
        self.board = board
        groups = range(board.count)
        self.keeps = {family: self.cp.new_bool_var(family) for family in Family}
        self.seat = [[self.cp.new_bool_var("") for _ in groups] for _ in board.members]
        self.at = [[self.cp.new_bool_var("") for _ in board.slots] for _ in groups]
        self.aside = [self.cp.new_bool_var("") for _ in board.members]
        for i, seats in enumerate(self.seat):
            self.cp.add_exactly_one(*seats, self.aside[i])
            if not (interviews and i in board.optional):
                self.cp.add(self.aside[i] == 0)
        for slots in self.at:
            self.cp.add_exactly_one(slots)
        self.costs: list[Any] = [ASIDE * aside for aside in self.aside]
        self.uneven: list[Any] = []
        self._come_together()
        self._sizes()
        self._together()
        self._stay_apart()
        self._pins()

    def _within(self, spread: Spread, g: int) -> Any:
        return sum(self.seat[i][g] for i in spread.holders)

    def _come_together(self) -> None:
        """Members are free when their group meets, and not taught by whoever leads it."""
        slots = list(enumerate(self.board.slots))
        for s, slot in slots:
            if not slot.shared:
                taken = sum(at[s] for at in self.at)
                self.cp.add(taken <= 1).only_enforce_if(self.keeps[Family.ONE_PLACE])
        free = [
            [s for s, slot in slots if is_free(member.free, slot.period)]
            for member in self.board.members
        ]
        for g, at in enumerate(self.at):
            when = self._grouped(at, [slot.period for _, slot in slots])
            for i, usable in enumerate(free):
                periods = {self.board.slots[s].period for s in usable}
                open_then = [when[period] for period in periods]
                rule = self.cp.add_bool_or(~self.seat[i][g], *open_then)
                rule.only_enforce_if(self.keeps[Family.FREE])
            self._led(g, self._grouped(at, [_leader(slot) for _, slot in slots]))

    def _led(self, g: int, who: dict[Any, Any]) -> None:
        leaders = {_leader(slot): slot.facilitator for slot in self.board.slots}
        accepted = self.board.grouping.rules.unknown_accepted
        for i, member in enumerate(self.board.members):
            known = [
                who[name]
                for name, leader in leaders.items()
                if leader is None or member.id in leader.clear - leader.conflict
            ]
            untold = [
                who[name]
                for name, leader in leaders.items()
                if leader and member.id not in leader.clear | leader.conflict
            ]
            if accepted and untold:
                risk = self.cp.new_bool_var("")
                self.cp.add_bool_or(*known, ~self.seat[i][g], risk)
                self.costs.append(UNKNOWN_LED * risk)
            rule = self.cp.add_bool_or(~self.seat[i][g], *known, *(untold if accepted else ()))
            rule.only_enforce_if(self.keeps[Family.TEACHING])

    def _grouped(self, at: Sequence[Any], keys: Sequence[Hashable]) -> dict[Any, Any]:
        """A literal for each key: the slot is one of those with the key."""
        found = {}
        for key in dict.fromkeys(keys):
            found[key] = self.cp.new_bool_var("")
            mine = (slot for slot, own in zip(at, keys, strict=True) if own == key)
            self.cp.add(sum(mine) == found[key])
        return found

    def _sizes(self) -> None:
        rules, (low, high) = self.board.grouping.rules, self.board.even
        for g in range(self.board.count):
            size = sum(seats[g] for seats in self.seat)
            keep = self.keeps[Family.SIZES]
            self.cp.add(size >= rules.smallest).only_enforce_if(keep)
            self.cp.add(size <= rules.largest).only_enforce_if(keep)
            uneven = self.cp.new_int_var(0, len(self.board.members), "")
            self.cp.add(uneven >= size - high)
            self.cp.add(uneven >= low - size)
            self.uneven.append(uneven)
            self.costs.append(UNEVEN * uneven)

    def _together(self) -> None:
        for spread in self.board.spreads:
            if not spread.named:
                continue
            for g in range(self.board.count):
                some = self.cp.new_bool_var("")
                keep = self.keeps[Family.TOGETHER]
                self.cp.add(self._within(spread, g) >= 2).only_enforce_if(some, keep)  # noqa: PLR2004  # nobody or at least two
                self.cp.add(self._within(spread, g) == 0).only_enforce_if(~some, keep)

    def _stay_apart(self) -> None:
        for g in range(self.board.count):
            for i, j in sorted(self.board.apart):
                rule = self.cp.add_bool_or(~self.seat[i][g], ~self.seat[j][g])
                rule.only_enforce_if(self.keeps[Family.APART])
            for ones, others in self.board.too_far:
                low = self.cp.new_bool_var("")
                for i in ones:
                    self.cp.add_implication(self.seat[i][g], low)
                for j in others:
                    rule = self.cp.add_bool_or(~self.seat[j][g], ~low)
                    rule.only_enforce_if(self.keeps[Family.GRADE_SPAN])

    def _pins(self) -> None:
        keep = self.keeps[Family.PINS]
        for i, g in self.board.pinned.items():
            self.cp.add_implication(keep, self.seat[i][g])
        for g in sorted(self.board.fixed):
            self.cp.add_implication(keep, self.at[g][self.board.home_slot[g]])

    def with_all_rules(self) -> "Model":
        """This model with every family kept for good: no assumptions may be asked of it then."""
        for keep in self.keeps.values():
            self.cp.add(keep == 1)
        return self

    def with_costs(self, bounds: Mapping[str, int], start: Placing | None) -> "Model":
        """All rules kept, and the least cost sought, from a plan that is known already.

        `bounds`: what the values of each feature cost at least, with sizes that are even.
        """
        self.with_all_rules()
        self._balance(bounds)
        self._meeting_again()
        self.costs += [MOVED * (1 - self.seat[i][g]) for i, g in self.board.home.items()]
        self.costs += [RESET * (1 - self.at[g][s]) for g, s in self.board.home_slot.items()]
        self.cp.minimize(sum(self.costs))
        if start is not None:
            self._hint(start)
        return self

    def _balance(self, bounds: Mapping[str, int]) -> None:
        escape = sum(self.uneven) + sum(self.aside)
        for feature, bound in bounds.items():
            costs = [
                self._off(spread, g)
                for spread in self.board.spreads
                if spread.balanced and spread.label.criterion == feature
                for g in range(self.board.count)
            ]
            self.cp.add(sum(costs) + UNEVEN * escape >= bound)
            self.costs += costs

    def _off(self, spread: Spread, g: int) -> Any:
        """What a count costs: the highest of its lines, as `board.seat_cost`."""
        cost = self.cp.new_int_var(0, LINES[-1][0] * len(spread.holders), "")
        within = self._within(spread, g)
        for slope, less in LINES:
            self.cp.add(cost >= slope * (within - spread.high) - less)
            if spread.low:
                self.cp.add(cost >= slope * (spread.low - within) - less)
        return cost

    def _meeting_again(self) -> None:
        """Of o who come from one earlier group, o (o - 1) / 2 pairs meet again."""
        number = {member.id: i for i, member in enumerate(self.board.members)}
        earlier = [
            [number[m] for m in group.members if m in number]
            for plan in self.board.kept.met
            for group in plan.groups
        ]
        for former in earlier:
            for g in range(self.board.count):
                most = len(former)
                pairs = self.cp.new_int_var(0, most * most, "")
                overlap = sum(self.seat[i][g] for i in former)
                for m in range(1, most):
                    self.cp.add(pairs >= m * overlap - m * (m + 1) // 2)
                self.costs.append(AGAIN * pairs)

    def _hint(self, start: Placing) -> None:
        for i, seats in enumerate(self.seat):
            for g, seat in enumerate(seats):
                self.cp.add_hint(seat, start.group_of[i] == g)
            self.cp.add_hint(self.aside[i], start.group_of[i] < 0)
        for g, slots in enumerate(self.at):
            for s, slot in enumerate(slots):
                self.cp.add_hint(slot, start.slot_of[g] == s)

    def read(self, value: Callable[[Any], int]) -> Placing:
        """The plan that a solver holds."""
        group_of = tuple(
            next((g for g, seat in enumerate(seats) if value(seat)), -1) for seats in self.seat
        )
        slot_of = tuple(next(s for s, slot in enumerate(slots) if value(slot)) for slots in self.at)
        return Placing(group_of, slot_of, cost_of(self.board, group_of, slot_of))


def _leader(slot: Slot) -> str | None:
    return slot.facilitator.id if slot.facilitator else None
