"""Who hears what of a live session, and what a screen missed while it was away."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from tellmore.core.clock import now
from tellmore.core.context import Context
from tellmore.core.live import Hub, Notice, Reset
from tellmore.sessions import queries
from tellmore.sessions.permissions import SessionAction, allowed
from tellmore.sessions.service import get
from tellmore.sessions.views import seats

HEARTBEAT = 15.0
_OVERLAP_MS = 10_000  # events commit out of the order of their ids
_OLDEST = timedelta(hours=1)


@dataclass
class Audience:
    """One session, and the members at its seats: what their families decide is heard too."""

    district_id: UUID
    session_id: UUID
    member_ids: frozenset[str] = field(default_factory=frozenset)

    def hears(self, notice: Notice) -> bool:
        if notice.district_id != self.district_id:
            return False
        if "session_id" in notice.data:
            return bool(notice.data["session_id"] == str(self.session_id))
        return notice.data.get("member_id") in self.member_ids


async def audience(ctx: Context, session_id: UUID) -> Audience:
    """Refuses who may not see the live screens; asked again while the stream lasts."""
    session = await get(ctx, session_id)
    ctx.require_action(SessionAction.FOLLOW, allowed(ctx.actor, session))
    own = await seats(ctx, session_id)
    return Audience(ctx.district_id, session_id, frozenset(str(s.member_id) for s in own))


async def missed(ctx: Context, who: Audience, last: str | None) -> list[Notice] | Reset:
    """What happened since the last notice that a screen got; some may come twice."""
    try:
        last_id = UUID(last or "")
    except ValueError:
        return Reset()
    since_ms = (last_id.int >> 80) - _OVERLAP_MS
    if since_ms < (now() - _OLDEST).timestamp() * 1000:
        return Reset()
    query = queries.events_since(UUID(int=since_ms << 80), who.session_id, who.member_ids)
    found = list(await ctx.session.exec(query))
    if len(found) > queries.MOST_MISSED:
        return Reset()
    return [Notice.of(event) for event in found if event.id != last_id]


async def stream(
    hub: Hub,
    who: Audience,
    since: Callable[[], Awaitable[list[Notice] | Reset]],
    check: Callable[[], Awaitable[Audience | None]],
) -> AsyncIterator[bytes]:
    """Server-sent events. `check` says, at each heartbeat, whether the reader still may read."""
    async with hub.subscribe(who.hears) as reader:
        yield b"retry: 1000\nevent: hello\ndata: {}\n\n"
        before = await since()
        for part in _parts(before):
            yield part
        checked = now()
        while True:
            notice = await reader.next(HEARTBEAT)
            stale = (now() - checked).total_seconds() >= HEARTBEAT
            if notice is None or stale or _reseats(notice):
                fresh = await check()
                if fresh is None:
                    return
                who.member_ids, checked = fresh.member_ids, now()
            yield b": still here\n\n" if notice is None else _part(notice)


def _reseats(notice: Notice | Reset) -> bool:
    return isinstance(notice, Notice) and notice.type == "session.updated"


def _parts(before: Sequence[Notice] | Reset) -> list[bytes]:
    if isinstance(before, Reset):
        return [_part(before)]
    return [_part(notice) for notice in before]


def _part(notice: Notice | Reset) -> bytes:
    if isinstance(notice, Reset):
        return b"event: reset\ndata: {}\n\n"
    body = {
        "id": str(notice.id),
        "type": notice.type,
        "resource_id": str(notice.resource_id),
        "version": notice.version,
        "data": notice.data,
    }
    return f"id: {notice.id}\nevent: change\ndata: {json.dumps(body)}\n\n".encode()
