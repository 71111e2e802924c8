"""The funnel over HTTP: from the pool to the voices, each figure safe for whoever reads it."""

import httpx

from factories import World
from interviews import Crew, ok, said
from listening import reach_questions
from rounds import Json, Round
from tellmore.identity.abilities import Ability, Role

STEPS = ["pool", "drawn", "consented", "attended", "spoke"]


async def heard(world: World) -> tuple[Round, Crew]:
    """Ten in the pool, four of them drawn and consenting, all checked in; one speaks."""
    made = await Round.drawn(world, 4)
    await world.students(4, grade="09")
    await world.students(2, grade="10")
    crew = await Crew.of(made)
    session = await reach_questions(made, crew)
    await ok(crew.note_taker, "/v1/responses", **said(made, session))
    return made, crew


async def two_grades(world: World) -> Round:
    """Of grade 10 are 14 drawn of 20, of grade 9 are 13 of 19."""
    made = await Round.drawn(world, 14)
    await made.enlist(13, grade="09")
    await world.students(6, grade="10")
    await world.students(6, grade="09")
    return made


def grades(found: Json) -> dict[str, list[int | None]]:
    rows = next(each["rows"] for each in found["criteria"] if each["criterion"] == "grade")
    return {row["value"]: numbers(row["steps"]) for row in rows}


async def read(client: httpx.AsyncClient, made: Round) -> Json:
    answer = await client.get(f"/v1/funnels/{made.cohort.id}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def numbers(steps: Json) -> list[int | None]:
    return [steps[step] for step in STEPS]


class TestRead:
    async def test_representativeness_is_reported_down_the_funnel(self, world: World) -> None:
        made, crew = await heard(world)
        found = await read(crew.coordinator, made)
        assert numbers(found["total"]) == [10, 4, 4, 4, 1]
        assert found["withheld"] == []
        by_name = {each["criterion"]: each["rows"] for each in found["criteria"]}
        grades = {row["value"]: numbers(row["steps"]) for row in by_name["grade"]}
        assert grades == {"09": [4, 0, 0, 0, 0], "10": [6, 4, 4, 4, 1]}
        assert [row["label"] for row in by_name["school"]] == [world.schools[0].name]

    async def test_who_withdrew_is_no_longer_counted_as_consenting(self, world: World) -> None:
        made = await Round.drawn(world, 3)
        await made.consent()
        await made.withdraw(made.members[0])
        found = await read(await world.client(Role.COORDINATOR), made)
        assert numbers(found["total"]) == [3, 3, 2, 0, 0]

    async def test_small_counts_are_withheld_from_those_who_do_not_draw(self, world: World) -> None:
        made, _ = await heard(world)
        found = await read(await world.client(Role.ANALYST), made)
        assert numbers(found["total"]) == [10, None, None, None, None]
        rows = [row for each in found["criteria"] for row in each["rows"]]
        assert rows
        assert all(numbers(row["steps"]) == [None] * 5 for row in rows)
        pointers = {each["pointer"] for each in found["withheld"]}
        assert {"/total", "/criteria/0/rows/0"} <= pointers

    async def test_a_step_that_nobody_came_to_yet_is_told_alike_for_all(self, world: World) -> None:
        made = await two_grades(world)
        found = await read(await world.client(Role.ANALYST), made)
        assert numbers(found["total"]) == [39, 27, 0, 0, 0]
        assert grades(found) == {"09": [19, 13, 0, 0, 0], "10": [20, 14, 0, 0, 0]}

    async def test_never_exactly_none_or_all_of_a_group_beside_another(self, world: World) -> None:
        """Of grade 10 all have consented, and of grade 9 nobody."""
        made = await two_grades(world)
        await made.consent(*made.members[:14])
        found = await read(await world.client(Role.ANALYST), made)
        assert numbers(found["total"]) == [39, 27, 14, 0, 0]
        hidden = [None, None, None, 0, 0]
        assert grades(found) == {"09": hidden, "10": hidden}

    async def test_a_drawn_student_who_left_the_school_is_counted_still(self, world: World) -> None:
        made = await Round.drawn(world, 2)
        async with world.context() as ctx:
            student = await ctx.session.get_one(type(made.students[0]), made.students[0].id)
            student.active = False
        found = await read(await world.client(Role.COORDINATOR), made)
        assert numbers(found["total"]) == [2, 2, 0, 0, 0]

    async def test_it_is_for_those_who_read_cohorts(
        self, world: World, anonymous: httpx.AsyncClient
    ) -> None:
        made = await Round.drawn(world, 2)
        address = f"/v1/funnels/{made.cohort.id}"
        assert (await anonymous.get(address)).status_code == 401
        client = await world.integration(Ability.SESSIONS_READ)
        assert (await client.get(address)).status_code == 403

    async def test_another_district_finds_nothing(self, world: World, elsewhere: World) -> None:
        made = await Round.drawn(world, 2)
        client = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await client.get(f"/v1/funnels/{made.cohort.id}")).status_code == 404

    async def test_a_system_sees_what_may_leave_the_school(self, world: World) -> None:
        made = await Round.drawn(world, 8)
        client = await world.integration(Ability.COHORTS_READ)
        found = await read(client, made)
        assert numbers(found["total"]) == [None, None, 0, 0, 0]
