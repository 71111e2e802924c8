from uuid import UUID

from tellmore.core.events import DomainEvent


class WebhookEndpointCreated(DomainEvent, type="webhook_endpoint.created", public=False):
    endpoint_id: UUID


class WebhookEndpointUpdated(DomainEvent, type="webhook_endpoint.updated", public=False):
    endpoint_id: UUID


class WebhookEndpointRotated(DomainEvent, type="webhook_endpoint.rotated", public=False):
    endpoint_id: UUID


class WebhookEndpointDeleted(DomainEvent, type="webhook_endpoint.deleted", public=False):
    endpoint_id: UUID


class WebhookEndpointDisabled(DomainEvent, type="webhook_endpoint.disabled", public=False):
    """Nothing is sent there any more: it said 410, or failed for five days."""

    endpoint_id: UUID


class WebhookTested(DomainEvent, type="webhook.test", public=False, sent=True):
    """A test, sent to one endpoint only, whatever types it asked for."""

    endpoint_id: UUID


class WebhookDeliveryReplayed(DomainEvent, type="webhook_delivery.replayed", public=False):
    delivery_id: UUID


class WebhookEndpointReplayed(DomainEvent, type="webhook_endpoint.replayed", public=False):
    """Everything since a moment is sent again."""

    endpoint_id: UUID
    count: int
