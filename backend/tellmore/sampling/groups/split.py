"""Splitting members into groups: balanced, led by people who teach nobody in them, free together.

A bound by counting says what the best could cost, and a plan of that cost is mostly found at once,
slots first and then seats. Else a search finds a plan, and CP-SAT settles the rest: a better plan,
the proof, or that no plan keeps every hard rule and which rules conflict.

Deterministic: the same input and seed give the same plan, as long as time does not run out first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tellmore.sampling.clock import Clock
from tellmore.sampling.groups.board import SEAT, Board, board
from tellmore.sampling.groups.bound import feature_bounds, lower_bound
from tellmore.sampling.groups.check import Broken, Rule, check, seats_off
from tellmore.sampling.groups.conflict import GroupsInfeasibleError, require_possible
from tellmore.sampling.groups.grouping import NOTHING_KEPT, Grouping, Kept, Plan
from tellmore.sampling.groups.model import Family, Model
from tellmore.sampling.groups.placing import Placing, plan_of
from tellmore.sampling.groups.search import search
from tellmore.sampling.groups.seats import at_bound
from tellmore.sampling.groups.solve import Answer, Tell, conflict, possible_without, solve
from tellmore.sampling.groups.ways import ways
from tellmore.sampling.watch import UNWATCHED, Phase, Progress, Watch

TIME_LIMIT = 30.0
SEARCHING, PROVING = 0.5, 0.9
"""The share of the time for seeking plans, and then of the rest for proving that one is best."""
FEW_SEATS = 100
"""Members times groups up to which the solver settles all sooner than a search cools."""


class GroupsUndecidedError(Exception):
    """Time ran out before a plan was found, and none was ruled out."""


class BrokenPlanError(Exception):
    """A plan was found that breaks a hard rule: a fault of the search, and no answer to anybody."""


@dataclass(frozen=True)
class Groups:
    """A plan that keeps every hard rule.

    imbalance, worst: seats off the even spread, in all and for one value in one group. moves:
    members who are not in the group of the kept plan. cost, bound: what was made small, and
    what no plan costs less than; proved where they are equal. soft: the wishes that are not met.
    """

    plan: Plan
    imbalance: int
    worst: int
    moves: int
    cost: int
    bound: int
    proved: bool
    soft: tuple[Broken, ...]
    seconds: float


def groups(
    grouping: Grouping,
    kept: Kept = NOTHING_KEPT,
    *,
    seed: int = 0,
    time_limit: float = TIME_LIMIT,
    watch: Watch = UNWATCHED,
) -> Groups:
    """The best plan that is found within `time_limit` seconds of wall time.

    Raises GroupsInfeasibleError with what conflicts, GroupsUndecidedError, CancelledError,
    InvalidGroupingError for a question that contradicts itself, and BrokenPlanError rather than
    give a plan in which the check finds a hard rule broken.
    """
    clock = Clock(time_limit, watch)
    asked = board(grouping, kept)
    bounds = feature_bounds(asked)
    bound = lower_bound(bounds)
    try:
        require_possible(asked)
        found = at_bound(asked, seed, bounds, clock.part(SEARCHING))
        if found is None and len(asked.members) * asked.count > FEW_SEATS:
            found = search(asked, seed, bound, clock.part(SEARCHING))
        if found is None or found.cost > bound:
            found, bound = _settle(asked, found, bounds, clock)
    except GroupsInfeasibleError as error:
        error.ways = ways(grouping, kept, clock)
        raise
    return _told(asked, found, bound, clock)


def rounds(
    grouping: Grouping,
    count: int,
    kept: Sequence[Kept] = (),
    *,
    seed: int = 0,
    time_limit: float = TIME_LIMIT,
    watch: Watch = UNWATCHED,
) -> tuple[Groups, ...]:
    """Groups for several rounds, in which people meet new people as far as balance allows.

    Round by round: each is the best given those before it, which is what `proved` says. `kept`:
    what each round stays close to, and whom its members met besides; none for rounds that are not
    in it. Raises as `groups`.
    """
    clock = Clock(time_limit, watch)
    made: list[Groups] = []
    for number in range(count):
        was = kept[number] if number < len(kept) else NOTHING_KEPT
        with_met = replace(was, met=(*was.met, *(each.plan for each in made)))
        share = clock.part(1 / (count - number))
        seen = watch if count == 1 else _of_part(number + 1, clock)
        made.append(groups(grouping, with_met, seed=seed, time_limit=share.limit, watch=seen))
    return tuple(made)


def _of_part(part: int, clock: Clock) -> Watch:
    """The same watch, told which part is searched, in seconds since the first began."""

    def report(seen: Progress) -> None:
        clock.watch.report(seen._replace(part=part, seconds=clock.spent))

    return Watch(report, clock.watch.cancelled)


def _settle(
    asked: Board, found: Placing | None, bounds: Mapping[str, int], clock: Clock
) -> tuple[Placing, int]:
    """Ask the solver: the best plan known then, and the bound."""

    def tell(best: int, least: int) -> None:
        clock.tell(Phase.PROOF, least / SEAT, best / SEAT)

    answer = solve(Model(asked).with_costs(bounds, found), clock.part(PROVING), tell)
    if answer.impossible:
        answer = _with_interviews(asked, bounds, clock, tell)
    known = [placing for placing in (answer.placing, found) if placing is not None]
    if not known:
        raise GroupsUndecidedError(
            "No groups were found in the time allowed, and none were ruled out."
        )
    return min(known, key=lambda placing: placing.cost), max(lower_bound(bounds), answer.bound)


def _with_interviews(asked: Board, bounds: Mapping[str, int], clock: Clock, tell: Tell) -> Answer:
    """Nobody is set aside for want of a seat: only where a subgroup would leave somebody alone."""
    if asked.optional and possible_without(Family.TOGETHER, Model(asked), clock.part(0.3)):
        model = Model(asked, interviews=True).with_costs(bounds, None)
        answer = solve(model, clock.part(PROVING), tell)
        if not answer.impossible:
            return answer
    raise GroupsInfeasibleError(conflict(Model(asked), clock))


def _told(asked: Board, found: Placing, bound: int, clock: Clock) -> Groups:
    plan = plan_of(asked, found.group_of, found.slot_of)
    broken = check(asked.grouping, plan, asked.kept)
    if any(each.hard for each in broken):
        raise BrokenPlanError(broken[0])
    off = [seats_off(each) for each in broken if each.rule is Rule.UNBALANCED]
    return Groups(
        plan=plan,
        imbalance=sum(off),
        worst=max(off, default=0),
        moves=sum(found.group_of[i] != g for i, g in asked.home.items()),
        cost=found.cost,
        bound=bound,
        proved=found.cost <= bound,
        soft=tuple(each for each in broken if not each.hard),
        seconds=round(clock.spent, 3),
    )
