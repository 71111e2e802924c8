"""One password tried on many accounts: a bound on each address that wrong ones come from."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from factories import PASSWORD, World
from tellmore.core.clock import now
from tellmore.identity.abilities import Role
from tellmore.identity.addresses import MOST_WRONG, WITHIN

From = Callable[[str], httpx.AsyncClient]


@pytest.fixture
def client_from(app: FastAPI) -> From:
    def made(address: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1))
        return httpx.AsyncClient(transport=transport, base_url="http://test.example")

    return made


async def sign_in(client: httpx.AsyncClient, email: str, password: str) -> httpx.Response:
    return await client.post("/v1/auth/sign-in", json={"email": email, "password": password})


async def spray(client: httpx.AsyncClient, times: int) -> None:
    for _ in range(times):
        answer = await sign_in(client, f"{uuid4()}@example.org", "Spring2026!")
        assert answer.status_code == 401


async def test_wrong_passwords_for_many_accounts_are_bounded_by_address(
    client_from: From, world: World
) -> None:
    email = await world.user(Role.ANALYST)
    here, elsewhere = client_from("203.0.113.1"), client_from("203.0.113.2")
    await spray(here, MOST_WRONG)
    refused = await sign_in(here, email, PASSWORD)
    assert refused.status_code == 429
    assert refused.json()["type"] == "/problems/address-locked"
    assert 0 < int(refused.headers["retry-after"]) <= 901
    assert refused.headers["RateLimit-Policy"] == '"address-locked";q=100;w=900'
    assert (await sign_in(elsewhere, email, PASSWORD)).status_code == 200


async def test_those_that_come_together_are_each_counted(client_from: From) -> None:
    here = client_from("203.0.113.5")
    emails = [f"{uuid4()}@example.org" for _ in range(MOST_WRONG + 4)]
    answers = await asyncio.gather(*(sign_in(here, each, "Spring2026!") for each in emails))
    assert sorted(each.status_code for each in answers) == [401] * MOST_WRONG + [429] * 4


async def test_right_passwords_and_locked_accounts_do_not_count(
    client_from: From, world: World
) -> None:
    email, locked = await world.user(Role.ANALYST), await world.user(Role.ANALYST)
    here = client_from("203.0.113.3")
    await spray(here, MOST_WRONG - 6)
    for _ in range(5):
        assert (await sign_in(here, locked, "guess")).status_code == 401
    for _ in range(3):
        assert (await sign_in(here, locked, "guess")).json()["type"] == "/problems/account-locked"
        assert (await sign_in(here, email, PASSWORD)).status_code == 200
    await spray(here, 1)
    assert (await sign_in(here, email, PASSWORD)).status_code == 429


async def test_it_is_over_after_a_quarter_of_an_hour(
    app: FastAPI, client_from: From, world: World
) -> None:
    email = await world.user(Role.ANALYST)
    here = client_from("203.0.113.4")
    await spray(here, MOST_WRONG)
    app.state.keys.addresses.window("203.0.113.4", now()).began -= WITHIN
    assert (await sign_in(here, email, PASSWORD)).status_code == 200


async def test_a_network_of_ipv6_is_one_address(client_from: From, world: World) -> None:
    email = await world.user(Role.ANALYST)
    for number in range(4):
        await spray(client_from(f"2001:db8:1:2::{number}"), MOST_WRONG // 4)
    assert (await sign_in(client_from("2001:db8:1:2::99"), email, PASSWORD)).status_code == 429
    assert (await sign_in(client_from("2001:db8:1:3::1"), email, PASSWORD)).status_code == 200
