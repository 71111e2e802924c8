from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.cohorts.models import Cohort, CohortStatus, Member, MemberStatus
from tellmore.core.events import Event
from tellmore.sessions.events import ParticipantAnswered
from tellmore.sessions.models import Participant, Session, SessionStatus

MOST_MISSED = 500


@dataclass(frozen=True)
class SessionFilter:
    cohort_id: UUID | None = None
    status: SessionStatus | None = None
    facilitator_id: UUID | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None


def sessions(wanted: SessionFilter) -> SelectOfScalar[Session]:
    query = select(Session)
    if wanted.cohort_id is not None:
        query = query.where(col(Session.cohort_id) == wanted.cohort_id)
    if wanted.status is not None:
        query = query.where(col(Session.status) == wanted.status)
    if wanted.facilitator_id is not None:
        them = wanted.facilitator_id
        query = query.where(
            or_(col(Session.moderator_id) == them, col(Session.note_taker_id) == them)
        )
    if wanted.starts_from is not None:
        query = query.where(col(Session.starts_at) >= wanted.starts_from)
    if wanted.starts_before is not None:
        query = query.where(col(Session.starts_at) < wanted.starts_before)
    return query


def session(session_id: UUID) -> SelectOfScalar[Session]:
    return select(Session).where(col(Session.id) == session_id)


def session_locked(session_id: UUID) -> SelectOfScalar[Session]:
    """Two screens act at once: one after the other."""
    return session(session_id).with_for_update()


def sessions_locked(session_ids: Collection[UUID]) -> SelectOfScalar[UUID]:
    """In one order, so that two who lock several wait for each other and not in a ring."""
    return (
        select(col(Session.id))
        .where(col(Session.id).in_(session_ids))
        .order_by(col(Session.id))
        .with_for_update()
    )


def participants(session_ids: Sequence[UUID]) -> SelectOfScalar[Participant]:
    return (
        select(Participant)
        .where(col(Participant.session_id).in_(session_ids))
        .order_by(col(Participant.session_id), col(Participant.seat))
    )


def seats_of(member_id: UUID) -> SelectOfScalar[Participant]:
    return (
        select(Participant)
        .where(col(Participant.member_id) == member_id)
        .order_by(col(Participant.session_id))
    )


def seats_among(member_ids: Collection[UUID]) -> SelectOfScalar[Participant]:
    return select(Participant).where(col(Participant.member_id).in_(member_ids))


def events_since(
    event_id: UUID, session_id: UUID, member_ids: Collection[str]
) -> SelectOfScalar[Event]:
    """What the live channel tells; ids grow with time."""
    return (
        select(Event)
        .where(
            col(Event.id) >= event_id,
            col(Event.type).regexp_match("^(session|response|consent)[.]"),
            or_(
                col(Event.data)["session_id"].astext == str(session_id),
                col(Event.data)["member_id"].astext.in_(member_ids)
                & col(Event.data)["session_id"].astext.is_(None),
            ),
        )
        .order_by(col(Event.id))
        .limit(MOST_MISSED + 1)
    )


def answers_aloud(session_id: UUID, member_id: UUID) -> SelectOfScalar[Event]:
    """What a student answered at the Welcome and since, oldest first."""
    return (
        select(Event)
        .where(
            col(Event.type) == ParticipantAnswered.type,
            col(Event.resource_id) == session_id,
            col(Event.data)["member_id"].astext == str(member_id),
        )
        .order_by(col(Event.sequence))
    )


def attended(cohort_id: UUID) -> SelectOfScalar[UUID]:
    return (
        select(Participant.member_id)
        .join(Session, col(Session.id) == col(Participant.session_id))
        .where(col(Session.cohort_id) == cohort_id, col(Participant.checked_in_at).is_not(None))
        .distinct()
    )


def running(cohort_id: UUID) -> SelectOfScalar[int]:
    return (
        select(func.count())
        .select_from(Session)
        .where(
            col(Session.cohort_id) == cohort_id,
            col(Session.status) == SessionStatus.RUNNING,
        )
    )


def to_come(student_ids: Collection[UUID], now: datetime) -> Select[UUID, Session]:
    """Seats of students in sessions that can still be held, in whichever cohort they are."""
    return (
        select(Member.student_id, Session)
        .join(Participant, col(Participant.member_id) == col(Member.id))
        .join(Session, col(Session.id) == col(Participant.session_id))
        .join(Cohort, col(Cohort.id) == col(Session.cohort_id))
        .where(
            col(Member.student_id).in_(student_ids),
            col(Member.status) == MemberStatus.DRAWN,
            col(Cohort.status) == CohortStatus.DRAWN,
            col(Session.status) == SessionStatus.SCHEDULED,
            col(Session.ends_at) > now,
        )
    )
