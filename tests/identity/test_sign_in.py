"""Sessions of people: sign-in, lock-out, rotation, signing out."""

import json
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from factories import PASSWORD, World
from tellmore.core.clock import now
from tellmore.core.context import ActorKind
from tellmore.core.events import Event
from tellmore.core.ids import uuid7
from tellmore.core.security import AUDIENCE, AccessToken
from tellmore.identity.abilities import Role
from tellmore.identity.models import RefreshToken


async def sign_in(client: httpx.AsyncClient, email: str, password: str) -> httpx.Response:
    return await client.post("/v1/auth/sign-in", json={"email": email, "password": password})


def bearer(answer: httpx.Response) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


class TestSignIn:
    async def test_the_right_password_opens_a_session(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        email = await world.user(Role.COORDINATOR)
        answer = await sign_in(anonymous, email.upper(), PASSWORD)
        assert answer.status_code == 200
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        me = await anonymous.get("/v1/me", headers=bearer(answer))
        assert me.json()["email"] == email
        assert "cohorts:write" in me.json()["abilities"]

    async def test_a_wrong_password_and_an_unknown_address_answer_alike(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        wrong = await sign_in(anonymous, await world.user(Role.ANALYST), "not the password")
        unknown = await sign_in(anonymous, "nobody@example.org", "not the password")
        assert wrong.status_code == unknown.status_code == 401
        same = ("type", "title", "status", "detail")
        assert [wrong.json()[key] for key in same] == [unknown.json()[key] for key in same]

    @pytest.mark.parametrize("path", ["sign-in", "choose-password"])
    async def test_half_a_character_is_no_secret_and_is_not_repeated(
        self, anonymous: httpx.AsyncClient, path: str
    ) -> None:
        token = "0" * 32 + ".x"
        fields = {"sign-in": {"email": "a@example.org"}, "choose-password": {"token": token}}
        body = json.dumps({**fields[path], "password": "long enough, but \ud800"})
        headers = {"Content-Type": "application/json"}
        answer = await anonymous.post(f"/v1/auth/{path}", content=body, headers=headers)
        assert answer.status_code == 422
        told = answer.text.replace(answer.json()["request_id"], "")  # hex digits of any kind
        assert "long enough" not in told
        assert "d800" not in told

    async def test_repeated_failures_lock_the_account(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        email = await world.user(Role.ANALYST)
        for _ in range(5):
            assert (await sign_in(anonymous, email, "guess")).status_code == 401
        locked = await sign_in(anonymous, email, PASSWORD)
        assert locked.status_code == 429
        assert locked.json()["type"] == "/problems/account-locked"
        assert 0 < int(locked.headers["retry-after"]) <= 901
        async with world.context() as ctx:
            query = select(Event).where(col(Event.type) == "user.locked_out")
            assert len((await ctx.session.exec(query)).all()) == 1

    async def test_a_lock_out_does_not_tell_who_has_an_account(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        nobody = f"{world.district_id}@example.org"
        told = []
        for email in (await world.user(Role.ANALYST), nobody):
            answers = [await sign_in(anonymous, email, "guess") for _ in range(6)]
            told.append([(a.status_code, a.json()["type"], a.json()["detail"]) for a in answers])
        assert told[0] == told[1]
        assert [status for status, _, _ in told[0]] == [401] * 5 + [429]
        # Nor does whoever is locked out lock out anybody else.
        assert (await sign_in(anonymous, f"b{nobody}", "guess")).status_code == 401

    async def test_a_deactivated_person_is_out_at_once(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        email = await world.user(Role.ANALYST)
        session = await sign_in(anonymous, email, PASSWORD)
        me = (await anonymous.get("/v1/me", headers=bearer(session))).json()
        url = f"/v1/users/{me['id']}"
        tag = (await admin.get(url)).headers["etag"]
        body = {"status": "deactivated"}
        changed = await admin.patch(url, json=body, headers={"If-Match": tag})
        assert changed.status_code == 200
        assert (await anonymous.get("/v1/me", headers=bearer(session))).status_code == 401
        assert (await sign_in(anonymous, email, PASSWORD)).status_code == 401


class TestRefresh:
    async def test_the_refresh_token_rotates(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        await sign_in(anonymous, await world.user(Role.ANALYST), PASSWORD)
        before = anonymous.cookies["tellmore_refresh"]
        answer = await anonymous.post("/v1/auth/refresh")
        assert answer.status_code == 200
        assert anonymous.cookies["tellmore_refresh"] != before
        assert (await anonymous.get("/v1/me", headers=bearer(answer))).status_code == 200

    async def test_a_spent_token_used_again_ends_the_whole_session(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        await sign_in(anonymous, await world.user(Role.ANALYST), PASSWORD)
        spent = anonymous.cookies["tellmore_refresh"]
        fresh = await anonymous.post("/v1/auth/refresh")
        async with world.context() as ctx:  # a minute later
            for row in await ctx.session.exec(
                select(RefreshToken).where(col(RefreshToken.used_at).is_not(None))
            ):
                row.used_at = now() - timedelta(minutes=1)
        stolen = await anonymous.post(
            "/v1/auth/refresh", headers={"Cookie": f"tellmore_refresh={spent}"}
        )
        assert stolen.status_code == 401
        assert (await anonymous.get("/v1/me", headers=bearer(fresh))).status_code == 401

    async def test_without_a_cookie_it_is_refused(self, anonymous: httpx.AsyncClient) -> None:
        assert (await anonymous.post("/v1/auth/refresh")).status_code == 401


class TestSignOut:
    async def test_signing_out_ends_this_session_only(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        email = await world.user(Role.ANALYST)
        other = await sign_in(anonymous, email, PASSWORD)
        anonymous.cookies.clear()
        here = await sign_in(anonymous, email, PASSWORD)
        assert (await anonymous.post("/v1/auth/sign-out")).status_code == 204
        assert (await anonymous.get("/v1/me", headers=bearer(here))).status_code == 401
        assert (await anonymous.get("/v1/me", headers=bearer(other))).status_code == 200

    async def test_signing_out_everywhere_ends_them_all(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        email = await world.user(Role.ANALYST)
        first = await sign_in(anonymous, email, PASSWORD)
        anonymous.cookies.clear()
        second = await sign_in(anonymous, email, PASSWORD)
        answer = await anonymous.post("/v1/me/sign-out-everywhere", headers=bearer(second))
        assert answer.status_code == 204
        for session in (first, second):
            assert (await anonymous.get("/v1/me", headers=bearer(session))).status_code == 401


class TestAccessToken:
    async def test_a_token_without_our_signature_is_refused(
        self, anonymous: httpx.AsyncClient
    ) -> None:
        answer = await anonymous.get("/v1/me", headers={"Authorization": "Bearer e30.e30.x"})
        assert answer.status_code == 401

    async def test_a_token_that_is_over_is_refused(
        self, app: FastAPI, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        tokens = app.state.keys.tokens
        claims = AccessToken(uuid7(), world.district_id, ActorKind.USER.value, uuid7(), frozenset())
        old = tokens.issue(claims, at=now() - timedelta(hours=1))
        answer = await anonymous.get("/v1/me", headers={"Authorization": f"Bearer {old}"})
        assert answer.status_code == 401

    async def test_a_token_known_as_good_is_refused_once_it_is_over(
        self, app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = await world.client(Role.COORDINATOR)
        assert (await client.get("/v1/me")).status_code == 200
        later = now() + app.state.keys.tokens.lifetime
        monkeypatch.setattr("tellmore.core.security.now", lambda: later)
        assert (await client.get("/v1/me")).status_code == 401

    def test_the_cryptography_backend_signs(self, app: FastAPI) -> None:
        """`ecdsa` comes along with python-jose, and is never the one that computes."""
        key = app.state.keys.tokens._private
        assert type(key).__module__ == "jose.backends.cryptography_backend"
        assert AUDIENCE == "tellmore-api"
