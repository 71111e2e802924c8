"""A role in one school lends nothing to the others."""

from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from factories import World
from tellmore.identity.abilities import ROLES, Role
from tellmore.identity.models import Membership, User

Json = dict[str, Any]


def roles(world: World, *held: tuple[Role, int | None]) -> list[Json]:
    """Each with the number of its school; None: in the whole district."""
    schools = [str(school.id) for school in world.schools]
    return [
        {"role": role, "school_id": None if place is None else schools[place]}
        for role, place in held
    ]


async def ask_for(world: World, memberships: list[Json]) -> httpx.Response:
    """An administrator changes what somebody may do."""
    email = await world.user(Role.SCHOOL_VIEWER)
    admin = await world.client(Role.DISTRICT_ADMIN)
    async with world.context() as ctx:
        user = (await ctx.session.exec(select(User).where(col(User.email) == email))).one()
    url = f"/v1/users/{user.id}"
    tag = (await admin.get(url)).headers["etag"]
    return await admin.patch(url, json={"memberships": memberships}, headers={"If-Match": tag})


class TestRefused:
    @pytest.mark.parametrize(
        "held",
        [
            [(Role.COORDINATOR, 0), (Role.SCHOOL_VIEWER, None)],
            [(Role.COORDINATOR, 0), (Role.FACILITATOR, 1)],
            [(Role.ANALYST, None), (Role.COUNSELOR, 1)],
        ],
    )
    async def test_roles_that_differ_from_school_to_school(
        self, world: World, held: list[tuple[Role, int | None]]
    ) -> None:
        answer = await ask_for(world, roles(world, *held))
        assert answer.status_code == 422
        (fault,) = answer.json()["errors"]
        assert (fault["pointer"], fault["code"]) == ("/memberships", "uneven")

    async def test_an_administrator_of_the_district_in_one_school(self, world: World) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        body = {
            "email": f"{world.district_id}@example.org",
            "name": "Ada",
            "memberships": roles(world, (Role.DISTRICT_ADMIN, 0)),
        }
        answer = await admin.post("/v1/users", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == "district_role"


@pytest.mark.parametrize(
    "held",
    [
        [(Role.COORDINATOR, 0), (Role.COORDINATOR, 1)],
        [(Role.ANALYST, None), (Role.FACILITATOR, None)],
        [(Role.COORDINATOR, None), (Role.FACILITATOR, 0)],  # who may do it all in any case
        [],
    ],
)
async def test_what_is_the_same_everywhere_is_taken(
    world: World, held: list[tuple[Role, int | None]]
) -> None:
    assert (await ask_for(world, roles(world, *held))).status_code == 200


class TestStored:
    """Rows from before they were refused."""

    async def signed_in(self, world: World, *held: tuple[Role, int | None]) -> httpx.AsyncClient:
        email = await world.user()
        async with world.context() as ctx:
            user = (await ctx.session.exec(select(User).where(col(User.email) == email))).one()
        rows = [
            Membership(
                district_id=world.district_id,
                user_id=user.id,
                role=role,
                school_id=None if place is None else world.schools[place].id,
            )
            for role, place in held
        ]
        await world.add(*rows)
        return await world.signed_in(email)

    async def test_no_role_reaches_beyond_its_school(self, world: World) -> None:
        await world.students(1, world.schools[1])
        client = await self.signed_in(world, (Role.COORDINATOR, 0), (Role.SCHOOL_VIEWER, None))
        assert (await client.get("/v1/students")).status_code == 403
        told = (await client.get("/v1/me")).json()["abilities"]
        assert set(told) == ROLES[Role.SCHOOL_VIEWER]

    async def test_an_administrator_of_one_school_takes_over_nobody(self, world: World) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        target = (await admin.get("/v1/me")).json()["id"]
        client = await self.signed_in(world, (Role.DISTRICT_ADMIN, 0))
        assert (await client.post(f"/v1/users/{target}/sign-in-link")).status_code == 403
