from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from tellmore.guides.models import Guide, GuideStatus, GuideVersion


@dataclass(frozen=True)
class GuideFilter:
    cohort_id: UUID | None = None
    status: GuideStatus | None = None


def guides(wanted: GuideFilter) -> SelectOfScalar[Guide]:
    query = select(Guide)
    if wanted.cohort_id is not None:
        query = query.where(col(Guide.cohort_id) == wanted.cohort_id)
    if wanted.status is not None:
        query = query.where(col(Guide.status) == wanted.status)
    return query


def guide(guide_id: UUID) -> SelectOfScalar[Guide]:
    return select(Guide).where(col(Guide.id) == guide_id, col(Guide.deleted_at).is_(None))


def versions(guide_id: UUID) -> SelectOfScalar[GuideVersion]:
    return select(GuideVersion).where(col(GuideVersion.guide_id) == guide_id)


def newest_versions(guide_ids: Sequence[UUID]) -> SelectOfScalar[GuideVersion]:
    """The newest version of each guide that has one."""
    newest = and_(
        col(GuideVersion.guide_id) == col(Guide.id),
        col(GuideVersion.number) == col(Guide.published_number),
    )
    return select(GuideVersion).join(Guide, newest).where(col(Guide.id).in_(guide_ids))


def version(version_id: UUID) -> SelectOfScalar[GuideVersion]:
    return select(GuideVersion).where(col(GuideVersion.id) == version_id)
