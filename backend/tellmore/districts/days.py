"""The district's own day. Birthdays, terms and due dates fall by it, wherever the server stands."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tellmore.core.context import Context
from tellmore.districts.models import District


async def zone(ctx: Context) -> ZoneInfo:
    if ZoneInfo not in ctx.memo:
        district = await ctx.session.get_one(District, ctx.district_id)
        ctx.memo[ZoneInfo] = ZoneInfo(district.timezone)
    known: ZoneInfo = ctx.memo[ZoneInfo]
    return known


async def today(ctx: Context) -> date:
    return await local_day(ctx, ctx.now)


async def local_day(ctx: Context, moment: datetime) -> date:
    return moment.astimezone(await zone(ctx)).date()


async def end_of(ctx: Context, moment: datetime, days: int) -> datetime:
    """So many days on, the end of that day: who is told a day has all of it."""
    last = await local_day(ctx, moment) + timedelta(days=days)
    return datetime.combine(last, time.max, await zone(ctx)).astimezone(UTC)
