"""Simulated annealing over plans: quick to a good one, often to one that the bound proves best.

Moves one member, swaps two, or gives a group another slot. Hard rules are penalties here, so that
the search can pass through plans that break some; only plans that break none are kept.
"""

import math
import random
from collections.abc import Callable
from typing import NamedTuple

from tellmore.sampling.clock import Clock
from tellmore.sampling.groups.board import SEAT, Board
from tellmore.sampling.groups.placing import Placing, breaks, cost_of
from tellmore.sampling.groups.state import State
from tellmore.sampling.watch import Phase


class Cooling(NamedTuple):
    """From which heat to which a run cools, and in how many steps for each member."""

    hot: float
    cold: float
    steps: int


QUICK, SLOW, WARM = Cooling(12.0, 1.0, 6_000), Cooling(10.0, 2.0, 12_000), Cooling(8.0, 1.0, 6_000)
RUNS = (QUICK, WARM, SLOW, WARM)
"""Two begin anew, as cohorts differ in which serves them; the others from the best so far."""
VAIN = 3
"""Runs without any plan, after which the solver is asked whether there is one."""
LOOK = 500
TELL = 100 * LOOK
HARD, HARDEST = 40, 320
"""The penalty of a broken hard rule, doubled after each run that ended with one."""
PAIR = 2
SWAP, MOVE, TOGETHER = 0.60, 0.75, 0.87
"""Below the first a step swaps two, below the next it moves one, then a pair; else a slot."""


def search(board: Board, seed: int, bound: int, clock: Clock) -> Placing | None:
    """The best plan of some runs, anew and from the best in turn; None where all broke a rule.

    Ends early at a cost of `bound`. The same seed gives the same plan, unless time runs out.
    Simulated annealing as in Kirkpatrick, Gelatt, Vecchi, "Optimization by simulated annealing",
    Science 1983. Raises CancelledError when the search is called off.
    """
    best: Placing | None = None
    hard = HARD
    for run, cooling in enumerate((WARM,) if board.home else RUNS):
        numbers = random.Random(f"{seed}:{run}")
        state = _start(board, numbers, best if cooling is WARM else None, hard)
        if state is None:
            return None
        best = _anneal(state, best, bound, clock, cooling)
        if not clock.left or (best is not None and best.cost <= bound):
            break
        if best is None and run + 1 == VAIN:
            break
        hard = hard if best else min(hard * 2, HARDEST)
    return best


def _start(board: Board, numbers: random.Random, best: Placing | None, hard: int) -> State | None:
    """The best plan so far, the kept one, or members dealt at random and slots as they come."""
    if best is not None:
        return State(board, numbers, list(best.group_of), list(best.slot_of), hard)
    free = [s for s, slot in enumerate(board.slots) if not slot.shared]
    numbers.shuffle(free)
    order = list(range(len(board.members)))
    numbers.shuffle(order)
    group_of = [0] * len(order)
    for turn, i in enumerate(order):
        group_of[i] = board.pinned.get(i, board.home.get(i, turn % board.count))
    for s in board.home_slot.values():
        if s in free:
            free.remove(s)
    missing = board.count - len(board.home_slot)
    shared = [s for s, slot in enumerate(board.slots) if slot.shared]
    spare = numbers.choices(shared, k=missing) if shared else free[:missing]
    if len(spare) < missing:
        return None
    slots = iter(spare)
    slot_of = [board.home_slot.get(g, -1) for g in range(board.count)]
    return State(board, numbers, group_of, [next(slots) if s < 0 else s for s in slot_of], hard)


def _anneal(
    state: State, best: Placing | None, bound: int, clock: Clock, run: Cooling
) -> Placing | None:
    """One run from hot to cold. The energy is known up to a constant: only its changes count."""
    total = run.steps * len(state.board.members)
    energy = lowest = 0
    cooling = (run.cold / run.hot) ** (LOOK / total)
    heat = run.hot
    for step in range(0, total, LOOK):
        energy = _cool(state, energy, heat)
        heat *= cooling
        if step % TELL == 0:
            clock.tell(Phase.PLANS, bound / SEAT, best.cost / SEAT if best else None)
        if energy < lowest:
            lowest, best = energy, _better(state, best)
        if not clock.left or (best is not None and best.cost <= bound):
            return best
    return _better(state, best)


