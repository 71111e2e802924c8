"""Letting people in: links to choose a password by, lock-outs, and access that ends."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import update

from factories import PASSWORD, World
from tellmore.core.clock import now
from tellmore.identity.abilities import Role
from tellmore.identity.models import PasswordLink
from tellmore.rosters.models import StaffMember

NEW = "three quiet green lamps"
Json = dict[str, Any]


async def found(admin: httpx.AsyncClient, email: str) -> Json:
    items = (await admin.get("/v1/users?limit=200")).json()["items"]
    one: Json = next(user for user in items if user["email"] == email)
    return one


async def made_link(admin: httpx.AsyncClient, user: Json) -> str:
    answer = await admin.post(f"/v1/users/{user['id']}/sign-in-link")
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    url: str = answer.json()["url"]
    return url.partition("#")[2]


async def sign_in(anonymous: httpx.AsyncClient, email: str, password: str) -> httpx.Response:
    return await anonymous.post("/v1/auth/sign-in", json={"email": email, "password": password})


async def choose(anonymous: httpx.AsyncClient, token: str, password: str = NEW) -> httpx.Response:
    body = {"token": token, "password": password}
    return await anonymous.post("/v1/auth/choose-password", json=body)


@pytest.fixture
async def admin(world: World) -> httpx.AsyncClient:
    return await world.client(Role.DISTRICT_ADMIN)


class TestPasswordLink:
    async def test_a_person_without_a_password_chooses_one_by_the_link(
        self, world: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        email = f"{world.district_id}@example.org"
        body = {"email": email, "name": "Ada", "memberships": [{"role": "facilitator"}]}
        made = (await admin.post("/v1/users", json=body)).json()
        assert made["sign_in_set_up"] is False
        assert (await sign_in(anonymous, email, NEW)).status_code == 401
        assert (await choose(anonymous, await made_link(admin, made))).status_code == 204
        assert (await sign_in(anonymous, email, NEW)).status_code == 200
        assert (await found(admin, email))["sign_in_set_up"] is True

    async def test_making_it_ends_the_old_password_and_every_session(
        self, world: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        person = await world.client(Role.ANALYST)
        me = (await person.get("/v1/me")).json()
        await made_link(admin, me)
        assert (await person.get("/v1/me")).status_code == 401
        assert (await sign_in(anonymous, me["email"], PASSWORD)).status_code == 401

    async def test_it_works_once(
        self, world: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        email = await world.user(Role.ANALYST)
        token = await made_link(admin, await found(admin, email))
        assert (await choose(anonymous, token)).status_code == 204
        again = await choose(anonymous, token, "another password entirely")
        assert again.status_code == 410
        assert again.json()["type"] == "/problems/password-link-over"
        assert (await sign_in(anonymous, email, NEW)).status_code == 200

    async def test_a_newer_one_ends_it(
        self, world: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        user = await found(admin, await world.user(Role.ANALYST))
        old = await made_link(admin, user)
        await made_link(admin, user)
        assert (await choose(anonymous, old)).status_code == 410

    async def test_it_is_over_after_three_days(
        self, world: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        user = await found(admin, await world.user(Role.ANALYST))
        token = await made_link(admin, user)
        async with world.context() as ctx:
            await ctx.session.exec(
                update(PasswordLink).values(expires_at=now() - timedelta(seconds=1))
            )
        assert (await choose(anonymous, token)).status_code == 410

    async def test_one_that_nobody_made_opens_nothing(
        self, world: World, anonymous: httpx.AsyncClient
    ) -> None:
        assert (await choose(anonymous, f"{world.district_id.hex}.guess")).status_code == 410
        assert (await choose(anonymous, "guess")).status_code == 410

    async def test_a_short_password_does_not_spend_it(
        self, world: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        token = await made_link(admin, await found(admin, await world.user(Role.ANALYST)))
        assert (await choose(anonymous, token, "short")).status_code == 422
        assert (await choose(anonymous, token)).status_code == 204

    async def test_nobody_makes_one_for_themselves(self, admin: httpx.AsyncClient) -> None:
        me = (await admin.get("/v1/me")).json()
        assert (await admin.post(f"/v1/users/{me['id']}/sign-in-link")).status_code == 403

    async def test_who_else_may_make_one(
        self, world: World, elsewhere: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        user = await found(admin, await world.user(Role.ANALYST))
        url = f"/v1/users/{user['id']}/sign-in-link"
        assert (await anonymous.post(url)).status_code == 401
        assert (await (await world.client(Role.COORDINATOR)).post(url)).status_code == 403
        assert (await (await elsewhere.client(Role.DISTRICT_ADMIN)).post(url)).status_code == 404


class TestEndingAccess:
    async def change(self, admin: httpx.AsyncClient, user: Json, status: str) -> httpx.Response:
        headers = {"If-Match": f'"{user["version"]}"'}
        return await admin.patch(
            f"/v1/users/{user['id']}", json={"status": status}, headers=headers
        )

    async def test_it_ends_every_session_and_every_link_at_once(
        self, world: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        user = await found(admin, await world.user(Role.ANALYST))
        token = await made_link(admin, user)
        ended = await self.change(admin, await found(admin, user["email"]), "deactivated")
        assert sorted(ended.json()["can"]) == ["give_back_access", "read", "update"]
        assert (await choose(anonymous, token)).status_code == 410

    async def test_it_is_given_back_with_the_password_that_was(
        self, world: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        email = await world.user(Role.ANALYST)
        await self.change(admin, await found(admin, email), "deactivated")
        assert (await sign_in(anonymous, email, PASSWORD)).status_code == 401
        await self.change(admin, await found(admin, email), "active")
        assert (await sign_in(anonymous, email, PASSWORD)).status_code == 200

    async def test_nobody_ends_their_own(self, world: World, admin: httpx.AsyncClient) -> None:
        await world.user(Role.DISTRICT_ADMIN)
        me = await found(admin, (await admin.get("/v1/me")).json()["email"])
        assert "end_access" not in me["can"]
        assert (await self.change(admin, me, "deactivated")).status_code == 403


class TestUnlock:
    async def lock(self, anonymous: httpx.AsyncClient, email: str) -> None:
        for _ in range(5):
            await sign_in(anonymous, email, "not the password")
        assert (await sign_in(anonymous, email, PASSWORD)).status_code == 429

    async def test_it_lets_a_locked_out_person_try_again_at_once(
        self, world: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        email = await world.user(Role.ANALYST)
        await self.lock(anonymous, email)
        user = await found(admin, email)
        assert user["locked_until"] is not None
        assert "unlock" in user["can"]
        opened = await admin.post(f"/v1/users/{user['id']}/unlock")
        assert opened.json()["locked_until"] is None
        assert (await sign_in(anonymous, email, PASSWORD)).status_code == 200

    async def test_who_is_not_locked_out_is_refused(
        self, world: World, admin: httpx.AsyncClient
    ) -> None:
        user = await found(admin, await world.user(Role.ANALYST))
        assert (await admin.post(f"/v1/users/{user['id']}/unlock")).status_code == 403

    async def test_who_else_may_unlock(
        self, world: World, elsewhere: World, admin: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        user = await found(admin, await world.user(Role.ANALYST))
        url = f"/v1/users/{user['id']}/unlock"
        assert (await anonymous.post(url)).status_code == 401
        assert (await (await world.client(Role.COORDINATOR)).post(url)).status_code == 403
        assert (await (await elsewhere.client(Role.DISTRICT_ADMIN)).post(url)).status_code == 404


class TestStaffRecord:
    async def test_an_account_stands_for_a_staff_member_of_its_own_district_alone(
        self, world: World, elsewhere: World, admin: httpx.AsyncClient
    ) -> None:
        body = {"name": "Ada", "memberships": [{"role": "facilitator"}]}
        for place, status in ((world, 201), (elsewhere, 404)):
            member = StaffMember(
                district_id=place.district_id,
                sourced_id="staff-1",
                given_name="Ada",
                family_name="Byron",
                role="teacher",
            )
            await place.add(member)
            given = {"email": f"{member.id}@example.org", "staff_id": str(member.id)}
            assert (await admin.post("/v1/users", json=body | given)).status_code == status
