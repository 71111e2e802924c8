"""API clients: OAuth 2.0 client credentials, secrets that rotate with an overlap."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, delete

from tellmore.core.context import ActorKind, Context
from tellmore.core.db import Scope
from tellmore.core.errors import Invalid, NotFound, Problem
from tellmore.core.ids import uuid7
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.security import AccessToken, district_of, hash_token, new_token
from tellmore.core.throttle import count_failure, forget, refuse_if_exhausted
from tellmore.identity import queries
from tellmore.identity.abilities import CLIENT_SCOPES, Ability
from tellmore.identity.events import ApiClientCreated, ApiClientRevoked, ApiClientRotated
from tellmore.identity.models import ApiClient, ApiClientSecret
from tellmore.identity.permissions import ClientAction, allowed_on_client
from tellmore.identity.schemas import AccessTokenRead, ApiClientCreate, ApiClientRead
from tellmore.identity.tokens import Keys

GRANT = "client_credentials"
OVERLAP = timedelta(hours=24)
WINDOW = timedelta(minutes=15)
MOST_FAILURES = 20


class InvalidClient(Problem):
    """`error` is what OAuth libraries look for (RFC 6749, 5.2), here and below."""

    status = 401
    title = "Client id or secret is not right"
    commits = True

    def __init__(self) -> None:
        asks = {"WWW-Authenticate": 'Basic realm="Tellmore"'}
        super().__init__(headers=asks, error="invalid_client")


class InvalidScope(Problem):
    status = 400
    title = "This client may not ask for that scope"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, error="invalid_scope")


class UnsupportedGrantType(Problem):
    status = 400
    title = "The one grant that systems use here is client_credentials"

    def __init__(self) -> None:
        super().__init__(error="unsupported_grant_type")


@dataclass(frozen=True)
class Grant:
    """What a system asks a token for, and by what."""

    type: str
    client_id: str
    client_secret: str
    scope: str | None


async def list_clients(ctx: Context, page: PageParams) -> Rows[ApiClientRead]:
    ctx.require(Ability.CLIENTS_WRITE)
    rows = await fetch(ctx.session, queries.api_clients(), ApiClient, page)
    return Rows(await _views(ctx, rows.items), rows.next_cursor)


async def create(ctx: Context, keys: Keys, data: ApiClientCreate) -> tuple[ApiClientRead, str]:
    ctx.require(Ability.CLIENTS_WRITE)
    beyond = sorted(set(data.scopes) - CLIENT_SCOPES)
    if beyond:
        raise Invalid.at("/scopes", "scope", f"A client is never given {', '.join(beyond)}.")
    client = ApiClient(
        district_id=ctx.district_id,
        client_id=f"{ctx.district_id.hex}.{uuid7().hex}",
        name=data.name,
        scopes=sorted(set(data.scopes)),
    )
    ctx.session.add(client)
    await ctx.session.flush()
    secret = _add_secret(ctx, keys, client)
    await ctx.emit(ApiClientCreated(api_client_id=client.id), of=client)
    return (await _views(ctx, [client]))[0], secret


async def rotate(ctx: Context, keys: Keys, row_id: UUID) -> tuple[ApiClientRead, str]:
    """Give a new secret; the old ones work for a day more."""
    ctx.require(Ability.CLIENTS_WRITE)
    client = await _get(ctx, row_id)
    ctx.require_action(ClientAction.ROTATE, allowed_on_client(ctx.actor, client))
    for old in await ctx.session.exec(queries.secrets_of(client.id)):
        old.expires_at = min(old.expires_at or ctx.now + OVERLAP, ctx.now + OVERLAP)
    secret = _add_secret(ctx, keys, client)
    client.updated_at = ctx.now
    await ctx.emit(ApiClientRotated(api_client_id=client.id), of=client)
    return (await _views(ctx, [client]))[0], secret


async def revoke(ctx: Context, row_id: UUID) -> ApiClientRead:
    ctx.require(Ability.CLIENTS_WRITE)
    client = await _get(ctx, row_id)
    client.revoked_at = client.revoked_at or ctx.now
    await ctx.session.exec(
        delete(ApiClientSecret).where(col(ApiClientSecret.api_client_id) == client.id)
    )
    await ctx.emit(ApiClientRevoked(api_client_id=client.id), of=client)
    return (await _views(ctx, [client]))[0]


async def issue_token(ctx: Context, keys: Keys, grant: Grant) -> AccessTokenRead:
    if grant.type != GRANT:
        raise UnsupportedGrantType
    client = await _check(ctx, keys, grant.client_id, grant.client_secret)
    scope = grant.scope
    asked = frozenset(scope.split()) if scope else frozenset(client.scopes)
    if not asked <= frozenset(client.scopes):
        raise InvalidScope(f"This client holds: {' '.join(client.scopes)}.")
    client.last_used_at = ctx.now
    token = AccessToken(client.id, client.district_id, ActorKind.CLIENT.value, None, asked)
    return AccessTokenRead(
        access_token=keys.tokens.issue(token),
        token_type="Bearer",  # noqa: S106  # the kind of token, not a secret
        expires_in=int(keys.tokens.lifetime.total_seconds()),
        scope=" ".join(sorted(asked)),
    )


async def _check(ctx: Context, keys: Keys, client_id: str, secret: str) -> ApiClient:
    district_id = district_of(client_id)
    if district_id is None:
        raise InvalidClient
    await ctx.enter(Scope.whole(district_id), ctx.actor)
    client = (await ctx.session.exec(queries.api_client_by_public_id(client_id))).one_or_none()
    if client is None or client.revoked_at is not None:
        raise InvalidClient
    key = f"client:{client.id}"
    await refuse_if_exhausted(ctx, key, most=MOST_FAILURES, window=WINDOW)
    if not await _knows(ctx, keys, client, secret):
        await count_failure(ctx, key, window=WINDOW)
        raise InvalidClient
    await forget(ctx, key)
    return client


async def _knows(ctx: Context, keys: Keys, client: ApiClient, secret: str) -> bool:
    hashed = hash_token(secret, keys.settings)
    rows = await ctx.session.exec(queries.secrets_of(client.id))
    return any(
        row.secret_hash == hashed and (row.expires_at is None or row.expires_at > ctx.now)
        for row in rows
    )


def _add_secret(ctx: Context, keys: Keys, client: ApiClient) -> str:
    secret = new_token(ctx.district_id).partition(".")[2]
    ctx.session.add(
        ApiClientSecret(
            district_id=ctx.district_id,
            api_client_id=client.id,
            secret_hash=hash_token(secret, keys.settings),
        )
    )
    return secret


async def _get(ctx: Context, row_id: UUID) -> ApiClient:
    client = (await ctx.session.exec(queries.api_client(row_id))).one_or_none()
    if client is None:
        raise NotFound
    return client


async def _views(ctx: Context, clients: list[ApiClient]) -> list[ApiClientRead]:
    ids = [client.id for client in clients]
    outgoing = await ctx.session.exec(queries.outgoing_secrets(ids, ctx.now))
    until = {secret.api_client_id: secret.expires_at for secret in outgoing}
    return [
        ApiClientRead.model_validate(
            {
                **client.model_dump(exclude={"district_id"}),
                "old_secret_until": until.get(client.id),
                "can": allowed_on_client(ctx.actor, client),
            }
        )
        for client in clients
    ]
