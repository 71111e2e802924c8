"""Every rule that a plan breaks, all at once. No solver: fast enough to follow a hand.

Rules are counted on the plan itself, member by member, and share no table with the search.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from tellmore.sampling.groups.grouping import (
    NOTHING_KEPT,
    Facilitator,
    Group,
    Grouping,
    Kept,
    Member,
    Plan,
    Rules,
)
from tellmore.sampling.pool import UNKNOWN, Label


class Rule(StrEnum):
    """What groups can break: what must hold (`hard`), a wish, or what can't be told.

    `unknown_teaching` must hold unless it was accepted.
    """

    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    MANY = "many"
    """More than is advised, though allowed."""
    SIBLINGS = "siblings"
    NO_CONTACT = "no_contact"
    GRADE_SPAN = "grade_span"
    GRADE_UNKNOWN = "grade_unknown"
    """Whether the span of grades is kept can't be told of these."""
    ONLY_ONE = "only_one"
    """The only one of a named subgroup in a group."""
    TEACHES = "teaches"
    UNKNOWN_TEACHING = "unknown_teaching"
    NO_FACILITATOR = "no_facilitator"
    """Nobody leads it, or somebody of whom the question knows nothing."""
    NO_PERIOD = "no_period"
    """No period is set, or one that the question does not have."""
    MEMBER_NOT_FREE = "member_not_free"
    FACILITATOR_NOT_FREE = "facilitator_not_free"
    TWO_AT_ONCE = "two_at_once"
    """A facilitator with two groups in one period."""
    NOT_PLACED = "not_placed"
    PLACED_TWICE = "placed_twice"
    PIN = "pin"
    MET_BEFORE = "met_before"
    UNBALANCED = "unbalanced"


SOFT = frozenset({Rule.MANY, Rule.GRADE_UNKNOWN, Rule.MET_BEFORE, Rule.UNBALANCED})


@dataclass(frozen=True)
class Broken:
    """A rule that a plan breaks: where (group number from 0), by whom, and the figures of it.

    `count` is what there is and `low` to `high` what there should be, where the rule counts.
    """

    rule: Rule
    hard: bool
    group: int | None = None
    members: tuple[str, ...] = ()
    label: Label | None = None
    count: int | None = None
    low: int | None = None
    high: int | None = None


def check(grouping: Grouping, plan: Plan, kept: Kept = NOTHING_KEPT) -> tuple[Broken, ...]:
    """Every broken rule: hard ones first, then in the order of the groups.

    Raises nothing for a plan that is not whole: it names who has no place, or more than one.
    Members whom the question does not know are passed over.
    """
    by_id = {member.id: member for member in grouping.members}
    found = [*_placing(grouping, plan, kept), *_clashes(grouping, plan)]
    for number, group in enumerate(plan.groups):
        people = [by_id[one] for one in group.members if one in by_id]
        found += _inside(grouping, number, people)
        found += _leading(grouping, number, group, people)
        found += _meeting_again(kept.met, number, group)
    found += _imbalance(grouping, plan)
    return tuple(sorted(found, key=lambda broken: not broken.hard))


def ideal(count: int, groups: int) -> tuple[int, int]:
    """Floor and ceiling: between which numbers an even spread of `count` members lies."""
    return count // groups, -(-count // groups)


def seats_off(broken: Broken) -> int:
    """By how many seats a count is outside of its range."""
    count, low, high = broken.count or 0, broken.low or 0, broken.high
    return max(low - count, 0 if high is None else count - high, 0)


def label_counts(grouping: Grouping, set_aside: Iterable[str]) -> Counter[Label]:
    """How many of those who are placed have each value of the features to balance."""
    aside = frozenset(set_aside)
    return Counter(
        Label(name, value_of(member, name))
        for member in grouping.members
        if member.id not in aside
        for name in grouping.rules.balance
    )


def value_of(member: Member, feature: str) -> str:
    """A blank is the value "unknown", never "no"."""
    return member.features.get(feature, "").strip() or UNKNOWN


def _hard(rule: Rule, group: int | None = None, members: Iterable[str] = ()) -> Broken:
    return Broken(rule, hard=rule not in SOFT, group=group, members=tuple(members))


def _placing(grouping: Grouping, plan: Plan, kept: Kept) -> Iterator[Broken]:
    seats = Counter(one for group in plan.groups for one in group.members)
    seats.update(plan.individual)
    for member in grouping.members:
        if not seats[member.id]:
            yield _hard(Rule.NOT_PLACED, members=[member.id])
        elif seats[member.id] > 1:
            yield _hard(Rule.PLACED_TWICE, members=[member.id])
    place, known = plan.place(), {member.id for member in grouping.members}
    for one, number in kept.pins.items():
        if one in known and place.get(one) != number:
            yield _hard(Rule.PIN, number, [one])


