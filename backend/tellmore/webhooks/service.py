"""Every rule of a webhook's endpoint: where it is, what it hears, and how it is trusted."""

import asyncio
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from sqlmodel import col, delete

from tellmore.core.context import Context
from tellmore.core.errors import Invalid, NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Tombstone
from tellmore.core.sealing import Seal
from tellmore.core.versions import require_version
from tellmore.identity.abilities import Ability
from tellmore.settings import Settings
from tellmore.webhooks import addresses, queries, signing
from tellmore.webhooks.events import (
    WebhookEndpointCreated,
    WebhookEndpointDeleted,
    WebhookEndpointDisabled,
    WebhookEndpointRotated,
    WebhookEndpointUpdated,
)
from tellmore.webhooks.models import DisabledReason, WebhookEndpoint, WebhookSecret
from tellmore.webhooks.permissions import allowed
from tellmore.webhooks.schemas import (
    WebhookEndpointCreate,
    WebhookEndpointRead,
    WebhookEndpointUpdate,
    WebhookEndpointWithSecret,
)

OVERLAP = timedelta(hours=24)
MOST_ENDPOINTS = 50
_LOOKUP = 3.0


class TooManyEndpoints(Problem):
    status = 409
    title = "A district has 50 webhook endpoints at most"


async def list_endpoints(ctx: Context, page: PageParams) -> Rows[WebhookEndpointRead | Tombstone]:
    ctx.require(Ability.WEBHOOKS_READ)
    rows = await fetch(ctx.session, queries.endpoints(), WebhookEndpoint, page)
    items = [
        Tombstone(id=row.id, deleted=True, updated_at=row.updated_at)
        if row.deleted_at
        else view(ctx, row)
        for row in rows.items
    ]
    return Rows(items, rows.next_cursor)


async def read(ctx: Context, endpoint_id: UUID) -> WebhookEndpointRead:
    ctx.require(Ability.WEBHOOKS_READ)
    return view(ctx, await get(ctx, endpoint_id))


async def create(
    ctx: Context, settings: Settings, data: WebhookEndpointCreate
) -> WebhookEndpointWithSecret:
    ctx.require(Ability.WEBHOOKS_WRITE)
    if len((await ctx.session.exec(queries.open_endpoints())).all()) >= MOST_ENDPOINTS:
        raise TooManyEndpoints
    await _check_url(data.url, settings)
    row = WebhookEndpoint(district_id=ctx.district_id, **data.model_dump())
    row.disabled_reason = None if data.enabled else DisabledReason.BY_HAND
    ctx.session.add(row)
    await ctx.session.flush()
    secret = _add_secret(ctx, settings, row)
    await ctx.emit(WebhookEndpointCreated(endpoint_id=row.id), of=row)
    return WebhookEndpointWithSecret(endpoint=view(ctx, row), secret=secret)


async def update(
    ctx: Context,
    settings: Settings,
    endpoint_id: UUID,
    data: WebhookEndpointUpdate,
    version: int,
) -> WebhookEndpointRead:
    row = await get(ctx, endpoint_id)
    ctx.require(Ability.WEBHOOKS_WRITE)
    require_version(row, version)
    changes = data.changes()
    if "url" in changes:
        await _check_url(data.url, settings)
    for name, value in changes.items():
        setattr(row, name, value)
    if "enabled" in changes:
        row.disabled_reason = None if data.enabled else DisabledReason.BY_HAND
        row.failing_since = None
    row.updated_at = ctx.now
    await ctx.emit(WebhookEndpointUpdated(endpoint_id=row.id), of=row)
    return view(ctx, row)


async def rotate(ctx: Context, settings: Settings, endpoint_id: UUID) -> WebhookEndpointWithSecret:
    """Give a new secret. For a day each message carries both signatures."""
    row = await get(ctx, endpoint_id)
    ctx.require(Ability.WEBHOOKS_WRITE)
    for old in await ctx.session.exec(queries.secrets(row.id, ctx.now)):
        old.expires_at = min(old.expires_at or ctx.now + OVERLAP, ctx.now + OVERLAP)
    secret = _add_secret(ctx, settings, row)
    row.updated_at = ctx.now
    await ctx.emit(WebhookEndpointRotated(endpoint_id=row.id), of=row)
    return WebhookEndpointWithSecret(endpoint=view(ctx, row), secret=secret)


async def remove(ctx: Context, endpoint_id: UUID, version: int) -> None:
    """Take it away with its secrets; what was sent stays on record."""
    row = await get(ctx, endpoint_id)
    ctx.require(Ability.WEBHOOKS_WRITE)
    require_version(row, version)
    row.deleted_at, row.enabled = ctx.now, False
    await ctx.session.exec(delete(WebhookSecret).where(col(WebhookSecret.endpoint_id) == row.id))
    await ctx.emit(WebhookEndpointDeleted(endpoint_id=row.id), of=row)


async def disable(ctx: Context, row: WebhookEndpoint, reason: DisabledReason) -> None:
    """Stop sending there, until somebody has looked at it."""
    row.enabled, row.disabled_reason = False, reason
    await ctx.emit(WebhookEndpointDisabled(endpoint_id=row.id), of=row)


async def get(ctx: Context, endpoint_id: UUID) -> WebhookEndpoint:
    row = await find(ctx, endpoint_id)
    if row is None:
        raise NotFound
    return row


async def find(ctx: Context, endpoint_id: UUID) -> WebhookEndpoint | None:
    return (await ctx.session.exec(queries.endpoint(endpoint_id))).one_or_none()


def host(endpoint: WebhookEndpoint) -> str:
    """All that is told of an address outside: its path or query may hold a key."""
    return urlsplit(endpoint.url).hostname or ""


async def keys(ctx: Context, settings: Settings, endpoint_id: UUID) -> list[str]:
    """The secrets in force, opened, the newest first."""
    seal = _seal(settings)
    rows = await ctx.session.exec(queries.secrets(endpoint_id, ctx.now))
    return [seal.open(row.sealed, row.id).decode() for row in rows]


def view(ctx: Context, row: WebhookEndpoint) -> WebhookEndpointRead:
    fields = row.model_dump(exclude={"district_id", "deleted_at"})
    return WebhookEndpointRead.model_validate({**fields, "can": allowed(ctx.actor, row)})


def _add_secret(ctx: Context, settings: Settings, endpoint: WebhookEndpoint) -> str:
    secret = signing.new_secret()
    row = WebhookSecret(
        district_id=ctx.district_id,
        endpoint_id=endpoint.id,
        sealed=b"",
        created_at=ctx.now,
    )
    row.sealed = _seal(settings).seal(secret.encode(), row.id)
    ctx.session.add(row)
    return secret


def _seal(settings: Settings) -> Seal:
    return Seal(settings, "webhook secret")


async def _check_url(url: str, settings: Settings) -> None:
    """Refuse at once what would be refused at every attempt. A name without an address may wait."""
    try:
        host = addresses.check_url(url, development=settings.development)
        async with asyncio.timeout(_LOOKUP):
            await addresses.resolve(host, 443, development=settings.development)
    except addresses.UrlRefusedError as error:
        raise Invalid.at("/url", "url", str(error)) from error
    except addresses.AddressRefusedError as error:
        detail = "This address lies in a private or reserved network; nothing is sent there."
        raise Invalid.at("/url", "address", detail) from error
    except (addresses.NameNotFoundError, TimeoutError):
        return
