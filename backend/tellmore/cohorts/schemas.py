from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from tellmore.cohorts.models import CohortStatus, Focus, MemberStatus
from tellmore.cohorts.permissions import CohortAction, MemberAction
from tellmore.core.schemas import Line, Ordered, Paragraph, Patch, Schema
from tellmore.rosters.schemas import PoolCriteria

Name = Line
Purpose = Paragraph
Size = Annotated[int, Field(ge=1, le=500)]
SchoolIds = Annotated[list[UUID], Field(min_length=1, max_length=200)]
Values = Annotated[list[Line], Field(min_length=1, max_length=200)]
PoolFilter = Annotated[dict[Line, Values], Field(max_length=20)]


class GuardState(StrEnum):
    OFF = "off"
    ON = "on"
    UNKNOWN = "unknown"
    """A limit is set, and no school year is known by which to count."""


class GuardReason(StrEnum):
    ROUNDS = "rounds"
    MINUTES = "minutes"


class LeftOut(Schema):
    """How many students have reached this limit of the district. Each is counted once."""

    reason: GuardReason
    limit: int
    students: int


class PoolGuard(Schema):
    """Who is not drawn because they were heard often enough this school year."""

    state: GuardState
    left_out: list[LeftOut]


class CohortPool(PoolCriteria):
    """Of those who may be drawn; whom the over-sampling guard leaves out is told beside them."""

    guard: PoolGuard


class Quota(Schema):
    """How many of the drawn must, and may, have this value of a criterion."""

    criterion: Line
    value: Line
    min: Annotated[int, Field(ge=0, le=500)]
    max: Annotated[int, Field(ge=0, le=500)]


class QuotaRead(Schema):
    """The bounds are null for those who may not see the exact figures."""

    criterion: str
    value: str
    min: int | None
    max: int | None


class WithheldReason(StrEnum):
    TOO_FEW = "too_few"
    """Too few students, here or in a cell that could be worked out from this one."""
    PLANNERS_ONLY = "planners_only"
    """It tells of single students or of small groups: for those who may read `draws:read`."""
    OTHER_SCHOOLS = "other_schools"
    """It counts students of schools out of the reader's reach: less the reader's own, it tells."""


class Withheld(Schema):
    """What is null because it is withheld: where it stands in this answer, and why."""

    pointer: str
    reason: WithheldReason


class CohortCreate(Schema):
    name: Name
    purpose: Purpose
    exploring: Line | None = None
    focus: Focus = Focus.BOTH
    school_ids: SchoolIds
    size: Size
    pool_filter: PoolFilter = {}


class CohortUpdate(Patch):
    name: Name = ""
    purpose: Purpose = ""
    exploring: Line | None = None
    focus: Focus = Focus.BOTH
    school_ids: SchoolIds = []
    size: Size = 1
    pool_filter: PoolFilter = {}


class CohortRead(Schema):
    id: UUID
    name: str
    purpose: str
    exploring: str | None
    focus: Focus
    status: CohortStatus
    size: int
    school_ids: list[UUID]
    pool_filter: dict[str, list[str]]
    quotas: list[QuotaRead]
    withheld: list[Withheld]
    member_count: int
    can: Ordered[CohortAction]
    created_at: datetime
    updated_at: datetime
    version: int


MOST_QUOTAS = 300
MOST_CRITERIA = 12
Quotas = Annotated[list[Quota], Field(max_length=MOST_QUOTAS)]
Criteria = Annotated[list[Line], Field(min_length=1, max_length=MOST_CRITERIA)]


class QuotaProposalAsk(Schema):
    """Which criteria the seats shall follow, and by how many seats they may miss the share.

    Without `tolerance` it is one seat, or a fortieth of the seats where that is more.
    """

    criteria: Criteria
    tolerance: Annotated[float, Field(ge=0, le=50)] | None = None


class ProposedQuota(Quota):
    """`target`: the share of the seats. `pool`: how many eligible students have the value."""

    target: int
    pool: int


class QuotaProposal(Schema):
    quotas: list[ProposedQuota]
    notes: list[str]
    """What had to give, in sentences."""


class QuotasWrite(Schema):
    quotas: Quotas


class Relaxation(Schema):
    """One of the least changes that make a panel possible: bounds with their new values."""

    changes: list[Quota]
    seats: int
    sentence: str


class Feasibility(Schema):
    feasible: bool
    detail: str | None
    relaxations: list[Relaxation]


class ThisYear(Schema):
    """Null where no school year is known: unknown is not zero."""

    known: bool
    rounds: int | None
    """In how many cohorts the student took part."""
    minutes: int | None
    """Out of class, for sessions of every cohort."""
    reached: GuardReason | None
    """Which limit of the district is reached."""


class MemberIdentity(Schema):
    student_id: UUID
    given_name: str
    family_name: str
    grade: str | None


class MemberRead(Schema):
    id: UUID
    cohort_id: UUID
    school_id: UUID
    pseudonym: str
    status: MemberStatus
    alternate_rank: int | None
    chance: float | None
    """Null for those who took a seat later, and for those who may not read `draws:read`."""
    this_year: ThisYear | None
    """Null for those who may not read `draws:read` and `identities:read`, in all the schools."""
    identity: MemberIdentity | None
    """Who it is: only when asked for, by those who may know, and each reading is logged."""
    can: Ordered[MemberAction]
    created_at: datetime
    updated_at: datetime
    version: int


class Replacement(Schema):
    """`seats_off`: by how many seats the quotas are broken now, the least that was possible."""

    replaced: MemberRead
    replacement: MemberRead
    seats_off: int
