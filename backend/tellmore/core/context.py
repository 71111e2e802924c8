"""Who asks, what they may see, and the transaction in which it happens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from tellmore.core import reactions
from tellmore.core.clock import now
from tellmore.core.db import Scope, use_scope
from tellmore.core.errors import Forbidden
from tellmore.core.events import DomainEvent, Event
from tellmore.core.ids import uuid7
from tellmore.core.models import Stamped
from tellmore.core.outbox import OutboxEntry


class ActorKind(StrEnum):
    USER = "user"
    CLIENT = "client"
    LINK = "link"
    """A guardian or a student who holds a link and no account."""
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    kind: ActorKind
    id: UUID | None
    abilities: frozenset[str] = frozenset()
    staff_id: UUID | None = None
    """The staff member of the roster that this user is, when known."""
    teaches_nobody: bool = False
    """An administrator attests it of a person who is not in the roster."""

    def may(self, ability: str) -> bool:
        return ability in self.abilities


SYSTEM = Actor(kind=ActorKind.SYSTEM, id=None)


@dataclass
class Context:
    """The first argument of every service function."""

    session: AsyncSession
    actor: Actor
    scope: Scope
    request_id: UUID = field(default_factory=uuid7)
    now: datetime = field(default_factory=now)
    memo: dict[type, Any] = field(default_factory=dict)
    """What rules ask for again and again within one transaction and one scope."""

    @property
    def district_id(self) -> UUID:
        if self.scope.district_id is None:
            raise Forbidden
        return self.scope.district_id

    def require(self, ability: str) -> None:
        """Refuse unless the actor's role or scope holds this ability."""
        if not self.actor.may(ability):
            raise Forbidden(f"This needs the permission {ability}.")

    def require_action(self, action: StrEnum, allowed: Iterable[StrEnum]) -> None:
        """Refuse unless this action is among those allowed on the resource now."""
        if action not in frozenset(allowed):
            raise Forbidden(f"You may not {action.value.replace('_', ' ')} this now.")

    async def emit(self, event: DomainEvent, of: Stamped | None = None) -> Event:
        """Write the event in this transaction; `of` is the row whose version it carries."""
        await self.session.flush()
        row = self._add(event, of.version if of else None)
        await self.session.flush()
        await self._react(event)
        return row

    async def emit_all(self, events: Iterable[tuple[DomainEvent, int]]) -> None:
        """Write the events of one statement that changed many rows, each with its version."""
        told = list(events)
        for event, version in told:
            self._add(event, version)
        await self.session.flush()
        for event, _version in told:
            await self._react(event)

    async def _react(self, event: DomainEvent) -> None:
        for react in reactions.to(event):
            await react(self, event)

    def _add(self, event: DomainEvent, version: int | None) -> Event:
        row = Event(
            district_id=self.district_id,
            type=event.type,
            resource_id=event.resource_id,
            resource_version=version,
            actor_kind=self.actor.kind.value,
            actor_id=self.actor.id,
            request_id=self.request_id,
            data=event.model_dump(mode="json"),
            occurred_at=self.now,
        )
        self.session.add(row)
        if event.public:
            self.session.add(OutboxEntry(id=row.id, district_id=row.district_id))
        return row

    async def enter(self, scope: Scope, actor: Actor) -> None:
        """Become this actor, once a credential has said who asks."""
        self.scope, self.actor = scope, actor
        self.memo.clear()
        await use_scope(self.session, scope)


def system_context(session: AsyncSession, scope: Scope, **kwargs: Any) -> Context:
    """For jobs and commands: the system itself acts, within one district."""
    return Context(session=session, actor=SYSTEM, scope=scope, **kwargs)
