from typing import Annotated
from uuid import UUID

from fastapi import Cookie, Depends, Form, Request, Response
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from tellmore.core import http
from tellmore.core.errors import BadRequest
from tellmore.core.http import CHANGE, CREATE, EDGES, ITEM, IfMatch, PageDep, merge, problems
from tellmore.core.schemas import Page
from tellmore.identity import access, clients, service, tokens
from tellmore.identity.authentication import AnonymousContextDep, ContextDep, KeysDep
from tellmore.identity.schemas import (
    AccessTokenRead,
    ApiClientCreate,
    ApiClientRead,
    ApiClientWithSecret,
    MeRead,
    PasswordChoice,
    SignIn,
    SignInLinkRead,
    UserCreate,
    UserRead,
    UserUpdate,
)

COOKIE = "tellmore_refresh"
auth = http.router("/auth", "auth", anonymous=True)
oauth = http.router("/oauth", "oauth", anonymous=True)
account = http.router("", "me")
users = http.router("/users", "users")
api_clients = http.router("/api-clients", "api-clients")
RefreshCookie = Annotated[str | None, Cookie(alias=COOKIE)]
Basic = Annotated[HTTPBasicCredentials | None, Depends(HTTPBasic(auto_error=False))]


@auth.post(
    "/sign-in",
    responses=problems(tokens.SignInFailed, tokens.AccountLocked, tokens.AddressLocked),
)
async def sign_in(
    data: SignIn, ctx: AnonymousContextDep, keys: KeysDep, request: Request, response: Response
) -> AccessTokenRead:
    """Sign in with e-mail and password. The refresh token comes as an HttpOnly cookie."""
    address = request.client.host if request.client else ""
    password = data.password.get_secret_value()
    session = await tokens.sign_in(ctx, keys, address, data.email, password)
    return _hand_over(session, keys, request, response)


@auth.post("/refresh", responses=problems(tokens.RefreshRefused))
async def refresh(
    ctx: AnonymousContextDep,
    keys: KeysDep,
    request: Request,
    response: Response,
    token: RefreshCookie = None,
) -> AccessTokenRead:
    """Exchange the refresh cookie for a new pair; a spent one ends the whole session."""
    session = await tokens.refresh(ctx, keys, token)
    return _hand_over(session, keys, request, response)


@auth.post("/sign-out", status_code=204)
async def sign_out(
    ctx: AnonymousContextDep, keys: KeysDep, response: Response, token: RefreshCookie = None
) -> None:
    """End this session."""
    await tokens.sign_out(ctx, keys, token)
    response.delete_cookie(COOKIE, path="/v1/auth")


@auth.post("/choose-password", status_code=204, responses=problems(access.PasswordLinkOver))
async def choose_password(data: PasswordChoice, ctx: AnonymousContextDep, keys: KeysDep) -> None:
    """Set a password by the link that an administrator made for this person."""
    token, password = data.token.get_secret_value(), data.password.get_secret_value()
    await access.choose_password(ctx, keys, token, password)


@account.post("/me/sign-out-everywhere", status_code=204, responses=CREATE)
async def sign_out_everywhere(ctx: ContextDep) -> None:
    """End every session of this person, on every device, at once."""
    await service.sign_out_everywhere(ctx)


@account.get("/me", name="read")
async def me(ctx: ContextDep) -> MeRead:
    """Who is asking, and what they may do."""
    return await service.me(ctx)


@oauth.post(
    "/token",
    responses=problems(
        BadRequest, clients.InvalidClient, clients.InvalidScope, clients.UnsupportedGrantType
    ),
)
async def token(
    ctx: AnonymousContextDep,
    keys: KeysDep,
    basic: Basic,
    response: Response,
    grant_type: Annotated[str, Form(max_length=100, examples=[clients.GRANT])],
    client_id: Annotated[str, Form(max_length=200)] = "",
    client_secret: Annotated[str, Form(max_length=200)] = "",
    scope: Annotated[str | None, Form(max_length=2000)] = None,
) -> AccessTokenRead:
    """OAuth 2.0 client credentials, in the form or as HTTP Basic."""
    if basic is not None:
        client_id, client_secret = basic.username, basic.password
    http.show_once(response)
    grant = clients.Grant(grant_type, client_id, client_secret, scope)
    return await clients.issue_token(ctx, keys, grant)


