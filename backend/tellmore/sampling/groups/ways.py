"""What would make groups possible: single rules loosened by one step, each proved to do."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tellmore.sampling.clock import Clock
from tellmore.sampling.groups.board import board
from tellmore.sampling.groups.conflict import GroupsInfeasibleError, require_possible
from tellmore.sampling.groups.grouping import (
    LARGEST,
    WARN_ABOVE,
    Facilitator,
    Grouping,
    InvalidGroupingError,
    Kept,
)
from tellmore.sampling.groups.loosened import Loosened, Way
from tellmore.sampling.groups.model import Model
from tellmore.sampling.groups.solve import decide

EFFORT = 2.5
"""For all ways together, in the solver's deterministic seconds. An idle machine needs about three
others for them."""
CELL = 1e-6
"""What it takes to write down, in the same seconds, for each member, group and slot of a model."""
SHARE = 0.3
"""Of what is left, for the solver to try one way."""
STEPS = 5
"""One way is tried up to so many steps further: so many more groups, say."""


def ways(asked: Grouping, kept: Kept, clock: Clock) -> tuple[Way, ...]:
    """Those that do, of each the smallest step, as far as the effort goes.

    It is counted by what was done, so a busy machine finds the same ways, only later; unless the
    clock ends it. Each is tried by the solver, which found a plan; nothing found proves nothing.
    Of what is kept, pins alone still hold. Raises CancelledError when the search is called off.
    """
    pins = Kept(pins=kept.pins)
    found: dict[Loosened, Way] = {}
    left = EFFORT
    for way, loosened in _every(asked, kept):
        if not clock.left:
            break
        if way.loosened in found:
            continue
        held = Kept() if way.loosened is Loosened.PINS else pins
        does, spent = _tried(loosened, held, clock, left)
        left -= spent
        if does:
            found[way.loosened] = way
    return tuple(found[each] for each in Loosened if each in found)


def _tried(asked: Grouping, kept: Kept, clock: Clock, left: float) -> tuple[bool, float]:
    """Whether a plan was found, and the effort spent; a model for which too little is left is none.

    What is refused at a glance costs nothing.
    """
    try:
        loosened = board(asked, kept)
        require_possible(loosened)
    except (GroupsInfeasibleError, InvalidGroupingError):
        return False, 0.0
    writing = CELL * len(loosened.members) * loosened.count * len(loosened.slots)
    if writing >= left:
        return False, 0.0
    cp = Model(loosened).with_all_rules().cp
    answer = decide(cp, clock, SHARE * (left - writing))
    return answer.value is not None, writing + answer.effort


def _every(asked: Grouping, kept: Kept) -> Iterator[tuple[Way, Grouping]]:
    """The smaller steps first."""
    for step in range(1, STEPS + 1):
        yield from _of_rules(asked, step)
        if asked.facilitators:
            yield Way(Loosened.FACILITATORS, step), _more_facilitators(asked, step)
        if asked.periods:
            yield Way(Loosened.PERIODS, step), _more_periods(asked, step)
    if kept.pins:
        yield Way(Loosened.PINS, len(kept.pins)), asked


def _of_rules(asked: Grouping, step: int) -> Iterator[tuple[Way, Grouping]]:
    rules = asked.rules
    most = max(
        (LARGEST[m] for m, advised in WARN_ABOVE.items() if advised == rules.warn_above),
        default=rules.largest,
    )
    numbers = {Loosened.GROUPS: rules.groups + step}
    if rules.largest + step <= most:
        numbers[Loosened.LARGEST] = rules.largest + step
    if rules.smallest > step:
        numbers[Loosened.SMALLEST] = rules.smallest - step
    if rules.grade_span is not None:
        numbers[Loosened.GRADE_SPAN] = rules.grade_span + step
    for rule, number in numbers.items():
        changed: dict[str, Any] = {str(rule): number}
        yield Way(rule, number), replace(asked, rules=replace(rules, **changed))


def _more_facilitators(asked: Grouping, step: int) -> Grouping:
    everybody = frozenset(member.id for member in asked.members)
    more = tuple(Facilitator(f" {each}", clear=everybody) for each in range(step))
    return replace(asked, facilitators=asked.facilitators + more)


def _more_periods(asked: Grouping, step: int) -> Grouping:
    more = tuple(f" {each}" for each in range(step))
    members = tuple(replace(each, free=_freer(each.free, more)) for each in asked.members)
    leaders = tuple(replace(each, free=_freer(each.free, more)) for each in asked.facilitators)
    return replace(asked, members=members, facilitators=leaders, periods=asked.periods + more)


def _freer(free: frozenset[str] | None, more: tuple[str, ...]) -> frozenset[str] | None:
    return None if free is None else free | frozenset(more)
