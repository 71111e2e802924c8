"""The over-sampling guard: who was heard often enough this year is left out of a new draw."""

from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from draws import draw, draw_url, members, plan, save
from factories import World
from interviews import Crew
from postbox import Working
from pull_out_cases import again, begin_year, hold, limit
from rounds import Round
from tellmore.cohorts.models import DrawCertificate, Member, MemberStatus, PullOut
from tellmore.core.clock import now
from tellmore.identity.abilities import Role
from tellmore.rosters.models import Student

Json = dict[str, Any]
OFF = {"state": "off", "left_out": []}


@pytest.fixture
async def made(world: World) -> Round:
    return await Round.drawn(world)


@pytest.fixture
async def crew(made: Round) -> Crew:
    return await Crew.of(made)


@pytest.fixture
async def heard(world: World, made: Round, crew: Crew) -> Round:
    """Two of four students were heard for forty minutes; six others never."""
    await begin_year(world)
    await hold(made, crew, minutes=40, member_ids=made.member_ids[:2])
    await world.students(6)
    return made


async def pool(crew: Crew, cohort: Json) -> Json:
    answer = await crew.coordinator.get(f"/v1/cohorts/{cohort['id']}/pool")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def next_plan(crew: Crew, world: World, **changes: Any) -> Json:
    return await plan(crew.coordinator, world, school_ids=[str(world.schools[0].id)], **changes)


def left_out(reason: str, limit: int, students: int) -> Json:
    return {"state": "on", "left_out": [{"reason": reason, "limit": limit, "students": students}]}


class TestPool:
    async def test_without_a_limit_nobody_is_left_out(
        self, world: World, heard: Round, crew: Crew
    ) -> None:
        found = await pool(crew, await next_plan(crew, world))
        assert (found["total"], found["guard"]) == (10, OFF)

    async def test_who_reached_the_rounds_of_a_year_is_left_out(
        self, world: World, heard: Round, crew: Crew
    ) -> None:
        cohort = await next_plan(crew, world)
        await limit(world, rounds=2)
        assert (await pool(crew, cohort))["total"] == 10
        other = await again(heard)
        await hold(other, crew, minutes=40, member_ids=other.member_ids[:2])
        found = await pool(crew, cohort)
        assert (found["total"], found["guard"]) == (8, left_out("rounds", 2, 2))

    async def test_who_reached_the_minutes_of_a_year_is_left_out(
        self, world: World, heard: Round, crew: Crew
    ) -> None:
        cohort = await next_plan(crew, world)
        await limit(world, minutes=41)
        assert (await pool(crew, cohort))["total"] == 10
        await limit(world, minutes=40)
        found = await pool(crew, cohort)
        assert (found["total"], found["guard"]) == (8, left_out("minutes", 40, 2))
        grades = next(one for one in found["criteria"] if one["criterion"] == "grade")
        assert sum(value["count"] for value in grades["values"]) == 8

    async def test_each_student_is_left_out_once_whatever_the_reasons(
        self, world: World, heard: Round, crew: Crew
    ) -> None:
        await limit(world, rounds=1, minutes=10)
        found = await pool(crew, await next_plan(crew, world))
        assert (found["total"], found["guard"]) == (8, left_out("rounds", 1, 2))

    async def test_a_limit_that_is_taken_away_brings_them_back(
        self, world: World, heard: Round, crew: Crew
    ) -> None:
        cohort = await next_plan(crew, world)
        await limit(world, rounds=1)
        assert (await pool(crew, cohort))["total"] == 8
        await limit(world, rounds=None)
        found = await pool(crew, cohort)
        assert (found["total"], found["guard"]) == (10, OFF)

    async def test_where_no_school_year_is_known_the_guard_says_that_it_cannot_tell(
        self, world: World, made: Round, crew: Crew
    ) -> None:
        await hold(made, crew)
        await limit(world, rounds=1)
        found = await pool(crew, await next_plan(crew, world))
        assert (found["total"], found["guard"]) == (4, {"state": "unknown", "left_out": []})

    async def test_a_limit_of_another_district_is_its_own(
        self, world: World, heard: Round, crew: Crew, elsewhere: World
    ) -> None:
        await limit(elsewhere, rounds=1)
        assert (await pool(crew, await next_plan(crew, world)))["total"] == 10

    async def test_how_many_are_left_out_is_for_those_who_draw(
        self, world: World, heard: Round, crew: Crew, elsewhere: World
    ) -> None:
        await limit(world, rounds=1)
        url = f"/v1/cohorts/{(await next_plan(crew, world))['id']}/pool"
        assert (await (await world.client(Role.FACILITATOR)).get(url)).status_code == 403
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get(url)).status_code == 404

    @pytest.mark.parametrize("value", [0, -1, 1.5, "two", 10_001])
    async def test_a_limit_that_is_no_limit_is_refused(self, world: World, value: object) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        body = {"value": value, "effective_from": "2020-01-01"}
        answer = await admin.put("/v1/policies/guard.most_minutes_a_year", json=body)
        assert answer.status_code == 422

    async def test_a_coordinator_reads_the_limits_and_cannot_set_them(
        self, world: World, crew: Crew
    ) -> None:
        await limit(world, rounds=2)
        rows = (await crew.coordinator.get("/v1/policies")).json()
        held = {row["key"]: row["value"] for row in rows}
        assert held["guard.most_rounds_a_year"] == 2
        assert held["guard.most_minutes_a_year"] is None
        body = {"value": None, "effective_from": "2020-01-01"}
        answer = await crew.coordinator.put("/v1/policies/guard.most_rounds_a_year", json=body)
        assert answer.status_code == 403


