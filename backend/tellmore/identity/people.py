"""For other rooms: what a colleague may do, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tellmore.core.context import Context
from tellmore.identity import queries, reach
from tellmore.identity.abilities import Ability
from tellmore.identity.models import UserStatus


@dataclass(frozen=True)
class Person:
    id: UUID
    name: str
    staff_id: UUID | None
    active: bool
    abilities: frozenset[Ability]
    school_ids: frozenset[UUID] | None
    """None: every school of the district."""
    teaches_nobody: bool
    """Attested, for who is not in the roster."""

    def works_in(self, school_ids: Iterable[UUID]) -> bool:
        return self.school_ids is None or self.school_ids >= frozenset(school_ids)


async def people(ctx: Context, user_ids: Sequence[UUID]) -> dict[UUID, Person]:
    """These accounts of the district; who does not exist is left out."""
    users = (await ctx.session.exec(queries.users_by_id(user_ids))).all()
    memberships = (await ctx.session.exec(queries.memberships([u.id for u in users]))).all()
    found = {}
    for user in users:
        own = [membership for membership in memberships if membership.user_id == user.id]
        found[user.id] = Person(
            id=user.id,
            name=user.name,
            staff_id=user.staff_id,
            active=user.status is UserStatus.ACTIVE,
            abilities=reach.abilities(own),
            school_ids=reach.schools(own),
            teaches_nobody=user.teaches_nobody,
        )
    return found
