from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Update, or_, text
from sqlmodel import col, select, update
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.core.events import DomainEvent, Event
from tellmore.webhooks.models import (
    DeliveryStatus,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookSecret,
)


def endpoints() -> SelectOfScalar[WebhookEndpoint]:
    return select(WebhookEndpoint)


def endpoint(endpoint_id: UUID) -> SelectOfScalar[WebhookEndpoint]:
    return select(WebhookEndpoint).where(
        col(WebhookEndpoint.id) == endpoint_id, col(WebhookEndpoint.deleted_at).is_(None)
    )


def open_endpoints() -> SelectOfScalar[WebhookEndpoint]:
    """Those to which something is sent."""
    return select(WebhookEndpoint).where(
        col(WebhookEndpoint.enabled), col(WebhookEndpoint.deleted_at).is_(None)
    )


def note_success(endpoint_id: UUID, moment: datetime, pause: timedelta) -> Update:
    """Not at every delivery: a busy endpoint's row would be written, and waited for, each time."""
    last = col(WebhookEndpoint.last_success_at)
    return (
        update(WebhookEndpoint)
        .where(col(WebhookEndpoint.id) == endpoint_id, or_(last.is_(None), last < moment - pause))
        .values(last_success_at=moment)
        .execution_options(synchronize_session=False)
    )


def secrets(endpoint_id: UUID, moment: datetime) -> SelectOfScalar[WebhookSecret]:
    """The secrets in force, the newest first."""
    return (
        select(WebhookSecret)
        .where(
            col(WebhookSecret.endpoint_id) == endpoint_id,
            or_(col(WebhookSecret.expires_at).is_(None), col(WebhookSecret.expires_at) > moment),
        )
        .order_by(col(WebhookSecret.id).desc())
    )


def deliveries(endpoint_id: UUID, status: DeliveryStatus | None) -> SelectOfScalar[WebhookDelivery]:
    query = select(WebhookDelivery).where(col(WebhookDelivery.endpoint_id) == endpoint_id)
    return query if status is None else query.where(col(WebhookDelivery.status) == status)


def delivery(delivery_id: UUID) -> SelectOfScalar[WebhookDelivery]:
    return select(WebhookDelivery).where(col(WebhookDelivery.id) == delivery_id)


def attempts(delivery_id: UUID) -> SelectOfScalar[WebhookAttempt]:
    return select(WebhookAttempt).where(col(WebhookAttempt.delivery_id) == delivery_id)


def events(ids: Sequence[UUID]) -> SelectOfScalar[Event]:
    return select(Event).where(col(Event.id).in_(ids))


def public_types() -> list[str]:
    return sorted(name for name, kind in DomainEvent.registry.items() if kind.public)


# Committed for good: no transaction that is still open can add a row before these.
FEED = text(
    """
    SELECT id, type, occurred_at, data, sequence, resource_version, position::text AS position
    FROM events
    WHERE position < pg_snapshot_xmin(pg_current_snapshot())
      AND (position, sequence) > (CAST(:position AS xid8), CAST(:sequence AS bigint))
      AND type = ANY(:types)
      AND (CAST(:since AS timestamptz) IS NULL OR occurred_at >= :since)
    ORDER BY position, sequence
    LIMIT :limit
    """
)

TAKE_FROM_OUTBOX = text(
    """
    DELETE FROM outbox WHERE id IN (
      SELECT id FROM outbox ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED
    ) RETURNING id, district_id
    """
)

# One slow endpoint gets no more than its share of what is sent at once.
CLAIM = text(
    """
    WITH busy AS (
      SELECT endpoint_id, count(*) AS running FROM webhook_deliveries
      WHERE status = 'pending' AND claimed_until > now() GROUP BY endpoint_id
    ), due AS (
      SELECT d.id, coalesce(b.running, 0) + row_number() OVER (
        PARTITION BY d.endpoint_id ORDER BY d.due_at, d.id
      ) AS place
      FROM webhook_deliveries d LEFT JOIN busy b USING (endpoint_id)
      WHERE d.status = 'pending' AND d.due_at <= now()
        AND (d.claimed_until IS NULL OR d.claimed_until <= now())
    )
    UPDATE webhook_deliveries SET claimed_until = now() + :lease WHERE id IN (
      SELECT d.id FROM webhook_deliveries d JOIN due ON due.id = d.id
      WHERE due.place <= :each AND d.status = 'pending'
        AND (d.claimed_until IS NULL OR d.claimed_until <= now())
      ORDER BY d.due_at LIMIT :most FOR UPDATE OF d SKIP LOCKED
    ) RETURNING id, district_id
    """
)


def events_since(since: datetime, types: Sequence[str]) -> Select[UUID, str]:
    return (
        select(Event.id, Event.type)
        .where(col(Event.occurred_at) >= since, col(Event.type).in_(types))
        .order_by(col(Event.sequence))
    )
