"""Several rounds, in which people meet new people."""

from tellmore.sampling.groups.check import Rule
from tellmore.sampling.groups.grouping import Grouping, Kept, Member, Rules
from tellmore.sampling.groups.split import rounds
from tellmore.sampling.watch import Watch


def members(count: int, **features: str) -> tuple[Member, ...]:
    return tuple(Member(f"m{i}", features) for i in range(count))


def test_in_a_second_round_people_meet_new_people() -> None:
    made = rounds(Grouping(members(9), Rules(3)), 2)
    assert made[1].proved
    assert made[1].cost == 0
    pairs = [
        {frozenset((a, b)) for g in each.plan.groups for a in g.members for b in g.members if a < b}
        for each in made
    ]
    assert not pairs[0] & pairs[1]


def test_rounds_that_are_kept_stay_and_tell_which_of_them_is_sought() -> None:
    asked = Grouping(members(9), Rules(3))
    before = [each.plan for each in rounds(asked, 2)]
    parts: list[int | None] = []
    watch = Watch(lambda seen: parts.append(seen.part))
    after = rounds(asked, 2, [Kept(plan=plan) for plan in before], watch=watch)
    assert [(each.plan, each.moves) for each in after] == [(plan, 0) for plan in before]
    assert sorted(set(parts), key=str) == [1, 2]


def test_a_round_made_anew_meets_nobody_of_a_later_one() -> None:
    asked = Grouping(members(9), Rules(3))
    later = rounds(asked, 2)[1].plan
    (anew,) = rounds(asked, 1, [Kept(met=(later,))])
    assert not [each for each in anew.soft if each.rule is Rule.MET_BEFORE]
