"""Seats filled anew after members decline: seconds, and whether quotas are met where they can be.

Whether they can be is asked of scipy's own integer programme over the pool's rows, which shares no
code with the refill. The first refill of a process loads the solver, and is told apart.
"""

import random
import time
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from draw_cases import Case
from lottery_checker import excess
from pools import Bounds as Quotas
from pools import Rows, bounds_about, school_rows
from tellmore.sampling.clock import Clock
from tellmore.sampling.feasibility import require_panel
from tellmore.sampling.people import seat_people
from tellmore.sampling.problem import pose, seats_of
from tellmore.sampling.refill import refill
from tellmore.sampling.refusals import UndecidedError

SHAPES = ((500, 5, 40), (2000, 8, 60), (5000, 10, 100))
SEEDS = (11, 12, 13)
TRIALS, MOST_GONE = 10, 5
GOAL = 1.0


def measure() -> Iterator[str]:
    yield "refill: seconds, and quotas met of those that can be, under floor and ceiling"
    case = Case([{"grade": "9"}] * 3, {("grade", "9"): (1, 2)}, 2)
    yield f"  the first of a process, which loads the solver: {_timed(case, [0], [1])[1]:.2f} s"
    for shape in SHAPES:
        for seed in SEEDS:
            yield _line(shape, seed)


def _line(shape: tuple[int, int, int], seed: int) -> str:
    students, schools, seats = shape
    rows = school_rows(students, schools, seed)
    bounds = bounds_about(rows, seats, 0)
    case = Case(rows, bounds, seats)
    panel = _panel(case)
    numbers, spent, met, possible = random.Random(seed), [], 0, 0
    for trial in range(TRIALS):
        gone = numbers.sample(panel, 1 + trial % MOST_GONE)
        staying = [row for row in panel if row not in gone]
        chosen, seconds = _timed(case, staying, gone)
        spent.append(seconds)
        met += chosen is not None and excess(rows, bounds, [*staying, *chosen]) == 0
        possible += _exists(rows, bounds, staying, gone, seats)
    held = "yes" if max(spent) <= GOAL and met == possible else "NO"
    return (
        f"  {students} students, {seats} seats, seed {seed}, {TRIALS} trials: "
        f"{np.mean(spent):.2f} s, {max(spent):.2f} at most; {met} of {possible} that can be met; "
        f"goal {GOAL:g} s held: {held}"
    )


def _panel(case: Case) -> list[int]:
    """Some panel that meets the quotas."""
    problem = pose(case.pool, case.quotas)
    found = require_panel(problem, Clock(60))
    seated: list[int] = seat_people(problem, seats_of([found]))[0].tolist()
    return seated


def _timed(case: Case, staying: list[int], gone: list[int]) -> tuple[list[int] | None, float]:
    """Who was chosen, or nobody where the time limit passed; and the seconds."""
    pool, quotas = case.pool, case.quotas
    start = time.perf_counter()
    try:
        made = refill(
            pool, quotas, staying=staying, barred=gone, preferred=[], panels_hash="", seed="1"
        )
    except UndecidedError:
        return None, time.perf_counter() - start
    return list(made.chosen), time.perf_counter() - start


def _exists(
    rows: Rows, bounds: Quotas, staying: Sequence[int], gone: Sequence[int], seats: int
) -> bool:
    labels = list(bounds)
    has = np.array([[row[c] == value for row in rows] for c, value in labels], dtype=float)
    low, high = np.zeros(len(rows)), np.ones(len(rows))
    low[list(staying)], high[list(gone)] = 1, 0
    result = milp(
        np.zeros(len(rows)),
        integrality=np.ones(len(rows)),
        bounds=Bounds(low, high),
        constraints=[
            LinearConstraint(has, [bounds[v][0] for v in labels], [bounds[v][1] for v in labels]),
            LinearConstraint(np.ones((1, len(rows))), seats, seats),
        ],
    )
    return result.x is not None
