"""Every route that has an id in it, asked with an id of another district: not found, always."""

import re
from typing import Any

import httpx
import pytest

from architecture.bodies import Bodies, Json
from architecture.conftest import Place
from architecture.document import document, operations
from architecture.filled import TABLES
from tellmore.core.ids import uuid7
from tellmore.identity.abilities import Role

TABLE_OF = {"funnels": "cohorts", "participants": "members"}
"""Where a path's word is not its table's name."""

MORE: dict[str, Json] = {
    "action_items_join_committee": {"user_id": "01234567-89ab-7def-8123-456789abcdef"},
    "codings_create": {"span_end": 5},
    "consent_records_create": {"decisions": {"participate": "granted"}},
    "sessions_hear_consent": {"decisions": {"quote": "granted"}},
}
"""By operationId: what a body needs beyond what its schema says."""

EACH_FOR_ITSELF = {"/v1/responses/batch"}
"""Whose items are taken or refused one by one, in an answer that is a success as a whole."""


def takes_an_id(path: str, method: str) -> bool:
    return any(
        parameter.get("in") == "path" and parameter["schema"].get("format") == "uuid"
        for parameter in document()["paths"][path][method].get("parameters", [])
    )


def with_an_id() -> list[tuple[str, str]]:
    return [(method, path) for method, path in operations() if takes_an_id(path, method)]


def address(path: str, place: Place) -> str:
    """Put the ids of a district's rows into the path, by the word before each."""

    def fill(match: re.Match[str]) -> str:
        word = match["word"]
        table = TABLE_OF.get(word, word.replace("-", "_"))
        return f"{word}/{place.ids[table]}"

    return re.sub(r"(?P<word>[a-z-]+)/\{\w+\}", fill, path)


def request_of(method: str, path: str, place: Place) -> dict[str, Any]:
    operation = document()["paths"][path][method]
    made: dict[str, Any] = {"url": address(path, place), "headers": {"If-Match": '"1"'}}
    body = Bodies(document(), place.ids).of(operation)
    if body is not None:
        made["json"] = body | MORE.get(operation["operationId"], {})
    if "multipart/form-data" in operation.get("requestBody", {}).get("content", {}):
        made["files"] = {"file": ("scan.pdf", b"%PDF-1.7")}
    return made


@pytest.fixture(scope="session")
async def stranger(there: Place) -> httpx.AsyncClient:
    return await there.world.client(Role.DISTRICT_ADMIN)


@pytest.fixture(scope="session")
async def insider(here: Place) -> httpx.AsyncClient:
    return await here.world.client(Role.DISTRICT_ADMIN)


@pytest.mark.parametrize(("method", "path"), with_an_id())
async def test_an_id_of_another_district_is_not_found(
    here: Place, stranger: httpx.AsyncClient, method: str, path: str
) -> None:
    answer = await stranger.request(method, **request_of(method, path, here))
    assert answer.status_code == 404, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def read_by_id() -> list[str]:
    """A stream is left out, since it never ends."""
    return [
        path
        for method, path in with_an_id()
        if method == "get"
        and "text/event-stream" not in str(document()["paths"][path]["get"]["responses"])
    ]


@pytest.mark.parametrize("path", read_by_id())
async def test_the_same_id_is_found_at_home(
    here: Place, insider: httpx.AsyncClient, path: str
) -> None:
    """Otherwise the test above would pass on ids that nobody has."""
    answer = await insider.get(**request_of("get", path, here))
    assert answer.status_code != 404, answer.text


def with_an_id_in_the_body() -> list[str]:
    """Operations without an id in the path, whose body refers to rows."""
    bodies = Bodies(document(), {table.name: uuid7() for table in TABLES})
    paths = [path for method, path in operations() if method == "post" and "{" not in path]
    known = {str(row_id) for row_id in bodies.ids.values()}
    return [path for path in paths if known & _ids_in(bodies.of(document()["paths"][path]["post"]))]


def _ids_in(body: Json | None) -> set[str]:
    return set(re.findall(r"[0-9a-f-]{36}", str(body)))


@pytest.mark.parametrize("path", with_an_id_in_the_body())
async def test_an_id_of_another_district_in_a_body_is_not_found(
    here: Place, stranger: httpx.AsyncClient, path: str
) -> None:
    answer = await stranger.post(**request_of("post", path, here))
    if path in EACH_FOR_ITSELF:
        (only,) = answer.json()["results"]
        assert only["problem"]["status"] == 404
    else:
        assert answer.status_code == 404, answer.text
