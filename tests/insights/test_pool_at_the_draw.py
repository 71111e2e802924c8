"""The funnel of a cohort that was drawn here: its pool is that of the draw, whatever came since."""

from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from draws import draw, members, plan
from factories import World
from postbox import Working
from tellmore.cohorts.models import DrawnPool, Member
from tellmore.identity.abilities import Role
from tellmore.rosters.models import Student

Json = dict[str, Any]
STEPS = ["pool", "drawn", "consented", "attended", "spoke"]


@pytest.fixture
async def coordinator(world: World) -> httpx.AsyncClient:
    return await world.client(Role.COORDINATOR)


@pytest.fixture
async def drawn(world: World, coordinator: httpx.AsyncClient, working: Working) -> Json:
    """6 of 20: twelve in the north of grades 10, eight in the south of grade 11."""
    await world.students(12, world.schools[0], grade="10")
    await world.students(8, world.schools[1], grade="11")
    cohort = await plan(coordinator, world, size=6)
    assert (await draw(coordinator, cohort, working, alternates=0))["status"] == "done"
    return cohort


async def funnel(client: httpx.AsyncClient, cohort: Json) -> Json:
    answer = await client.get(f"/v1/funnels/{cohort['id']}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def rows(found: Json, criterion: str) -> dict[str, list[int | None]]:
    (one,) = [each for each in found["criteria"] if each["criterion"] == criterion]
    return {row["value"]: [row["steps"][step] for step in STEPS] for row in one["rows"]}


async def change(world: World, **fields: Any) -> None:
    async with world.context() as ctx:
        for student in await ctx.session.exec(select(Student)):
            for name, value in fields.items():
                setattr(student, name, value)


class TestFunnel:
    async def test_the_pool_is_that_of_the_draw(
        self, world: World, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        before = await funnel(coordinator, drawn)
        assert before["total"]["pool"] == 20
        assert {value: row[0] for value, row in rows(before, "grade").items()} == {
            "10": 12,
            "11": 8,
        }
        await world.students(5, grade="12")
        await change(world, grade="12", attributes={"program": "AVID"})
        after = await funnel(coordinator, drawn)
        assert after == before
        made = (await coordinator.get(f"/v1/cohorts/{drawn['id']}/certificate")).json()
        assert after["pool_at"] == made["drawn_at"]

    async def test_who_left_the_school_since_was_in_the_pool(
        self, world: World, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        before = await funnel(coordinator, drawn)
        await change(world, active=False)
        after = await funnel(coordinator, drawn)
        assert after["total"]["pool"] == 20
        assert rows(after, "grade") == rows(before, "grade")

    async def test_who_came_later_and_got_a_seat_is_counted_once(
        self, world: World, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        """One of the old pool takes a seat, then only a newcomer is left to take one."""

        async def replaced() -> None:
            leaving = (await members(coordinator, drawn, status="drawn"))[0]
            url = f"/v1/cohorts/{drawn['id']}/members/{leaving['id']}/replace"
            assert (await coordinator.post(url)).status_code == 200

        await replaced()
        assert (await funnel(coordinator, drawn))["total"]["pool"] == 20
        async with world.context() as ctx:
            taken = list(await ctx.session.exec(select(Member.student_id)))
            others = select(Student).where(col(Student.id).not_in(taken))
            for student in await ctx.session.exec(others):
                student.active = False
        await world.students(1, grade="12")
        await replaced()
        found = await funnel(coordinator, drawn)
        assert (found["total"]["pool"], found["total"]["drawn"]) == (21, 6)
        assert rows(found, "grade")["12"][:2] == [1, 1]
        assert sum(row[0] or 0 for row in rows(found, "school").values()) == 21

    async def test_a_school_sees_its_own_part_of_it(self, world: World, drawn: Json) -> None:
        north = await world.client(Role.COORDINATOR, school=world.schools[0])
        found = await funnel(north, drawn)
        assert found["total"]["pool"] == 12
        assert set(rows(found, "school")) == {str(world.schools[0].id)}

    async def test_small_counts_of_it_are_withheld(
        self, world: World, working: Working, coordinator: httpx.AsyncClient
    ) -> None:
        await world.students(3, grade="9")
        await world.students(40, grade="10")
        cohort = await plan(coordinator, world, size=20)
        await draw(coordinator, cohort, working)
        found = await funnel(await world.client(Role.ANALYST), cohort)
        nobody_yet = [None, None, 0, 0, 0]
        assert rows(found, "grade") == {"9": nobody_yet, "10": nobody_yet}
        assert (await funnel(coordinator, cohort))["total"]["pool"] == 43

    async def test_before_the_draw_it_is_that_of_today_and_says_so(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        await world.students(3)
        cohort = await plan(coordinator, world, size=2)
        found = await funnel(coordinator, cohort)
        assert (found["pool_at"], found["total"]["pool"]) == (None, 3)


class TestKept:
    async def test_counts_are_kept_and_no_students_attributes(
        self, world: World, drawn: Json
    ) -> None:
        async with world.context() as ctx:
            (pool,) = await ctx.session.exec(select(DrawnPool))
            ids = {str(one) for one in await ctx.session.exec(select(Student.id))}
        assert set(pool.counts) == {str(school.id) for school in world.schools}
        assert len(pool.marks) == 20 == len(set(pool.marks))
        assert pool.marks == sorted(pool.marks)
        assert not any(one in str(pool.model_dump()) for one in ids)
        assert str(pool.cohort_id) == drawn["id"]

    async def test_members_are_not_told_with_it(
        self, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        assert all("drawn_as" not in one for one in await members(coordinator, drawn))
