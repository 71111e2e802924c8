"""Where a search for groups is, and what each step from there changes, counted step by step.

Energies are small beside the costs of `board`: a broken hard rule is a penalty that a search
can pass through.
"""

import random
from dataclasses import dataclass, field
from itertools import pairwise

from tellmore.sampling.groups.board import AGAIN, BARRED, UNKNOWN_LED, Board

UNEVEN_STEP = 25
MOVED_STEP = 60
UNKNOWN_STEP = 20


@dataclass
class State:
    """Where a run is. `counts[g][v]` members of group g count for spread v; the last is its size.

    `add[v][c]` is what the step from c to c + 1 costs, and `tie[i][j]` what a pair in one group.
    """

    board: Board
    numbers: random.Random
    group_of: list[int]
    slot_of: list[int]
    hard: int
    """What breaking a hard rule once costs here."""
    counts: list[list[int]] = field(init=False)
    seated: list[set[int]] = field(init=False)
    taken: list[int] = field(init=False)
    add: list[list[int]] = field(init=False)
    held: list[tuple[int, ...]] = field(init=False)
    tie: list[dict[int, int]] = field(init=False)
    price: list[list[int]] = field(init=False)
    home: list[list[int] | None] = field(init=False)

    def __post_init__(self) -> None:
        board, groups = self.board, range(self.board.count)
        size = len(board.spreads)
        self.held = [(*held, size) for held in board.held]
        self.counts = [[0] * (size + 1) for _ in groups]
        self.seated = [set() for _ in groups]
        for i, g in enumerate(self.group_of):
            self.seated[g].add(i)
            for v in self.held[i]:
                self.counts[g][v] += 1
        self.taken = [0] * len(board.slots)
        for s in self.slot_of:
            self.taken[s] += 1
        self.add = steps(board, self.hard)
        self.tie = ties(board, self.hard)
        steep = {BARRED: self.hard, UNKNOWN_LED: UNKNOWN_STEP, 0: 0}
        self.price = [[steep[price] for price in row] for row in board.price]
        self.home = [
            [MOVED_STEP * (g != board.home[i]) for g in groups] if i in board.home else None
            for i in range(len(board.members))
        ]

    def moving(self, i: int, to: int) -> int:
        """What moving a member to another group changes."""
        here = self.group_of[i]
        there, left = self.counts[to], self.counts[here]
        add = self.add
        change = 0
        for v in self.held[i]:
            row = add[v]
            change += row[there[v]] - row[left[v] - 1]
        return change + self._elsewhere(i, here, to, -1)

    def swapping(self, i: int, j: int) -> int:
        """What it changes when two members of different groups change places."""
        here, there = self.group_of[i], self.group_of[j]
        mine, theirs = self.held[i], self.held[j]
        at_i, at_j, add = self.counts[here], self.counts[there], self.add
        change = 0
        for v in mine:
            if v not in theirs:
                row = add[v]
                change += row[at_j[v]] - row[at_i[v] - 1]
        for v in theirs:
            if v not in mine:
                row = add[v]
                change += row[at_i[v]] - row[at_j[v] - 1]
        change += self._elsewhere(i, here, there, j)
        return change + self._elsewhere(j, there, here, i)

    def _elsewhere(self, i: int, here: int, to: int, leaving: int) -> int:
        """Slot, ties and the kept plan, for a member who goes where `leaving` has left."""
        price = self.price[i]
        change = price[self.slot_of[to]] - price[self.slot_of[here]]
        tie = self.tie[i]
        if tie:
            for j in self.seated[to]:
                if j in tie and j != leaving:
                    change += tie[j]
            for j in self.seated[here]:
                if j in tie:
                    change -= tie[j]
        home = self.home[i]
        return change if home is None else change + home[to] - home[here]

    def move(self, i: int, to: int) -> None:
        """Seat member i in another group. No rule or pin is looked at; `moving` says the cost."""
        here = self.group_of[i]
        for v in self.held[i]:
            self.counts[here][v] -= 1
            self.counts[to][v] += 1
        self.seated[here].discard(i)
        self.seated[to].add(i)
        self.group_of[i] = to

    def resetting(self, g: int, slot: int) -> int:
        """What another slot for a group changes."""
        old = self.slot_of[g]
        change = sum(self.price[i][slot] - self.price[i][old] for i in self.seated[g])
        kept = self.board.home_slot.get(g)
        if kept is not None:
            change += 4 * MOVED_STEP * ((slot != kept) - (old != kept))
        return change

    def reset(self, g: int, slot: int) -> None:
        """Give group g another slot, free or not; `resetting` says the cost."""
        self.taken[self.slot_of[g]] -= 1
        self.taken[slot] += 1
        self.slot_of[g] = slot


def steps(board: Board, hard: int) -> list[list[int]]:
    """For each spread, and last for the size, what the step from c to c + 1 members costs.

    `hard` is the penalty of a broken hard rule. A row has one entry more than there are members.
    """
    most = len(board.members)
    low, high = board.even
    rules = board.grouping.rules
    tables = [
        [spread.cost(c) + hard * (spread.named and c == 1) for c in range(most + 2)]
        for spread in board.spreads
    ]
    sizes = [
        UNEVEN_STEP * max(c - high, low - c, 0)
        + hard * max(c - rules.largest, rules.smallest - c, 0)
        for c in range(most + 2)
    ]
    return [[b - a for a, b in pairwise(row)] for row in [*tables, sizes]]


def ties(board: Board, hard: int) -> list[dict[int, int]]:
    """For each member, by number, with whom sharing a group costs how much; `hard` as above."""
    found: list[dict[int, int]] = [{} for _ in board.members]
    barred = set(board.apart)
    for ones, others in board.too_far:
        barred |= {(min(i, j), max(i, j)) for i in ones for j in others}
    for i, j in board.met.keys() | barred:
        cost = AGAIN * board.met[i, j] + (hard if (i, j) in barred else 0)
        found[i][j] = found[j][i] = cost
    return found
