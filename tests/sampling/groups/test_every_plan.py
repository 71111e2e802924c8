"""Splitting small cohorts, against every plan that there is."""

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from every_grouping import least, loosened
from group_cases import broken, small_groupings
from tellmore.sampling.groups.conflict import GroupsInfeasibleError
from tellmore.sampling.groups.grouping import (
    Facilitator,
    Group,
    Grouping,
    Kept,
    Member,
    Plan,
    Rules,
)
from tellmore.sampling.groups.split import groups, rounds
from tellmore.sampling.pool import Label

# A solve ends once it has its proof, and on a busy machine that takes its time.
pytestmark = pytest.mark.timeout(600)
NAMED = (Label("x", "p"), Label("y", "q"))


@st.composite
def small_questions(draw: st.DrawFn) -> Grouping:
    """Six to nine members; many rules at once, and some that can't be kept."""
    count = draw(st.sampled_from([6, 6, 7, 7, 8, 9]))
    ids = [f"m{i}" for i in range(count)]
    siblings = draw(st.sampled_from([(), ("m3", "m4"), ("m0", "m5")]))
    periods = ("a", "b")[: draw(st.integers(0, 2))]
    few = st.sets(st.sampled_from(periods or "a"), max_size=len(periods) // 2)
    busy = few.map(lambda taken: frozenset(periods) - taken)
    free = st.none() | st.none() | busy if periods else st.none()
    members = tuple(
        Member(
            one,
            {
                "x": draw(st.sampled_from("ppqr")),
                "y": draw(st.sampled_from("pppq")),
                "grade": draw(st.sampled_from(["9", "9", "10", "10", "11"])),
            },
            draw(free),
            "h" if one in siblings else None,
        )
        for one in ids
    )
    some = st.sets(st.sampled_from(ids), max_size=3).map(frozenset)
    leaders = tuple(
        Facilitator(f"f{k}", frozenset(ids) - draw(some), draw(some), draw(free))
        for k in range(draw(st.sampled_from([0, 0, 3])))
    )
    number = draw(st.integers(2, 3))
    smallest = draw(st.integers(1, count // number))
    rules = Rules(
        groups=number,
        smallest=smallest,
        largest=draw(st.integers(max(smallest, -(-count // number)), 6)),
        balance=draw(st.sampled_from([("x", "y"), ("x", "y", "grade"), ("grade",), ()])),
        together=draw(st.sampled_from([(), NAMED[:1], NAMED[1:], NAMED])),
        apart=draw(st.sampled_from([(), (("m0", "m1"),), (("m0", "m1"), ("m1", "m2"))])),
        grade_span=draw(st.sampled_from([None, None, None, 1])),
        unknown_accepted=draw(st.booleans()),
    )
    return Grouping(members, rules, leaders, periods)


@st.composite
def kept_plans(draw: st.DrawFn, asked: Grouping) -> Kept:
    """Pins, a plan to stay close to with groups that are held, and who met before."""
    ids = [m.id for m in asked.members]
    numbers = st.integers(0, asked.rules.groups - 1)
    pins = draw(st.dictionaries(st.sampled_from(ids), numbers, max_size=2))
    plan = draw(st.none() | plans_of(asked))
    held = draw(st.frozensets(numbers, max_size=1)) if plan else frozenset()
    return Kept(plan, pins, held, tuple(draw(st.lists(plans_of(asked), max_size=1))))


@st.composite
def plans_of(draw: st.DrawFn, asked: Grouping) -> Plan:
    number = asked.rules.groups
    place = [draw(st.integers(0, number - 1)) for _ in asked.members]
    leaders: list[str | None] = [f.id for f in asked.facilitators] or [None]
    periods: list[str | None] = [*asked.periods] or [None]
    slots = draw(st.permutations([(f, p) for f in leaders for p in periods]))
    seats = [
        tuple(m.id for m, at in zip(asked.members, place, strict=True) if at == g)
        for g in range(number)
    ]
    return Plan(tuple(Group(who, *slots[g % len(slots)]) for g, who in enumerate(seats)))


@given(st.data())
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
def test_no_plan_is_better_and_none_is_missed(data: st.DataObject) -> None:
    asked = data.draw(small_groupings() | small_questions())
    kept = data.draw(st.just(Kept()) | kept_plans(asked))
    best = least(asked, kept)
    try:
        made = groups(asked, kept, time_limit=60)
    except GroupsInfeasibleError as refused:
        assert best is None
        event("refused")
        for way in refused.ways:
            other, still = loosened(asked, kept, way)
            assert broken(other, groups(other, still, time_limit=60).plan) == []
        return
    event("proved" if made.proved else "open")
    assert broken(asked, made.plan) == []
    assert (made.cost, made.bound) == (best, best)
    place = made.plan.place()
    assert all(place[one] == g for one, g in kept.pins.items())


@given(small_questions())
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=10)
def test_each_round_is_the_best_after_those_before_it(asked: Grouping) -> None:
    try:
        made = rounds(asked, 3, time_limit=60)
    except GroupsInfeasibleError:
        return
    before = [each.plan for each in made]
    for number, each in enumerate(made):
        assert broken(asked, each.plan) == []
        assert each.cost == each.bound == least(asked, Kept(met=tuple(before[:number])))
