"""A grouping as numbers: what the search and the solver both count with."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from tellmore.sampling.groups.check import ideal, is_free, value_of
from tellmore.sampling.groups.grouping import (
    Facilitator,
    Grouping,
    InvalidGroupingError,
    Kept,
    Member,
)
from tellmore.sampling.pool import Label

SEAT = 10
"""The cost of one seat off the even spread. What is off by more costs a little more a seat."""
AGAIN = 2
UNKNOWN_LED = 100
UNEVEN = 1_000
"""A seat by which a group is larger or smaller than even: sizes come before balance."""
MOVED = 5_000
RESET = 4 * MOVED
"""Another facilitator or period for a kept group, which all of its members notice."""
ASIDE = 100_000
BARRED = 10_000_000


class Slot(NamedTuple):
    """Who leads, and when; `shared` where any number of groups may have it."""

    facilitator: Facilitator | None
    period: str | None
    shared: bool


@dataclass(frozen=True)
class Spread:
    """A value to spread: its holders' numbers, and the even range of how many a group has.

    balanced: what is off even costs. named: a group must not hold only one.
    """

    label: Label
    holders: tuple[int, ...]
    low: int
    high: int
    balanced: bool
    named: bool

    def cost(self, count: int) -> int:
        """What a group with so many holders costs, as `seat_cost`; 0 where it is not balanced."""
        return seat_cost(max(count - self.high, self.low - count)) if self.balanced else 0


def seat_cost(seats: int) -> int:
    """What a count costs that is so many seats off its even range; 0 for none or fewer.

    10, 21, 33, 46, then 13 a seat: one group far off is worse than several a little off.
    """
    return max(0, *(slope * seats - less for slope, less in LINES))


LINES = ((SEAT, 0), (SEAT + 1, 1), (SEAT + 2, 3), (SEAT + 3, 6))
"""The cost of seats off is the highest of these lines: slope, and what is taken off."""


@dataclass(frozen=True)
class Board:
    """Members and slots by number. `price[member][slot]` is BARRED, UNKNOWN_LED or 0."""

    grouping: Grouping
    kept: Kept
    members: tuple[Member, ...]
    individual: tuple[str, ...]
    """Set aside from the start: the only one of a named subgroup in the whole cohort."""
    slots: tuple[Slot, ...]
    price: tuple[tuple[int, ...], ...]
    spreads: tuple[Spread, ...]

    @property
    def count(self) -> int:
        """How many groups there are; they are numbered from 0."""
        return self.grouping.rules.groups

    @cached_property
    def even(self) -> tuple[int, int]:
        """The sizes of groups that are as equal as can be."""
        return ideal(len(self.members), self.count)

    @cached_property
    def held(self) -> list[tuple[int, ...]]:
        """The numbers of the spreads that each member counts for."""
        found: list[list[int]] = [[] for _ in self.members]
        for v, spread in enumerate(self.spreads):
            for i in spread.holders:
                found[i].append(v)
        return [tuple(each) for each in found]

    @cached_property
    def optional(self) -> frozenset[int]:
        """Who may be offered an individual interview: those of the named subgroups."""
        return frozenset(i for spread in self.spreads if spread.named for i in spread.holders)

    @cached_property
    def subgroups(self) -> list[tuple[int, ...]]:
        """The holders of each named subgroup, by number; those set aside from the start are not."""
        return [spread.holders for spread in self.spreads if spread.named]

    @cached_property
    def apart(self) -> frozenset[tuple[int, int]]:
        """Pairs (i < j) who can't sit together: siblings, no contact."""
        number = {member.id: i for i, member in enumerate(self.members)}
        named = [
            (number[one], number[other])
            for one, other in self.grouping.rules.apart
            if one in number and other in number
        ]
        siblings = [
            (i, j)
            for i, j in combinations(range(len(self.members)), 2)
            if self.members[i].household and self.members[i].household == self.members[j].household
        ]
        return frozenset((min(pair), max(pair)) for pair in named + siblings)

    @cached_property
    def too_far(self) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
        """Pairs of grades, as those who are in them, that no group may both hold."""
        span = self.grouping.rules.grade_span
        grades: dict[int, list[int]] = {}
        for i, member in enumerate(self.members):
            if member.grade is not None:
                grades.setdefault(member.grade, []).append(i)
        return tuple(
            (tuple(grades[low]), tuple(grades[high]))
            for low, high in combinations(sorted(grades), 2)
            if span is not None and high - low > span
        )

    @cached_property
    def met(self) -> Counter[tuple[int, int]]:
        """How often pairs (i < j) sat together before."""
        number = {member.id: i for i, member in enumerate(self.members)}
        return Counter(
            pair
            for plan in self.kept.met
            for group in plan.groups
            for pair in combinations(sorted(number[m] for m in group.members if m in number), 2)
        )

    @cached_property
    def home(self) -> dict[int, int]:
        """Member → group in the kept plan; who is new, or was interviewed alone, is left out."""
        place = self.kept.plan.place() if self.kept.plan else {}
        return {i: place[m.id] for i, m in enumerate(self.members) if m.id in place}

    @cached_property
    def pinned(self) -> dict[int, int]:
        """Member → group, for those who stay; pins of who gets no seat are left out."""
        pins = self.kept.pins
        return {i: pins[m.id] for i, m in enumerate(self.members) if m.id in pins}

    @cached_property
    def home_slot(self) -> dict[int, int]:
        """Group → its slot in the kept plan, where that slot still exists."""
        number = {key_of(slot): s for s, slot in enumerate(self.slots)}
        groups = self.kept.plan.groups if self.kept.plan else ()
        keys = {g: (group.facilitator, group.period) for g, group in enumerate(groups)}
        return {g: number[key] for g, key in keys.items() if key in number}

    @cached_property
    def fixed(self) -> frozenset[int]:
        """Groups whose slot stays."""
        return self.kept.held & self.home_slot.keys()


