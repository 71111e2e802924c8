"""A plan as numbers: its cost, whether it breaks a hard rule, and as people read it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tellmore.sampling.groups.board import (
    AGAIN,
    ASIDE,
    BARRED,
    MOVED,
    RESET,
    UNEVEN,
    Board,
    key_of,
)
from tellmore.sampling.groups.grouping import Group, Plan


@dataclass(frozen=True)
class Placing:
    """A plan that breaks no hard rule: the group of each member, the slot of each group."""

    group_of: tuple[int, ...]
    slot_of: tuple[int, ...]
    cost: int


def plan_of(board: Board, group_of: Sequence[int], slot_of: Sequence[int]) -> Plan:
    """A plan from numbers: the group of each member, the slot of each group.

    Group -1 is an individual interview; those set aside from the start have one as well.
    """
    seats: list[list[str]] = [[] for _ in range(board.count)]
    aside = list(board.individual)
    for member, number in zip(board.members, group_of, strict=True):
        (seats[number] if number >= 0 else aside).append(member.id)
    groups = [
        Group(tuple(who), *key_of(board.slots[slot]))
        for who, slot in zip(seats, slot_of, strict=True)
    ]
    return Plan(tuple(groups), tuple(sorted(aside)))


def cost_of(board: Board, group_of: Sequence[int], slot_of: Sequence[int]) -> int:
    """What a plan costs that breaks no hard rule, ten a seat off balance. The least is sought.

    The group of each member, or -1 for an individual interview; the slot of each group.
    """
    low, high = board.even
    sizes = Counter(group_of)
    cost = UNEVEN * sum(max(sizes[g] - high, low - sizes[g], 0) for g in range(board.count))
    cost += ASIDE * sizes[-1]
    for spread in board.spreads:
        counts = Counter(group_of[i] for i in spread.holders)
        cost += sum(spread.cost(counts[g]) for g in range(board.count))
    cost += sum(board.price[i][slot_of[g]] for i, g in enumerate(group_of) if g >= 0)
    cost += AGAIN * sum(
        times for (i, j), times in board.met.items() if group_of[i] == group_of[j] >= 0
    )
    cost += MOVED * sum(group_of[i] != g for i, g in board.home.items())
    return cost + RESET * sum(slot_of[g] != s for g, s in board.home_slot.items())


def breaks(board: Board, group_of: Sequence[int], slot_of: Sequence[int]) -> bool:
    """Whether a plan breaks a hard rule: the group of each member, -1 for none; slots by group."""
    rules, groups = board.grouping.rules, range(board.count)
    sizes = [group_of.count(g) for g in groups]
    if any(not rules.smallest <= size <= rules.largest for size in sizes):
        return True
    if any(board.price[i][slot_of[g]] == BARRED for i, g in enumerate(group_of) if g >= 0):
        return True
    if any(group_of[i] == group_of[j] >= 0 for i, j in board.apart):
        return True
    for spread in board.spreads:
        if spread.named:
            counts = [0] * board.count
            for i in spread.holders:
                counts[group_of[i]] += 1
            if 1 in counts:
                return True
    for ones, others in board.too_far:
        if {group_of[i] for i in ones} & {group_of[j] for j in others} - {-1}:
            return True
    own = [s for s in slot_of if not board.slots[s].shared]
    return len(own) != len(set(own))
