"""Sessions of people: sign in, refresh with rotation, sign out, sign out everywhere."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, update

from tellmore.core.context import ActorKind, Context
from tellmore.core.db import Scope
from tellmore.core.errors import Problem, TooManyRequests, Unauthenticated
from tellmore.core.ids import uuid7
from tellmore.core.security import (
    AccessToken,
    AccessTokens,
    Passwords,
    district_of,
    hash_token,
    new_token,
)
from tellmore.identity import queries
from tellmore.identity.addresses import MOST_WRONG, WITHIN, Addresses
from tellmore.identity.events import (
    RefreshTokenReused,
    UserLockedOut,
    UserSignedIn,
    UserSignedOutEverywhere,
)
from tellmore.identity.models import RefreshToken, User, UserStatus
from tellmore.identity.strangers import Strangers
from tellmore.settings import Settings

MOST_FAILURES = 5
LOCK = timedelta(minutes=15)
RACE = timedelta(seconds=10)
"""Two tabs that refresh at the same moment are no theft."""


class SignInFailed(Problem):
    status = 401
    title = "E-mail or password is not right"
    commits = True


class AccountLocked(TooManyRequests):
    title = "Too many wrong passwords; the account is locked for a while"


class AddressLocked(TooManyRequests):
    title = "Too many wrong passwords from your network; nobody signs in from there for a while"


class RefreshRefused(Unauthenticated):
    title = "The session is over"
    commits = True


@dataclass(frozen=True)
class Keys:
    """What signing in needs of the process."""

    settings: Settings
    passwords: Passwords
    tokens: AccessTokens
    strangers: Strangers = field(default_factory=Strangers)
    addresses: Addresses = field(default_factory=Addresses)


@dataclass(frozen=True)
class Session:
    access_token: str
    expires_in: int
    refresh_token: str


async def sign_in(ctx: Context, keys: Keys, address: str, email: str, password: str) -> Session:
    """While it lasts it counts against the address: many may come at once. Later only if wrong."""
    window = keys.addresses.window(address, ctx.now)
    if window.wrong >= MOST_WRONG:
        raise AddressLocked.until(window.ends, ctx.now, most=MOST_WRONG, window=WITHIN)
    window.wrong += 1
    failed = False
    try:
        return await _sign_in(ctx, keys, email, password)
    except SignInFailed:
        failed = True
        raise
    finally:
        window.wrong -= not failed


async def _sign_in(ctx: Context, keys: Keys, email: str, password: str) -> Session:
    await ctx.enter(Scope(sign_in_email=email), ctx.actor)
    found = (await ctx.session.exec(queries.user_by_email(email))).one_or_none()
    if found is not None:
        await ctx.enter(Scope.whole(found.district_id), ctx.actor)
        found = (await ctx.session.exec(queries.user(found.id).with_for_update())).one()
    _refuse_locked(ctx, found.locked_until if found else keys.strangers.locked_until(email))
    good = await keys.passwords.verify(password, found.password_hash if found else None)
    if found is None or not good or found.status is not UserStatus.ACTIVE:
        if found is None:
            keys.strangers.fail(email, ctx.now, most=MOST_FAILURES, lock=LOCK)
        else:
            await _count_failure(ctx, found)
        raise SignInFailed
    found.failed_sign_ins, found.locked_until, found.last_sign_in_at = 0, None, ctx.now
    await ctx.emit(UserSignedIn(user_id=found.id))
    return await _issue(ctx, keys, found.id, uuid7())


def _refuse_locked(ctx: Context, until: datetime | None) -> None:
    if until and until > ctx.now:
        raise AccountLocked.until(until, ctx.now, most=MOST_FAILURES, window=LOCK)


async def _count_failure(ctx: Context, user: User) -> None:
    user.failed_sign_ins += 1
    if user.failed_sign_ins >= MOST_FAILURES:
        user.failed_sign_ins, user.locked_until = 0, ctx.now + LOCK
        await ctx.emit(UserLockedOut(user_id=user.id))
    await ctx.session.flush()


async def _issue(ctx: Context, keys: Keys, user_id: UUID, family_id: UUID) -> Session:
    token = new_token(ctx.district_id)
    row = RefreshToken(
        district_id=ctx.district_id,
        user_id=user_id,
        family_id=family_id,
        token_hash=hash_token(token, keys.settings),
        created_at=ctx.now,
        expires_at=ctx.now + timedelta(days=keys.settings.refresh_token_days),
    )
    ctx.session.add(row)
    await ctx.session.flush()
    access = AccessToken(user_id, ctx.district_id, ActorKind.USER.value, family_id, frozenset())
    seconds = int(keys.tokens.lifetime.total_seconds())
    return Session(keys.tokens.issue(access), seconds, token)


async def refresh(ctx: Context, keys: Keys, token: str | None) -> Session:
    row = await _find(ctx, keys, token)
    if row is None or row.revoked_at or row.expires_at <= ctx.now:
        raise RefreshRefused
    if row.used_at is not None and row.used_at + RACE < ctx.now:
        await revoke_family(ctx, row.family_id)
        await ctx.emit(RefreshTokenReused(user_id=row.user_id, family_id=row.family_id))
        raise RefreshRefused("This session was used from two places and has been ended.")
    user = (await ctx.session.exec(queries.user(row.user_id))).one()
    if user.status is not UserStatus.ACTIVE:
        raise RefreshRefused
    row.used_at = row.used_at or ctx.now
    return await _issue(ctx, keys, row.user_id, row.family_id)


async def sign_out(ctx: Context, keys: Keys, token: str | None) -> None:
    row = await _find(ctx, keys, token)
    if row is not None:
        await revoke_family(ctx, row.family_id)


async def sign_out_everywhere(ctx: Context, user_id: UUID) -> None:
    await ctx.session.exec(
        update(RefreshToken)
        .where(col(RefreshToken.user_id) == user_id, col(RefreshToken.revoked_at).is_(None))
        .values(revoked_at=ctx.now)
    )
    await ctx.emit(UserSignedOutEverywhere(user_id=user_id))


async def revoke_family(ctx: Context, family_id: UUID) -> None:
    await ctx.session.exec(
        update(RefreshToken)
        .where(col(RefreshToken.family_id) == family_id, col(RefreshToken.revoked_at).is_(None))
        .values(revoked_at=ctx.now)
    )


async def _find(ctx: Context, keys: Keys, token: str | None) -> RefreshToken | None:
    district_id = district_of(token) if token else None
    if token is None or district_id is None:
        return None
    await ctx.enter(Scope.whole(district_id), ctx.actor)
    hashed = hash_token(token, keys.settings)
    return (await ctx.session.exec(queries.refresh_token(hashed))).one_or_none()
