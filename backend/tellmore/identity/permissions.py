from datetime import datetime
from enum import StrEnum

from tellmore.core.context import Actor
from tellmore.identity.abilities import Ability
from tellmore.identity.models import ApiClient, User, UserStatus


class UserAction(StrEnum):
    READ = "read"
    UPDATE = "update"
    END_ACCESS = "end_access"
    GIVE_BACK_ACCESS = "give_back_access"
    MAKE_SIGN_IN_LINK = "make_sign_in_link"
    UNLOCK = "unlock"


class ClientAction(StrEnum):
    ROTATE = "rotate"
    REVOKE = "revoke"


def allowed(actor: Actor, user: User, at: datetime) -> frozenset[UserAction]:
    """What this actor may do with this account now: nobody shuts the door on themselves."""
    actions: set[UserAction] = set()
    if actor.id == user.id or actor.may(Ability.USERS_READ):
        actions.add(UserAction.READ)
    if not actor.may(Ability.USERS_WRITE):
        return frozenset(actions)
    actions.add(UserAction.UPDATE)
    active = user.status is UserStatus.ACTIVE
    if not active:
        actions.add(UserAction.GIVE_BACK_ACCESS)
    if active and actor.id != user.id:
        actions |= {UserAction.END_ACCESS, UserAction.MAKE_SIGN_IN_LINK}
    if active and user.locked_until is not None and user.locked_until > at:
        actions.add(UserAction.UNLOCK)
    return frozenset(actions)


def allowed_on_client(actor: Actor, client: ApiClient) -> frozenset[ClientAction]:
    if not actor.may(Ability.CLIENTS_WRITE) or client.revoked_at is not None:
        return frozenset()
    return frozenset(ClientAction)