def _cool(state: State, energy: int, heat: float) -> int:
    draw: Callable[[], float] = state.numbers.random
    for _ in range(LOOK):
        kind = draw()
        if kind < SWAP:
            energy += _try_swap(state, heat)
        elif kind < MOVE:
            energy += _try_move(state, heat)
        elif kind < TOGETHER and state.board.subgroups:
            energy += _try_pair(state, heat)
        else:
            energy += _try_slot(state, heat)
    return energy


def _accepts(state: State, change: int, heat: float) -> bool:
    return change <= 0 or state.numbers.random() < math.exp(-change / heat)


def _try_swap(state: State, heat: float) -> int:
    count = len(state.group_of)
    i, j = int(state.numbers.random() * count), int(state.numbers.random() * count)
    here, there = state.group_of[i], state.group_of[j]
    if here == there or i in state.board.pinned or j in state.board.pinned:
        return 0
    change = state.swapping(i, j)
    if not _accepts(state, change, heat):
        return 0
    state.move(i, there)
    state.move(j, here)
    return change


def _try_pair(state: State, heat: float) -> int:
    """Two who share a named subgroup go to another group together, and two come back for them.

    One by one they would have to pass through a plan in which each is the only one.
    """
    subgroup = state.board.subgroups[int(state.numbers.random() * len(state.board.subgroups))]
    i = subgroup[int(state.numbers.random() * len(subgroup))]
    here, there = state.group_of[i], int(state.numbers.random() * state.board.count)
    mates = [j for j in subgroup if j != i and state.group_of[j] == here]
    others = sorted(state.seated[there])
    if here == there or not mates or len(others) < PAIR:
        return 0
    pair = (i, mates[int(state.numbers.random() * len(mates))])
    back = state.numbers.sample(others, PAIR)
    if state.board.pinned and not state.board.pinned.keys().isdisjoint((*pair, *back)):
        return 0
    change = 0
    for one, other in zip(pair, back, strict=True):
        change += state.swapping(one, other)
        state.move(one, there)
        state.move(other, here)
    if _accepts(state, change, heat):
        return change
    for one, other in zip(pair, back, strict=True):
        state.move(one, here)
        state.move(other, there)
    return 0


def _try_move(state: State, heat: float) -> int:
    i = int(state.numbers.random() * len(state.group_of))
    to = int(state.numbers.random() * state.board.count)
    if to == state.group_of[i] or i in state.board.pinned:
        return 0
    change = state.moving(i, to)
    if not _accepts(state, change, heat):
        return 0
    state.move(i, to)
    return change


def _try_slot(state: State, heat: float) -> int:
    """A free slot for a group, or the slots of two groups exchanged."""
    g = int(state.numbers.random() * state.board.count)
    slot = int(state.numbers.random() * len(state.board.slots))
    old, fixed = state.slot_of[g], state.board.fixed
    if slot == old or g in fixed:
        return 0
    change = state.resetting(g, slot)
    other = -1
    if state.taken[slot] and not state.board.slots[slot].shared:
        other = state.slot_of.index(slot)
        if other in fixed:
            return 0
        change += state.resetting(other, old)
    if not _accepts(state, change, heat):
        return 0
    state.reset(g, slot)
    if other >= 0:
        state.reset(other, old)
    return change


def _better(state: State, best: Placing | None) -> Placing | None:
    """The plan of this moment, where it breaks no hard rule and costs less than the best."""
    if breaks(state.board, state.group_of, state.slot_of):
        return best
    cost = cost_of(state.board, state.group_of, state.slot_of)
    if best is not None and best.cost <= cost:
        return best
    return Placing(tuple(state.group_of), tuple(state.slot_of), cost)
