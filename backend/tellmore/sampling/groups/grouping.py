"""What a split into groups is asked of: members, facilitators, periods, rules; and a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tellmore.sampling.groups.grades import GRADE, grade_number
from tellmore.sampling.pool import Label


# How groups meet, which bounds their size. Not a docstring: with one, the API would have two
# schemas of this name, as a session has its own.
class Modality(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"


LARGEST = {Modality.IN_PERSON: 10, Modality.ONLINE: 6}
"""The most members of a group, where no district says otherwise."""
WARN_ABOVE = {Modality.IN_PERSON: 8, Modality.ONLINE: 5}
"""More members than these are advised against."""


class InvalidGroupingError(ValueError):
    """What was asked contradicts itself, in plain words."""


@dataclass(frozen=True)
class Member:
    """`free`: the periods in which the member can come; None where any will do."""

    id: str
    features: Mapping[str, str]
    free: frozenset[str] | None = None
    household: str | None = None

    @property
    def grade(self) -> int | None:
        """The grade as a number, kindergarten 0; None where it is not known."""
        return grade_number(self.features.get(GRADE, ""))


@dataclass(frozen=True)
class Facilitator:
    """`clear`: whom this person is known not to teach; `conflict`: whom they teach.

    Everybody else is unknown, which is never read as clear.
    """

    id: str
    clear: frozenset[str] = frozenset()
    conflict: frozenset[str] = frozenset()
    free: frozenset[str] | None = None


@dataclass(frozen=True)
class Rules:
    """`together`: subgroups of which a group has nobody or at least two.

    `apart`: pairs of members who don't meet. `grade_span`: the most grades between the youngest
    and the oldest. `balance`: the features whose values are spread evenly.
    """

    groups: int
    smallest: int = 1
    largest: int = LARGEST[Modality.IN_PERSON]
    warn_above: int = WARN_ABOVE[Modality.IN_PERSON]
    balance: tuple[str, ...] = ()
    together: tuple[Label, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    grade_span: int | None = None
    unknown_accepted: bool = False
    """Whether somebody may lead students of whom nobody can tell whether they teach them."""


@dataclass(frozen=True)
class Grouping:
    """`periods`: when groups can meet; with none, time plays no part. So with facilitators."""

    members: tuple[Member, ...]
    rules: Rules
    facilitators: tuple[Facilitator, ...] = ()
    periods: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {member.id for member in self.members}
        if len(known) != len(self.members):
            raise InvalidGroupingError("Every member needs an id of their own.")
        if len({each.id for each in self.facilitators}) != len(self.facilitators):
            raise InvalidGroupingError("Every facilitator needs an id of their own.")
        if self.rules.groups < 1:
            raise InvalidGroupingError("There must be at least one group.")
        if not 1 <= self.rules.smallest <= self.rules.largest:
            raise InvalidGroupingError("The smallest size of a group is from 1 to the largest.")
        absent = sorted({one for pair in self.rules.apart for one in pair} - known)
        if absent:
            raise InvalidGroupingError(f"{absent[0]} is to be kept apart, but is no member.")
        if any(one == other for one, other in self.rules.apart):
            raise InvalidGroupingError("Nobody can be kept apart from themselves.")


@dataclass(frozen=True)
class Group:
    """Ids of members, in any order; None where nobody leads or time plays no part."""

    members: tuple[str, ...]
    facilitator: str | None = None
    period: str | None = None


@dataclass(frozen=True)
class Plan:
    """Groups in order, and those for whom an individual interview is offered."""

    groups: tuple[Group, ...]
    individual: tuple[str, ...] = ()

    def place(self) -> dict[str, int]:
        """Member → number of the group, from 0."""
        return {one: g for g, group in enumerate(self.groups) for one in group.members}


@dataclass(frozen=True)
class Kept:
    """What a new plan should stay close to.

    `pins`: members who stay in a group (its number from 0); `held`: groups whose facilitator and
    period stay; `met`: who sat together before, in earlier rounds.
    """

    plan: Plan | None = None
    pins: Mapping[str, int] = field(default_factory=dict)
    held: frozenset[int] = frozenset()
    met: tuple[Plan, ...] = ()


NOTHING_KEPT = Kept()
