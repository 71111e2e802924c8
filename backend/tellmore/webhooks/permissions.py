from enum import StrEnum

from tellmore.core.context import Actor
from tellmore.identity.abilities import Ability
from tellmore.webhooks.models import WebhookEndpoint


class WebhookAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    ROTATE = "rotate"
    TEST = "test"
    REPLAY = "replay"
    DELETE = "delete"


class DeliveryAction(StrEnum):
    READ = "read"
    REPLAY = "replay"


_WRITES = {WebhookAction.UPDATE, WebhookAction.ROTATE, WebhookAction.DELETE}
_SENDS = {WebhookAction.TEST, WebhookAction.REPLAY}


def allowed(actor: Actor, endpoint: WebhookEndpoint) -> frozenset[WebhookAction]:
    """What this actor may do with this endpoint now: to a disabled one nothing is sent."""
    actions: set[WebhookAction] = set()
    if actor.may(Ability.WEBHOOKS_READ):
        actions.add(WebhookAction.READ)
    if actor.may(Ability.WEBHOOKS_WRITE):
        actions |= _WRITES | (_SENDS if endpoint.enabled else set())
    return frozenset(actions)


def allowed_on_delivery(actor: Actor, endpoint: WebhookEndpoint) -> frozenset[DeliveryAction]:
    actions: set[DeliveryAction] = set()
    if actor.may(Ability.WEBHOOKS_READ):
        actions.add(DeliveryAction.READ)
    if actor.may(Ability.WEBHOOKS_WRITE) and endpoint.enabled:
        actions.add(DeliveryAction.REPLAY)
    return frozenset(actions)
