"""What is sent where: made from events, claimed by workers, tried until it arrives, replayed."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete

from tellmore.core.context import Context
from tellmore.core.errors import Invalid, NotFound, Problem
from tellmore.core.ids import uuid7
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.identity.abilities import Ability
from tellmore.webhooks import queries, service
from tellmore.webhooks.events import (
    WebhookDeliveryReplayed,
    WebhookEndpointReplayed,
    WebhookTested,
)
from tellmore.webhooks.models import (
    DeliveryStatus,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
)
from tellmore.webhooks.permissions import allowed_on_delivery
from tellmore.webhooks.schemas import Replayed, ReplaySince, WebhookDeliveryRead

LONGEST_REPLAY = timedelta(days=30)
MOST_REPLAYED = 10_000


class EndpointDisabled(Problem):
    status = 409
    title = "Nothing is sent to a disabled endpoint; enable it first"


class ReplayTooLarge(Problem):
    status = 409
    title = "That is more than 10,000 events; ask the feed, or replay from a later moment"


async def list_deliveries(
    ctx: Context, endpoint_id: UUID, status: DeliveryStatus | None, page: PageParams
) -> Rows[WebhookDeliveryRead]:
    ctx.require(Ability.WEBHOOKS_READ)
    endpoint = await service.get(ctx, endpoint_id)
    query = queries.deliveries(endpoint.id, status)
    rows = await fetch(ctx.session, query, WebhookDelivery, page)
    return Rows([_view(ctx, row, endpoint) for row in rows.items], rows.next_cursor)


async def read(ctx: Context, delivery_id: UUID) -> WebhookDeliveryRead:
    ctx.require(Ability.WEBHOOKS_READ)
    row, endpoint = await _get(ctx, delivery_id)
    return _view(ctx, row, endpoint)


async def list_attempts(ctx: Context, delivery_id: UUID, page: PageParams) -> Rows[WebhookAttempt]:
    ctx.require(Ability.WEBHOOKS_READ)
    row, _ = await _get(ctx, delivery_id)
    return await fetch(ctx.session, queries.attempts(row.id), WebhookAttempt, page)


async def replay(ctx: Context, delivery_id: UUID) -> WebhookDeliveryRead:
    """Send it once more, at once, and on the whole schedule if need be."""
    row, endpoint = await _get(ctx, delivery_id)
    _require_open(ctx, endpoint)
    row.status, row.tries, row.due_at = DeliveryStatus.PENDING, 0, ctx.now
    row.updated_at = ctx.now
    await ctx.emit(WebhookDeliveryReplayed(delivery_id=row.id), of=row)
    return _view(ctx, row, endpoint)


async def replay_since(ctx: Context, endpoint_id: UUID, data: ReplaySince) -> Replayed:
    """Send again every matching event since a moment, whether it had arrived or not."""
    endpoint = await service.get(ctx, endpoint_id)
    _require_open(ctx, endpoint)
    if data.since < ctx.now - LONGEST_REPLAY:
        raise Invalid.at("/since", "too_early", "At most 30 days back.")
    types = endpoint.event_types or queries.public_types()
    query = queries.events_since(data.since, types).limit(MOST_REPLAYED + 1)
    found = list((await ctx.session.exec(query)).all())
    if len(found) > MOST_REPLAYED:
        raise ReplayTooLarge
    rows = [_row(ctx, endpoint.id, event_id, kind) for event_id, kind in found]
    await place(ctx, rows, again=True)
    event = WebhookEndpointReplayed(endpoint_id=endpoint.id, count=len(rows))
    await ctx.emit(event, of=endpoint)
    return Replayed(count=len(rows))


async def test(ctx: Context, endpoint_id: UUID) -> WebhookDeliveryRead:
    """Send a test event to this endpoint alone."""
    endpoint = await service.get(ctx, endpoint_id)
    _require_open(ctx, endpoint)
    event = await ctx.emit(WebhookTested(endpoint_id=endpoint.id), of=endpoint)
    row = WebhookDelivery(**_row(ctx, endpoint.id, event.id, event.type))
    ctx.session.add(row)
    await ctx.session.flush()
    return _view(ctx, row, endpoint)


async def fan_out(ctx: Context, event_ids: list[UUID]) -> None:
    """Make a delivery of each event for each endpoint that asked for its type."""
    endpoints = (await ctx.session.exec(queries.open_endpoints())).all()
    if not endpoints:
        return
    events = (await ctx.session.exec(queries.events(event_ids))).all()
    rows = [
        _row(ctx, endpoint.id, event.id, event.type)
        for event in events
        for endpoint in endpoints
        if not endpoint.event_types or event.type in endpoint.event_types
    ]
    await place(ctx, rows, again=False)


async def place(ctx: Context, rows: Iterable[dict[str, Any]], *, again: bool) -> None:
    """Add deliveries; one that there is already is left alone, or made due again."""
    rows = list(rows)
    if not rows:
        return
    statement = insert(WebhookDelivery)
    key = [col(WebhookDelivery.endpoint_id), col(WebhookDelivery.event_id)]
    if again:
        taken = ("status", "tries", "due_at", "updated_at")
        renewed: dict[str, Any] = {name: statement.excluded[name] for name in taken}
        renewed["version"] = col(WebhookDelivery.version) + 1
        statement = statement.on_conflict_do_update(index_elements=key, set_=renewed)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=key)
    await (await ctx.session.connection()).execute(statement, rows)


async def forget(ctx: Context) -> None:
    """Delete what came to its end long ago, with what receivers answered. Events stay."""
    over = col(WebhookDelivery.updated_at) < ctx.now - LONGEST_REPLAY
    ended = col(WebhookDelivery.status) != DeliveryStatus.PENDING
    await ctx.session.exec(delete(WebhookDelivery).where(over, ended))


def _row(ctx: Context, endpoint_id: UUID, event_id: UUID, kind: str) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "district_id": ctx.district_id,
        "endpoint_id": endpoint_id,
        "event_id": event_id,
        "event_type": kind,
        "status": DeliveryStatus.PENDING,
        "attempts": 0,
        "tries": 0,
        "due_at": ctx.now,
        "created_at": ctx.now,
        "updated_at": ctx.now,
        "version": 1,
    }


async def _get(ctx: Context, delivery_id: UUID) -> tuple[WebhookDelivery, WebhookEndpoint]:
    row = (await ctx.session.exec(queries.delivery(delivery_id))).one_or_none()
    if row is None:
        raise NotFound
    return row, await service.get(ctx, row.endpoint_id)


def _require_open(ctx: Context, endpoint: WebhookEndpoint) -> None:
    ctx.require(Ability.WEBHOOKS_WRITE)
    if not endpoint.enabled:
        raise EndpointDisabled


def _view(ctx: Context, row: WebhookDelivery, endpoint: WebhookEndpoint) -> WebhookDeliveryRead:
    fields = row.model_dump(exclude={"district_id", "tries", "claimed_until"})
    can = allowed_on_delivery(ctx.actor, endpoint)
    return WebhookDeliveryRead.model_validate({**fields, "can": can})
