import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.cohorts.models import Cohort
from tellmore.consent.kinds import Decision, Party, Purpose
from tellmore.consent.models import (
    ConsentForm,
    ConsentLink,
    ConsentRecord,
    ConsentRequest,
    ConsentResolution,
    ConsentScan,
    FormStatus,
)


@dataclass(frozen=True)
class FormFilter:
    cohort_id: UUID | None = None
    status: FormStatus | None = None


@dataclass(frozen=True)
class RequestFilter:
    cohort_id: UUID | None = None
    member_id: UUID | None = None
    party: Party | None = None


@dataclass(frozen=True)
class RecordFilter:
    cohort_id: UUID | None = None
    member_id: UUID | None = None
    purpose: Purpose | None = None
    decision: Decision | None = None


def _within_reach() -> SelectOfScalar[UUID]:
    """Cohorts that the caller's schools reach: row security narrows this look-up."""
    return select(Cohort.id)


def forms(wanted: FormFilter) -> SelectOfScalar[ConsentForm]:
    query = select(ConsentForm).where(col(ConsentForm.cohort_id).in_(_within_reach()))
    if wanted.cohort_id is not None:
        query = query.where(col(ConsentForm.cohort_id) == wanted.cohort_id)
    if wanted.status is not None:
        query = query.where(col(ConsentForm.status) == wanted.status)
    return query


def form(form_id: UUID) -> SelectOfScalar[ConsentForm]:
    return forms(FormFilter()).where(
        col(ConsentForm.id) == form_id, col(ConsentForm.deleted_at).is_(None)
    )


def forms_of(cohort_ids: Collection[UUID]) -> SelectOfScalar[ConsentForm]:
    """Every version that families may have read, the oldest first."""
    return (
        select(ConsentForm)
        .where(
            col(ConsentForm.cohort_id).in_(cohort_ids),
            col(ConsentForm.status) != FormStatus.DRAFT,
        )
        .order_by(col(ConsentForm.cohort_id), col(ConsentForm.number))
    )


def forms_in_force(cohort_ids: Collection[UUID]) -> SelectOfScalar[ConsentForm]:
    return select(ConsentForm).where(
        col(ConsentForm.cohort_id).in_(cohort_ids), col(ConsentForm.status) == FormStatus.PUBLISHED
    )


def newest_number(cohort_id: UUID) -> SelectOfScalar[int]:
    return select(func.max(ConsentForm.number)).where(col(ConsentForm.cohort_id) == cohort_id)


def lock(row_id: UUID) -> SelectOfScalar[None]:
    """Let one at a time number a cohort's forms and ask its families, or decide about a member."""
    return select(func.pg_advisory_xact_lock(_number(row_id)))


def lock_shared(row_id: UUID) -> SelectOfScalar[None]:
    """Any number may hold it, while nobody decides."""
    return select(func.pg_advisory_xact_lock_shared(_number(row_id)))


def _number(row_id: UUID) -> int:
    digest = hashlib.sha256(b"consent" + row_id.bytes).digest()[:8]
    return int.from_bytes(digest, signed=True)


def requests(wanted: RequestFilter) -> SelectOfScalar[ConsentRequest]:
    query = select(ConsentRequest)
    if wanted.cohort_id is not None:
        query = query.where(col(ConsentRequest.cohort_id) == wanted.cohort_id)
    if wanted.member_id is not None:
        query = query.where(col(ConsentRequest.member_id) == wanted.member_id)
    if wanted.party is not None:
        query = query.where(col(ConsentRequest.party) == wanted.party)
    return query


def request(request_id: UUID) -> SelectOfScalar[ConsentRequest]:
    return select(ConsentRequest).where(col(ConsentRequest.id) == request_id)


def request_to_answer(request_id: UUID) -> SelectOfScalar[ConsentRequest]:
    """Locked: of two answers that come at once, the second sees the first."""
    return request(request_id).with_for_update()


def open_requests(cohort_id: UUID) -> SelectOfScalar[ConsentRequest]:
    """Neither answered nor revoked; those that are over too, since they can be sent again."""
    return select(ConsentRequest).where(
        col(ConsentRequest.cohort_id) == cohort_id,
        col(ConsentRequest.answered_at).is_(None),
        col(ConsentRequest.revoked_at).is_(None),
    )


