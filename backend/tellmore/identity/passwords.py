"""Passwords set from outside a request: by whoever runs the server."""

from collections.abc import Sequence

from sqlmodel import col

from tellmore.core.context import Context
from tellmore.core.security import Passwords
from tellmore.identity import queries, tokens
from tellmore.identity.abilities import Ability
from tellmore.identity.events import UserUpdated
from tellmore.identity.models import User


async def ensure(ctx: Context, passwords: Passwords, emails: Sequence[str], password: str) -> int:
    """Let these accounts sign in with this password; return how many could not before."""
    ctx.require(Ability.USERS_WRITE)
    changed = 0
    for user in (await ctx.session.exec(queries.users().where(col(User.email).in_(emails)))).all():
        if not await passwords.verify(password, user.password_hash):
            user.password_hash = await passwords.hash(password)
            await ctx.emit(UserUpdated(user_id=user.id), of=user)
            await tokens.sign_out_everywhere(ctx, user.id)
            changed += 1
    return changed
