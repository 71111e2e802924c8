"""Looking on while a lottery is sought, and calling it off."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Phase(StrEnum):
    """What is being done, in the order in which a search may come to it."""

    QUOTAS = "quotas"
    """Whether any panel meets the quotas; if none does, the least change."""
    CHANCES = "chances"
    """The fairest chances that the quotas allow on paper, and the bound."""
    PANELS = "panels"
    """Whole panels in plenty whose chances come near those."""
    WEIGHTS = "weights"
    """How likely each of them must be for everybody to have the chance wanted."""
    PRICING = "pricing"
    """Better panels one by one, and a better bound."""
    PLANS = "plans"
    """Plans of groups, each better than the last."""
    PROOF = "proof"
    """The best plan of groups, or the proof that there is none."""


class Progress(NamedTuple):
    """How far a search is, `seconds` after its start.

    bound: no lottery gives its least lucky student more; best: what the best one so far gives.
    None where not known yet. part: which search of several this is, from 1; None of a single one.
    """

    phase: Phase
    seconds: float
    bound: float | None
    best: float | None
    part: int | None = None


class CancelledError(Exception):
    """Whoever asked for the lottery called it off; nothing is kept."""


def _silent(_: Progress) -> None:
    return None


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Watch:
    """Hooks into a search. Both are called from the thread that searches, some times a second.

    `report` is told how far it is; `cancelled` says whether to give up (then CancelledError is
    raised, at most two seconds later). Both should return at once.
    """

    report: Callable[[Progress], None] = _silent
    cancelled: Callable[[], bool] = _never


UNWATCHED = Watch()
