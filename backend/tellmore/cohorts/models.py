from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from tellmore.core.models import (
    Owned,
    Removable,
    Stamped,
    json_column,
    same_district,
    text_enum,
    timestamp,
)
from tellmore.sampling.choices import Algorithm


class CohortStatus(StrEnum):
    DRAFT = "draft"
    DRAWN = "drawn"
    CLOSED = "closed"


class Focus(StrEnum):
    """What the guide sets out to learn: needs, or experiences."""

    NEEDS = "needs"
    EXPERIENCES = "experiences"
    BOTH = "both"


class Cohort(Owned, Stamped, Removable, table=True):
    __tablename__ = "cohorts"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("district_id", "name"),
    )

    name: str
    purpose: str
    exploring: str | None = None
    """The space, environment or situation that is explored."""
    focus: Focus = text_enum(Focus, "cohort_focus", default=Focus.BOTH)
    status: CohortStatus = text_enum(CohortStatus, "cohort_status", default=CohortStatus.DRAFT)
    size: int
    pool_filter: dict[str, list[str]] = json_column(default_factory=dict)
    """Criterion → the values that are eligible; empty: every student of the schools."""
    quotas: list[dict[str, Any]] = json_column(default_factory=list)
    """As `schemas.Quota`."""


class CohortSchool(Owned, table=True):
    __tablename__ = "cohort_schools"
    __table_args__ = (
        UniqueConstraint("cohort_id", "school_id"),
        same_district("cohort_id", "cohorts", ondelete="CASCADE"),
        same_district("school_id", "schools"),
    )

    cohort_id: UUID = Field(index=True)
    school_id: UUID


class MemberStatus(StrEnum):
    DRAWN = "drawn"
    ALTERNATE = "alternate"
    REPLACED = "replaced"


class Member(Owned, Stamped, table=True):
    """A student in a cohort. The pseudonym is all that the analysis side ever sees."""

    __tablename__ = "members"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("cohort_id", "student_id"),
        UniqueConstraint("cohort_id", "pseudonym"),
        same_district("cohort_id", "cohorts"),
        same_district("student_id", "students"),
        same_district("school_id", "schools"),
    )

    cohort_id: UUID = Field(index=True)
    student_id: UUID = Field(index=True)
    school_id: UUID
    pseudonym: str
    status: MemberStatus = text_enum(MemberStatus, "member_status")
    alternate_rank: int | None = None
    chance: float | None = None
    drawn_as: dict[str, str] | None = json_column(default=None, nullable=True)
    """What the student was when the seat was drawn, in the criteria that the draw is judged by."""


class PullOut(Owned, table=True):
    """A student out of class for a session, from when to when. Sessions tell it.

    It goes by the student, whose memberships of several cohorts count together.
    """

    __tablename__ = "pull_outs"
    __table_args__ = (
        UniqueConstraint("session_id", "student_id", "began_at"),
        same_district("session_id", "sessions", ondelete="CASCADE"),
        same_district("cohort_id", "cohorts"),
        same_district("student_id", "students", ondelete="CASCADE"),
    )

    session_id: UUID
    cohort_id: UUID
    student_id: UUID = Field(index=True)
    began_at: datetime = timestamp(index=True)
    ended_at: datetime = timestamp()
    """While the session lasts: the end that its plan leads one to expect."""
    took_part: bool
    """Not where the student said no aloud: out of class, and yet not heard."""


class Lottery(Owned, Stamped, table=True):
    """The groups that may be drawn, worked out before there is a seed to pick one of them.

    It stands until a seed has picked, or somebody throws it away; then its hash alone is kept.
    """

    __tablename__ = "lotteries"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("cohort_id", "cohorts"),
        Index(
            "uq_lotteries_standing",
            "cohort_id",
            unique=True,
            postgresql_where=text("drawn_at IS NULL AND thrown_away_at IS NULL"),
        ),
    )

    cohort_id: UUID = Field(index=True)
    algorithm: Algorithm = text_enum(Algorithm, "lottery_algorithm")
    alternates: int
    """How many the seed draws with the group, at most."""
    panels_hash: str
    stood_at: datetime = timestamp()
    asked_by: UUID | None = None
    document: dict[str, Any] = json_column(default_factory=dict)
    """As `sampling.certificate.before`; empty once it ended."""
    pool: list[dict[str, Any]] = json_column(default_factory=list)
    """As `draw_schemas.PoolRow`, by row; empty once it ended."""
    drawn_at: datetime | None = timestamp(default=None)
    thrown_away_at: datetime | None = timestamp(default=None)


class DrawCertificate(Owned, table=True):
    """What anybody needs to check a draw. It names students by row number of the pool only."""

    __tablename__ = "draw_certificates"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("cohort_id"),
        same_district("cohort_id", "cohorts"),
    )

    cohort_id: UUID
    document: dict[str, Any] = json_column()
    """As `sampling.certificate.Certificate`."""
    drawn_at: datetime = timestamp()
    drawn_by: UUID | None = None
    seed_given: bool | None = None
    """Whether the seed came from outside; None: drawn before that was kept."""


class DrawnPool(Owned, table=True):
    """The pool of a draw as it was then. It holds counts, and no student's attributes."""

    __tablename__ = "drawn_pools"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("cohort_id"),
        same_district("cohort_id", "cohorts"),
    )

    cohort_id: UUID
    drawn_at: datetime = timestamp()
    counts: dict[str, dict[str, dict[str, int]]] = json_column()
    """School → criterion → value → students."""
    marks: list[str] = json_column()
    """By row: who has a student's id finds the row again, and nobody else does."""


class GroupPlanStatus(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"


class GroupPlan(Owned, Stamped, table=True):
    """How the members of a cohort are split into groups in one round of meetings.

    It names members and accounts by id. A cohort with any has one for each round, from 1.
    """

    __tablename__ = "group_plans"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("cohort_id", "round"),
        CheckConstraint("round BETWEEN 1 AND 5", name="round"),
        same_district("cohort_id", "cohorts"),
    )

    cohort_id: UUID
    round: int = 1
    status: GroupPlanStatus = text_enum(
        GroupPlanStatus, "group_plan_status", default=GroupPlanStatus.PROPOSED
    )
    asked: dict[str, Any] = json_column()
    """As `group_schemas.GroupsAsk`."""
    groups: list[dict[str, Any]] = json_column()
    """As `group_schemas.StoredGroup`, in the order of their numbers."""
    individual: list[str] = json_column(default_factory=list)
    """Members for whom an individual interview is offered."""
    pinned: list[str] = json_column(default_factory=list)
    """Members who stay where they are when it is solved again."""
    proved: bool = False
    """Whether no plan by these rules is better; not after a change by hand."""
    confirmed_at: datetime | None = timestamp(default=None)
    confirmed_by: UUID | None = None