def board(grouping: Grouping, kept: Kept) -> Board:
    """A question as numbers: `price` has a row a member who gets a seat, and a column a slot.

    Members and slots stay in the order of the question. Raises InvalidGroupingError where what is
    kept does not fit what is asked.
    """
    _refuse_misfit(grouping, kept)
    aside = alone(grouping)
    members = tuple(m for m in grouping.members if m.id not in aside)
    slots = tuple(_slots(grouping))
    accepted = grouping.rules.unknown_accepted
    price = tuple(
        tuple(_price(member, slot, unknown_accepted=accepted) for slot in slots)
        for member in members
    )
    spreads = tuple(_spreads(grouping, members))
    return Board(grouping, kept, members, tuple(sorted(aside)), slots, price, spreads)


def alone(grouping: Grouping) -> frozenset[str]:
    """Ids of those who are the only one of a named subgroup: no group can be right for them.

    Setting one aside can leave another alone, so it is repeated until nobody is.
    """
    aside: frozenset[str] = frozenset()
    while True:
        found = aside
        for label in grouping.rules.together:
            has = [
                m.id
                for m in grouping.members
                if m.id not in found and value_of(m, label.criterion) == label.value
            ]
            found |= frozenset(has if len(has) == 1 else ())
        if found == aside:
            return aside
        aside = found


def _slots(grouping: Grouping) -> list[Slot]:
    periods: tuple[str | None, ...] = grouping.periods or (None,)
    if not grouping.facilitators:
        return [Slot(None, period, shared=True) for period in periods]
    return [
        Slot(facilitator, period, shared=False)
        for facilitator in grouping.facilitators
        for period in periods
        if is_free(facilitator.free, period)
    ]


def _price(member: Member, slot: Slot, *, unknown_accepted: bool) -> int:
    leader = slot.facilitator
    if not is_free(member.free, slot.period):
        return BARRED
    if leader is None:
        return 0
    if member.id in leader.conflict:
        return BARRED
    if member.id in leader.clear:
        return 0
    return UNKNOWN_LED if unknown_accepted else BARRED


def _spreads(grouping: Grouping, members: tuple[Member, ...]) -> list[Spread]:
    rules = grouping.rules
    named = frozenset(rules.together)
    holders: dict[Label, list[int]] = {}
    for i, member in enumerate(members):
        for name in dict.fromkeys((*rules.balance, *(label.criterion for label in named))):
            holders.setdefault(Label(name, value_of(member, name)), []).append(i)
    return [
        Spread(
            label,
            tuple(who),
            *ideal(len(who), rules.groups),
            balanced=label.criterion in rules.balance,
            named=label in named,
        )
        for label, who in sorted(holders.items())
        if label.criterion in rules.balance or label in named
    ]


def _refuse_misfit(grouping: Grouping, kept: Kept) -> None:
    groups = range(grouping.rules.groups)
    if kept.plan is not None and len(kept.plan.groups) != len(groups):
        raise InvalidGroupingError(
            f"The kept plan has {len(kept.plan.groups)} groups, not {len(groups)}."
        )
    if any(number not in groups for number in (*kept.pins.values(), *kept.held)):
        raise InvalidGroupingError("A pin names a group that there is not.")
    if grouping.rules.grade_span is not None and all(m.grade is None for m in grouping.members):
        raise InvalidGroupingError(
            "The span of grades can't be bounded: the grade of nobody is known."
        )


def key_of(slot: Slot) -> tuple[str | None, str | None]:
    """Facilitator and period, as a plan names them."""
    return (slot.facilitator.id if slot.facilitator else None, slot.period)