class TestDraw:
    async def test_nobody_who_is_left_out_is_drawn_or_an_alternate(
        self, world: World, heard: Round, crew: Crew, working: Working
    ) -> None:
        await limit(world, rounds=1)
        cohort = await next_plan(crew, world, size=5)
        assert (await draw(crew.coordinator, cohort, working))["status"] == "done"
        kept = (await crew.coordinator.get(f"/v1/cohorts/{cohort['id']}/certificate")).json()
        assert kept["certificate"]["pool_size"] == 8
        drawn = await members(crew.coordinator, cohort, identities=True)
        assert len(drawn) > 5
        out = {str(student.id) for student in heard.students[:2]}
        assert not out & {member["identity"]["student_id"] for member in drawn}

    async def test_quotas_that_the_guard_makes_impossible_say_so(
        self, world: World, heard: Round, crew: Crew
    ) -> None:
        async with world.context() as ctx:
            for student in heard.students[:2]:
                row = await ctx.session.get_one(Student, student.id)
                row.attributes = {"program": "Choir"}
        cohort = await next_plan(crew, world, size=4)
        quota = {"criterion": "program", "value": "Choir", "min": 1, "max": 4}
        assert (await save(crew.coordinator, cohort, [quota])).is_success
        url = f"/v1/cohorts/{cohort['id']}/quotas/check"
        ask = {"quotas": [quota]}
        assert (await crew.coordinator.post(url, json=ask)).json()["feasible"]
        await limit(world, rounds=1)
        said = " Left out, since they were heard often enough this year: 2."
        checked = (await crew.coordinator.post(url, json=ask)).json()
        assert not checked["feasible"]
        assert checked["detail"].endswith(said)

    async def test_a_pool_that_the_guard_makes_too_small_says_so(
        self, world: World, heard: Round, crew: Crew
    ) -> None:
        await limit(world, rounds=1)
        cohort = await next_plan(crew, world, size=9)
        answer = await crew.coordinator.post(draw_url(cohort), json={})
        assert answer.status_code == 409
        assert answer.json()["detail"].endswith(
            "has 8 students. Left out, since they were heard often enough this year: 2."
        )


