"""Turns a bearer token into a Context. Roles are read at every request, not at sign-in."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from tellmore.core import idempotency
from tellmore.core.context import Actor, ActorKind, Context
from tellmore.core.db import NOWHERE, Scope
from tellmore.core.errors import Unauthenticated
from tellmore.core.http import RequestIdDep, SessionDep
from tellmore.core.security import AccessToken, InvalidTokenError
from tellmore.identity import queries, reach
from tellmore.identity.models import UserStatus
from tellmore.identity.tokens import Keys

bearer = HTTPBearer(auto_error=False, description="From /v1/auth/sign-in or /v1/oauth/token")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
NOBODY = Actor(kind=ActorKind.LINK, id=None)


async def get_keys(request: Request) -> Keys:
    keys: Keys = request.app.state.keys
    return keys


KeysDep = Annotated[Keys, Depends(get_keys)]


async def get_anonymous_context(session: SessionDep, request_id: RequestIdDep) -> Context:
    """For sign-in and links: nothing is visible until a credential has been checked."""
    return Context(session=session, actor=NOBODY, scope=NOWHERE, request_id=request_id)


AnonymousContextDep = Annotated[Context, Depends(get_anonymous_context)]


async def get_reading_context(
    ctx: AnonymousContextDep, keys: KeysDep, credentials: Bearer
) -> Context:
    """For a POST that only asks: its answer is kept under no key, and worked out anew."""
    if credentials is None:
        raise Unauthenticated
    await authenticate(ctx, keys, credentials.credentials)
    return ctx


ReadingContextDep = Annotated[Context, Depends(get_reading_context)]


async def get_context(request: Request, ctx: ReadingContextDep) -> Context:
    await idempotency.claim(request, ctx.session, f"{ctx.actor.kind}:{ctx.actor.id}")
    return ctx


ContextDep = Annotated[Context, Depends(get_context)]


async def authenticate(ctx: Context, keys: Keys, encoded: str) -> None:
    """Check the token and become its bearer, or refuse."""
    try:
        token = keys.tokens.read(encoded)
    except InvalidTokenError as error:
        raise Unauthenticated("The access token is not valid or is over.") from error
    await ctx.enter(Scope.whole(token.district_id), NOBODY)
    become = _become_user if token.kind == ActorKind.USER else _become_client
    await become(ctx, token)


async def _become_user(ctx: Context, token: AccessToken) -> None:
    if token.family_id is None:
        raise Unauthenticated
    query = queries.signed_in(token.subject, token.family_id, ctx.now)
    rows = (await ctx.session.exec(query)).all()
    if not rows or rows[0][0].status is not UserStatus.ACTIVE:
        raise Unauthenticated
    user, live, _ = rows[0]
    if not live:
        raise Unauthenticated("This session was ended. Sign in again.")
    memberships = [membership for _, _, membership in rows if membership is not None]
    abilities = frozenset(map(str, reach.abilities(memberships)))
    actor = Actor(ActorKind.USER, user.id, abilities, user.staff_id, user.teaches_nobody)
    await ctx.enter(Scope(token.district_id, reach.schools(memberships)), actor)


async def _become_client(ctx: Context, token: AccessToken) -> None:
    client = (await ctx.session.exec(queries.api_client(token.subject))).one_or_none()
    if client is None or client.revoked_at is not None:
        raise Unauthenticated
    abilities = token.scopes & frozenset(client.scopes)
    await ctx.enter(Scope.whole(token.district_id), Actor(ActorKind.CLIENT, client.id, abilities))
