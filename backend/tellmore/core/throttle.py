"""Counted attempts: slow down whoever guesses, across processes and restarts."""

from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select

from tellmore.core.clock import now
from tellmore.core.context import Context
from tellmore.core.errors import TooManyRequests
from tellmore.core.models import Owned, timestamp

LONGEST = timedelta(days=366)
"""No failure counts for longer, and then it is deleted."""


class Attempt(Owned, table=True):
    """How often a key failed since the window began."""

    __tablename__ = "attempts"
    __table_args__ = (UniqueConstraint("district_id", "key"),)

    key: str
    count: int = 0
    window_start: datetime = timestamp(default_factory=now)


async def queue_up(ctx: Context, key: str) -> None:
    """One after the other: of those who try at the same moment, each sees what the last one did."""
    await ctx.session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


async def refuse_if_exhausted(ctx: Context, key: str, *, most: int, window: timedelta) -> None:
    """Refuse before looking at the secret, once too many have failed within the window."""
    row = (await ctx.session.exec(select(Attempt).where(col(Attempt.key) == key))).one_or_none()
    if row is None or row.window_start + window <= ctx.now:
        return
    if row.count >= most:
        end = row.window_start + window
        raise TooManyRequests.until(end, ctx.now, most=most, window=window)


async def count_failure(ctx: Context, key: str, *, window: timedelta) -> int:
    """Count one failure; it is kept when the problem that follows says `commits`.

    `window`: `LONGEST` at most.
    """
    await ctx.session.exec(
        delete(Attempt).where(
            col(Attempt.key) == key, col(Attempt.window_start) <= ctx.now - window
        )
    )
    row = Attempt(district_id=ctx.district_id, key=key, count=1, window_start=ctx.now)
    query = (
        insert(Attempt)
        .values(row.model_dump())
        .on_conflict_do_update(
            index_elements=["district_id", "key"], set_={"count": Attempt.count + 1}
        )
        .returning(col(Attempt.count))
    )
    connection = await ctx.session.connection()
    return int((await connection.execute(query)).scalar_one())


async def forget(ctx: Context, key: str) -> None:
    """A success clears the count."""
    await ctx.session.exec(delete(Attempt).where(col(Attempt.key) == key))


async def drop_old(ctx: Context) -> None:
    """Delete what counts no more: who never tries again would leave it for good."""
    await ctx.session.exec(delete(Attempt).where(col(Attempt.window_start) <= ctx.now - LONGEST))
