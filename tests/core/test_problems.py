"""Refusals that come before any room is asked."""

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
