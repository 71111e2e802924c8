from datetime import datetime
from uuid import UUID

import httpx
from sqlmodel import col, select

from factories import PASSWORD, World
from tellmore.core.events import Event
from tellmore.identity.abilities import Role
from tellmore.rosters.models import StaffMember

NEW = {
    "email": "ada@example.org",
    "name": "Ada",
    "password": "a long enough password",
    "memberships": [{"role": "facilitator"}],
}


class TestCreate:
    async def test_an_administrator_adds_a_person(
        self, world: World, anonymous: httpx.AsyncClient
    ) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        body = NEW | {"email": f"{world.district_id}@example.org"}
        made = await admin.post("/v1/users", json=body)
        assert made.status_code == 201
        assert "password" not in made.text
        sign_in = {"email": body["email"], "password": NEW["password"]}
        assert (await anonymous.post("/v1/auth/sign-in", json=sign_in)).status_code == 200

    async def test_an_address_is_used_once_over_all_districts(
        self, world: World, elsewhere: World
    ) -> None:
        taken = await elsewhere.user(Role.ANALYST)
        admin = await world.client(Role.DISTRICT_ADMIN)
        answer = await admin.post("/v1/users", json=NEW | {"email": taken})
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/email-taken"

    async def test_a_short_password_is_refused_with_advice(self, world: World) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        answer = await admin.post("/v1/users", json=NEW | {"password": "short"})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/password"
        assert "short" not in answer.text.replace("/password", "")

    async def test_a_school_of_another_district_is_refused(
        self, world: World, elsewhere: World
    ) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        school = str(elsewhere.schools[0].id)
        body = NEW | {"memberships": [{"role": "coordinator", "school_id": school}]}
        assert (await admin.post("/v1/users", json=body)).status_code == 404

    async def test_a_coordinator_is_refused(self, world: World) -> None:
        coordinator = await world.client(Role.COORDINATOR)
        assert (await coordinator.post("/v1/users", json=NEW)).status_code == 403


class TestUpdate:
    async def test_the_last_administrator_stays(self, world: World) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        me = (await admin.get("/v1/me")).json()
        url = f"/v1/users/{me['id']}"
        tag = (await admin.get(url)).headers["etag"]
        body = {"memberships": [{"role": "analyst"}]}
        answer = await admin.patch(url, json=body, headers={"If-Match": tag})
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/last-administrator"
        assert (await admin.get("/v1/me")).json()["memberships"][0]["role"] == "district_admin"

    async def test_other_roles_are_another_version(self, world: World) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        body = NEW | {"email": f"{world.district_id}@example.net"}
        made = await admin.post("/v1/users", json=body)
        url, tag = f"/v1/users/{made.json()['id']}", {"If-Match": made.headers["etag"]}
        roles = {"memberships": [{"role": "analyst"}]}
        changed = await admin.patch(url, json=roles, headers=tag)
        assert changed.json()["version"] == made.json()["version"] + 1
        before, after = (datetime.fromisoformat(a.json()["updated_at"]) for a in (made, changed))
        assert after > before
        again = await admin.patch(url, json={"memberships": []}, headers=tag)
        assert again.status_code == 412

    async def test_a_role_taken_away_ends_at_once(
        self, world: World, anonymous: httpx.AsyncClient
    ) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        email = await world.user(Role.COORDINATOR)
        body = {"email": email, "password": PASSWORD}
        token = (await anonymous.post("/v1/auth/sign-in", json=body)).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        me = (await anonymous.get("/v1/me", headers=headers)).json()
        url = f"/v1/users/{me['id']}"
        tag = (await admin.get(url)).headers["etag"]
        await admin.patch(url, json={"memberships": []}, headers={"If-Match": tag})
        assert (await anonymous.get("/v1/cohorts", headers=headers)).status_code == 403

    async def test_another_district_finds_nobody(self, world: World, elsewhere: World) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        me = (await admin.get("/v1/me")).json()
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get(f"/v1/users/{me['id']}")).status_code == 404


async def _ortega(world: World) -> StaffMember:
    row = StaffMember(
        district_id=world.district_id, sourced_id="t1", given_name="Sam", family_name="Ortega"
    )
    await world.add(row)
    return row


class TestTeaching:
    """Who teaches nobody is attested by an administrator, of people outside the roster."""

    async def test_an_attestation_is_audited_and_ends_with_a_link_to_the_roster(
        self, world: World
    ) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        staff = await _ortega(world)
        body = NEW | {"email": f"{world.district_id}@example.org", "teaches_nobody": True}
        made = (await admin.post("/v1/users", json=body)).json()
        assert made["teaches_nobody"]
        assert made["teaches_nobody_by"] == (await admin.get("/v1/me")).json()["id"]
        url = f"/v1/users/{made['id']}"
        for changes, attested in (
            ({"name": "Ada B."}, True),
            ({"staff_id": str(staff.id)}, False),
            ({"staff_id": None}, False),
        ):
            tag = {"If-Match": (await admin.get(url)).headers["etag"]}
            answer = await admin.patch(url, json=changes, headers=tag)
            assert answer.json()["teaches_nobody"] is attested
        async with world.context() as ctx:
            query = select(Event.type).where(col(Event.resource_id) == UUID(made["id"]))
            told = list(await ctx.session.exec(query))
        assert told.count("user.teaching_attested") == 1
        assert told.count("user.teaching_attestation_ended") == 1

    async def test_it_is_refused_of_somebody_whom_the_roster_knows(self, world: World) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        staff = await _ortega(world)
        body = NEW | {"teaches_nobody": True, "staff_id": str(staff.id)}
        answer = await admin.post("/v1/users", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/teaches_nobody"

    async def test_staff_know_that_some_texts_are_kept_from_them(self, world: World) -> None:
        staff = await _ortega(world)
        linked = await world.client(Role.ANALYST, staff_id=staff.id)
        assert (await linked.get("/v1/me")).json()["staff_id"] == str(staff.id)
        outsider = await world.client(Role.ANALYST)
        assert (await outsider.get("/v1/me")).json()["staff_id"] is None

    async def test_nobody_attests_it_of_themselves_without_the_right(self, world: World) -> None:
        coordinator = await world.client(Role.COORDINATOR, teaches_nobody=False)
        url = f"/v1/users/{(await coordinator.get('/v1/me')).json()['id']}"
        tag = {"If-Match": (await coordinator.get(url)).headers["etag"]}
        answer = await coordinator.patch(url, json={"teaches_nobody": True}, headers=tag)
        assert answer.status_code == 403
