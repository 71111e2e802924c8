"""The feed: every public event once, in an order in which none is ever skipped.

Ids and sequence numbers commit out of order: a reader that remembers the last one misses what an
older, slower transaction commits after it. So events are ordered by the transaction that wrote
them, and told once no transaction that is still open can write before them.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tellmore.core.context import Context
from tellmore.core.errors import Invalid
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability
from tellmore.webhooks import queries
from tellmore.webhooks.schemas import EventPage, EventRead

_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Place:
    """A place in the feed: the transaction, and the event within it."""

    position: int = 0
    sequence: int = 0

    def encode(self) -> str:
        raw = json.dumps([self.position, self.sequence]).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @classmethod
    def decode(cls, cursor: str) -> "Place":
        try:
            raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            position, sequence = json.loads(raw)
        except (ValueError, TypeError, binascii.Error) as error:
            raise _FOREIGN from error
        if not all(type(part) is int and 0 <= part <= _LARGEST for part in (position, sequence)):
            raise _FOREIGN
        return cls(position, sequence)


_FOREIGN = Invalid.at("/cursor", "cursor", "This is no cursor of this feed.")


async def read(
    ctx: Context, types: Sequence[str], since: datetime | None, cursor: str | None, limit: int
) -> EventPage:
    """Tell the events after a place, the oldest first."""
    ctx.require(Ability.EVENTS_READ)
    begin = Place.decode(cursor) if cursor else Place()
    wanted = {
        "position": str(begin.position),
        "sequence": begin.sequence,
        "types": list(types) or queries.public_types(),
        "since": since,
        "limit": limit + 1,
    }
    found = (await (await ctx.session.connection()).execute(queries.FEED, wanted)).mappings().all()
    rows = found[:limit]
    end = Place(int(rows[-1]["position"]), rows[-1]["sequence"]) if rows else begin
    return EventPage(
        items=[_body(dict(row)) for row in rows],
        next_cursor=end.encode() if len(found) > limit else None,
        resume_cursor=end.encode(),
    )


def body(event: Event) -> EventRead:
    """What a webhook says of an event: what the feed says of it."""
    return _body(event.model_dump(exclude={"position"}))


def _body(row: dict[str, Any]) -> EventRead:
    data = {**row["data"], "sequence": row["sequence"], "version": row["resource_version"]}
    return EventRead(id=row["id"], type=row["type"], timestamp=row["occurred_at"], data=data)
