"""Whoever reads some schools of a cohort works out no count of students of the others.

Their own students they may know one by one, so every number over all schools, less their own, is
a number of the others.
"""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draws import certificate, draw, members, plan, save
from factories import World
from postbox import Working
from pull_out_cases import begin_year
from tellmore.cohorts import shown
from tellmore.identity.abilities import Role

Json = dict[str, Any]
OVER_ALL = ("pool_size", "min_chance", "bound")
FIGURES = ("low", "high", "pool", "target", "actual")


@pytest.fixture
async def small(world: World, coordinator: httpx.AsyncClient, working: Working) -> Json:
    """Of 120, two in the south are in grade 9, and one of them is drawn at most."""
    north, south = world.schools
    await world.students(40, north, grade="9")
    await world.students(40, north, grade="10")
    await world.students(2, south, grade="9")
    await world.students(38, south, grade="10")
    cohort = await plan(coordinator, world, size=40)
    quotas = [
        {"criterion": "grade", "value": value, "min": seats, "max": seats}
        for value, seats in (("9", 14), ("10", 26))
    ]
    assert (await save(coordinator, cohort, quotas)).is_success
    assert (await draw(coordinator, cohort, working))["status"] == "done"
    return cohort


async def as_for_the_board(client: httpx.AsyncClient, cohort: Json) -> Json:
    url = f"/v1/cohorts/{cohort['id']}/certificate"
    found: Json = (await client.get(url, params={"board": True})).json()
    return found


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ANALYST, Role.COORDINATOR])
async def test_no_count_over_all_schools_stands_beside_ones_own(
    world: World, small: Json, role: Role
) -> None:
    reader = await world.client(role, school=world.schools[0])
    for found in (await certificate(reader, small), await as_for_the_board(reader, small)):
        body = found["certificate"]
        assert {body[name] for name in OVER_ALL} == {None}
        assert {row[name] for row in body["results"] for name in FIGURES} == {None}
        why = {one["pointer"]: one["reason"] for one in found["withheld"]}
        assert {why[f"/certificate/{name}"] for name in OVER_ALL} == {"other_schools"}
        assert why["/certificate/results/0"] == "other_schools"
        assert (body["seats"], len(body["pool_hash"])) == (40, 64)
        assert body["seed"]


async def test_who_reads_all_schools_reads_the_counts(world: World, small: Json) -> None:
    analyst = await world.client(Role.ANALYST)
    rows = (await certificate(analyst, small))["certificate"]["results"]
    assert {row["value"]: (row["pool"], row["actual"]) for row in rows} == {
        "9": (42, 14),
        "10": (78, 26),
    }


async def test_every_other_reading_ends_at_the_readers_schools(world: World, small: Json) -> None:
    north = world.schools[0]
    await begin_year(world)
    reader = await world.client(Role.COORDINATOR, school=north)
    funnel = (await reader.get(f"/v1/funnels/{small['id']}")).json()
    assert funnel["total"]["pool"] == 80
    assert {one["school_id"] for one in await members(reader, small)} == {str(north.id)}
    time = (await reader.get("/v1/class-time/schools")).json()
    assert [row["name"] for row in time["schools"]] == [north.name]
    assert time["total"]["students"] == 80
    url = f"/v1/cohorts/{small['id']}"
    assert (await reader.get(f"{url}/pool")).status_code == 404
    assert (await reader.get(f"{url}/groups")).status_code == 403
    assert {row["max"] for row in (await reader.get(url)).json()["quotas"]} == {None}


COUNTS = st.fixed_dictionaries({name: st.integers(0, 500) for name in FIGURES})
CHANCES = st.floats(0, 1, exclude_min=True)
DRAWN = st.fixed_dictionaries(
    {"pool_size": st.integers(1, 9000), "min_chance": CHANCES, "bound": CHANCES}
)


def _body(figures: Json, rows: list[Json]) -> Json:
    results = [{"criterion": "grade", "value": str(at), **row} for at, row in enumerate(rows)]
    students = {name: [figures["pool_size"]] for name in shown.OF_STUDENTS}
    return {"seed": "dice", "seats": 40, "gap": 0.0, **students, **figures, "results": results}


@given(DRAWN, DRAWN, st.lists(st.tuples(COUNTS, COUNTS), max_size=4))
def test_what_is_left_is_the_same_whoever_is_at_the_other_schools(
    one: Json, other: Json, rows: list[tuple[Json, Json]]
) -> None:
    mine = shown.without_counts(_body(one, [row for row, _ in rows]))
    assert mine == shown.without_counts(_body(other, [row for _, row in rows]))
