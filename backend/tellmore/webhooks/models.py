from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from tellmore.core.clock import now
from tellmore.core.models import (
    Owned,
    Removable,
    Stamped,
    json_column,
    same_district,
    text_enum,
    timestamp,
)


class DisabledReason(StrEnum):
    BY_HAND = "by_hand"
    GONE = "gone"
    """The receiver answered 410."""
    FAILING = "failing"
    """Nothing arrived for five days."""


class WebhookEndpoint(Owned, Stamped, Removable, table=True):
    __tablename__ = "webhook_endpoints"
    __table_args__ = (UniqueConstraint("district_id", "id"),)

    url: str
    description: str | None = None
    event_types: list[str] = json_column(default_factory=list)
    """Empty: every public type."""
    enabled: bool = True
    disabled_reason: DisabledReason | None = text_enum(
        DisabledReason, "disabled_reason", default=None, nullable=True
    )
    failing_since: datetime | None = timestamp(default=None)
    last_success_at: datetime | None = timestamp(default=None)
    """To ten seconds. Not a change of the endpoint: its version stays."""


class WebhookSecret(Owned, table=True):
    __tablename__ = "webhook_secrets"
    __table_args__ = (same_district("endpoint_id", "webhook_endpoints", ondelete="CASCADE"),)

    endpoint_id: UUID = Field(index=True)
    sealed: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = timestamp(default_factory=now)
    expires_at: datetime | None = timestamp(default=None)
    """When a newer secret has replaced it for good."""


class DeliveryStatus(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class WebhookDelivery(Owned, Stamped, table=True):
    """One event for one endpoint. Events are never deleted, hence no key that refers to them."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("endpoint_id", "event_id"),
        same_district("endpoint_id", "webhook_endpoints", ondelete="CASCADE"),
        Index("ix_webhook_deliveries_due", "due_at", postgresql_where=text("status = 'pending'")),
    )

    endpoint_id: UUID
    event_id: UUID
    event_type: str
    status: DeliveryStatus = text_enum(
        DeliveryStatus, "delivery_status", default=DeliveryStatus.PENDING
    )
    attempts: int = 0
    tries: int = 0
    """Attempts since it was last replayed: the place in the schedule of retries."""
    due_at: datetime = timestamp(default_factory=now)
    claimed_until: datetime | None = timestamp(default=None)
    """A worker is sending it. If that worker dies, another may take it after this moment."""


class Failure(StrEnum):
    """Why an attempt did not count."""

    ADDRESS_REFUSED = "address_refused"
    NAME_NOT_FOUND = "name_not_found"
    NO_CONNECTION = "no_connection"
    TIMEOUT = "timeout"
    REDIRECT = "redirect"
    STATUS = "status"


class WebhookAttempt(Owned, table=True):
    __tablename__ = "webhook_attempts"
    __table_args__ = (same_district("delivery_id", "webhook_deliveries", ondelete="CASCADE"),)

    delivery_id: UUID = Field(index=True)
    number: int
    at: datetime = timestamp()
    status_code: int | None = None
    failure: Failure | None = text_enum(Failure, "attempt_failure", default=None, nullable=True)
    latency_ms: int
    answer: str
    """The first kilobyte."""
