"""What a supervisor and a load balancer ask."""

import httpx


async def test_a_migrated_database_is_ready(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert answer.json()["worker"] in {"alive", "silent"}