@users.get("", name="list")
async def list_users(
    ctx: ContextDep, page: PageDep, request: Request, response: Response
) -> Page[UserRead]:
    """List the people of the district."""
    rows = await service.list_users(ctx, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[UserRead](items=rows.items, next_cursor=rows.next_cursor)


@users.post("", status_code=201, responses=merge(CREATE, ITEM, problems(service.EmailTaken)))
async def create(data: UserCreate, ctx: ContextDep, keys: KeysDep, response: Response) -> UserRead:
    """Add a person, with a role in the district or in some schools."""
    return http.tag(response, await service.create(ctx, keys.passwords, data))


@users.get("/{user_id}", responses=merge(ITEM, EDGES))
async def read(user_id: UUID, ctx: ContextDep, response: Response) -> UserRead:
    """Read one person."""
    return http.tag(response, await service.read(ctx, user_id))


@users.patch("/{user_id}", responses=merge(CHANGE, problems(service.LastAdministrator)))
async def update(
    user_id: UUID, data: UserUpdate, ctx: ContextDep, version: IfMatch, response: Response
) -> UserRead:
    """Change a person's name, language, roles or status."""
    return http.tag(response, await service.update(ctx, user_id, data, version))


@users.post("/{user_id}/sign-in-link", status_code=201, responses=merge(CREATE, ITEM))
async def make_sign_in_link(
    user_id: UUID, ctx: ContextDep, keys: KeysDep, response: Response
) -> SignInLinkRead:
    """End the old password and all sessions; the link to choose a new one is shown here only."""
    http.show_once(response)
    return await access.make_sign_in_link(ctx, keys, user_id)


@users.post("/{user_id}/unlock", responses=merge(CREATE, ITEM))
async def unlock(user_id: UUID, ctx: ContextDep, response: Response) -> UserRead:
    """End a lock-out after wrong passwords."""
    return http.tag(response, await access.unlock(ctx, user_id))


@api_clients.get("", name="list")
async def list_clients(
    ctx: ContextDep, page: PageDep, request: Request, response: Response
) -> Page[ApiClientRead]:
    """List the systems that may call this API."""
    rows = await clients.list_clients(ctx, page)
    http.link_next(request, response, rows.next_cursor)
    return Page[ApiClientRead](items=rows.items, next_cursor=rows.next_cursor)


@api_clients.post("", name="create", status_code=201, responses=CREATE)
async def create_client(
    data: ApiClientCreate, ctx: ContextDep, keys: KeysDep, response: Response
) -> ApiClientWithSecret:
    """Register a system. Its secret is shown in this answer only."""
    http.show_once(response)
    client, secret = await clients.create(ctx, keys, data)
    return ApiClientWithSecret(client=client, client_secret=secret)


@api_clients.post("/{client_row_id}/rotate", responses=merge(CREATE, ITEM))
async def rotate(
    client_row_id: UUID, ctx: ContextDep, keys: KeysDep, response: Response
) -> ApiClientWithSecret:
    """Give a new secret; the old one works for another 24 hours."""
    http.show_once(response)
    client, secret = await clients.rotate(ctx, keys, client_row_id)
    return ApiClientWithSecret(client=client, client_secret=secret)


@api_clients.post("/{client_row_id}/revoke", responses=merge(CREATE, ITEM))
async def revoke(client_row_id: UUID, ctx: ContextDep, response: Response) -> ApiClientRead:
    """End a client's access at once."""
    return http.tag(response, await clients.revoke(ctx, client_row_id))


def _hand_over(
    session: tokens.Session, keys: tokens.Keys, request: Request, response: Response
) -> AccessTokenRead:
    response.set_cookie(
        COOKIE,
        session.refresh_token,
        max_age=keys.settings.refresh_token_days * 86400,
        path="/v1/auth",
        httponly=True,
        secure=keys.settings.over_tls or request.url.scheme == "https",
        samesite="strict",
    )
    response.headers["Cache-Control"] = "no-store"
    return AccessTokenRead(
        access_token=session.access_token,
        token_type="Bearer",  # noqa: S106  # the kind of token, not a secret
        expires_in=session.expires_in,
        scope="",
    )
