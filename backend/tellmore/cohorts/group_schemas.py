"""The wire of a cohort's groups. Groups are numbered from 1, as people count."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from tellmore.cohorts.models import GroupPlanStatus
from tellmore.cohorts.sizes import MOST
from tellmore.core.schemas import Line, Patch, Schema
from tellmore.core.solves import SolveStatus
from tellmore.sampling.groups.check import Rule
from tellmore.sampling.groups.grouping import Modality

Periods = Annotated[list[Line], Field(max_length=60)]
Number = Annotated[int, Field(ge=1, le=100)]
MOST_ROUNDS = 5
Round = Annotated[int, Field(ge=1, le=MOST_ROUNDS)]


class FacilitatorAsk(Schema):
    """`is_outsider`: teaches nobody here, and is not in the roster. `periods`: null means all."""

    user_id: UUID
    is_outsider: bool = False
    periods: Periods | None = None


class Availability(Schema):
    member_id: UUID
    periods: Periods


class Subgroup(Schema):
    """A subgroup of which a group has nobody, or at least two."""

    criterion: Line
    value: Line


class GroupsAsk(Schema):
    """What groups are wanted.

    `rounds`: in how many rounds of meetings, on different days; in each, members meet others than
    before as far as can be. `round`: only this one of them is worked out anew, the others stay.
    `largest`: at most what the district allows.
    `availability` says when single members can come; who is not in it can come in any period, or
    with `free_by_classes` in those in which the roster names no class for them.
    `keep`: change as little as can be of the plan that there is, with its pins.
    """

    groups: Number
    rounds: Round = 1
    round: Round | None = None
    modality: Modality = Modality.IN_PERSON
    smallest: Annotated[int, Field(ge=1, le=MOST)] = 1
    largest: Annotated[int, Field(ge=1, le=MOST)] | None = None
    balance: Annotated[list[Line], Field(max_length=12)] = []
    together: Annotated[list[Subgroup], Field(max_length=20)] = []
    apart: Annotated[list[tuple[UUID, UUID]], Field(max_length=200)] = []
    grade_span: Annotated[int, Field(ge=0, le=12)] | None = None
    facilitators: Annotated[list[FacilitatorAsk], Field(max_length=60)] = []
    accept_unknown: bool = False
    periods: Periods = []
    availability: Annotated[list[Availability], Field(max_length=500)] = []
    free_by_classes: bool = False
    keep: bool = False
    seed: Annotated[int, Field(ge=0, le=2**31)] = 0
    time_limit: Annotated[float, Field(ge=1, le=60)] = 20.0


def _if_readable(value: object, read: ValidatorFunctionWrapHandler) -> GroupsAsk | None:
    try:
        asked: GroupsAsk = read(value)
    except ValidationError:
        return None
    return asked


class GroupsSolveRead(Schema):
    """How far the work is. `best`: about how many seats off the even spread; `bound`: the least.

    `part`: which round is worked on, where several are. `problem`: why there are no groups, as a
    problem of this API. `asked`: null where it is of a form that is not taken any more.
    """

    id: UUID
    status: SolveStatus
    asked: Annotated[GroupsAsk | None, WrapValidator(_if_readable)]
    phase: str | None
    part: int | None
    seconds: float
    bound: float | None
    best: float | None
    cancel_requested: bool
    problem: dict[str, object] | None
    created_at: datetime
    ended_at: datetime | None


class StoredGroup(Schema):
    member_ids: list[UUID]
    facilitator_id: UUID | None
    period: str | None
    held: bool = False
    """Its facilitator and period stay when it is solved again."""


class GroupRead(Schema):
    """`repeats`: in how many earlier rounds exactly these members sat together."""

    round: int
    number: int
    member_ids: list[UUID]
    facilitator_id: UUID | None
    period: str | None
    held: bool
    repeats: int


class RoundRead(Schema):
    """How one round of meetings stands."""

    round: int
    status: GroupPlanStatus


class GroupMemberRead(Schema):
    """What the rules go by of one member: the grade, and what is balanced or kept together.

    Empty for those who may not read `students:read`.
    """

    member_id: UUID
    values: dict[str, str]


class BrokenRead(Schema):
    """A rule that the plan breaks. `hard`: it can't be confirmed so.

    `count` is what there is, `low` to `high` what there should be.
    """

    rule: Rule
    hard: bool
    group: int | None
    member_ids: list[UUID]
    criterion: str | None
    value: str | None
    count: int | None
    low: int | None
    high: int | None


class GroupPlanRead(Schema):
    """The groups of one round. What is told of members, rules and balance is of this round."""

    id: UUID
    cohort_id: UUID
    round: int
    rounds: list[RoundRead]
    """All rounds that there are, in their order."""
    status: GroupPlanStatus
    groups: list[GroupRead]
    individual_ids: list[UUID]
    pinned_ids: list[UUID]
    members: list[GroupMemberRead]
    """Everybody who holds a seat today; who left the cohort is in no group any more."""
    broken: list[BrokenRead]
    """Every rule that is broken now, with the roster as it is today."""
    met_again: int
    """Pairs in one group who sat together in an earlier round. Each is named in `broken`."""
    proved: bool
    asked: GroupsAsk
    confirmed_at: datetime | None
    confirmed_by: UUID | None
    created_at: datetime
    updated_at: datetime
    version: int


class MemberMove(Schema):
    """`group`: null offers an individual interview. `round`: of the group; the one that changes."""

    member_id: UUID
    group: Number | None
    round: Round | None = None


class GroupPlace(Schema):
    """Who leads a group, and when: of those who were asked for, or null.

    `round`: of the group; the one that changes.
    """

    group: Number
    round: Round | None = None
    facilitator_id: UUID | None
    period: Line | None


class GroupPlanUpdate(Patch):
    """`pinned_ids` and `held` replace those that there are.

    Who left the cohort meanwhile drops out of `pinned_ids`.
    """

    moves: Annotated[list[MemberMove], Field(max_length=100)] = []
    places: Annotated[list[GroupPlace], Field(max_length=100)] = []
    pinned_ids: Annotated[list[UUID], Field(max_length=500)] = []
    held: Annotated[list[Number], Field(max_length=100)] = []
