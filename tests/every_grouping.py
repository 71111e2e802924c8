"""Every plan of a small cohort: the least cost by trying all, with code of its own.

Shares nothing with the package but the data of a question. Groups take members one after another,
and what is left, with the slots in use, is remembered, so that nine members in three groups take
a tenth of a second.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

from group_cases import GRADES
from tellmore.sampling.groups.grouping import Facilitator, Grouping, Kept, Member
from tellmore.sampling.groups.loosened import Loosened, Way

Slot = tuple[str | None, str | None]


def least(asked: Grouping, kept: Kept) -> int | None:
    """The cost of the best plan; None where each breaks a hard rule.

    Interviews are offered to the only one of a subgroup, and to others of a named subgroup only
    where no plan seats them all, and one would, were subgroups no matter.
    """
    rest = _not_alone(asked)
    if any(m.id in kept.pins and m not in rest for m in asked.members):
        return None
    seated = _Every(asked, kept, rest).least(rest)
    anyhow = replace(asked, rules=replace(asked.rules, together=()))
    if seated is not None or _Every(anyhow, kept, rest).least(rest) is None:
        return seated
    every = _Every(asked, kept, rest)
    some = [m for m in rest if any(m.features[c] == v for c, v in asked.rules.together)]
    paid = (
        every.least([m for m in rest if m not in aside])
        for size in range(1, len(some) + 1)
        for aside in combinations(some, size)
        if not any(m.id in kept.pins for m in aside)
    )
    return min((cost for cost in paid if cost is not None), default=None)


def loosened(asked: Grouping, kept: Kept, way: Way) -> tuple[Grouping, Kept]:
    """The question with one rule changed as a refusal says."""
    pins, rule = Kept(pins=kept.pins), str(way.loosened)
    if way.loosened is Loosened.PINS:
        return asked, Kept()
    if way.loosened is Loosened.FACILITATORS:
        everybody = frozenset(m.id for m in asked.members)
        more = tuple(Facilitator(f"new{n}", clear=everybody) for n in range(way.to))
        return replace(asked, facilitators=asked.facilitators + more), pins
    if way.loosened is Loosened.PERIODS:
        new = frozenset(f"new{n}" for n in range(way.to))
        members = tuple(replace(m, free=m.free and m.free | new) for m in asked.members)
        leaders = tuple(replace(f, free=f.free and f.free | new) for f in asked.facilitators)
        return Grouping(members, asked.rules, leaders, (*asked.periods, *sorted(new))), pins
    changed: dict[str, object] = {rule: way.to}
    return replace(asked, rules=replace(asked.rules, **changed)), pins  # type: ignore[arg-type]


def _not_alone(asked: Grouping) -> list[Member]:
    rest = list(asked.members)
    while True:
        having = [[m for m in rest if m.features[c] == v] for c, v in asked.rules.together]
        lone = [who[0] for who in having if len(who) == 1]
        left = [m for m in rest if m not in lone]
        if left == rest:
            return rest
        rest = left


class _Every:
    """`whole`: those over whom values are spread, though some of them may be set aside.

    Members are bits, so that those of a group, and those who are left, are numbers.
    """

    def __init__(self, asked: Grouping, kept: Kept, whole: list[Member]) -> None:
        self.asked, self.kept, self.whole = asked, kept, whole
        self.count = asked.rules.groups
        self.slots = _slots(asked)
        self.home = kept.plan.place() if kept.plan else {}
        self.home_slot = {
            g: (group.facilitator, group.period)
            for g, group in enumerate(kept.plan.groups if kept.plan else ())
            if (group.facilitator, group.period) in self.slots
        }
        self.totals = Counter((c, m.features[c]) for m in whole for c in asked.rules.balance)
        self.inside, self.led, self.best = cache(self._inside), cache(self._led), cache(self._best)

    def least(self, seated: list[Member]) -> int | None:
        aside = [m for m in self.whole if m not in seated]
        found = self.best(0, sum(1 << self.whole.index(m) for m in seated), ())
        moved = 5_000 * sum(m.id in self.home for m in aside)
        return None if found is None else found + 100_000 * len(aside) + moved

    def _best(self, g: int, left: int, used: tuple[Slot, ...]) -> int | None:
        """The least cost of the groups from g on, for those who are left."""
        if g == self.count:
            return None if left else 0
        costs = []
        for who in _parts(left) if g + 1 < self.count else (left,):
            own = self.inside(g, who)
            for slot in self.slots if own is not None else ():
                led = self.led(g, who, slot) if slot not in used else None
                if led is not None and own is not None:
                    taken = tuple(sorted((*used, slot), key=str)) if slot[0] else used
                    rest = self.best(g + 1, left & ~who, taken)
                    costs += [] if rest is None else [own + led + rest]
        return min(costs, default=None)

    def _people(self, who: int) -> list[Member]:
        return [m for i, m in enumerate(self.whole) if who >> i & 1]

    def _inside(self, g: int, who: int) -> int | None:
        """What those of a group cost by themselves; None where a rule bars them."""
        rules, people = self.asked.rules, self._people(who)
        ids = {m.id for m in people}
        pinned = any((self.kept.pins.get(m.id, g) == g) < (m.id in ids) for m in self.whole)
        missing = any(self.kept.pins.get(m.id) == g and m.id not in ids for m in self.whole)
        grades = [GRADES[m.features["grade"]] for m in people]
        span = max(grades, default=0) - min(grades, default=0)
        if (
            pinned
            or missing
            or not rules.smallest <= len(people) <= rules.largest
            or any(ids.issuperset(pair) for pair in rules.apart)
            or any(a.household and a.household == b.household for a, b in combinations(people, 2))
            or (rules.grade_span is not None and span > rules.grade_span)
            or any([m.features[c] for m in people].count(v) == 1 for c, v in rules.together)
        ):
            return None
        moved = sum(self.home.get(m.id, g) != g for m in people)
        return self._uneven(people) + 5_000 * moved + 2 * self._again(ids)

    def _uneven(self, people: list[Member]) -> int:
        total = 1_000 * self._off(len(people), len(self.whole))
        for (criterion, value), all_of_it in self.totals.items():
            off = self._off(sum(m.features[criterion] == value for m in people), all_of_it)
            total += sum(range(10, 10 + min(off, 4))) + 13 * max(off - 4, 0)
        return total

    def _off(self, here: int, all_of_it: int) -> int:
        return max(here + -all_of_it // self.count, all_of_it // self.count - here, 0)

    def _again(self, ids: set[str]) -> int:
        met = (group for plan in self.kept.met for group in plan.groups)
        return sum(len(list(combinations(ids.intersection(each.members), 2))) for each in met)

    def _led(self, g: int, who: int, slot: Slot) -> int | None:
        """What a slot costs a group; None where a rule bars it."""
        name, period = slot
        people = self._people(who)
        wanted = self.home_slot.get(g, slot)
        if any(not _free(m, period) for m in people) or (g in self.kept.held and wanted != slot):
            return None
        leader = next((f for f in self.asked.facilitators if f.id == name), None)
        ids = {m.id for m in people}
        untold = ids - leader.clear - leader.conflict if leader else set()
        taught = ids & leader.conflict if leader else set()
        if taught or (untold and not self.asked.rules.unknown_accepted):
            return None
        return 100 * len(untold) + 20_000 * (wanted != slot)


def _slots(asked: Grouping) -> list[Slot]:
    return [
        (leader.id if leader else None, period)
        for leader in asked.facilitators or (None,)
        for period in asked.periods or (None,)
        if leader is None or _free(leader, period)
    ]


def _free(one: Member | Facilitator, period: str | None) -> bool:
    return one.free is None or period is None or period in one.free


def _parts(whole: int) -> Iterator[int]:
    """Every set of bits within `whole`, itself and none of them included."""
    part = whole
    while part:
        yield part
        part = (part - 1) & whole
    yield 0
