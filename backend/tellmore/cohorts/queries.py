from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy
from sqlalchemy import Delete, and_, delete, false, func, not_, or_
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.cohorts.models import (
    Cohort,
    CohortSchool,
    CohortStatus,
    DrawCertificate,
    DrawnPool,
    GroupPlan,
    Lottery,
    Member,
    MemberStatus,
    PullOut,
)
from tellmore.rosters.models import Student


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


def lotteries(cohort_id: UUID, most: int) -> SelectOfScalar[Lottery]:
    """The newest first."""
    mine = select(Lottery).where(col(Lottery.cohort_id) == cohort_id)
    return mine.order_by(col(Lottery.stood_at).desc(), col(Lottery.id).desc()).limit(most)


def standing_lottery(cohort_id: UUID) -> SelectOfScalar[Lottery]:
    return select(Lottery).where(
        col(Lottery.cohort_id) == cohort_id,
        col(Lottery.drawn_at).is_(None),
        col(Lottery.thrown_away_at).is_(None),
    )


def lottery_stands(cohort_id: UUID) -> SelectOfScalar[bool]:
    return select(standing_lottery(cohort_id).exists())


def drawn_pool(cohort_id: UUID) -> SelectOfScalar[DrawnPool]:
    return select(DrawnPool).where(col(DrawnPool.cohort_id) == cohort_id)


def group_plans(cohort_id: UUID) -> SelectOfScalar[GroupPlan]:
    """Round by round."""
    mine = select(GroupPlan).where(col(GroupPlan.cohort_id) == cohort_id)
    return mine.order_by(col(GroupPlan.round))


def overtaken_pull_outs(session_id: UUID, stays: Iterable[tuple[UUID, datetime]]) -> Delete:
    """What was told of a session and holds no more: another start of a stay, or no stay at all.

    An earlier stay of a student who left and came back ended before this one began.
    """
    mine = col(PullOut.student_id)
    began, ended = col(PullOut.began_at), col(PullOut.ended_at)
    holds = [and_(mine == who, or_(began == since, ended <= since)) for who, since in stays]
    return delete(PullOut).where(col(PullOut.session_id) == session_id, not_(or_(false(), *holds)))


def keep_pull_outs() -> Insert:
    """Told again, a row is corrected: what is known of a session changes until it is over."""
    row = insert(PullOut)
    return row.on_conflict_do_update(
        index_elements=["session_id", "student_id", "began_at"],
        set_={"ended_at": row.excluded.ended_at, "took_part": row.excluded.took_part},
    )


def pulled_out(
    begins: datetime, ends: datetime, student_ids: Collection[UUID] | None = None
) -> Select[UUID, Sequence[UUID], int]:
    """By student: the cohorts in which they were heard, and for how many seconds out of class.

    Who was heard in none has null for a list.
    """
    heard_in = func.array_agg(col(PullOut.cohort_id).distinct()).filter(col(PullOut.took_part))
    lasted = func.extract("epoch", col(PullOut.ended_at) - col(PullOut.began_at))
    query = (
        select(PullOut.student_id, heard_in.label("cohort_ids"), func.sum(lasted).label("seconds"))
        .where(col(PullOut.began_at) >= begins, col(PullOut.began_at) < ends)
        .group_by(col(PullOut.student_id))
    )
    return query if student_ids is None else query.where(col(PullOut.student_id).in_(student_ids))


def class_time(begins: datetime, ends: datetime) -> sqlalchemy.Select[UUID, int, int, int, float]:
    """By school: its students, those of them out of class, their rounds, and their seconds.

    Who has left is counted where they were out of class.
    """
    out = pulled_out(begins, ends).subquery()
    return (
        sqlalchemy.select(
            col(Student.school_id),
            func.count(),
            func.count(out.c.student_id),
            func.coalesce(func.sum(func.cardinality(out.c.cohort_ids)), 0),
            func.coalesce(func.sum(out.c.seconds), 0),
        )
        .outerjoin(out, out.c.student_id == col(Student.id))
        .where(or_(col(Student.active), out.c.student_id.is_not(None)))
        .group_by(col(Student.school_id))
    )


def sessions_held(begins: datetime, ends: datetime) -> SelectOfScalar[int]:
    return select(func.count(col(PullOut.session_id).distinct())).where(
        col(PullOut.began_at) >= begins, col(PullOut.began_at) < ends
    )
