"""A long solve: mathematics that a worker does while the page looks on, and that can be called off.

A room declares a kind: `prepare` reads what is needed and gives back the work, a function that runs
in a thread of its own; `keep` stores what it found. Progress is written about once a second. What
was asked holds ids and numbers. A worker that dies leaves its solve to the next one, anew.
"""

import asyncio
import os
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, col, select

from tellmore.core import jobs
from tellmore.core.context import Context, system_context
from tellmore.core.db import Scope
from tellmore.core.errors import NotFound, Problem
from tellmore.core.events import DomainEvent
from tellmore.core.jobs import Works
from tellmore.core.models import Owned, Stamped, json_column, text_enum, timestamp

PAUSE = 1.0
SHORT = 5.0
"""Seconds for which a solve takes its share of the cores like anybody."""
BEHIND = 10
"""The rank (nice) of one that takes longer."""


class SolveStatus(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    """There is no answer: `problem` says why."""
    CANCELLED = "cancelled"
    FAILED = "failed"


UNDER_WAY = frozenset({SolveStatus.WAITING, SolveStatus.RUNNING})


class Solve(Owned, Stamped, table=True):
    __tablename__ = "solves"
    __table_args__ = (UniqueConstraint("district_id", "id"),)

    kind: str
    about_id: UUID = Field(index=True)
    """What it is for: a cohort, say."""
    status: SolveStatus = text_enum(SolveStatus, "solve_status", default=SolveStatus.WAITING)
    asked: dict[str, Any] = json_column(default_factory=dict)
    asked_by: UUID | None = None
    cancel_requested: bool = False
    phase: str | None = None
    part: int | None = None
    """Which of several parts is worked on, from 1; None where there is one."""
    seconds: float = 0.0
    bound: float | None = None
    best: float | None = None
    problem: dict[str, Any] | None = json_column(default=None, nullable=True)
    ended_at: datetime | None = timestamp(default=None)


class SolveStarted(DomainEvent, type="solve.started", public=False):
    """A long solve was asked for."""

    solve_id: UUID
    about_id: UUID


class SolveCancelled(DomainEvent, type="solve.cancelled", public=False):
    """Somebody called a long solve off."""

    solve_id: UUID
    about_id: UUID


class SolveEnded(DomainEvent, type="solve.ended", public=False):
    """A long solve came to its end, with an answer or without."""

    solve_id: UUID
    about_id: UUID
    status: SolveStatus


class SolveUnderWay(Problem):
    status = 409
    title = "This is being worked on already; wait for it, or call it off"


Seen = tuple[str, float, float | None, float | None, int | None]
"""Phase, seconds, bound, best, part."""


@dataclass
class Onlooker:
    """Stands between the thread that solves and the loop that writes down how far it is."""

    cancelled: bool = False
    seen: Seen | None = None
    thread: int | None = None

    def run(self, work: "Work") -> Any:
        self.thread = threading.get_native_id()
        return work(self)

    def tell(self, seen: Seen) -> None:
        """Called by the thread, as often as it likes."""
        self.seen = seen

    def write_down(self, solve: Solve) -> None:
        if self.seen is not None:
            solve.phase, solve.seconds, solve.bound, solve.best, solve.part = self.seen

    def is_cancelled(self) -> bool:
        return self.cancelled


Work = Callable[[Onlooker], Any]


@dataclass(frozen=True)
class Kind:
    """Problems that `prepare` or the work raises become the solve's refusal."""

    name: str
    prepare: Callable[[Context, Solve], Awaitable[Work]]
    keep: Callable[[Context, Solve, Any], Awaitable[None]]


_kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    """For a room's `jobs.py`: what a worker can solve."""
    _kinds[kind.name] = kind
    return kind


async def start(ctx: Context, kind: str, about_id: UUID, asked: dict[str, Any]) -> Solve:
    """Have it solved once this transaction is committed; one at a time about one thing."""
    if await under_way(ctx, kind, about_id):
        raise SolveUnderWay
    solve = Solve(
        district_id=ctx.district_id,
        kind=kind,
        about_id=about_id,
        asked=asked,
        asked_by=ctx.actor.id,
    )
    ctx.session.add(solve)
    await ctx.emit(SolveStarted(solve_id=solve.id, about_id=about_id), of=solve)
    await _run.defer(ctx, solve_id=str(solve.id))
    return solve


async def latest(ctx: Context, kind: str, about_id: UUID) -> Solve | None:
    query = select(Solve).where(Solve.kind == kind, Solve.about_id == about_id)
    newest = query.order_by(col(Solve.created_at).desc(), col(Solve.id).desc()).limit(1)
    return (await ctx.session.exec(newest)).one_or_none()


async def under_way(ctx: Context, kind: str, about_id: UUID) -> bool:
    last = await latest(ctx, kind, about_id)
    return last is not None and last.status in UNDER_WAY


async def ended_otherwise(ctx: Context, kind: str, about_id: UUID, most: int) -> list[Solve]:
    """The first of those that ended without an answer, in their order."""
    without = UNDER_WAY | {SolveStatus.DONE}
    query = select(Solve).where(
        Solve.kind == kind, Solve.about_id == about_id, col(Solve.status).not_in(without)
    )
    first = query.order_by(col(Solve.created_at), col(Solve.id)).limit(most)
    return list(await ctx.session.exec(first))


async def call_off(ctx: Context, kind: str, about_id: UUID) -> Solve:
    """One that waits ends at once; one that runs within about two seconds."""
    solve = await latest(ctx, kind, about_id)
    if solve is None:
        raise NotFound
    await ctx.session.refresh(solve, with_for_update=True)
    if solve.status in UNDER_WAY and not solve.cancel_requested:
        solve.cancel_requested = True
        if solve.status is SolveStatus.WAITING:
            solve.status, solve.ended_at = SolveStatus.CANCELLED, ctx.now
        await ctx.emit(SolveCancelled(solve_id=solve.id, about_id=about_id), of=solve)
    return solve


@jobs.errand("core.solve")
async def _run(works: Works, scope: Scope, solve_id: str) -> None:
    run = Run(works, scope, UUID(solve_id))
    try:
        work = await run.begin()
        if work is not None:
            await run.end_with(await run.look_on(work))
    except Problem as refusal:
        await run.refuse(refusal)
    except Exception as error:  # noqa: BLE001  # a solve that fails would fail again: it is told instead
        await run.fail(error)


@dataclass
class Run:
    """One performance of one solve, in short transactions of its own."""

    works: Works
    scope: Scope
    solve_id: UUID
    onlooker: Onlooker = field(default_factory=Onlooker)

    async def begin(self) -> Work | None:
        """None where there is nothing to do any more."""
        async with self._transaction() as (ctx, solve):
            if solve.status not in UNDER_WAY:
                return None
            if solve.cancel_requested:  # by somebody who saw that its worker had died
                await _end(ctx, solve, SolveStatus.CANCELLED)
                return None
            solve.status = SolveStatus.RUNNING
            return await _kinds[solve.kind].prepare(ctx, solve)

    async def look_on(self, work: Work) -> Any:
        """Run the work, and write down how far it is until it ends."""
        alone = ThreadPoolExecutor(1, "solve")  # what stood back never comes to the fore again
        solving = asyncio.get_running_loop().run_in_executor(alone, self.onlooker.run, work)
        begun = time.monotonic()
        try:
            while not (await asyncio.wait({solving}, timeout=PAUSE))[0]:
                await self._write_down()
                if time.monotonic() - begun > SHORT:
                    _stand_back(self.onlooker.thread)
            return await solving
        finally:
            self.onlooker.cancelled = True  # the thread outlives a worker that is stopped
            alone.shutdown(wait=False)

    async def _write_down(self) -> None:
        async with self._transaction() as (_, solve):
            self.onlooker.write_down(solve)
            self.onlooker.cancelled = solve.cancel_requested

    async def end_with(self, found: Any) -> None:
        async with self._transaction() as (ctx, solve):
            self.onlooker.write_down(solve)
            if solve.cancel_requested:
                return await _end(ctx, solve, SolveStatus.CANCELLED)
            await _kinds[solve.kind].keep(ctx, solve, found)
            return await _end(ctx, solve, SolveStatus.DONE)

    async def refuse(self, refusal: Problem) -> None:
        async with self._transaction() as (ctx, solve):
            solve.problem = {
                "type": f"/problems/{refusal.slug()}",
                "title": refusal.title,
                "detail": refusal.detail,
                **refusal.extra,
            }
            await _end(ctx, solve, SolveStatus.REFUSED)

    async def fail(self, error: Exception) -> None:
        """What breaks off because it was called off has not failed."""
        async with self._transaction() as (ctx, solve):
            if solve.cancel_requested:
                return await _end(ctx, solve, SolveStatus.CANCELLED)
            jobs.log_failure(solve.kind, error)
            return await _end(ctx, solve, SolveStatus.FAILED)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[tuple[Context, Solve]]:
        async with self.works.database.transaction(self.scope) as session:
            ctx = system_context(session, self.scope)
            query = select(Solve).where(Solve.id == self.solve_id).with_for_update()
            yield ctx, (await session.exec(query)).one()


async def _end(ctx: Context, solve: Solve, status: SolveStatus) -> None:
    solve.status, solve.ended_at = status, ctx.now
    event = SolveEnded(solve_id=solve.id, about_id=solve.about_id, status=status)
    await ctx.emit(event, of=solve)


def _stand_back(thread: int | None) -> None:
    """A long solve takes every core there is; a session may be running on the same machine."""
    if thread is not None and sys.platform == "linux":  # elsewhere a thread has no rank of its own
        os.setpriority(os.PRIO_PROCESS, thread, BEHIND)
