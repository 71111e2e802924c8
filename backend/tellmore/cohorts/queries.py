from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.cohorts.models import (
    Cohort,
    CohortSchool,
    CohortStatus,
    DrawCertificate,
    DrawnPool,
    GroupPlan,
    Member,
    MemberStatus,
)


@dataclass(frozen=True)
class CohortFilter:
    status: CohortStatus | None = None
    school_id: UUID | None = None


def cohorts(wanted: CohortFilter) -> SelectOfScalar[Cohort]:
    query = select(Cohort)
    if wanted.status is not None:
        query = query.where(col(Cohort.status) == wanted.status)
    if wanted.school_id is not None:
        theirs = select(CohortSchool.cohort_id).where(CohortSchool.school_id == wanted.school_id)
        query = query.where(col(Cohort.id).in_(theirs))
    return query


def cohort(cohort_id: UUID) -> SelectOfScalar[Cohort]:
    return select(Cohort).where(col(Cohort.id) == cohort_id, col(Cohort.deleted_at).is_(None))


def ids() -> SelectOfScalar[UUID]:
    return select(Cohort.id).where(col(Cohort.deleted_at).is_(None))


def cohort_named(name: str) -> SelectOfScalar[Cohort]:
    return select(Cohort).where(col(Cohort.name) == name)


def schools_of(cohort_ids: Sequence[UUID]) -> SelectOfScalar[CohortSchool]:
    return (
        select(CohortSchool)
        .where(col(CohortSchool.cohort_id).in_(cohort_ids))
        .order_by(col(CohortSchool.id))
    )


def member_counts(cohort_ids: Sequence[UUID]) -> Select[UUID, int]:
    return (
        select(Member.cohort_id, func.count())
        .where(col(Member.cohort_id).in_(cohort_ids), col(Member.status) == MemberStatus.DRAWN)
        .group_by(col(Member.cohort_id))
    )


def members(cohort_id: UUID, member_ids: Sequence[UUID]) -> SelectOfScalar[Member]:
    return select(Member).where(col(Member.cohort_id) == cohort_id, col(Member.id).in_(member_ids))


def member_students(member_ids: Sequence[UUID]) -> Select[UUID, UUID]:
    return select(Member.id, Member.student_id).where(col(Member.id).in_(member_ids))


def members_of_students(student_ids: Sequence[UUID]) -> SelectOfScalar[UUID]:
    return select(Member.id).where(col(Member.student_id).in_(student_ids))


def cohort_to_change(cohort_id: UUID) -> SelectOfScalar[Cohort]:
    """As it is once it is held: whoever waited for it must not go by what they read before."""
    return cohort(cohort_id).with_for_update().execution_options(populate_existing=True)


def roll(cohort_id: UUID, status: MemberStatus | None = None) -> SelectOfScalar[Member]:
    query = select(Member).where(col(Member.cohort_id) == cohort_id)
    return query if status is None else query.where(col(Member.status) == status)


def certificate(cohort_id: UUID) -> SelectOfScalar[DrawCertificate]:
    return select(DrawCertificate).where(col(DrawCertificate.cohort_id) == cohort_id)


def drawn_pool(cohort_id: UUID) -> SelectOfScalar[DrawnPool]:
    return select(DrawnPool).where(col(DrawnPool.cohort_id) == cohort_id)


def group_plan(cohort_id: UUID) -> SelectOfScalar[GroupPlan]:
    return select(GroupPlan).where(col(GroupPlan.cohort_id) == cohort_id)
