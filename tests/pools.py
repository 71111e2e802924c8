"""Fresh pools of made-up schools, skewed and correlated as schools are, and quotas for them."""

import random
from collections import Counter
from collections.abc import Mapping
from math import ceil, exp, floor

Rows = list[dict[str, str]]
Bounds = dict[tuple[str, str], tuple[int, int]]

RACES = ["Hispanic", "White", "Black", "Asian", "TwoPlus", "Native", "Pacific"]


def school_rows(students: int, schools: int, seed: int) -> Rows:
    """Nine criteria; each school has its own mix of races, learners and programs."""
    numbers = random.Random(seed)
    sizes = [numbers.uniform(0.3, 1.0) for _ in range(schools)]
    mixes = [[w * numbers.uniform(0.3, 2.0) for w in (40, 25, 14, 10, 6, 3, 2)] for _ in sizes]
    return [_student(numbers, mixes, sizes) for _ in range(students)]


def _student(
    numbers: random.Random, mixes: list[list[float]], sizes: list[float]
) -> dict[str, str]:
    def one_of(weights: Mapping[str, float]) -> str:
        return numbers.choices(list(weights), list(weights.values()))[0]

    school = numbers.choices(range(len(sizes)), sizes)[0]
    race = numbers.choices(RACES, mixes[school])[0]
    learner = numbers.random() < (0.25 if race in {"Hispanic", "Asian"} else 0.04)
    grade = one_of({"9": 28, "10": 26, "11": 24, "12": 22})
    points = {"<2.0": 10, "2.0-2.7": 25, "2.7-3.4": 40, ">3.4": 25 if not learner else 8}
    average = one_of(points)
    program = {"General": 60, "CTE": 18, "AP_IB": 18 if average == ">3.4" else 4, "Newcomer": 1}
    return {
        "grade": grade,
        "school": f"S{school}",
        "race": race,
        "gender": one_of({"F": 49, "M": 49, "X": 2}),
        "EL": "yes" if learner else "no",
        "SpEd": one_of({"no": 86, "yes": 14}),
        "GPA": average,
        "program": one_of(program | {"Arts": 6, "AVID": 8}),
        "experience": one_of({"Low": 25, "Mid": 50, "High": 25}),
    }


def bounds_about(rows: Rows, seats: int, slack: int, seed: int | None = None) -> Bounds:
    """Each value's share of the seats, rounded down and up, and `slack` seats beyond on each side.

    With a `seed` the shares are those of a school some of whose students answer more readily than
    others, so that the pool is not like it; else those of the pool.
    """
    numbers = random.Random(seed)
    bounds: Bounds = {}
    for criterion in rows[0]:
        counted = Counter(row[criterion] for row in rows)
        readiness = 0.0 if seed is None else 0.4
        real = {v: n * exp(numbers.gauss(0, readiness)) for v, n in sorted(counted.items())}
        for value, weight in real.items():
            share = seats * weight / sum(real.values())
            most = min(ceil(share) + slack, counted[value])
            bounds[criterion, value] = min(max(floor(share) - slack, 0), most), most
    return bounds
