"""Better panels by single replacements, many panels at once.

A step looks at every way to replace one member by somebody outside the panel and takes the best.
"""

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.clock import Clock
from tellmore.sampling.pairs import Exchanges
from tellmore.sampling.problem import Problem, changing, counts_of

AT_ONCE = 400_000
"""Replacements looked at together: bounds the memory."""
CLEAR = 1e-4
WHOLE_SEAT = 0.5
FORBIDDEN = 1e6
STEPS = 40
TOGETHER = 64
"""Panels that are mended by the same view of who is owed seats."""
CANDIDATES, BY_CHANCE = 250, 0.3
"""Kinds that a step looks at: those owed most, and this part of all by chance."""
MOST_OWED = 8
ORDERLY, NOISE, STRAY = 6, 0.4, 40.0
"""Seats owed that chance counts for: so that panels differ, and after so many steps those that
resist stray, until another way opens."""
WORTH = 0.4
"""What the most wanted kind is worth: less than one seat of a quota."""


def mend(problem: Problem, panels: Integers, totals: Integers, clock: Clock) -> Integers:
    """Those of `panels` (M, seats) that replacements bring within the quotas; the rest is left out.

    Each step mends most; among equals, kinds that have too few of their `totals` (K,) at that time
    come in for kinds that have too many, so that the totals stay near.
    """
    numbers = np.random.default_rng(len(panels))
    made, live = panels.copy(), np.arange(len(panels))
    for step in range(STEPS):
        noise = NOISE if step < ORDERLY else STRAY
        live = numbers.permutation(live[_excess(problem, made[live]) > 0])
        if not len(live) or not clock.left:
            break
        for part in np.array_split(live, 1 + len(live) // TOGETHER):
            owed = totals - np.bincount(made.ravel(), minlength=len(totals))
            worth = owed.clip(-MOST_OWED, MOST_OWED) + noise * numbers.random(len(owed))
            lucky = 2 * MOST_OWED * (numbers.random(len(owed)) < BY_CHANCE)
            among = np.argsort(-worth - lucky, kind="stable")[:CANDIDATES]
            _step(problem, made, part, (worth, among), clock)
    return np.asarray(made[_excess(problem, made) == 0])


def climb(problem: Problem, panels: Integers, worth: Reals, steps: int, clock: Clock) -> Integers:
    """Panels (M, seats) that were within the quotas, and stay so, with more `worth` (K,)."""
    made = panels.copy()
    live = np.arange(len(made))
    for _ in range(steps):
        if not len(live) or not clock.left:
            break
        live = _step(problem, made, live, (worth, np.arange(len(worth))), clock)
    return made


def find(problem: Problem, panels: Integers, rows: Integers, worth: Reals) -> Exchanges:
    """The best replacement in each of `panels[rows]`, all within the quotas, where one gains.

    Seats for kinds of more `worth` (K,): whole numbers and a little chance. Of many kinds only
    those with the most come in.
    """
    scaled = _tilt(worth)
    coming = np.argpartition(-worth, CANDIDATES)[:CANDIDATES] if len(worth) > CANDIDATES else None
    among = np.arange(len(worth)) if coming is None else coming
    places, kinds, change = _best(problem, panels[rows], scaled, among)
    gain = worth[kinds] - worth[panels[rows, places]]
    found = Exchanges(rows, places, places, kinds, kinds, gain)
    return found.only((change < -CLEAR * scaled.max()) & (gain > 0))


def allowed(problem: Problem, panels: Integers, rows: Integers, among: Integers) -> Exchanges:
    """All replacements in `panels[rows]` of one member by one of `among` that keep the quotas."""
    none = np.zeros(len(problem.size))
    found = [(rows[:0], rows[:0], rows[:0])]
    for part in np.array_split(rows, 1 + len(rows) * problem.seats * len(among) // AT_ONCE):
        change = _changes(problem, panels[part], none, among)
        change[panels[part][..., None] == among] = FORBIDDEN
        row, place, kind = np.nonzero(change < WHOLE_SEAT)
        found.append((part[row], place, among[kind]))
    row, place, kind = (np.concatenate(each) for each in zip(*found, strict=True))
    return Exchanges(row, place, place, kind, kind, np.zeros(len(row)))


def _excess(problem: Problem, panels: Integers) -> Integers:
    return np.asarray(problem.excess(problem.filled(panels)).sum(axis=1))


def _step(
    problem: Problem, panels: Integers, live: Integers, coming: tuple[Reals, Integers], clock: Clock
) -> Integers:
    """Change `panels[live]` in place, by worths (K,) and those kinds; returns which changed."""
    scaled, among = _tilt(coming[0]), coming[1]
    each = problem.seats * len(among)
    changed = []
    for part in np.array_split(live, 1 + len(live) * each // AT_ONCE):
        if not clock.left:
            break
        places, kinds, gain = _best(problem, panels[part], scaled, among)
        better = gain < -CLEAR
        panels[part[better], places[better]] = kinds[better]
        changed.append(part[better])
    return np.concatenate(changed) if changed else live[:0]


def _tilt(worth: Reals) -> Reals:
    """Worths so small that all together are less than one seat of a quota."""
    span = max(float(np.abs(worth).max(initial=0.0)), CLEAR)
    return np.asarray(worth * (WORTH / 2 / span), dtype=np.float32)


def _best(
    problem: Problem, panels: Integers, worth: Reals, among: Integers
) -> tuple[Integers, Integers, Reals]:
    """Of each panel (m, seats) the seat to give up, the kind to give it to, and the change."""
    change = _changes(problem, panels, worth, among)
    flat = change.reshape(len(panels), panels.shape[1] * len(among))
    at = flat.argmin(axis=1)
    place, kind = np.unravel_index(at, change.shape[1:])
    return place, among[kind], flat[np.arange(len(panels)), at]


def _changes(problem: Problem, panels: Integers, worth: Reals, among: Integers) -> Reals:
    """Of each panel (m, seats), what it is to give each seat to each kind of `among`.

    Giving b's seat for a's changes the excess by a.lose + b.gain - (a*b).(gain + lose), with 0/1
    labels a and b; it is one matrix product over all pairs.
    """
    gain, lose = problem.steps(problem.filled(panels))
    left = changing(problem, panels, lose, gain)
    left[..., -2] += worth[panels]
    right = problem.marked[among]
    right[:, -1] = -worth[among]
    change = left @ right.T
    panel, kind = np.nonzero(_full(problem, panels)[:, among])
    change[panel, :, kind] = FORBIDDEN
    return np.asarray(change)


def _full(problem: Problem, panels: Integers) -> Flags:
    """(m, K): whether all students of a kind sit in the panel."""
    return np.asarray(counts_of(panels, len(problem.size)) >= problem.size)
