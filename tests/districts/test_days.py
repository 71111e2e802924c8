"""Birthdays, terms, policies and due dates fall by the district's own day."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import select

from factories import World
from rounds import Round
from tellmore.consent import standing
from tellmore.core.context import Context
from tellmore.districts import days
from tellmore.districts import service as districts
from tellmore.districts.minimum import INSIDE
from tellmore.districts.models import District, PolicyRow
from tellmore.rosters import teaching
from tellmore.rosters.models import Enrollment

EVENING = datetime(2026, 11, 24, 5, tzinfo=UTC)
"""The 23rd, nine in the evening in Los Angeles; the 24th in New York and by UTC."""


async def at(ctx: Context, zone: str) -> None:
    ctx.now = EVENING
    (await ctx.session.get_one(District, ctx.district_id)).timezone = zone
    await ctx.session.flush()


ZONES = [("America/Los_Angeles", date(2026, 11, 23)), ("America/New_York", date(2026, 11, 24))]


@pytest.mark.parametrize(("zone", "day"), ZONES)
class TestTheDistrictsDay:
    async def test_a_policy_holds_from_its_day(self, world: World, zone: str, day: date) -> None:
        async with world.context() as ctx:
            await at(ctx, zone)
            row: dict[str, Any] = {"district_id": world.district_id, "key": INSIDE.key}
            since = date(2026, 11, 24)
            ctx.session.add(PolicyRow(**row, value=7, effective_from=since, created_at=EVENING))
            assert await days.today(ctx) == day
            assert await districts.policy(ctx, INSIDE) == (7 if day == since else 5)

    async def test_a_class_is_taught_to_its_last_evening(
        self, world: World, zone: str, day: date
    ) -> None:
        made = await Round.drawn(world, 1)
        teacher = await made.staff()
        await made.taught_by(teacher, made.students[0])
        async with world.context() as ctx:
            await at(ctx, zone)
            for row in await ctx.session.exec(select(Enrollment)):
                row.end_date = date(2026, 11, 23)
            await ctx.session.flush()
            taught = await teaching.students_of(ctx, teacher.id)
            assert bool(taught) is (day == date(2026, 11, 23))

    async def test_nobody_comes_of_age_the_evening_before(
        self, world: World, zone: str, day: date
    ) -> None:
        made = await Round.drawn(world, 0)
        (member,) = await made.enlist(1, birth_date=date(2008, 11, 24))
        async with world.context() as ctx:
            await at(ctx, zone)
            answers = (await standing.permissions(ctx, [member.id]))[member.id]
            holders = {answer.holder.value for answer in answers.values()}
            assert holders == {"student" if day == date(2026, 11, 24) else "guardian"}
