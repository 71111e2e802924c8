"""Why there is no plan, in plain words."""

from collections.abc import Sequence

from tellmore.sampling.groups.board import BARRED, Board
from tellmore.sampling.groups.check import is_free
from tellmore.sampling.groups.loosened import Way
from tellmore.sampling.groups.model import Family

WORDS = {
    Family.SIZES: "the smallest and largest size of a group",
    Family.TOGETHER: "nobody being the only one of a named subgroup",
    Family.APART: "siblings and pairs without contact being kept apart",
    Family.GRADE_SPAN: "the span of grades in a group",
    Family.FREE: "the periods in which people are free",
    Family.TEACHING: "facilitators leading only students whom they are known not to teach",
    Family.ONE_PLACE: "a facilitator leading one group at a time",
    Family.PINS: "what is pinned",
}


class GroupsInfeasibleError(Exception):
    """No plan keeps every hard rule.

    families: rules that can't all be kept, of which fewer could; empty where time was too short
    to tell. members: those whom it is about, where it is about single members. ways: what would
    make groups possible, each by itself; empty where nothing was found in time.
    """

    def __init__(
        self, families: Sequence[Family], members: Sequence[str] = (), detail: str = ""
    ) -> None:
        super().__init__(detail or _sentence(families))
        self.families = tuple(families)
        self.members = tuple(members)
        self.ways: tuple[Way, ...] = ()


def require_possible(board: Board) -> None:
    """Refuse what can be seen at a glance, without a solver.

    Raises GroupsInfeasibleError with the families, the members' ids and the figures in words.
    """
    _require_seats_for_pins(board)
    _require_sizes(board)
    own = [slot for slot in board.slots if not slot.shared]
    if not board.slots or (own and len(own) < board.count):
        detail = f"The facilitators are free for {len(own)} groups in all, not for {board.count}."
        raise GroupsInfeasibleError((Family.ONE_PLACE, Family.FREE), detail=detail)
    _require_somewhere(board)


def _require_seats_for_pins(board: Board) -> None:
    """Whoever would be alone in any group can't be pinned to one."""
    ids = tuple(one for one in board.individual if one in board.kept.pins)
    if ids:
        detail = f"Pinned to a group, but the only one there of a named subgroup: {', '.join(ids)}."
        raise GroupsInfeasibleError((Family.TOGETHER, Family.PINS), ids, detail)


def _require_sizes(board: Board) -> None:
    rules, people = board.grouping.rules, len(board.members)
    if people > rules.groups * rules.largest:
        needed = -(-people // rules.largest)
        detail = (
            f"{people} members need {needed} groups of at most {rules.largest}, "
            f"and not {rules.groups}."
        )
        raise GroupsInfeasibleError((Family.SIZES,), detail=detail)
    if people < rules.groups * rules.smallest:
        detail = (
            f"{people} members are too few for {rules.groups} groups of at least "
            f"{rules.smallest}; they fill {people // rules.smallest}."
        )
        raise GroupsInfeasibleError((Family.SIZES,), detail=detail)


def _require_somewhere(board: Board) -> None:
    """Each member needs one slot at least."""
    stuck = [i for i, prices in enumerate(board.price) if min(prices) >= BARRED]
    if not stuck:
        return
    ids = tuple(board.members[i].id for i in stuck)
    busy = any(
        not any(is_free(board.members[i].free, slot.period) for slot in board.slots) for i in stuck
    )
    families = (Family.FREE,) if busy else (Family.TEACHING, Family.FREE)
    detail = (
        f"{', '.join(ids)} can join no group: in every period one of these stands in the way: "
        f"{' and '.join(WORDS[family] for family in families)}."
    )
    raise GroupsInfeasibleError(families, ids, detail)


def _sentence(families: Sequence[Family]) -> str:
    if not families:
        return "No groups keep all the rules. Which of them conflict was not found in time."
    if len(families) == 1:
        return f"No groups can be made: {WORDS[families[0]]} cannot be kept."
    named = "; ".join(WORDS[family] for family in families)
    return f"No groups keep all the rules. These conflict with each other: {named}."