def _clashes(grouping: Grouping, plan: Plan) -> Iterator[Broken]:
    """A facilitator is in one place at a time. Without periods all groups meet at once."""
    led: set[tuple[str, str | None]] = set()
    for number, group in enumerate(plan.groups):
        if group.facilitator is None:
            continue
        if grouping.periods and group.period is None:
            continue
        here = (group.facilitator, group.period if grouping.periods else None)
        if here in led:
            yield _hard(Rule.TWO_AT_ONCE, number)
        led.add(here)


def _inside(grouping: Grouping, number: int, people: Sequence[Member]) -> Iterator[Broken]:
    yield from _size(grouping.rules, number, len(people))
    yield from _pairs(grouping, number, people)
    yield from _span(grouping.rules, number, people)
    for label in grouping.rules.together:
        has = [m.id for m in people if value_of(m, label.criterion) == label.value]
        if len(has) == 1:
            yield Broken(Rule.ONLY_ONE, hard=True, group=number, members=tuple(has), label=label)


def _size(rules: Rules, number: int, size: int) -> Iterator[Broken]:
    low, high = rules.smallest, rules.largest
    if size > high:
        yield Broken(Rule.TOO_MANY, hard=True, group=number, count=size, low=low, high=high)
    elif size > rules.warn_above:
        yield Broken(Rule.MANY, hard=False, group=number, count=size, high=rules.warn_above)
    if size < low:
        yield Broken(Rule.TOO_FEW, hard=True, group=number, count=size, low=low, high=high)


def _span(rules: Rules, number: int, people: Sequence[Member]) -> Iterator[Broken]:
    most = rules.grade_span
    if most is None:
        return
    if unknown := [m.id for m in people if m.grade is None]:
        yield _hard(Rule.GRADE_UNKNOWN, number, unknown)
    graded = {m.id: m.grade for m in people if m.grade is not None}
    if not graded:
        return
    ends = {min(graded.values()), max(graded.values())}
    span = max(ends) - min(ends)
    if span > most:
        those = tuple(one for one, grade in graded.items() if grade in ends)
        yield Broken(Rule.GRADE_SPAN, hard=True, group=number, members=those, count=span, high=most)


def _pairs(grouping: Grouping, number: int, people: Sequence[Member]) -> Iterator[Broken]:
    barred = {frozenset(pair) for pair in grouping.rules.apart}
    for one, other in combinations(people, 2):
        if one.household and one.household == other.household:
            yield _hard(Rule.SIBLINGS, number, (one.id, other.id))
        if frozenset((one.id, other.id)) in barred:
            yield _hard(Rule.NO_CONTACT, number, (one.id, other.id))


def _leading(
    grouping: Grouping, number: int, group: Group, people: Sequence[Member]
) -> Iterator[Broken]:
    if group.period not in (grouping.periods or (None,)):
        yield _hard(Rule.NO_PERIOD, number)
    absent = [m.id for m in people if not is_free(m.free, group.period)]
    if absent:
        yield _hard(Rule.MEMBER_NOT_FREE, number, absent)
    leader = next((f for f in grouping.facilitators if f.id == group.facilitator), None)
    if leader is None:
        if grouping.facilitators or group.facilitator is not None:
            yield _hard(Rule.NO_FACILITATOR, number)
        return
    if not is_free(leader.free, group.period):
        yield _hard(Rule.FACILITATOR_NOT_FREE, number)
    taught, untold = _judged(leader, people)
    if taught:
        yield _hard(Rule.TEACHES, number, taught)
    if untold:
        hard = not grouping.rules.unknown_accepted
        yield Broken(Rule.UNKNOWN_TEACHING, hard=hard, group=number, members=untold)


def _judged(
    leader: Facilitator, people: Sequence[Member]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom they teach, and of whom nobody can tell."""
    taught = tuple(m.id for m in people if m.id in leader.conflict)
    known = leader.conflict | leader.clear
    return taught, tuple(m.id for m in people if m.id not in known)


def is_free(free: frozenset[str] | None, period: str | None) -> bool:
    """Whether somebody can come; None, where any period will do or where time plays no part."""
    return free is None or period is None or period in free


def _meeting_again(met: Sequence[Plan], number: int, group: Group) -> Iterator[Broken]:
    for one, other in combinations(group.members, 2):
        if any(both_in(plan, one, other) for plan in met):
            yield _hard(Rule.MET_BEFORE, number, (one, other))


def both_in(plan: Plan, one: str, other: str) -> bool:
    """Whether two, by their ids, share a group."""
    return any(one in group.members and other in group.members for group in plan.groups)


def _imbalance(grouping: Grouping, plan: Plan) -> Iterator[Broken]:
    totals = label_counts(grouping, plan.individual)
    by_id = {member.id: member for member in grouping.members}
    for number, group in enumerate(plan.groups):
        people = [by_id[one] for one in group.members if one in by_id]
        for label, total in sorted(totals.items()):
            low, high = ideal(total, len(plan.groups))
            count = sum(value_of(m, label.criterion) == label.value for m in people)
            if not low <= count <= high:
                yield Broken(
                    Rule.UNBALANCED,
                    hard=False,
                    group=number,
                    label=label,
                    count=count,
                    low=low,
                    high=high,
                )
