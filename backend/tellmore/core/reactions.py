"""What a room above does when something happens in one below: at once, in the same transaction.

A room declares it in its `reactions.py`. Where a reaction fails, what it answers has not happened.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from tellmore.core.events import DomainEvent

if TYPE_CHECKING:
    from tellmore.core.context import Context

Reaction = Callable[["Context", Any], Awaitable[None]]
_declared: dict[type[DomainEvent], list[Reaction]] = {}


def on(*kinds: type[DomainEvent]) -> Callable[[Reaction], Reaction]:
    """Declare a reaction: `async def react(ctx, event)`, whoever writes an event of these kinds."""

    def declare(react: Reaction) -> Reaction:
        for kind in kinds:
            _declared.setdefault(kind, []).append(react)
        return react

    return declare


def to(event: DomainEvent) -> Sequence[Reaction]:
    return _declared.get(type(event), ())
