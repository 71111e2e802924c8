from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from tellmore.core.events import DomainEvent
from tellmore.core.schemas import Line, Moment, Ordered, Patch, Schema
from tellmore.webhooks.models import DeliveryStatus, DisabledReason, Failure
from tellmore.webhooks.permissions import DeliveryAction, WebhookAction


def _known_type(value: str) -> str:
    kind = DomainEvent.registry.get(value)
    if kind is None or not kind.public:
        msg = "There is no event of this type; the OpenAPI document lists them under `webhooks`."
        raise ValueError(msg)
    return value


EventType = Annotated[
    str, StringConstraints(max_length=80, pattern=r"^[a-z_.]+$"), AfterValidator(_known_type)
]
EventTypes = Annotated[list[EventType], Field(max_length=100)]
Url = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]


class WebhookEndpointCreate(Schema):
    url: Url
    description: Line | None = None
    event_types: EventTypes = []
    """Empty: every type."""
    enabled: bool = True


class WebhookEndpointUpdate(Patch):
    url: Url = ""
    description: Line | None = None
    event_types: EventTypes = []
    enabled: bool = True


class WebhookEndpointRead(Schema):
    id: UUID
    url: str
    description: str | None
    event_types: list[str]
    enabled: bool
    disabled_reason: DisabledReason | None
    failing_since: datetime | None
    last_success_at: datetime | None
    can: Ordered[WebhookAction]
    created_at: datetime
    updated_at: datetime
    version: int


class WebhookEndpointWithSecret(Schema):
    """The secret is shown once: in the answer that makes it."""

    endpoint: WebhookEndpointRead
    secret: str


class WebhookDeliveryRead(Schema):
    id: UUID
    endpoint_id: UUID
    event_id: UUID
    event_type: str
    status: DeliveryStatus
    attempts: int
    due_at: datetime
    """When it is tried, or was due to be tried."""
    can: Ordered[DeliveryAction]
    created_at: datetime
    updated_at: datetime
    version: int


class WebhookAttemptRead(Schema):
    id: UUID
    delivery_id: UUID
    number: int
    at: datetime
    status_code: int | None
    failure: Failure | None
    latency_ms: int
    answer: str


class ReplaySince(Schema):
    since: Moment


class Replayed(Schema):
    count: int


class EventRead(Schema):
    """An event as the feed tells it and as webhooks send it: the same words."""

    id: UUID
    """Also the header `webhook-id`."""
    type: str
    timestamp: datetime
    data: dict[str, Any]
    """The ids of what happened, with the event's `sequence` and the resource's `version`."""


class EventPage(Schema):
    items: list[EventRead]
    next_cursor: str | None
    """Null when there is nothing more at this moment."""
    resume_cursor: str
    """Always there: ask with it later, and nothing is missed."""
