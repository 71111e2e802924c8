from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from tellmore.core import http
from tellmore.core.http import (
    CHANGE,
    CREATE,
    EDGES,
    ITEM,
    IfMatch,
    PageDep,
    SettingsDep,
    merge,
    problems,
)
from tellmore.core.schemas import Moment, Page, Tombstone
from tellmore.identity.authentication import ContextDep
from tellmore.webhooks import deliveries as sent
from tellmore.webhooks import feed, service
from tellmore.webhooks.models import DeliveryStatus
from tellmore.webhooks.schemas import (
    EventPage,
    EventType,
    Replayed,
    ReplaySince,
    WebhookAttemptRead,
    WebhookDeliveryRead,
    WebhookEndpointCreate,
    WebhookEndpointRead,
    WebhookEndpointUpdate,
    WebhookEndpointWithSecret,
)

events = http.router("/events", "events")
router = http.router("/webhook-endpoints", "webhook-endpoints")
deliveries = http.router("/webhook-deliveries", "webhook-deliveries")
Types = Annotated[list[EventType], Query(max_length=50)]
Since = Annotated[Moment | None, Query()]
SEND = merge(CREATE, ITEM, problems(sent.EndpointDisabled))


@events.get("", name="list")
async def list_events(
    ctx: ContextDep,
    request: Request,
    response: Response,
    type: Types = [],  # noqa: A002, B006  # the parameter's name; FastAPI copies the default
    updated_since: Since = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> EventPage:
    """What happened, the oldest first; keep `resume_cursor` and nothing is missed."""
    page = await feed.read(ctx, type, updated_since, cursor, limit)
    http.link_next(request, response, page.next_cursor)
    return page


@router.get("", name="list")
async def list_endpoints(
    ctx: ContextDep, page: PageDep, request: Request, response: Response
) -> Page[WebhookEndpointRead | Tombstone]:
    """List where events are sent."""
    rows = await service.list_endpoints(ctx, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[WebhookEndpointRead | Tombstone](items=rows.items, next_cursor=rows.next_cursor)


@router.post("", status_code=201, responses=merge(CREATE, problems(service.TooManyEndpoints)))
async def create(
    data: WebhookEndpointCreate, ctx: ContextDep, settings: SettingsDep, response: Response
) -> WebhookEndpointWithSecret:
    """Send events to a URL. The secret that signs them is shown in this answer only."""
    http.show_once(response)
    return await service.create(ctx, settings, data)


@router.get("/{endpoint_id}", responses=merge(ITEM, EDGES))
async def read(endpoint_id: UUID, ctx: ContextDep, response: Response) -> WebhookEndpointRead:
    """Read one endpoint, and whether it is well."""
    return http.tag(response, await service.read(ctx, endpoint_id))


@router.patch("/{endpoint_id}", responses=CHANGE)
async def update(
    endpoint_id: UUID,
    data: WebhookEndpointUpdate,
    ctx: ContextDep,
    settings: SettingsDep,
    version: IfMatch,
    response: Response,
) -> WebhookEndpointRead:
    """Change the URL or the types, switch it off or on again."""
    return http.tag(response, await service.update(ctx, settings, endpoint_id, data, version))


@router.delete("/{endpoint_id}", status_code=204, responses=CHANGE)
async def delete(endpoint_id: UUID, ctx: ContextDep, version: IfMatch) -> None:
    """Send nothing there any more."""
    await service.remove(ctx, endpoint_id, version)


@router.post("/{endpoint_id}/rotate", responses=merge(CREATE, ITEM))
async def rotate(
    endpoint_id: UUID, ctx: ContextDep, settings: SettingsDep, response: Response
) -> WebhookEndpointWithSecret:
    """Give a new secret; for 24 hours messages carry the old signature too."""
    http.show_once(response)
    return await service.rotate(ctx, settings, endpoint_id)


@router.post("/{endpoint_id}/test", responses=SEND)
async def test(endpoint_id: UUID, ctx: ContextDep, response: Response) -> WebhookDeliveryRead:
    """Send a test event, to this endpoint alone."""
    return http.tag(response, await sent.test(ctx, endpoint_id))


@router.post("/{endpoint_id}/replay", responses=merge(SEND, problems(sent.ReplayTooLarge)))
async def replay_since(endpoint_id: UUID, data: ReplaySince, ctx: ContextDep) -> Replayed:
    """Send everything since a moment again."""
    return await sent.replay_since(ctx, endpoint_id, data)


@router.get("/{endpoint_id}/deliveries", responses=ITEM)
async def list_deliveries(
    endpoint_id: UUID,
    ctx: ContextDep,
    page: PageDep,
    request: Request,
    response: Response,
    status: DeliveryStatus | None = None,
) -> Page[WebhookDeliveryRead]:
    """List what was sent there, or is still to arrive."""
    rows = await sent.list_deliveries(ctx, endpoint_id, status, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[WebhookDeliveryRead](items=rows.items, next_cursor=rows.next_cursor)


@deliveries.get("/{delivery_id}", name="read", responses=merge(ITEM, EDGES))
async def read_delivery(
    delivery_id: UUID, ctx: ContextDep, response: Response
) -> WebhookDeliveryRead:
    """Read one delivery."""
    return http.tag(response, await sent.read(ctx, delivery_id))


@deliveries.get("/{delivery_id}/attempts", name="list_attempts", responses=ITEM)
async def list_attempts(
    delivery_id: UUID, ctx: ContextDep, page: PageDep, request: Request, response: Response
) -> Page[WebhookAttemptRead]:
    """List each attempt: when, how long, and how the receiver answered."""
    rows = await sent.list_attempts(ctx, delivery_id, page)
    http.link_next(request, response, rows.next_cursor)
    items = [WebhookAttemptRead.model_validate(row) for row in rows.items]
    return Page[WebhookAttemptRead](items=items, next_cursor=rows.next_cursor)


@deliveries.post("/{delivery_id}/replay", responses=SEND)
async def replay(delivery_id: UUID, ctx: ContextDep, response: Response) -> WebhookDeliveryRead:
    """Send one delivery again."""
    return http.tag(response, await sent.replay(ctx, delivery_id))
