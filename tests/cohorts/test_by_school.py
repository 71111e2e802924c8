"""What sessions cost each school in class time, with small counts withheld whoever asks."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from factories import World
from interviews import Crew, schedule
from pull_out_cases import begin_year, hold
from rounds import Json, Round
from tellmore.cohorts.models import PullOut
from tellmore.core.clock import now
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import Student

URL = "/v1/class-time/schools"
FEW = (None, None, None)


async def read(client: httpx.AsyncClient) -> Json:
    answer = await client.get(URL)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def of(row: Json) -> tuple[Any, ...]:
    return (row["out_of_class"], row["rounds"], row["minutes"])


def by_school(found: Json) -> dict[str, tuple[Any, ...]]:
    return {row["name"]: of(row) for row in found["schools"]}


async def away(world: World, session: Json, students: list[Student], **fields: Any) -> None:
    """As a session tells it that took these students out of class for forty minutes."""
    began = now() - timedelta(minutes=45)
    stay = {"began_at": began, "ended_at": began + timedelta(minutes=40), "took_part": True}
    rows = [
        PullOut(
            district_id=world.district_id,
            session_id=UUID(session["id"]),
            cohort_id=UUID(session["cohort_id"]),
            student_id=student.id,
            **{**stay, **fields},
        )
        for student in students
    ]
    await world.add(*rows)


@pytest.fixture
async def session(world: World) -> Json:
    """Of two students of the first school, and nobody out of class for it yet."""
    made = await Round.drawn(world, 2)
    return await schedule(made, await Crew.of(made))


async def people(world: World, north: int, south: int) -> tuple[list[Student], list[Student]]:
    """So many more students at each school."""
    first, second = world.schools
    return await world.students(north, first), await world.students(south, second)


class TestCounting:
    async def test_each_school_has_its_students_rounds_and_minutes_added_up(
        self, world: World, session: Json, coordinator: httpx.AsyncClient
    ) -> None:
        await begin_year(world)
        north, south = await people(world, 18, 30)
        await away(world, session, north[:6])
        await away(world, session, south[:7])
        other = await Round.drawn(world, 0)
        later = {**session, "cohort_id": str(other.cohort.id)}
        again = now() - timedelta(minutes=4)
        await away(world, later, south[:2], began_at=again, ended_at=now())
        await away(world, later, south[7:8], took_part=False)
        found = await read(coordinator)
        assert by_school(found) == {"North High": (6, 6, 240), "South High": (8, 9, 328)}
        assert [row["students"] for row in found["schools"]] == [20, 30]
        assert found["total"] == {
            "students": 50, "out_of_class": 14, "rounds": 15, "minutes": 568,
        }  # fmt: skip
        assert (found["sessions"], found["withheld"], found["year"]["known"]) == (1, [], True)

    async def test_a_session_that_was_held_counts(self, world: World) -> None:
        await begin_year(world)
        made = await Round.drawn(world, 6)
        crew = await Crew.of(made)
        await world.students(6)
        await hold(made, crew, minutes=40)
        assert by_school(await read(crew.coordinator)) == {"North High": (6, 6, 240)}

    async def test_who_moved_counts_at_the_school_of_today_and_who_left_at_the_last(
        self, world: World, session: Json, coordinator: httpx.AsyncClient
    ) -> None:
        await begin_year(world)
        north, south = await people(world, 20, 20)
        await away(world, session, north[:7])
        await away(world, session, south[:6])
        async with world.context() as ctx:
            moved = await ctx.session.get_one(Student, north[0].id)
            moved.school_id = world.schools[1].id
            left = await ctx.session.get_one(Student, north[1].id)
            left.active = False
            gone = await ctx.session.get_one(Student, north[19].id)
            gone.active = False
        found = await read(coordinator)
        assert by_school(found) == {"North High": (6, 6, 240), "South High": (7, 7, 280)}
        assert [row["students"] for row in found["schools"]] == [20, 21]

    async def test_last_year_does_not_count(
        self, world: World, session: Json, coordinator: httpx.AsyncClient
    ) -> None:
        await begin_year(world)
        north, _ = await people(world, 18, 30)
        ago = now() - timedelta(days=40)
        await away(world, session, north, began_at=ago, ended_at=ago + timedelta(minutes=50))
        found = await read(coordinator)
        assert found["sessions"] == 0
        assert set(by_school(found).values()) == {FEW}

    async def test_where_no_school_year_is_known_nothing_is_counted(
        self, world: World, session: Json, coordinator: httpx.AsyncClient
    ) -> None:
        north, _ = await people(world, 18, 0)
        await away(world, session, north)
        year = {"known": False, "starts_on": None, "ends_before": None, "source": None}
        assert await read(coordinator) == {
            "year": year, "sessions": None, "schools": [], "total": None, "withheld": [],
        }  # fmt: skip


class TestSmallCounts:
    async def test_no_withheld_school_follows_from_the_others_and_the_total(
        self, world: World, session: Json, coordinator: httpx.AsyncClient
    ) -> None:
        await begin_year(world)
        west = await world.school("West High")
        north, south = await people(world, 40, 40)
        for students, out in ((north, 3), (south, 20), (await world.students(40, west), 9)):
            await away(world, session, students[:out])
        found = await read(coordinator)
        assert by_school(found) == {
            "North High": FEW, "South High": (20, 20, 800), "West High": FEW,
        }  # fmt: skip
        assert of(found["total"]) == (32, 32, 1280)
        pointers = {one["pointer"]: one["reason"] for one in found["withheld"]}
        assert pointers == {"/schools/0": "too_few", "/schools/2": "too_few"}

    async def test_too_few_who_were_not_out_of_class_are_withheld_too(
        self, world: World, session: Json
    ) -> None:
        """Of one school alone, whose coordinator reads no other."""
        await begin_year(world)
        north, south = await people(world, 12, 40)
        await away(world, session, [*north, *south[:9]])
        first, second = world.schools
        found = await read(await world.client(Role.COORDINATOR, school=first))
        assert by_school(found) == {"North High": FEW}
        assert {one["pointer"] for one in found["withheld"]} == {"/schools/0", "/total"}
        found = await read(await world.client(Role.COORDINATOR, school=second))
        assert by_school(found) == {"South High": (9, 9, 360)}
        assert of(found["total"]) == (9, 9, 360)

    async def test_what_leaves_the_school_needs_more_students(
        self, world: World, session: Json, coordinator: httpx.AsyncClient
    ) -> None:
        await begin_year(world)
        north, south = await people(world, 40, 40)
        await away(world, session, [*north[:9], *south[:12]])
        assert FEW not in by_school(await read(coordinator)).values()
        system = await world.integration(Ability.DRAWS_READ)
        assert set(by_school(await read(system)).values()) == {FEW}


class TestWhoReadsIt:
    async def test_it_is_for_those_who_draw(
        self, world: World, anonymous: httpx.AsyncClient
    ) -> None:
        assert (await anonymous.get(URL)).status_code == 401
        for role in set(Role) - {Role.DISTRICT_ADMIN, Role.COORDINATOR}:
            assert (await (await world.client(role)).get(URL)).status_code == 403, role
        for role in (Role.DISTRICT_ADMIN, Role.COORDINATOR):
            assert (await (await world.client(role)).get(URL)).status_code == 200, role
        system = await world.integration(Ability.COHORTS_READ, Ability.SESSIONS_READ)
        assert (await system.get(URL)).status_code == 403

    async def test_another_district_reads_its_own(
        self, world: World, session: Json, elsewhere: World
    ) -> None:
        await begin_year(world)
        await begin_year(elsewhere)
        north, _ = await people(world, 20, 0)
        await away(world, session, north[:9])
        await elsewhere.students(20)
        found = await read(await elsewhere.client(Role.COORDINATOR))
        assert found["sessions"] == 0
        assert [row["students"] for row in found["schools"]] == [20]
        assert set(by_school(found).values()) == {FEW}
