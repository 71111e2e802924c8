"""Counted guesses are deleted once no bound looks at them."""

from datetime import timedelta

from sqlmodel import select

from factories import World
from postbox import Working
from tellmore.core import jobs, throttle
from tellmore.core.throttle import Attempt


async def keys(world: World) -> list[str]:
    async with world.context() as ctx:
        return [row.key for row in await ctx.session.exec(select(Attempt))]


async def test_old_attempts_are_deleted_by_the_daily_job(
    world: World, elsewhere: World, working: Working
) -> None:
    for each in (world, elsewhere):
        async with each.context() as ctx:
            await throttle.count_failure(ctx, "new", window=throttle.LONGEST)
            ctx.now -= throttle.LONGEST + timedelta(seconds=1)
            await throttle.count_failure(ctx, "old", window=throttle.LONGEST)
    async with world.context() as ctx:
        await jobs.drop_attempts.defer(ctx)
    await working()
    assert await keys(world) == ["new"]
    assert sorted(await keys(elsewhere)) == ["new", "old"]
