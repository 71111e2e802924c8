"""A coordinator, and cohorts: planned, drawn, or with twelve to split into groups."""

from typing import Any

import httpx
import pytest

from draws import draw, enroll, plan, proposal, save
from factories import World
from postbox import Working
from tellmore.cohorts.models import Cohort, CohortSchool, CohortStatus, Member, MemberStatus
from tellmore.identity.abilities import Role

Json = dict[str, Any]


@pytest.fixture
async def coordinator(world: World) -> httpx.AsyncClient:
    return await world.client(Role.COORDINATOR)


@pytest.fixture
async def drawn(world: World, coordinator: httpx.AsyncClient, working: Working) -> Json:
    """A cohort of 12 of 60, drawn by proposed quotas."""
    await enroll(world)
    cohort = await plan(coordinator, world)
    assert (await save(coordinator, cohort, await proposal(coordinator, cohort))).is_success
    solve = await draw(coordinator, cohort, working, seed="dice 4 1")
    assert solve["status"] == "done", solve
    found: Json = (await coordinator.get(f"/v1/cohorts/{cohort['id']}")).json()
    return found


@pytest.fixture
async def cohort(world: World, coordinator: httpx.AsyncClient) -> Json:
    """A plan of 6 of 30."""
    await enroll(world, 30)
    return await plan(coordinator, world, size=6)


@pytest.fixture
async def twelve(world: World) -> Cohort:
    """Twelve drawn students, four of them English learners."""
    made = Cohort(
        district_id=world.district_id,
        name="Belonging",
        purpose="Learn what helps.",
        status=CohortStatus.DRAWN,
        size=12,
    )
    await world.add(made)
    school = world.schools[0]
    await world.add(
        CohortSchool(district_id=world.district_id, cohort_id=made.id, school_id=school.id)
    )
    for number in range(12):
        learns = {"el": "yes" if number % 3 == 0 else "no"}
        (student,) = await world.students(1, attributes=learns)
        await world.add(
            Member(
                district_id=world.district_id,
                cohort_id=made.id,
                student_id=student.id,
                school_id=school.id,
                pseudonym=f"Student {number + 1}",
                status=MemberStatus.DRAWN,
            )
        )
    return made
