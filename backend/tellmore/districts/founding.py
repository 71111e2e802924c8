"""A new district and its first administrator: the one thing done from outside a district."""

from uuid import UUID

from pydantic import SecretStr

from tellmore.core.context import Actor, ActorKind, Context
from tellmore.core.db import NOWHERE, Database
from tellmore.core.security import Passwords
from tellmore.districts import service
from tellmore.identity import service as users
from tellmore.identity.abilities import Ability, Role
from tellmore.identity.schemas import MembershipWrite, UserCreate
from tellmore.settings import Settings

FOUNDER = Actor(ActorKind.SYSTEM, None, frozenset(Ability))


async def found_district(
    settings: Settings, district: str, email: str, name: str, password: str
) -> UUID:
    """Commit a district with one administrator, or nothing."""
    database = Database(settings)
    try:
        async with database.transaction() as session:
            ctx = Context(session=session, actor=FOUNDER, scope=NOWHERE)
            row = await service.found(ctx, district)
            role = MembershipWrite(role=Role.DISTRICT_ADMIN)
            admin = UserCreate(
                email=email, name=name, password=SecretStr(password), memberships=[role]
            )
            await users.create(ctx, Passwords(settings), admin)
            return row.id
    finally:
        await database.close()
