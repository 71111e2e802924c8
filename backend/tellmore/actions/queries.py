from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.actions.models import (
    ActionItem,
    ActionStatus,
    ActionUpdate,
    CommitteeSeat,
    FeedbackEntry,
    FeedbackLink,
    FeedbackPage,
    Pulse,
)


@dataclass(frozen=True)
class ActionFilter:
    cohort_id: UUID | None = None
    theme_id: UUID | None = None
    owner_id: UUID | None = None
    status: ActionStatus | None = None


def action_items(wanted: ActionFilter) -> SelectOfScalar[ActionItem]:
    query = select(ActionItem)
    if wanted.cohort_id is not None:
        query = query.where(col(ActionItem.cohort_id) == wanted.cohort_id)
    if wanted.theme_id is not None:
        query = query.where(col(ActionItem.theme_id) == wanted.theme_id)
    if wanted.owner_id is not None:
        query = query.where(col(ActionItem.owner_id) == wanted.owner_id)
    if wanted.status is not None:
        query = query.where(col(ActionItem.status) == wanted.status)
    return query


def action_item(item_id: UUID) -> SelectOfScalar[ActionItem]:
    return select(ActionItem).where(
        col(ActionItem.id) == item_id, col(ActionItem.deleted_at).is_(None)
    )


def newly_overdue(today: date) -> SelectOfScalar[ActionItem]:
    """Open items past their due date of which nobody was told yet, a batch of them."""
    return (
        select(ActionItem)
        .where(
            col(ActionItem.due_on) < today,
            col(ActionItem.status).not_in([ActionStatus.DONE, ActionStatus.DROPPED]),
            col(ActionItem.overdue_told_at).is_(None),
            col(ActionItem.deleted_at).is_(None),
        )
        .order_by(col(ActionItem.id))
        .limit(500)
        .with_for_update(skip_locked=True)
    )


def updates(item_id: UUID) -> SelectOfScalar[ActionUpdate]:
    return select(ActionUpdate).where(col(ActionUpdate.action_item_id) == item_id)


def seats(item_id: UUID) -> SelectOfScalar[CommitteeSeat]:
    return (
        select(CommitteeSeat)
        .where(col(CommitteeSeat.action_item_id) == item_id)
        .order_by(col(CommitteeSeat.id))
    )


def seat(seat_id: UUID) -> SelectOfScalar[CommitteeSeat]:
    return select(CommitteeSeat).where(col(CommitteeSeat.id) == seat_id)


@dataclass(frozen=True)
class PageFilter:
    cohort_id: UUID | None = None
    published_only: bool = False


def feedback_pages(wanted: PageFilter) -> SelectOfScalar[FeedbackPage]:
    query = select(FeedbackPage)
    if wanted.cohort_id is not None:
        query = query.where(col(FeedbackPage.cohort_id) == wanted.cohort_id)
    if wanted.published_only:
        query = query.where(col(FeedbackPage.published_at).is_not(None))
    return query


def feedback_page(page_id: UUID) -> SelectOfScalar[FeedbackPage]:
    return select(FeedbackPage).where(
        col(FeedbackPage.id) == page_id, col(FeedbackPage.deleted_at).is_(None)
    )


def touched_pages(
    theme_ids: Collection[UUID], moment: datetime
) -> ReturningUpdate[UUID, UUID, int]:
    """Pages with an entry on one of these themes, each as it is from now on."""
    telling = select(FeedbackEntry.page_id).where(col(FeedbackEntry.theme_id).in_(theme_ids))
    return (
        update(FeedbackPage)
        .where(col(FeedbackPage.id).in_(telling), col(FeedbackPage.deleted_at).is_(None))
        .values(updated_at=moment, version=col(FeedbackPage.version) + 1)
        .returning(col(FeedbackPage.id), col(FeedbackPage.cohort_id), col(FeedbackPage.version))
    )


def entries(page_ids: Sequence[UUID]) -> SelectOfScalar[FeedbackEntry]:
    return (
        select(FeedbackEntry)
        .where(col(FeedbackEntry.page_id).in_(page_ids))
        .order_by(col(FeedbackEntry.page_id), col(FeedbackEntry.place))
    )


def links(page_id: UUID) -> SelectOfScalar[FeedbackLink]:
    return select(FeedbackLink).where(col(FeedbackLink.page_id) == page_id)


def link(link_id: UUID) -> SelectOfScalar[FeedbackLink]:
    return select(FeedbackLink).where(col(FeedbackLink.id) == link_id)


def link_by_hash(token_hash: str) -> SelectOfScalar[FeedbackLink]:
    return select(FeedbackLink).where(col(FeedbackLink.token_hash) == token_hash)


def pulse_of(page_id: UUID, member_id: UUID) -> SelectOfScalar[Pulse]:
    return select(Pulse).where(col(Pulse.page_id) == page_id, col(Pulse.member_id) == member_id)


def pulse_counts(page_ids: Sequence[UUID]) -> Select[UUID, str, int]:
    return (
        select(Pulse.page_id, Pulse.heard, func.count())
        .where(col(Pulse.page_id).in_(page_ids))
        .group_by(col(Pulse.page_id), col(Pulse.heard))
    )
