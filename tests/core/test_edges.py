"""What every address has in common: methods, kinds of content, versions and limits."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from factories import World
from tellmore.app import create_app
from tellmore.core.keys import new_private_key
from tellmore.identity.abilities import Role
from tellmore.settings import Environment, Settings


@pytest.fixture
async def admin(world: World) -> httpx.AsyncClient:
    return await world.client(Role.DISTRICT_ADMIN)


@pytest.fixture
def page(tmp_path: Path) -> httpx.AsyncClient:
    """Without a database, and with the built page served at every other address."""
    (tmp_path / "index.html").write_text("<title>Tellmore</title>")
    settings = Settings(
        environment=Environment.DEVELOPMENT,
        DATABASE_URL=SecretStr("postgresql://nobody@127.0.0.1:1/nothing"),
        secret_key=SecretStr("k" * 40),
        jwt_private_key=SecretStr(new_private_key()),
        static_dir=str(tmp_path),
    )
    transport = httpx.ASGITransport(create_app(settings), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test.example")


class TestMethods:
    async def test_another_method_is_refused_with_all_that_there_are(
        self, anonymous: httpx.AsyncClient
    ) -> None:
        answer = await anonymous.put(f"/v1/cohorts/{'0' * 32}")
        assert (answer.status_code, answer.json()["type"]) == (405, "/problems/method-not-allowed")
        assert answer.headers["Allow"] == "DELETE, GET, PATCH"

    @pytest.mark.parametrize("path", ["/v1/nothing", "/v1/cohorts/a/b/c", "/nothing", "/c/a/b/c"])
    async def test_what_is_not_there_is_not_found_by_any_method(
        self, page: httpx.AsyncClient, path: str
    ) -> None:
        async with page:
            answer = await page.post(path, json={})
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize("path", ["/v1/cohorts", "/v1/me", "/problems", "/v1/openapi.json"])
    async def test_head_is_get_without_its_body(self, admin: httpx.AsyncClient, path: str) -> None:
        head, full = await admin.head(path), await admin.get(path)
        assert (head.status_code, head.content) == (200, b"")
        own = {"x-request-id"}
        assert {k: v for k, v in head.headers.items() if k not in own} == {
            k: v for k, v in full.headers.items() if k not in own
        }

    async def test_head_of_what_is_not_there(self, admin: httpx.AsyncClient) -> None:
        assert (await admin.head(f"/v1/cohorts/{'0' * 32}")).status_code == 404


class TestContent:
    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "x"])
    async def test_what_is_no_json_is_refused_as_such(
        self, admin: httpx.AsyncClient, kind: str
    ) -> None:
        answer = await admin.post("/v1/cohorts", content="{}", headers={"Content-Type": kind})
        assert answer.status_code == 415
        assert answer.json()["detail"] == "Send application/json."

    @pytest.mark.parametrize("path", ["/v1/roster-imports", "/v1/oauth/token"])
    async def test_what_is_no_form_is_refused_as_such(
        self, admin: httpx.AsyncClient, path: str
    ) -> None:
        answer = await admin.post(path, json={"grant_type": "client_credentials"})
        assert (answer.status_code, answer.json()["type"]) == (
            415,
            "/problems/unsupported-media-type",
        )

    async def test_json_by_any_of_its_names_is_taken(self, admin: httpx.AsyncClient) -> None:
        kind = {"Content-Type": "application/merge-patch+json; charset=utf-8"}
        answer = await admin.post("/v1/cohorts", content=b"{}", headers=kind)
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            (b"", ""),
            (b'{"name": ', ""),
            (b"\xff", ""),
            (b"[]", ""),
            (b'{"name": "x\x00"}', ""),
            (b'{"name": "x\\u0000"}', "/name"),
            (b'{"size": 1e400}', "/size"),
            (b'{"size": ' + b"9" * 400 + b"}", "/size"),
            (b'{"size": ' + b"9" * 5000 + b"}", ""),
            (b"[" * 50_000, ""),
            (b'{"a/b~c": 1}', "/a~1b~0c"),
        ],
    )
    async def test_a_fault_is_pointed_at(
        self, admin: httpx.AsyncClient, body: bytes, pointer: str
    ) -> None:
        kind = {"Content-Type": "application/json"}
        answer = await admin.post("/v1/cohorts", content=body, headers=kind)
        assert answer.status_code in {400, 422}, answer.text
        told: dict[str, Any] = answer.json()
        assert pointer in {error["pointer"] for error in told["errors"]}, told


class TestVersions:
    async def test_a_tag_that_was_weakened_on_the_way_is_known(
        self, admin: httpx.AsyncClient
    ) -> None:
        tag = (await admin.get("/v1/district")).headers["etag"]
        for known in (tag, f"W/{tag}", f'"other", W/{tag}', "*"):
            answer = await admin.get("/v1/district", headers={"If-None-Match": known})
            assert (answer.status_code, answer.content) == (304, b""), known
            assert answer.headers["etag"] == tag
        other = await admin.get("/v1/district", headers={"If-None-Match": '"other"'})
        assert other.status_code == 200


class TestLimits:
    async def test_who_tries_too_often_is_told_the_limit(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        guess = {"email": await world.user(Role.ANALYST), "password": "not the password"}
        for _ in range(5):
            await anonymous.post("/v1/auth/sign-in", json=guess)
        answer = await anonymous.post("/v1/auth/sign-in", json=guess)
        assert answer.status_code == 429
        wait = answer.headers["Retry-After"]
        assert answer.headers["RateLimit-Policy"] == '"account-locked";q=5;w=900'
        assert answer.headers["RateLimit"] == f'"account-locked";r=0;t={wait}'
        assert 0 < int(wait) <= 901


async def test_what_may_be_done_is_told_in_one_order_by_every_process(world: World) -> None:
    """The ETag is made of the answer: two processes that differ in it would never say 304."""
    client = await world.client(Role.DISTRICT_ADMIN)
    body = {"email": f"{world.district_id}@example.org", "name": "Ada", "memberships": []}
    made = await client.post("/v1/users", json=body)
    assert made.json()["can"] == sorted(made.json()["can"])
