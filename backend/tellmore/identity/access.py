"""Letting somebody in: a link to choose a password by, and the end of a lock-out.

Nobody but the person ever knows the password: whoever administers hands over a link.
"""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, delete

from tellmore.core.context import Context
from tellmore.core.db import Scope
from tellmore.core.errors import Problem
from tellmore.core.security import district_of, hash_token, new_token
from tellmore.identity import queries, service, tokens
from tellmore.identity.abilities import Ability
from tellmore.identity.events import PasswordChosen, PasswordLinkMade, UserUnlocked
from tellmore.identity.models import PasswordLink, User, UserStatus
from tellmore.identity.permissions import UserAction, allowed
from tellmore.identity.schemas import SignInLinkRead, UserRead
from tellmore.identity.tokens import Keys

LIFETIME = timedelta(hours=72)
PATH = "/choose-password"


class PasswordLinkOver(Problem):
    status = 410
    title = "This link does not work any more"


async def make_sign_in_link(ctx: Context, keys: Keys, user_id: UUID) -> SignInLinkRead:
    """End the old password and every session; only who holds the link chooses the next one."""
    user = await _open_to(ctx, user_id, UserAction.MAKE_SIGN_IN_LINK)
    await forget_links(ctx, user.id)
    token = new_token(ctx.district_id)
    row = PasswordLink(
        district_id=ctx.district_id,
        user_id=user.id,
        token_hash=hash_token(token, keys.settings),
        created_at=ctx.now,
        expires_at=ctx.now + LIFETIME,
    )
    ctx.session.add(row)
    user.password_hash, user.failed_sign_ins, user.locked_until = None, 0, None
    await ctx.emit(PasswordLinkMade(user_id=user.id), of=user)
    await tokens.sign_out_everywhere(ctx, user.id)
    # After the #, so that it is in no server's log and no mail scanner's request.
    url = f"{str(keys.settings.public_url).rstrip('/')}{PATH}#{token}"
    return SignInLinkRead(url=url, expires_at=row.expires_at)


async def choose_password(ctx: Context, keys: Keys, token: str, password: str) -> None:
    """Spend the link: the password is set, and whatever session there was is over."""
    row = await _find(ctx, keys, token)
    if row is None or row.used_at is not None or row.expires_at <= ctx.now:
        raise PasswordLinkOver("Ask whoever gave it to you for a new one.")
    user = (await ctx.session.exec(queries.user(row.user_id))).one()
    if user.status is not UserStatus.ACTIVE:
        raise PasswordLinkOver("This account has been closed.")
    row.used_at = ctx.now
    user.password_hash = await keys.passwords.hash(password)
    user.failed_sign_ins, user.locked_until = 0, None
    await ctx.emit(PasswordChosen(user_id=user.id), of=user)
    await tokens.sign_out_everywhere(ctx, user.id)


async def unlock(ctx: Context, user_id: UUID) -> UserRead:
    """Let them try again at once, with the password that they have."""
    user = await _open_to(ctx, user_id, UserAction.UNLOCK)
    user.failed_sign_ins, user.locked_until = 0, None
    await ctx.emit(UserUnlocked(user_id=user.id), of=user)
    return await service.read(ctx, user.id)


async def forget_links(ctx: Context, user_id: UUID) -> None:
    await ctx.session.exec(delete(PasswordLink).where(col(PasswordLink.user_id) == user_id))


async def _open_to(ctx: Context, user_id: UUID, action: UserAction) -> User:
    ctx.require(Ability.USERS_WRITE)
    user = await service.get(ctx, user_id)
    ctx.require_action(action, allowed(ctx.actor, user, ctx.now))
    return user


async def _find(ctx: Context, keys: Keys, token: str) -> PasswordLink | None:
    district_id = district_of(token)
    if district_id is None:
        return None
    await ctx.enter(Scope.whole(district_id), ctx.actor)
    query = queries.password_link(hash_token(token, keys.settings))
    return (await ctx.session.exec(query)).one_or_none()
