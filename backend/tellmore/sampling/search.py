"""The search for a lottery: from what quotas allow on paper to whole panels and their weights."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from tellmore.sampling.aim import ROUNDING, Aim, least_of, strive, turns_of, whole_totals
from tellmore.sampling.arrays import Flags, Integers
from tellmore.sampling.build import build
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.level import lacking, level
from tellmore.sampling.lots import Lots
from tellmore.sampling.pairs import Pairs
from tellmore.sampling.problem import Problem, seats_of
from tellmore.sampling.reach import Reach, reach, weighed
from tellmore.sampling.relaxed import impossible
from tellmore.sampling.settle import settle
from tellmore.sampling.watch import Phase

FAR = 0.01
"""Relative error from which mending the totals helps more than new panels."""
FEW_SHORT = 0.01
SAMPLING = 4.0
"""Seconds that levelling a stratified draw may take: it promises nobody the best chance."""
HASTY, PATIENT = 1, 6
"""Rounds of levelling that may gain nothing, before and after the weighted panels are known."""


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
        """Made when first needed, for the aim as it is then: they take seconds and memory."""
        return Pairs(self.problem, np.random.default_rng(0), self.aim.face)

    def strive(self) -> None:
        """Find the aim for those who are not barred. Raises NoChancesError where there is none."""
        self.clock.tell(Phase.CHANCES)
        self.aim = strive(self.problem, self.barred, self.algorithm, self.clock)
        self.__dict__.pop("pairs", None)  # they keep what the aim before asked of every panel

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
        chance, wanted = made.chance(self.problem), self.aim.chance
        as_wanted = np.abs(chance - wanted) <= ROUNDING * wanted
        aim = replace(self.aim, chance=np.where(as_wanted, wanted, chance))
        totals = whole_totals(aim, panels, np.random.default_rng(0))
        herding = self.clock.part(0.5)
        picked = made.herd(self.problem, aim.chance, panels, herding)
        near = settle(self.problem, picked, totals, self.pairs, self.clock.part(0.4))
        return self.level(near, PATIENT, aim, made.kinds)

    def sample(self, count: int) -> Integers:
        """`count` panels (M, seats) that give everybody their chance's part of turns, nearly.

        Those who sit in none are looked for one by one.
        """
        panels = self.settle(self.build(count))
        missing = ~self.barred & (self.totals(panels) == 0)
        if missing.any() and self.clock.left:
            self.explain(missing)
        least, known = turns_of(self.aim, count), seats_of(self.extra)
        clock = self.clock.at_most(SAMPLING)
        return level(panels, least, known, self.pairs, patience=HASTY, clock=clock)

    def level(
        self,
        panels: Integers,
        patience: int = HASTY,
        aim: Aim | None = None,
        known: Integers | None = None,
    ) -> Integers:
        """`panels` changed so that the luckless have the seats that they should, if it can be.

        Where that needs other panels, they come from `known`.
        """
        least = least_of(aim or self.aim, len(panels))
        extra = seats_of(self.extra)
        others = extra if known is None else np.concatenate([known, extra])
        clock = self.clock.part(0.6)
        return level(panels, least, others, self.pairs, patience=patience, clock=clock)

    def nearly(self, panels: Integers) -> bool:
        """Whether so few of the luckless are short that levelling is all that is left to do."""
        return lacking(least_of(self.aim, len(panels)), panels) <= FEW_SHORT * panels.size

    def totals(self, panels: Integers) -> Integers:
        """How many seats each kind has (K,)."""
        return np.bincount(panels.ravel(), minlength=len(self.barred))

    def least(self, panels: Integers) -> int:
        """The smallest number of `panels` that anybody who is not barred sits in."""
        return int((self.totals(panels) // self.problem.size)[~self.barred].min(initial=10**9))
