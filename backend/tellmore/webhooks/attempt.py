"""One attempt of one delivery: read what is to be sent, send it, write down how it went.

Sending happens between two transactions, so that a slow receiver holds none open.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tellmore.core.clock import now
from tellmore.core.context import Context, system_context
from tellmore.core.db import Scope
from tellmore.core.jobs import Works
from tellmore.webhooks import feed, queries, schedule, sending, service, signing, telling
from tellmore.webhooks.models import (
    DeliveryStatus,
    DisabledReason,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
)
from tellmore.webhooks.sending import Outcome

NOTED = timedelta(seconds=10)
LEASE = timedelta(seconds=sending.TIMEOUT + 15)
"""For so long a delivery is one worker's. Longer than any attempt lasts."""


@dataclass(frozen=True)
class Message:
    url: str
    id: str
    body: bytes
    keys: list[str]


async def attempt(works: Works, district_id: UUID, delivery_id: UUID) -> None:
    """Send it once, and decide what follows."""
    scope = Scope.whole(district_id)
    async with works.database.transaction(scope) as session:
        message = await _message(system_context(session, scope), works, delivery_id)
    if message is None:
        return
    moment = now()
    headers = signing.headers(message.keys, message.id, int(moment.timestamp()), message.body)
    outcome = await sending.post(
        message.url, headers, message.body, development=works.settings.development
    )
    async with works.database.transaction(scope) as session:
        ctx = system_context(session, scope, now=moment)
        await _record(ctx, delivery_id, outcome)


async def _message(ctx: Context, works: Works, delivery_id: UUID) -> Message | None:
    """What is to be sent; none when the endpoint was closed in the meantime."""
    delivery = (await ctx.session.exec(queries.delivery(delivery_id))).one()
    endpoint = await _endpoint(ctx, delivery)
    if delivery.status is not DeliveryStatus.PENDING:
        return None
    if endpoint is None or not endpoint.enabled:
        delivery.status, delivery.claimed_until = DeliveryStatus.FAILED, None
        return None
    event = (await ctx.session.exec(queries.events([delivery.event_id]))).one()
    body = feed.body(event).model_dump_json().encode()
    keys = await service.keys(ctx, works.settings, endpoint.id)
    return Message(endpoint.url, str(event.id), body, keys)


async def _record(ctx: Context, delivery_id: UUID, outcome: Outcome) -> None:
    delivery = (await ctx.session.exec(queries.delivery(delivery_id).with_for_update())).one()
    delivery.attempts += 1
    delivery.tries += 1
    delivery.claimed_until = None
    ctx.session.add(
        WebhookAttempt(
            district_id=ctx.district_id,
            delivery_id=delivery.id,
            number=delivery.attempts,
            at=ctx.now,
            status_code=outcome.status_code,
            failure=outcome.failure,
            latency_ms=outcome.latency_ms,
            answer=outcome.answer,
        )
    )
    endpoint = await _endpoint(ctx, delivery)
    await (_succeeded if outcome.failure is None else _failed)(ctx, delivery, endpoint, outcome)


async def _succeeded(
    ctx: Context, delivery: WebhookDelivery, endpoint: WebhookEndpoint | None, _outcome: Outcome
) -> None:
    delivery.status = DeliveryStatus.DELIVERED
    if endpoint is not None and endpoint.failing_since is not None:
        endpoint.failing_since = None
    await ctx.session.exec(queries.note_success(delivery.endpoint_id, ctx.now, NOTED))


async def _failed(
    ctx: Context, delivery: WebhookDelivery, endpoint: WebhookEndpoint | None, outcome: Outcome
) -> None:
    wish = schedule.read_retry_after(outcome.retry_after, ctx.now)
    due = schedule.next_attempt(delivery.tries, ctx.now, wish)
    if due is None or outcome.gone or endpoint is None:
        delivery.status = DeliveryStatus.FAILED
    else:
        delivery.due_at = due
    if endpoint is None or not endpoint.enabled:
        return
    endpoint.failing_since = endpoint.failing_since or ctx.now
    if outcome.gone or ctx.now - endpoint.failing_since >= schedule.GIVE_UP:
        reason = DisabledReason.GONE if outcome.gone else DisabledReason.FAILING
        await service.disable(ctx, endpoint, reason)
        await telling.tell_administrators(ctx, endpoint)


async def _endpoint(ctx: Context, delivery: WebhookDelivery) -> WebhookEndpoint | None:
    return await service.find(ctx, delivery.endpoint_id)
