"""A POST that is sent twice happens once; a form counts by what it holds."""

import io
import zipfile
from collections.abc import Callable

import httpx

from factories import World
from tellmore.identity.abilities import Role


def remarked(bundle: bytes, remark: bytes) -> bytes:
    """The same bundle with a comment in the zip: other bytes, of the same number."""
    buffer = io.BytesIO(bundle)
    with zipfile.ZipFile(buffer, "a") as zipped:
        zipped.comment = remark
    return buffer.getvalue()


async def upload(client: httpx.AsyncClient, bundle: bytes) -> httpx.Response:
    files = {"file": ("roster.zip", bundle, "application/zip")}
    headers = {"Idempotency-Key": "roster-1"}
    return await client.post("/v1/roster-imports", files=files, headers=headers)


async def test_another_file_of_the_same_length_is_no_repetition(
    world: World, make: Callable[[], bytes]
) -> None:
    coordinator = await world.client(Role.COORDINATOR)
    one, other = (remarked(make(), remark) for remark in (b"a", b"b"))
    assert len(one) == len(other)
    first, again = await upload(coordinator, one), await upload(coordinator, one)
    assert first.status_code == again.status_code == 201
    assert again.headers["idempotent-replayed"] == "true"
    changed = await upload(coordinator, other)
    assert changed.status_code == 422
    assert changed.json()["type"] == "/problems/idempotency-key-reused"
