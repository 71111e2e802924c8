"""Splitting members into groups: balanced, led by people who teach nobody in them, free together.

A search finds a plan, a bound by counting often proves it the best at once, and CP-SAT settles
the rest: a better plan, the proof, or that no plan keeps every hard rule and which rules conflict.

Deterministic: the same input and seed give the same plan, as long as time does not run out first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tellmore.sampling.clock import Clock
from tellmore.sampling.group_board import SEAT, Board, board, plan_of
from tellmore.sampling.group_bound import feature_bounds, lower_bound
from tellmore.sampling.group_check import Broken, Rule, check, seats_off
from tellmore.sampling.group_conflict import GroupsInfeasibleError, require_possible
from tellmore.sampling.group_model import Family, Model
from tellmore.sampling.group_search import Placing, search
from tellmore.sampling.group_solve import Answer, Tell, conflict, possible_without, solve
from tellmore.sampling.grouping import NOTHING_KEPT, Grouping, Kept, Plan
from tellmore.sampling.watch import UNWATCHED, Phase, Watch

TIME_LIMIT = 30.0
SEARCHING, PROVING = 0.5, 0.9
"""The share of the time for seeking plans, and then of the rest for proving that one is best."""


class GroupsUndecidedError(Exception):
    """Time ran out before a plan was found, and none was ruled out."""


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

    Raises GroupsInfeasibleError with what conflicts, GroupsUndecidedError, CancelledError, and
    InvalidGroupingError for a question that contradicts itself.
    """
    clock = Clock(time_limit, watch)
    asked = board(grouping, kept)
    require_possible(asked)
    bounds = feature_bounds(asked)
    bound = lower_bound(bounds)
    found = search(asked, seed, bound, clock.part(SEARCHING))
    if found is None or found.cost > bound:
        found, bound = _settle(asked, found, bounds, clock)
    return _told(asked, found, bound, clock)


def rounds(
    grouping: Grouping,
    count: int,
    *,
    seed: int = 0,
    time_limit: float = TIME_LIMIT,
    watch: Watch = UNWATCHED,
) -> tuple[Groups, ...]:
    """Groups for several rounds, in which people meet new people as far as balance allows.

    Round by round: each is the best given those before it, which is what `proved` says. Raises
    as `groups`.
    """
    clock = Clock(time_limit, watch)
    made: list[Groups] = []
    for number in range(count):
        met = Kept(met=tuple(each.plan for each in made))
        share = clock.part(1 / (count - number))
        made.append(groups(grouping, met, seed=seed, time_limit=share.limit, watch=watch))
    return tuple(made)


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