async def alternates(world: World, cohort: Json, *students: Student) -> None:
    """Put these in reserve for a cohort, in this order."""
    rows = [
        Member(
            district_id=world.district_id,
            cohort_id=UUID(cohort["id"]),
            student_id=student.id,
            school_id=student.school_id,
            pseudonym=f"Reserve {rank}",
            status=MemberStatus.ALTERNATE,
            alternate_rank=rank,
        )
        for rank, student in enumerate(students, start=1)
    ]
    await world.add(*rows)


class TestReplacing:
    @pytest.fixture(autouse=True)
    async def certificate(self, world: World, made: Round) -> None:
        """By whose chance a seat is given on."""
        await world.add(
            DrawCertificate(
                district_id=world.district_id,
                cohort_id=made.cohort.id,
                document={"panels_hash": "0" * 64, "seed": "dice 6"},
                drawn_at=now(),
            )
        )

    async def test_an_alternate_beyond_the_limit_is_skipped(
        self, world: World, made: Round, crew: Crew
    ) -> None:
        await begin_year(world)
        other = await Round.drawn(world, 2)
        await crew_for(other, made)
        await hold(other, crew, minutes=40)
        await alternates(world, {"id": str(made.cohort.id)}, other.students[0])
        fresh = (await world.students(1))[0]
        await limit(world, rounds=1)
        url = f"/v1/cohorts/{made.cohort.id}/members/{made.member_ids[0]}/replace"
        answer = await crew.coordinator.post(url)
        assert answer.status_code == 200, answer.text
        listed = await members(crew.coordinator, {"id": str(made.cohort.id)}, identities=True)
        coming = answer.json()["replacement"]["id"]
        found = next(row for row in listed if row["id"] == coming)
        assert found["identity"]["student_id"] == str(fresh.id)
        flagged = next(row for row in listed if row["pseudonym"] == "Reserve 1")
        assert flagged["this_year"]["reached"] == "rounds"

    async def test_who_reaches_the_limit_within_the_cohort_keeps_the_seat(
        self, world: World, made: Round, crew: Crew
    ) -> None:
        """And still counts for the quotas by which a replacement is chosen."""
        await begin_year(world)
        await hold(made, crew, minutes=40, member_ids=made.member_ids[:3])
        await limit(world, rounds=1)
        await world.students(3)
        url = f"/v1/cohorts/{made.cohort.id}/members/{made.member_ids[3]}/replace"
        answer = await crew.coordinator.post(url)
        assert answer.status_code == 200, answer.text
        rows = await members(crew.coordinator, {"id": str(made.cohort.id)}, status="drawn")
        assert len(rows) == 4
        assert {row["id"] for row in rows} >= set(made.member_ids[:3])

    async def test_where_everybody_else_was_heard_nobody_is_left_for_the_seat(
        self, world: World, made: Round, crew: Crew
    ) -> None:
        await begin_year(world)
        other = await Round.drawn(world, 2)
        await crew_for(other, made)
        await hold(other, crew, minutes=40)
        await limit(world, rounds=1)
        url = f"/v1/cohorts/{made.cohort.id}/members/{made.member_ids[0]}/replace"
        answer = await crew.coordinator.post(url)
        assert answer.status_code == 409
        assert answer.json()["type"].endswith("nobody-left")


async def crew_for(other: Round, made: Round) -> None:
    """The students of another round have a teacher too, who is none of the crew."""
    await other.taught_by(await made.staff("Unrelated"), *other.students)


async def test_a_student_who_is_erased_takes_it_along(
    world: World, made: Round, crew: Crew
) -> None:
    session = await hold(made, crew)
    gone = (await world.students(1))[0]
    pulled = PullOut(
        district_id=world.district_id,
        session_id=UUID(session["id"]),
        cohort_id=made.cohort.id,
        student_id=gone.id,
        began_at=now(),
        ended_at=now(),
        took_part=True,
    )
    await world.add(pulled)
    async with world.context() as ctx:
        await ctx.session.delete(await ctx.session.get_one(Student, gone.id))
    async with world.context() as ctx:
        query = select(PullOut).where(col(PullOut.student_id) == gone.id)
        assert (await ctx.session.exec(query)).first() is None
        assert (await ctx.session.exec(select(PullOut))).first() is not None