def requests_about(form_id: UUID, member_ids: Collection[UUID]) -> SelectOfScalar[ConsentRequest]:
    """The newest last."""
    return (
        select(ConsentRequest)
        .where(
            col(ConsentRequest.form_id) == form_id, col(ConsentRequest.member_id).in_(member_ids)
        )
        .order_by(col(ConsentRequest.id))
    )


def overdue_requests(now: datetime, most: int) -> SelectOfScalar[ConsentRequest]:
    return (
        select(ConsentRequest)
        .where(
            col(ConsentRequest.answered_at).is_(None),
            col(ConsentRequest.revoked_at).is_(None),
            col(ConsentRequest.expired_at).is_(None),
            col(ConsentRequest.expires_at) <= now,
        )
        .order_by(col(ConsentRequest.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )


def request_behind(token_hash: str) -> SelectOfScalar[ConsentRequest]:
    return (
        select(ConsentRequest)
        .join(ConsentLink, col(ConsentLink.request_id) == col(ConsentRequest.id))
        .where(col(ConsentLink.token_hash) == token_hash)
    )


def link_behind(token_hash: str) -> SelectOfScalar[ConsentLink]:
    return select(ConsentLink).where(col(ConsentLink.token_hash) == token_hash)


def links_of(request_id: UUID) -> SelectOfScalar[ConsentLink]:
    return select(ConsentLink).where(col(ConsentLink.request_id) == request_id)


def records(wanted: RecordFilter) -> SelectOfScalar[ConsentRecord]:
    query = select(ConsentRecord)
    if wanted.cohort_id is not None:
        query = query.where(col(ConsentRecord.cohort_id) == wanted.cohort_id)
    if wanted.member_id is not None:
        query = query.where(col(ConsentRecord.member_id) == wanted.member_id)
    if wanted.purpose is not None:
        query = query.where(col(ConsentRecord.purpose) == wanted.purpose)
    if wanted.decision is not None:
        query = query.where(col(ConsentRecord.decision) == wanted.decision)
    return query


def record(record_id: UUID) -> SelectOfScalar[ConsentRecord]:
    return select(ConsentRecord).where(col(ConsentRecord.id) == record_id)


def records_of(member_ids: Collection[UUID]) -> SelectOfScalar[ConsentRecord]:
    return (
        select(ConsentRecord)
        .where(col(ConsentRecord.member_id).in_(member_ids))
        .order_by(col(ConsentRecord.id))
    )


def signing(signing_id: UUID) -> SelectOfScalar[ConsentRecord]:
    return (
        select(ConsentRecord)
        .where(col(ConsentRecord.signing_id) == signing_id)
        .order_by(col(ConsentRecord.id))
    )


def scan(signing_id: UUID) -> SelectOfScalar[ConsentScan]:
    return (
        select(ConsentScan)
        .join(ConsentRecord, col(ConsentRecord.id) == col(ConsentScan.record_id))
        .where(col(ConsentRecord.signing_id) == signing_id)
    )


def scanned(signing_ids: Collection[UUID]) -> SelectOfScalar[UUID]:
    """Which of these signatures have a scan; without reading its bytes."""
    return (
        select(ConsentRecord.signing_id)
        .join(ConsentScan, col(ConsentScan.record_id) == col(ConsentRecord.id))
        .where(col(ConsentRecord.signing_id).in_(signing_ids))
    )


def resolutions_of(member_ids: Collection[UUID]) -> SelectOfScalar[ConsentResolution]:
    return select(ConsentResolution).where(col(ConsentResolution.member_id).in_(member_ids))


def resolutions(member_id: UUID | None) -> SelectOfScalar[ConsentResolution]:
    query = select(ConsentResolution)
    if member_id is not None:
        query = query.where(col(ConsentResolution.member_id) == member_id)
    return query


def notices(member_ids: Collection[UUID]) -> Select[UUID, str, UUID, datetime | None]:
    """When each member's families, and the member, were first reached, by form."""
    return (
        select(
            ConsentRequest.member_id,
            ConsentRequest.party,
            ConsentRequest.form_id,
            func.min(ConsentRequest.delivered_at),
        )
        .where(
            col(ConsentRequest.member_id).in_(member_ids),
            col(ConsentRequest.delivered_at).is_not(None),
        )
        .group_by(
            col(ConsentRequest.member_id), col(ConsentRequest.party), col(ConsentRequest.form_id)
        )
    )
