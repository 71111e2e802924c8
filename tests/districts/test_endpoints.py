import httpx
import pytest

from factories import World
from tellmore.districts.policy import Policies
from tellmore.identity.abilities import Role

GROUP = Policies.add("test.group_size", int, 8, "How many students sit together.")


@pytest.fixture
async def admin(world: World) -> httpx.AsyncClient:
    return await world.client(Role.DISTRICT_ADMIN)


class TestDistrict:
    async def test_everyone_reads_their_own(self, world: World) -> None:
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.get("/v1/district")).json()["id"] == str(world.district_id)

    async def test_anonymous_is_asked_to_sign_in(self, anonymous: httpx.AsyncClient) -> None:
        assert (await anonymous.get("/v1/district")).status_code == 401


class TestSchools:
    async def test_a_district_sees_its_schools(self, admin: httpx.AsyncClient) -> None:
        names = {item["name"] for item in (await admin.get("/v1/schools")).json()["items"]}
        assert names == {"North High", "South High"}

    async def test_staff_of_one_school_see_that_one(self, world: World) -> None:
        theirs = await world.client(Role.COORDINATOR, school=world.schools[1])
        items = (await theirs.get("/v1/schools")).json()["items"]
        assert [item["name"] for item in items] == ["South High"]

    async def test_a_human_contact_is_named(self, admin: httpx.AsyncClient, world: World) -> None:
        url = f"/v1/schools/{world.schools[0].id}"
        body = {"contact_name": "Ms. Ortiz", "contact_phone": "555-0100"}
        answer = await admin.patch(url, json=body, headers={"If-Match": '"1"'})
        assert answer.json()["contact_name"] == "Ms. Ortiz"

    async def test_another_district_finds_nothing(
        self, admin: httpx.AsyncClient, elsewhere: World
    ) -> None:
        assert (await admin.get(f"/v1/schools/{elsewhere.schools[0].id}")).status_code == 404


class TestPolicies:
    async def test_the_default_holds_until_a_district_decides(
        self, admin: httpx.AsyncClient
    ) -> None:
        assert await held(admin) == 8
        url = f"/v1/policies/{GROUP.key}"
        past = {"value": 6, "effective_from": "2020-01-01"}
        assert (await admin.put(url, json=past)).status_code == 200
        assert await held(admin) == 6

    async def test_a_later_row_waits_for_its_day(self, admin: httpx.AsyncClient) -> None:
        url = f"/v1/policies/{GROUP.key}"
        await admin.put(url, json={"value": 4, "effective_from": "2999-01-01"})
        assert await held(admin) == 8

    async def test_a_value_of_the_wrong_shape_is_refused(self, admin: httpx.AsyncClient) -> None:
        url = f"/v1/policies/{GROUP.key}"
        answer = await admin.put(url, json={"value": "many", "effective_from": "2020-01-01"})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/value"
        assert await held(admin) == 8

    async def test_an_unknown_key_is_not_found(self, admin: httpx.AsyncClient) -> None:
        body = {"value": 1, "effective_from": "2020-01-01"}
        assert (await admin.put("/v1/policies/none", json=body)).status_code == 404

    async def test_a_coordinator_cannot_decide(self, world: World) -> None:
        coordinator = await world.client(Role.COORDINATOR)
        body = {"value": 1, "effective_from": "2020-01-01"}
        answer = await coordinator.put(f"/v1/policies/{GROUP.key}", json=body)
        assert answer.status_code == 403


async def held(client: httpx.AsyncClient) -> int:
    rows = (await client.get("/v1/policies")).json()
    value: int = next(row["value"] for row in rows if row["key"] == GROUP.key)
    return value
