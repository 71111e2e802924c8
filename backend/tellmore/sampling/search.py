"""The search for a lottery: from what quotas allow on paper to whole panels and their weights."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from tellmore.sampling.aim import Aim, least_of, strive, whole_totals
from tellmore.sampling.arrays import Flags, Integers
from tellmore.sampling.balance import balance
from tellmore.sampling.board import Board
from tellmore.sampling.build import build
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.lift import lift
from tellmore.sampling.lots import Lots
from tellmore.sampling.pairs import Pairs
from tellmore.sampling.problem import Problem, seats_of
from tellmore.sampling.reach import Reach, reach, weighed
from tellmore.sampling.relaxed import impossible
from tellmore.sampling.settle import settle
from tellmore.sampling.watch import Phase

FAR = 0.01
"""Relative error from which mending the totals helps more than new panels."""


@dataclass
class Search:
    """What is known so far of one pool and its quotas.

    barred (K,): kinds proved to sit in no panel; extra: panels (K,) found besides those built.
    """

    problem: Problem
    algorithm: Algorithm
    clock: Clock
    extra: list[Integers]
    barred: Flags = field(init=False)
    aim: Aim = field(init=False)

    def __post_init__(self) -> None:
        self.barred = impossible(self.problem, self.clock)
        self.strive()

    @cached_property
    def pairs(self) -> Pairs:
        return Pairs(self.problem, np.random.default_rng(0))

    def strive(self) -> None:
        self.clock.tell(Phase.CHANCES)
        self.aim = strive(self.problem, self.barred, self.algorithm, self.clock)

    def build(self, panels: int) -> Integers:
        """`panels` panels (M, seats) whose totals are near the aim's."""
        self.clock.tell(Phase.PANELS, self.aim.bound)
        totals = whole_totals(self.aim, panels, np.random.default_rng(0))
        return build(self.aim, totals, self.extra[0], panels, self.clock.part(0.4))

    def settle(self, panels: Integers) -> Integers:
        """`panels` changed so that their totals come to the aim's, nearly."""
        totals = whole_totals(self.aim, len(panels), np.random.default_rng(0))
        return settle(self.aim.room(panels), panels, totals, self.pairs, self.clock.part(0.3))

    def weigh(self, panels: Integers) -> Reach:
        """Weights on `panels` and more. The aim changes when kinds prove to sit in none."""
        first = weighed(self.aim, panels, self.clock.part(0.3))
        if first.reached or not self.clock.left:
            return first
        if first.weighed.missed > FAR:
            panels = self.settle(panels)
        while True:
            known = np.concatenate([panels, seats_of(self.extra)])
            made = reach(self.aim, known, lambda: self.pairs, self.clock.part(0.7))
            missing = ~self.barred & (self.totals(made.kinds) == 0)
            if made.reached or not missing.any() or not self.clock.left:
                return made
            if not self.explain(missing):
                return made

    def explain(self, missing: Flags) -> bool:
        """Find panels with the kinds that are `missing` (K,), or prove that there are none.

        True where something new is known.
        """
        from tellmore.sampling.exact import unreachable  # noqa: PLC0415  # CP-SAT loads slowly

        self.clock.tell(Phase.PRICING, self.aim.bound)
        out, more = unreachable(self.problem, missing, self.barred, self.clock.part(0.5))
        self.extra += more
        if not out.any():
            return bool(more)
        self.barred = self.barred | out
        self.strive()
        return True

    def price(self, panels: Integers) -> Lots:
        """The lottery with the largest smallest chance by exact pricing, begun with `panels`.

        Its bound becomes the aim's, where it is the better one.
        """
        from tellmore.sampling.exact import fairest  # noqa: PLC0415  # CP-SAT loads slowly

        self.clock.tell(Phase.PRICING, self.aim.bound)
        made, bound = fairest(self.aim, panels, self.clock.part(0.7))
        self.aim = replace(self.aim, bound=bound)
        return made

    def even(self, made: Lots, panels: int) -> Integers:
        """`panels` equally likely panels (M, seats) near the weighted ones of `made`."""
        aim = replace(self.aim, chance=made.chance(self.problem))
        totals = whole_totals(aim, panels, np.random.default_rng(0))
        picked = made.herd(self.problem, aim.chance, panels)
        near = settle(self.problem, picked, totals, self.pairs, self.clock.part(0.4))
        return self.lift(near, aim)

    def lift(self, panels: Integers, aim: Aim | None = None) -> Integers:
        """`panels` changed so that the luckless have the seats that they should, if it can be."""
        aim = aim or self.aim
        board = Board.of(self.problem, panels, np.random.default_rng(0))
        least = least_of(aim, len(panels))
        if not lift(board, least, self.clock.part(0.3)):
            totals = whole_totals(aim, len(panels), np.random.default_rng(0))
            balance(board, totals, aim.chance, self.clock.part(0.3))
            lift(board, least, self.clock.part(0.3))
        return board.seats

    def totals(self, panels: Integers) -> Integers:
        """How many seats each kind has (K,)."""
        return np.bincount(panels.ravel(), minlength=len(self.barred))

    def least(self, panels: Integers) -> int:
        """The smallest number of `panels` that anybody who is not barred sits in."""
        return int((self.totals(panels) // self.problem.size)[~self.barred].min(initial=10**9))
