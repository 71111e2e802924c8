"""Every list there is: its bounds, its cursor, who follows its changes, and the Link to go on."""

import base64
import json
import re
from typing import Any

import httpx
import pytest

from architecture.conftest import Place
from architecture.document import document, operations
from architecture.test_other_districts import address
from tellmore.core.ids import uuid7
from tellmore.identity.abilities import Role

Json = dict[str, Any]
AGO = "2020-01-01T00:00:00Z"
FEED = "/v1/events"


def body_of(path: str) -> Json:
    answers = document()["paths"][path]["get"]["responses"]
    schema = answers["200"].get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Json = document()["components"]["schemas"].get(name, schema)
    return found


LISTS = [
    path
    for method, path in operations()
    if method == "get" and "next_cursor" in body_of(path).get("properties", {})
]


@pytest.fixture(scope="session")
async def admin(there: Place) -> httpx.AsyncClient:
    return await there.world.client(Role.DISTRICT_ADMIN)


@pytest.fixture(scope="session")
async def analyst(there: Place) -> httpx.AsyncClient:
    """Reads what an administrator may not: the words."""
    return await there.world.client(Role.ANALYST)


def cursor(*parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


NOT_ITS_OWN = [
    ("limit", "0"),
    ("limit", "201"),
    ("limit", "9" * 30),
    ("updated_since", "1700000000"),
    ("updated_since", "2026-11-01T00:00:00"),
    ("cursor", "\x00é"),
    ("cursor", "A" * 600),
    ("cursor", cursor()),
    ("cursor", cursor({}, [])),
    ("cursor", cursor("not an id", None)),
    ("cursor", cursor(2**70, 0)),
]


def test_there_are_as_many_as_there_are_rooms() -> None:
    assert len(LISTS) > 20


@pytest.mark.parametrize("path", LISTS)
class TestList:
    def test_is_bounded_and_can_be_followed(self, path: str) -> None:
        given = document()["paths"][path]["get"]["parameters"]
        known = {each["name"]: each.get("schema", {}) for each in given if "name" in each}
        assert {"limit", "cursor", "updated_since"} <= known.keys()
        limit = known["limit"]
        assert (limit["default"], limit["minimum"], limit["maximum"]) == (50, 1, 200)

    async def test_refuses_what_is_not_its_own(
        self, there: Place, admin: httpx.AsyncClient, path: str
    ) -> None:
        for name, value in NOT_ITS_OWN:
            answer = await admin.get(address(path, there), params={name: value})
            assert answer.status_code == 422, (value, answer.text)
            assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{name}"]

    async def test_goes_on_after_a_row_that_is_not_there(
        self, there: Place, admin: httpx.AsyncClient, analyst: httpx.AsyncClient, path: str
    ) -> None:
        nowhere = cursor(2**60, 0) if path == FEED else cursor(uuid7().hex, None)
        asked = {"cursor": nowhere}
        answer = await admin.get(address(path, there), params=asked)
        if answer.status_code == 403:
            answer = await analyst.get(address(path, there), params=asked)
        assert answer.status_code == 200, answer.text

    @pytest.mark.parametrize("asked", [{}, {"updated_since": AGO}], ids=["now", "since"])
    async def test_is_read_to_its_end_page_by_page(
        self, there: Place, admin: httpx.AsyncClient, analyst: httpx.AsyncClient, path: str,
        asked: dict[str, str],
    ) -> None:  # fmt: skip
        url, one = address(path, there), {**asked, "limit": "1"}
        client = admin if (await admin.get(url)).is_success else analyst
        whole = (await client.get(url, params={**asked, "limit": "200"})).json()
        ended = whole["next_cursor"] is None
        read: list[Json] = []
        for _ in range(201 if ended else 200):
            answer = await client.get(url, params=one)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            read += page["items"]
            if page["next_cursor"] is None:
                break
            (link,) = re.findall(r'<(.*)>; rel="next"', answer.headers["link"])
            assert (await client.get(link)).json()["items"] != page["items"]
            one["cursor"] = page["next_cursor"]
        assert ("link" not in answer.headers) == ended
        assert read == whole["items"][: len(read)]
        assert len(read) == len(whole["items"]) or path == FEED  # others add events meanwhile
