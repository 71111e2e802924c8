from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.consent.models import (
    ConsentForm,
    ConsentRecord,
    ConsentRequest,
    ConsentResolution,
    FormStatus,
)


def forms_in_force(cohort_ids: Collection[UUID]) -> SelectOfScalar[ConsentForm]:
    return select(ConsentForm).where(
        col(ConsentForm.cohort_id).in_(cohort_ids), col(ConsentForm.status) == FormStatus.PUBLISHED
    )


def records_of(member_ids: Collection[UUID]) -> SelectOfScalar[ConsentRecord]:
    return (
        select(ConsentRecord)
        .where(col(ConsentRecord.member_id).in_(member_ids))
        .order_by(col(ConsentRecord.id))
    )


def resolutions_of(member_ids: Collection[UUID]) -> SelectOfScalar[ConsentResolution]:
    return select(ConsentResolution).where(col(ConsentResolution.member_id).in_(member_ids))


def notices(member_ids: Collection[UUID]) -> Select[UUID, str, datetime | None]:
    """When each member's families, and the member, were first reached."""
    return (
        select(
            ConsentRequest.member_id, ConsentRequest.party, func.min(ConsentRequest.delivered_at)
        )
        .where(
            col(ConsentRequest.member_id).in_(member_ids),
            col(ConsentRequest.delivered_at).is_not(None),
        )
        .group_by(col(ConsentRequest.member_id), col(ConsentRequest.party))
    )
