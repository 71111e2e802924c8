"""Weights that give everybody the chance wanted, and stay as even as they can be.

Of all weights w on known panels with A w = c (A: who sits where, c: chances wanted) the ones of
largest entropy are w_j ~ exp(sum of y_i over the members i of panel j), where the prices y minimise
log sum_j exp(y.a_j) - y.c (Jaynes 1957; the dual is smooth and convex). Newton's method finds y,
its systems solved by conjugate gradients, which only ever sum over panels.

Where no weights do it, y grows without end towards a direction in which c lies beyond every panel:
the very prices by which a new panel helps. The term `soft` |y|^2 / 2 keeps y finite; it costs an
error of `soft` * y in the chances, and is made smaller as long as the error goes with it.
"""

from dataclasses import dataclass

import numpy as np

from tellmore.sampling.arrays import Integers, Reals
from tellmore.sampling.clock import Clock

CLOSE = 1e-7
"""Relative error of a chance that counts as none."""
SOFT = (1e-4, 1e-6, 1e-8, 1e-10, 1e-12)
NEWTON_STEPS = 12
GRADIENT_STEPS = 300
LONGEST_STEP = 4.0
HALVINGS = 20
DESCENT = 1e-4
WORTH_GOING_ON = 0.3
OF_ERROR = 0.1
"""A `soft` has done its work when what is left is this part of the error that it costs itself."""


@dataclass(frozen=True)
class Weighed:
    """weights (M,), sum 1; chance and prices (students,); missed: the largest relative error."""

    weights: Reals
    chance: Reals
    prices: Reals
    missed: float


def weigh(panels: Integers, wanted: Reals, clock: Clock) -> Weighed:
    """Weights on `panels` (M, seats) of row numbers that bring chances to `wanted` (students,)."""
    dual = _Dual(panels, wanted)
    prices = np.zeros(len(wanted))
    made = dual.read(prices)
    for soft in SOFT:
        prices = dual.minimise(prices, soft, clock)
        last, made = made, dual.read(prices)
        reached = made.missed <= CLOSE
        if reached or not clock.left or made.missed > WORTH_GOING_ON * last.missed:
            break
    return made


class _Dual:
    """log sum_j exp(y.a_j) - y.c + soft |y|^2 / 2, and what belongs to it."""

    def __init__(self, panels: Integers, wanted: Reals) -> None:
        from scipy.sparse import csr_array  # noqa: PLC0415  # the server starts faster without it

        seats = np.ones(panels.size)
        starts = np.arange(0, panels.size + 1, panels.shape[1])
        self.sits = csr_array((seats, panels.ravel(), starts), shape=(len(panels), len(wanted)))
        self.holds = self.sits.T.tocsr()
        self.wanted = wanted
        self.hoped = wanted > 0

    def scores(self, prices: Reals) -> Reals:
        return np.asarray(self.sits @ prices)

    def chances(self, weights: Reals) -> Reals:
        return np.asarray(self.holds @ weights)

    def missed(self, chance: Reals) -> float:
        off = np.abs(chance - self.wanted)[self.hoped] / self.wanted[self.hoped]
        return float(off.max(initial=0.0))

    def read(self, prices: Reals) -> Weighed:
        weights = _softmax(self.scores(prices))
        chance = self.chances(weights)
        return Weighed(weights, chance, prices, self.missed(chance))

    def minimise(self, prices: Reals, soft: float, clock: Clock) -> Reals:
        scores = self.scores(prices)
        for _ in range(NEWTON_STEPS):
            weights = _softmax(scores)
            chance = self.chances(weights)
            slope = self.wanted - chance - soft * prices
            enough = max(CLOSE / 10, OF_ERROR * self.missed(chance))
            if self.missed(self.wanted - slope) <= enough or not clock.left:
                break
            step = self.newton(weights, chance, slope, soft)
            size = self.descend(prices, step, scores, slope, soft)
            prices = prices + size * step
            scores = self.scores(prices)
        return prices

    def newton(self, weights: Reals, chance: Reals, slope: Reals, soft: float) -> Reals:
        """Solve (A (diag w - w w') A' + soft) x = slope by conjugate gradients."""
        scale = 1 / (np.maximum(chance * (1 - chance), 1e-9) + soft)
        step, left = np.zeros_like(slope), slope.copy()
        way = scale * left
        size = first = left @ way
        enough = first * min(0.1, self.missed(self.wanted - slope)) ** 2
        for _ in range(GRADIENT_STEPS):
            if size <= enough:
                break
            bent = self.chances(weights * self.scores(way)) - chance * (chance @ way) + soft * way
            far = size / (way @ bent)
            step += far * way
            left -= far * bent
            eased = scale * left
            size, before = left @ eased, size
            way = eased + size / before * way
        return step

    def descend(
        self, prices: Reals, step: Reals, scores: Reals, slope: Reals, soft: float
    ) -> float:
        """How far along `step` to go: no weight may leap, and the dual must fall."""
        along = self.scores(step)
        far = LONGEST_STEP / max(float(np.ptp(along)), LONGEST_STEP)
        now, fall = self.value(prices, scores, soft), DESCENT * float(slope @ step)
        for _ in range(HALVINGS):
            then = self.value(prices + far * step, scores + far * along, soft)
            if then <= now - far * fall + 1e-12 * abs(now):
                break
            far /= 2
        return far

    def value(self, prices: Reals, scores: Reals, soft: float) -> float:
        most = scores.max()
        total = np.log(np.exp(scores - most).sum()) + most
        return float(total - prices @ self.wanted + soft / 2 * (prices @ prices))


def _softmax(scores: Reals) -> Reals:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())
