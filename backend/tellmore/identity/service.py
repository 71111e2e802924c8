"""Users and who they are."""

from uuid import UUID

from pydantic import SecretStr
from sqlmodel import col, delete

from tellmore.core.context import ActorKind, Context
from tellmore.core.db import Scope, use_scope
from tellmore.core.errors import Forbidden, NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.security import Passwords
from tellmore.core.versions import require_version
from tellmore.identity import queries, reach, teaching, tokens
from tellmore.identity.abilities import Ability
from tellmore.identity.events import UserCreated, UserUpdated
from tellmore.identity.models import ApiClient, Membership, PasswordLink, User, UserStatus
from tellmore.identity.permissions import UserAction, allowed
from tellmore.identity.schemas import (
    MembershipRead,
    MembershipWrite,
    MeRead,
    UserCreate,
    UserRead,
    UserUpdate,
)


class EmailTaken(Problem):
    status = 409
    title = "There is an account with this e-mail"


class LastAdministrator(Problem):
    status = 409
    title = "A district keeps at least one administrator"


async def me(ctx: Context) -> MeRead:
    if ctx.actor.kind is ActorKind.CLIENT:
        return await _client_me(ctx)
    if ctx.actor.id is None:
        raise Forbidden
    view = await read(ctx, ctx.actor.id)
    return MeRead(
        id=view.id,
        kind="user",
        name=view.name,
        email=view.email,
        district_id=ctx.district_id,
        language="es" if view.language == "es" else "en",
        memberships=view.memberships,
        abilities=_abilities(ctx),
        staff_id=ctx.actor.staff_id,
    )


async def sign_out_everywhere(ctx: Context) -> None:
    if ctx.actor.kind is not ActorKind.USER or ctx.actor.id is None:
        raise Forbidden("Only people have sessions; revoke a client instead.")
    await tokens.sign_out_everywhere(ctx, ctx.actor.id)


async def _client_me(ctx: Context) -> MeRead:
    query = queries.api_clients().where(col(ApiClient.id) == ctx.actor.id)
    client = (await ctx.session.exec(query)).one()
    return MeRead(
        id=client.id,
        kind="client",
        name=client.name,
        email=None,
        district_id=ctx.district_id,
        language="en",
        memberships=[],
        abilities=_abilities(ctx),
        staff_id=None,
    )


def _abilities(ctx: Context) -> list[Ability]:
    return [ability for ability in Ability if ability in ctx.actor.abilities]


async def list_users(ctx: Context, page: PageParams) -> Rows[UserRead]:
    ctx.require(Ability.USERS_READ)
    rows = await fetch(ctx.session, queries.users(), User, page)
    return Rows(await _views(ctx, rows.items), rows.next_cursor)


async def read(ctx: Context, user_id: UUID) -> UserRead:
    if user_id != ctx.actor.id:
        ctx.require(Ability.USERS_READ)
    return (await _views(ctx, [await get(ctx, user_id)]))[0]


async def names(ctx: Context, user_ids: list[UUID]) -> dict[UUID, str]:
    """For other rooms: what to call the adults that a row refers to."""
    found = await ctx.session.exec(queries.users().where(col(User.id).in_(user_ids)))
    return {user.id: user.name for user in found}


async def administrators(ctx: Context) -> list[User]:
    """For other rooms: who is told what the whole district should know."""
    ids = queries.administrators().limit(None)
    found = await ctx.session.exec(queries.users().where(col(User.id).in_(ids)))
    return list(found.all())


async def create(ctx: Context, passwords: Passwords, data: UserCreate) -> UserRead:
    ctx.require(Ability.USERS_WRITE)
    reach.refuse_uneven(data.memberships)
    await _refuse_taken(ctx, data.email)
    user = User(
        district_id=ctx.district_id,
        email=data.email,
        name=data.name,
        language=data.language,
        staff_id=data.staff_id,
        password_hash=await _hash(passwords, data.password),
    )
    ctx.session.add(user)
    await ctx.session.flush()
    _join(ctx, user.id, data.memberships)
    await ctx.emit(UserCreated(user_id=user.id), of=user)
    await teaching.settle(ctx, user, attested=data.teaches_nobody)
    return (await _views(ctx, [user]))[0]


async def update(ctx: Context, user_id: UUID, data: UserUpdate, version: int) -> UserRead:
    ctx.require(Ability.USERS_WRITE)
    user = await get(ctx, user_id)
    require_version(user, version)
    changes = data.changes()
    if changes.get("status") == UserStatus.DEACTIVATED:
        ctx.require_action(UserAction.END_ACCESS, allowed(ctx.actor, user, ctx.now))
    memberships = changes.pop("memberships", None)
    kept = user.teaches_nobody_at is not None and changes.get("staff_id") is None
    attested = bool(changes.pop("teaches_nobody", kept))
    for name, value in changes.items():
        setattr(user, name, value)
    user.updated_at = ctx.now  # what is read of a user includes the roles
    if memberships is not None:
        reach.refuse_uneven(data.memberships)
        await ctx.session.exec(delete(Membership).where(col(Membership.user_id) == user.id))
        _join(ctx, user.id, data.memberships)
    await ctx.session.flush()
    await _refuse_no_administrator(ctx)
    if user.status is UserStatus.DEACTIVATED:
        await _shut_out(ctx, user)
    await ctx.emit(UserUpdated(user_id=user.id), of=user)
    await teaching.settle(ctx, user, attested=attested)
    return (await _views(ctx, [user]))[0]


async def _shut_out(ctx: Context, user: User) -> None:
    """Neither a session nor a link that was on its way opens anything any more."""
    await tokens.sign_out_everywhere(ctx, user.id)
    await ctx.session.exec(delete(PasswordLink).where(col(PasswordLink.user_id) == user.id))


async def _hash(passwords: Passwords, password: SecretStr | None) -> str | None:
    return None if password is None else await passwords.hash(password.get_secret_value())


def _join(ctx: Context, user_id: UUID, memberships: list[MembershipWrite]) -> None:
    for one in set(memberships):
        row = Membership(district_id=ctx.district_id, user_id=user_id, **one.model_dump())
        ctx.session.add(row)


async def _refuse_taken(ctx: Context, email: str) -> None:
    """An e-mail is unique over all districts: look through the sign-in opening, and no further."""
    scope = ctx.scope
    await use_scope(ctx.session, Scope(sign_in_email=email))
    taken = (await ctx.session.exec(queries.user_by_email(email))).first() is not None
    await use_scope(ctx.session, scope)
    if taken:
        raise EmailTaken


async def _refuse_no_administrator(ctx: Context) -> None:
    if not (await ctx.session.exec(queries.administrators())).first():
        raise LastAdministrator


async def get(ctx: Context, user_id: UUID) -> User:
    user = (await ctx.session.exec(queries.user(user_id))).one_or_none()
    if user is None:
        raise NotFound
    return user


async def _views(ctx: Context, users: list[User]) -> list[UserRead]:
    found = await ctx.session.exec(queries.memberships([user.id for user in users]))
    by_user: dict[UUID, list[MembershipRead]] = {}
    for row in found:
        by_user.setdefault(row.user_id, []).append(MembershipRead.model_validate(row))
    return [
        UserRead.model_validate(
            {
                **user.model_dump(),
                "teaches_nobody": user.teaches_nobody,
                "memberships": by_user.get(user.id, []),
                "sign_in_set_up": user.password_hash is not None,
                "can": allowed(ctx.actor, user, ctx.now),
            },
            extra="ignore",
        )
        for user in users
    ]
