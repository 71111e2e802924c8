"""A system that pulls the same list all day: who it is, checked in the round trip that reads."""

from typing import Protocol, TypeVar

from tellmore.core.context import Actor, ActorKind
from tellmore.core.db import Scope
from tellmore.core.errors import Unauthenticated
from tellmore.core.hot_reads import Asked, HotReads
from tellmore.core.security import InvalidTokenError
from tellmore.identity.abilities import Ability
from tellmore.identity.tokens import Keys

ResultT = TypeVar("ResultT")
_SCOPES = "SELECT scopes FROM api_clients WHERE id = %(client_id)s AND revoked_at IS NULL"


class Wanted(Protocol[ResultT]):
    """What is read, once it is known as whom."""

    def asked(self, actor: Actor) -> Asked[ResultT]: ...


async def pull(
    hot: HotReads, keys: Keys, encoded: str, ability: Ability, wanted: Wanted[ResultT]
) -> ResultT | None:
    """None: a person asks, or the system's scopes were changed; the usual way answers them."""
    try:
        token = keys.tokens.read(encoded)
    except InvalidTokenError as error:
        raise Unauthenticated("The access token is not valid or is over.") from error
    if token.kind != ActorKind.CLIENT:
        return None
    actor = Actor(ActorKind.CLIENT, token.subject, token.scopes)
    known = Asked(_SCOPES, {"client_id": token.subject}, list)
    asked = wanted.asked(actor)
    client, row = await hot.read(Scope.whole(token.district_id), known, asked)
    if client is None:
        raise Unauthenticated
    if row is None or not actor.may(ability) or not token.scopes <= frozenset(client[0]):
        return None
    return asked.made(row)
