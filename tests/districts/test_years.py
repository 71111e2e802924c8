"""The school year: counted by the district's clock, and said to be unknown where it is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from factories import World
from tellmore.core.events import Event
from tellmore.districts import queries, years
from tellmore.districts.models import District, SchoolYear
from tellmore.districts.years import FIRST_DAY, ToldYear
from tellmore.identity.abilities import Role

URL = "/v1/district/school-year"
Json = dict[str, Any]
UNKNOWN = {"known": False, "starts_on": None, "ends_before": None, "source": None}


async def told(world: World, **starts: str) -> None:
    rows = [
        SchoolYear(district_id=world.district_id, name=name, starts_on=date.fromisoformat(day))
        for name, day in starts.items()
    ]
    await world.add(*rows)


async def year_at(world: World, moment: datetime) -> years.Year | None:
    async with world.context() as ctx:
        return await years.year_of(ctx, moment)


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T20:00:00+00:00")


class TestYear:
    async def test_it_is_unknown_until_somebody_says_it(self, world: World) -> None:
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.get(URL)).json() == UNKNOWN

    async def test_it_needs_an_account_of_the_district(
        self, world: World, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        assert (await anonymous.get(URL)).status_code == 401
        await told(world, now=str(date.today() - timedelta(days=30)))  # noqa: DTZ011  # any day
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get(URL)).json() == UNKNOWN

    async def test_it_lasts_until_the_next_one_begins_so_that_summer_belongs_to_it(
        self, world: World
    ) -> None:
        await told(world, first="2025-08-18", second="2026-08-10")
        found = await year_at(world, noon("2026-07-15"))
        assert found is not None
        assert (found.starts_on, found.ends_before) == (date(2025, 8, 18), date(2026, 8, 10))

    async def test_an_old_roster_does_not_stretch_its_last_year_to_today(
        self, world: World
    ) -> None:
        await told(world, old="2024-08-19")
        assert await year_at(world, noon("2025-08-18")) is not None
        assert await year_at(world, noon("2025-08-19")) is None
        assert await year_at(world, noon("2024-08-18")) is None

    async def test_it_turns_at_midnight_in_the_districts_zone(self, world: World) -> None:
        await told(world, first="2025-08-18", second="2026-08-10")
        evening = datetime(2026, 8, 10, 5, tzinfo=UTC)
        turns = {"America/Los_Angeles": 2025, "America/New_York": 2026}
        for zone, year in turns.items():
            async with world.context() as ctx:
                district = await ctx.session.get_one(District, world.district_id)
                district.timezone = zone
            found = await year_at(world, evening)
            assert found is not None
            assert found.starts_on.year == year
            assert found.begins.utcoffset() is not None

    @pytest.mark.parametrize(("day", "year"), [("2026-08-14", 2025), ("2026-08-15", 2026)])
    async def test_a_district_without_a_roster_says_the_first_day_itself(
        self, world: World, day: str, year: int
    ) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        body = {"value": "08-15", "effective_from": "2020-01-01"}
        answer = await admin.put(f"/v1/policies/{FIRST_DAY.key}", json=body)
        assert answer.status_code == 200, answer.text
        found = await year_at(world, noon(day))
        assert found is not None
        assert (found.starts_on, found.source) == (date(year, 8, 15), "policy")

    @pytest.mark.parametrize("value", ["815", "8-15", "02-30", "W05", "08-15\n", "", 815])
    async def test_a_first_day_that_is_no_day_is_refused(self, world: World, value: object) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        body = {"value": value, "effective_from": "2020-01-01"}
        answer = await admin.put(f"/v1/policies/{FIRST_DAY.key}", json=body)
        assert answer.status_code == 422

    async def test_the_roster_goes_before_the_rule(self, world: World) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        await told(world, now="2025-09-02")
        body = {"value": "08-15", "effective_from": "2020-01-01"}
        await admin.put(f"/v1/policies/{FIRST_DAY.key}", json=body)
        found = await year_at(world, noon("2025-10-01"))
        assert found is not None
        assert (found.starts_on, found.source) == (date(2025, 9, 2), "roster")


async def write(world: World, *told_years: ToldYear) -> list[tuple[str, date]]:
    async with world.context() as ctx:
        await years.write(ctx, told_years)
    return await _all(world)


async def _all(world: World) -> list[tuple[str, date]]:
    async with world.context() as ctx:
        rows = await ctx.session.exec(queries.school_years())
        return [(row.name, row.starts_on) for row in rows]


class TestImport:
    async def test_several_calendars_of_one_year_begin_with_the_first(self, world: World) -> None:
        kept = await write(
            world,
            ToldYear("2027", date(2026, 8, 15), whole=True),
            ToldYear("2027", date(2026, 8, 3), whole=True),
            ToldYear("2027", date(2026, 7, 1), whole=False),
        )
        assert kept == [("2027", date(2026, 8, 3))]

    async def test_terms_alone_say_it_too(self, world: World) -> None:
        spring = ToldYear("2027", date(2027, 1, 8), whole=False)
        fall = ToldYear("2027", date(2026, 8, 15), whole=False)
        assert await write(world, spring, fall) == [("2027", date(2026, 8, 15))]

    async def test_a_delta_with_a_later_term_does_not_move_the_year(self, world: World) -> None:
        first = ToldYear("2027", date(2026, 8, 1), whole=True)
        spring = ToldYear("2027", date(2027, 1, 8), whole=False)
        await write(world, first)
        assert await write(world, spring) == [("2027", date(2026, 8, 1))]

    async def test_a_corrected_year_moves_and_is_told_once(self, world: World) -> None:
        await write(world, ToldYear("2027", date(2026, 8, 1), whole=True))
        for _ in range(2):
            later = ToldYear("2027", date(2026, 8, 15), whole=True)
            assert await write(world, later) == [("2027", date(2026, 8, 15))]
        async with world.context() as ctx:
            rows = await ctx.session.exec(
                select(Event).where(col(Event.type) == "school_year.changed")
            )
            assert len(list(rows)) == 2

    async def test_a_year_that_is_gone_from_the_roster_stays(self, world: World) -> None:
        await write(world, ToldYear("2026", date(2025, 8, 1), whole=True))
        kept = await write(world, ToldYear("2027", date(2026, 8, 1), whole=True))
        assert [name for name, _ in kept] == ["2026", "2027"]
