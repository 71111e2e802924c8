"""Refusals that come before any room is asked."""

from collections.abc import AsyncIterator

import httpx
import pytest

from factories import World
from tellmore.core.ids import uuid7
from tellmore.core.security import new_token
from tellmore.identity.abilities import Role


@pytest.mark.parametrize("body", [b"\xc2\x21", b"{", b""])
async def test_a_body_that_is_no_json_is_refused_as_documented(world: World, body: bytes) -> None:
    client = await world.client(Role.COORDINATOR)
    headers = {"Content-Type": "application/json"}
    answer: httpx.Response = await client.post("/v1/cohorts", content=body, headers=headers)
    document = (await client.get("/v1/openapi.json")).json()
    documented = document["paths"]["/v1/cohorts"]["post"]["responses"]
    assert answer.status_code in {400, 422}
    assert str(answer.status_code) in documented
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("page", ["c", "t", "heard"])
async def test_no_refusal_repeats_the_token_of_a_link(
    anonymous: httpx.AsyncClient, page: str
) -> None:
    token = new_token(uuid7())
    for path in (f"/{page}/{token}", f"/{page}/{token}/nothing-here"):
        for method in ("GET", "HEAD", "PUT", "POST"):
            answer = await anonymous.request(method, path)
            assert 400 <= answer.status_code < 500
            assert token not in answer.text
    answer = await anonymous.put(f"/{page}/{token}")
    assert answer.json()["instance"] == f"/{page}/-"


class TestBodiesThatAreTooLarge:
    MUCH = 5_000_000

    async def test_what_is_no_upload_is_refused(self, world: World) -> None:
        client = await world.client(Role.COORDINATOR)
        answer = await client.post("/v1/cohorts", json={"name": "x" * self.MUCH})
        assert answer.status_code == 413
        assert answer.json()["type"] == "/problems/body-too-large"

    @pytest.mark.parametrize("token", ["", "Bearer e30.e30.x"])
    async def test_an_upload_of_somebody_who_is_not_signed_in_is_not_taken_first(
        self, anonymous: httpx.AsyncClient, token: str
    ) -> None:
        taken = 0

        async def upload() -> AsyncIterator[bytes]:
            nonlocal taken
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
            for _ in range(100):
                taken += 1
                yield b"x" * 1_000_000

        headers = {"Content-Type": "multipart/form-data; boundary=x", "Authorization": token}
        answer = await anonymous.post("/v1/roster-imports", content=upload(), headers=headers)
        assert answer.status_code == 401
        assert taken < 10

    async def test_one_of_somebody_who_is_signed_in_may_be_larger(self, world: World) -> None:
        client = await world.client(Role.COORDINATOR)
        files = {"file": ("roster.zip", b"x" * self.MUCH)}
        answer = await client.post("/v1/roster-imports", files=files)
        assert answer.json()["type"] == "/problems/roster-refused"
