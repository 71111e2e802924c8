"""What every answer carries, for browsers on shared devices and for those on the way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import HttpUrl

from factories import PASSWORD, World
from tellmore.app import create_app
from tellmore.identity.abilities import Role
from tellmore.settings import Settings


@asynccontextmanager
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """One that speaks plainly with us, as a proxy does that ends TLS before us."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://backend") as client:
        yield client


async def test_nothing_that_the_api_tells_of_people_is_kept_by_a_browser(world: World) -> None:
    client = await world.client(Role.COORDINATOR)
    for path in ("students", "cohorts", "me", "nothing-here"):
        assert (await client.get(f"/v1/{path}")).headers["cache-control"] == "no-store"
    district = await client.get("/v1/district")
    known = {"If-None-Match": district.headers["etag"]}
    again = await client.get("/v1/district", headers=known)
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-store")


class TestOverTls:
    @pytest.fixture
    def app_over_tls(self, settings: Settings, app: FastAPI) -> FastAPI:
        made = create_app(settings.model_copy(update={"public_url": HttpUrl("https://a.example")}))
        made.state.database = app.state.database
        return made

    async def test_the_cookie_is_for_tls_alone_and_browsers_come_no_other_way(
        self, app_over_tls: FastAPI, world: World
    ) -> None:
        body = {"email": await world.user(Role.ANALYST), "password": PASSWORD}
        async with browser(app_over_tls) as client:
            answer = await client.post("/v1/auth/sign-in", json=body)
        assert answer.status_code == 200
        assert "; Secure" in answer.headers["set-cookie"]
        assert answer.headers["strict-transport-security"] == "max-age=31536000"

    async def test_elsewhere_nobody_is_held_to_it(self, anonymous: httpx.AsyncClient) -> None:
        assert "strict-transport-security" not in (await anonymous.get("/v1/me")).headers


@pytest.mark.parametrize("path", ["/%00", "/assets/%00.js", "/..%2f..%2fetc%2fpasswd"])
async def test_no_address_leads_out_of_the_page_nor_breaks_it(
    settings: Settings, tmp_path: Path, path: str
) -> None:
    (tmp_path / "index.html").write_text("the page")
    app = create_app(settings.model_copy(update={"static_dir": str(tmp_path)}))
    async with browser(app) as client:
        answer = await client.get(path)
    assert answer.status_code in {200, 404}
    assert answer.status_code == 404 or answer.text == "the page"
