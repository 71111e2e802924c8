"""Systems: client credentials, scopes, secrets that rotate."""

import httpx

from factories import World
from tellmore.identity.abilities import Ability, Role


async def registered(world: World, *scopes: Ability) -> tuple[httpx.AsyncClient, dict[str, str]]:
    admin = await world.client(Role.DISTRICT_ADMIN)
    made = await admin.post("/v1/api-clients", json={"name": "SIS", "scopes": list(scopes)})
    assert made.status_code == 201
    client = made.json()["client"]
    form = {
        "grant_type": "client_credentials",
        "client_id": client["client_id"],
        "client_secret": made.json()["client_secret"],
        "id": client["id"],
    }
    return admin, form


def grant(form: dict[str, str], **changes: str) -> dict[str, str]:
    return {key: value for key, value in (form | changes).items() if key != "id"}


class TestToken:
    async def test_the_scope_is_what_the_client_holds(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        _, form = await registered(world, Ability.COHORTS_READ, Ability.EVENTS_READ)
        answer = await anonymous.post("/v1/oauth/token", data=grant(form))
        assert answer.json()["scope"] == "cohorts:read events:read"
        headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        assert (await anonymous.get("/v1/cohorts", headers=headers)).status_code == 200
        assert (await anonymous.get("/v1/users", headers=headers)).status_code == 403

    async def test_http_basic_works_too(self, anonymous: httpx.AsyncClient, world: World) -> None:
        _, form = await registered(world, Ability.COHORTS_READ)
        answer = await anonymous.post(
            "/v1/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(form["client_id"], form["client_secret"]),
        )
        assert answer.status_code == 200

    async def test_a_wider_scope_is_refused(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        _, form = await registered(world, Ability.COHORTS_READ)
        answer = await anonymous.post("/v1/oauth/token", data=grant(form, scope="cohorts:write"))
        assert answer.status_code == 400
        assert answer.json()["type"] == "/problems/invalid-scope"
        assert answer.json()["error"] == "invalid_scope"

    async def test_a_library_for_oauth_finds_what_it_looks_for(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        _, form = await registered(world, Ability.COHORTS_READ)
        given = await anonymous.post("/v1/oauth/token", data=grant(form))
        assert given.headers["Cache-Control"] == "no-store"
        wrong = await anonymous.post("/v1/oauth/token", data=grant(form, client_secret="guess"))
        assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")
        assert wrong.headers["WWW-Authenticate"].startswith("Basic ")
        other = await anonymous.post("/v1/oauth/token", data=grant(form, grant_type="password"))
        assert (other.status_code, other.json()["error"]) == (400, "unsupported_grant_type")

    async def test_guessing_secrets_is_slowed_down(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        _, form = await registered(world, Ability.COHORTS_READ)
        guess = grant(form, client_secret="guess")
        answers = [await anonymous.post("/v1/oauth/token", data=guess) for _ in range(21)]
        assert [answer.status_code for answer in answers] == [401] * 20 + [429]
        assert (await anonymous.post("/v1/oauth/token", data=grant(form))).status_code == 429

    async def test_a_client_id_that_is_none_is_refused(self, anonymous: httpx.AsyncClient) -> None:
        form = {"grant_type": "client_credentials", "client_id": "x", "client_secret": "y"}
        assert (await anonymous.post("/v1/oauth/token", data=form)).status_code == 401


class TestRotate:
    async def test_both_secrets_work_while_one_is_replaced(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        admin, form = await registered(world, Ability.COHORTS_READ)
        rotated = await admin.post(f"/v1/api-clients/{form['id']}/rotate")
        new = rotated.json()["client_secret"]
        for secret in (form["client_secret"], new):
            answer = await anonymous.post("/v1/oauth/token", data=grant(form, client_secret=secret))
            assert answer.status_code == 200


class TestRevoke:
    async def test_its_tokens_end_at_once(self, anonymous: httpx.AsyncClient, world: World) -> None:
        admin, form = await registered(world, Ability.COHORTS_READ)
        token = (await anonymous.post("/v1/oauth/token", data=grant(form))).json()["access_token"]
        await admin.post(f"/v1/api-clients/{form['id']}/revoke")
        headers = {"Authorization": f"Bearer {token}"}
        assert (await anonymous.get("/v1/cohorts", headers=headers)).status_code == 401
        assert (await anonymous.post("/v1/oauth/token", data=grant(form))).status_code == 401


class TestCreate:
    async def test_a_client_makes_no_clients(self, world: World) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        body = {"name": "SIS", "scopes": [Ability.CLIENTS_WRITE]}
        assert (await admin.post("/v1/api-clients", json=body)).status_code == 422

    async def test_a_coordinator_is_refused(self, world: World) -> None:
        coordinator = await world.client(Role.COORDINATOR)
        body = {"name": "SIS", "scopes": [Ability.COHORTS_READ]}
        assert (await coordinator.post("/v1/api-clients", json=body)).status_code == 403
        assert (await coordinator.get("/v1/api-clients")).status_code == 403

    async def test_the_list_says_how_long_the_old_secret_works(self, world: World) -> None:
        admin, form = await registered(world, Ability.COHORTS_READ)
        before = (await admin.get("/v1/api-clients")).json()["items"]
        assert [one["old_secret_until"] for one in before] == [None]
        assert sorted(before[0]["can"]) == ["revoke", "rotate"]
        await admin.post(f"/v1/api-clients/{form['id']}/rotate")
        (after,) = (await admin.get("/v1/api-clients")).json()["items"]
        assert after["old_secret_until"] is not None

    async def test_a_revoked_client_gets_no_new_secret(self, world: World) -> None:
        admin, form = await registered(world, Ability.COHORTS_READ)
        ended = (await admin.post(f"/v1/api-clients/{form['id']}/revoke")).json()
        assert ended["can"] == []
        assert (await admin.post(f"/v1/api-clients/{form['id']}/rotate")).status_code == 403

    async def test_another_district_cannot_rotate_it(self, world: World, elsewhere: World) -> None:
        _, form = await registered(world, Ability.COHORTS_READ)
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.post(f"/v1/api-clients/{form['id']}/rotate")).status_code == 404
