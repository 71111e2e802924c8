"""Small cohorts to split, and a checker with its own code that counts the hard rules of a plan."""

import csv
import random
from collections import Counter
from collections.abc import Iterable
from itertools import combinations, product
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tellmore.sampling.groups.grouping import Facilitator, Group, Grouping, Member, Plan, Rules
from tellmore.sampling.pool import Label

FEATURES = {
    "school": (["North", "South", "West"], [5, 3, 2]),
    "gender": (["F", "M", "X"], [10, 10, 1]),
    "EL": (["yes", "no"], [1, 5]),
    "IEP": (["yes", "no"], [1, 6]),
    "gpa": (["low", "middle", "high", ""], [3, 4, 2, 1]),
    "grade": (["9", "10", "11", "12"], [3, 3, 2, 2]),
}

GRADES = {"PK": -2, **{str(number): number for number in range(1, 13)}}


def school_groups(
    people: int, groups: int, leaders: int, periods: int, seed: int, *, together: bool = False
) -> Grouping:
    """A cohort as schools have them: everybody free at times, an eighth of the pairs taught."""
    numbers = random.Random(seed)
    times = tuple(f"period {number}" for number in range(1, periods + 1))
    members = tuple(
        Member(
            id=f"s{number}",
            features={
                name: numbers.choices(values, weights)[0]
                for name, (values, weights) in FEATURES.items()
            },
            free=frozenset(numbers.sample(times, numbers.randint(max(1, periods // 3), periods))),
            household=f"h{number // 2}" if number < people // 10 else None,
        )
        for number in range(people)
    )
    ids = [member.id for member in members]
    taught = [frozenset(one for one in ids if numbers.random() < 1 / 8) for _ in range(leaders)]
    facilitators = tuple(
        Facilitator(
            id=f"f{number}",
            clear=frozenset(ids) - theirs,
            conflict=theirs,
            free=frozenset(numbers.sample(times, numbers.randint(2, max(2, periods - 2)))),
        )
        for number, theirs in enumerate(taught)
    )
    rules = Rules(
        groups=groups,
        smallest=4,
        balance=tuple(FEATURES),
        together=(Label("EL", "yes"), Label("IEP", "yes")) if together else (),
        apart=tuple((ids[-1 - 2 * k], ids[-2 - 2 * k]) for k in range(people // 15)),
    )
    return Grouping(members, rules, facilitators, times)


def as_files(path: Path, asked: Grouping) -> list[str]:
    """The arguments of `tellmore groups` for the same question, with its files under `path`."""
    rules = asked.rules
    people = write_csv(
        path / "members.csv",
        (
            {
                "id": m.id,
                "household": m.household or "",
                "periods": ";".join(sorted(m.free or ())),
                **m.features,
            }
            for m in asked.members
        ),
    )
    leaders = write_csv(
        path / "leaders.csv",
        (
            {
                "id": f.id,
                "periods": ";".join(sorted(f.free or ())),
                "teaches": ";".join(sorted(f.conflict)),
                "clear": "*",
            }
            for f in asked.facilitators
        ),
    )
    pairs = write_csv(path / "apart.csv", ({"one": a, "other": b} for a, b in rules.apart))
    named = [f"--together={criterion}:{value}" for criterion, value in rules.together]
    sizes = ["--groups", str(rules.groups), "--min-size", str(rules.smallest)]
    return [people, *sizes, "--facilitators", leaders, "--apart", pairs, *named]


def write_csv(path: Path, rows: Iterable[dict[str, str]]) -> str:
    every = list(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, list(every[0]))
        writer.writeheader()
        writer.writerows(every)
    return str(path)


def as_plan(made: dict[str, Any]) -> Plan:
    """What the command wrote, for the checker."""
    groups = [Group(tuple(g["members"]), g["facilitator"], g["period"]) for g in made["groups"]]
    return Plan(tuple(groups), tuple(made["individual"]))


def broken(asked: Grouping, plan: Plan) -> list[str]:
    """Every hard rule that a plan breaks. It shares nothing with the package but the data."""
    people = {member.id: member for member in asked.members}
    found = []
    seats = Counter([one for group in plan.groups for one in group.members])
    seats.update(plan.individual)
    if seats != Counter(list(people)):
        found.append("not everybody has one place")
    if len(plan.groups) != asked.rules.groups:
        found.append("the number of groups")
    leading = Counter((group.facilitator, group.period) for group in plan.groups)
    if asked.facilitators and max(leading.values()) > 1:
        found.append("two places at once")
    for group in plan.groups:
        inside = [people[one] for one in group.members]
        found += _between(asked, inside) + _with_the_leader(asked, group, inside)
    return found


def _between(asked: Grouping, inside: list[Member]) -> list[str]:
    rules, found = asked.rules, []
    apart = {frozenset(pair) for pair in rules.apart}
    if not rules.smallest <= len(inside) <= rules.largest:
        found.append("size")
    found += [
        "apart"
        for one, other in combinations(inside, 2)
        if {one.id, other.id} in apart or (one.household and one.household == other.household)
    ]
    grades = [GRADES[one.features["grade"]] for one in inside if one.features.get("grade")]
    if rules.grade_span is not None and grades and max(grades) - min(grades) > rules.grade_span:
        found.append("grades")
    for criterion, value in rules.together:
        if [one.features.get(criterion) for one in inside].count(value) == 1:
            found.append("only one")
    return found


def _with_the_leader(asked: Grouping, group: Group, inside: list[Member]) -> list[str]:
    found = []
    if asked.periods:
        if group.period not in asked.periods:
            found.append("no period")
        found += ["not free" for one in inside if one.free and group.period not in one.free]
    leader = next((each for each in asked.facilitators if each.id == group.facilitator), None)
    if leader is None:
        return [*found, "no leader"] if asked.facilitators else found
    if leader.free and group.period not in leader.free:
        found.append("leader not free")
    known = leader.conflict | leader.clear
    barred = leader.conflict if asked.rules.unknown_accepted else None
    return found + [
        "conflict"
        for one in inside
        if one.id in leader.conflict or (barred is None and one.id not in known)
    ]


def off_balance(asked: Grouping, plan: Plan) -> int:
    """Seats outside of the even spread, over all values of the features to balance."""
    people = {m.id: m for m in asked.members if m.id not in plan.individual}
    total = 0
    for name in asked.rules.balance:
        values = Counter(m.features.get(name, "") for m in people.values())
        for value, count in values.items():
            low, high = count // len(plan.groups), -(-count // len(plan.groups))
            for group in plan.groups:
                here = sum(people[one].features.get(name, "") == value for one in group.members)
                total += max(here - high, low - here, 0)
    return total


@st.composite
def small_groupings(draw: st.DrawFn) -> Grouping:
    """Few enough to try every plan; some have none."""
    count = draw(st.integers(2, 6))
    periods = ("a", "b")[: draw(st.integers(0, 2))]
    some_periods = st.none() | st.sets(st.sampled_from(periods), min_size=1).map(frozenset)
    free = some_periods if periods else st.none()
    ids = [f"m{i}" for i in range(count)]
    members = tuple(
        Member(
            one,
            {
                "x": draw(st.sampled_from("pq")),
                "grade": draw(st.sampled_from(["PK", "9", "10", "12"])),
            },
            draw(free),
            draw(st.sampled_from([None, None, "h"])),
        )
        for one in ids
    )
    whom = st.sets(st.sampled_from(ids)).map(frozenset)
    leaders = tuple(
        Facilitator(f"f{k}", frozenset(ids) - draw(whom), draw(whom), draw(free))
        for k in range(draw(st.integers(0, 2)))
    )
    smallest = draw(st.integers(1, 2))
    rules = Rules(
        groups=draw(st.integers(1, 2)),
        smallest=smallest,
        largest=draw(st.integers(max(smallest, 2), 6)),
        balance=("x", "grade")[: draw(st.integers(0, 2))],
        together=draw(st.sampled_from([(), (Label("x", "p"),)])),
        apart=draw(st.sampled_from([(), (("m0", "m1"),)])),
        grade_span=draw(st.sampled_from([None, 1])),
        unknown_accepted=draw(st.booleans()),
    )
    return Grouping(members, rules, leaders, periods)


def every_plan(asked: Grouping) -> list[tuple[tuple[int, ...], tuple[tuple[str | None, ...], ...]]]:
    """The group of each member (-1: an individual interview), with (leader, period) of each."""
    leaders: list[str | None] = [leader.id for leader in asked.facilitators] or [None]
    periods: list[str | None] = [*asked.periods] or [None]
    slots = list(product(leaders, periods))
    groups = range(asked.rules.groups)
    return [
        (placing, chosen)
        for placing in product([-1, *groups], repeat=len(asked.members))
        for chosen in product(slots, repeat=asked.rules.groups)
    ]
