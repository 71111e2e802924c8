"""Names and words that people look for are sent in a body, never in an address."""

from typing import Any

import httpx
import pytest
from sqlmodel import select

from factories import World
from rosters.importing import Json
from tellmore.core.events import Event
from tellmore.core.idempotency import IdempotentAnswer
from tellmore.identity.abilities import Ability, Role

PATHS = ("/v1/students/search", "/v1/staff/search", "/v1/classes/search")


async def found(client: httpx.AsyncClient, path: str, **wanted: Any) -> list[Json]:
    answer = await client.post(path, json=wanted)
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


@pytest.mark.parametrize("path", PATHS)
class TestEverySearch:
    async def test_anonymous_is_asked_to_sign_in(
        self, anonymous: httpx.AsyncClient, path: str
    ) -> None:
        assert (await anonymous.post(path, json={})).status_code == 401

    async def test_an_analyst_is_refused(self, world: World, path: str) -> None:
        analyst = await world.client(Role.ANALYST)
        assert (await analyst.post(path, json={})).status_code == 403

    async def test_another_district_finds_nothing(
        self, roster: None, elsewhere: World, path: str
    ) -> None:
        assert await found(await elsewhere.client(Role.DISTRICT_ADMIN), path) == []

    async def test_without_words_it_is_the_list(
        self, coordinator: httpx.AsyncClient, roster: None, path: str
    ) -> None:
        listed = (await coordinator.get(path.removesuffix("/search"))).json()["items"]
        assert listed
        assert await found(coordinator, path) == listed

    @pytest.mark.parametrize(
        ("wanted", "pointer"),
        [
            ({"name": "Ada"}, "/name"),
            ({"q": "a" * 101}, "/q"),
            ({"q": "a\x00b"}, "/q"),
            ({"school_id": "x"}, "/school_id"),
        ],
    )
    async def test_refuses_what_it_does_not_know(
        self, coordinator: httpx.AsyncClient, path: str, wanted: Json, pointer: str
    ) -> None:
        answer = await coordinator.post(path, json=wanted)
        assert answer.status_code == 422, answer.text
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]

    async def test_changes_nothing_and_keeps_nothing(
        self, coordinator: httpx.AsyncClient, world: World, roster: None, path: str
    ) -> None:
        """A client's key comes with every POST: here nothing is kept under it."""
        before = await count(world)
        key = {"Idempotency-Key": "one-of-two"}
        first = await coordinator.post(path, json={"q": "quill"}, headers=key)
        other = await coordinator.post(path, json={"q": "finch"}, headers=key)
        assert (first.status_code, other.status_code) == (200, 200)
        assert await count(world) == before


async def count(world: World) -> list[int]:
    async with world.context() as ctx:
        return [len((await ctx.session.exec(select(t))).all()) for t in (Event, IdempotentAnswer)]


class TestStudents:
    @pytest.mark.parametrize(
        ("q", "names"),
        [
            ("quil", {"Ada", "Ben"}),
            ("quill ada", {"Ada"}),
            ("A2", {"Ben"}),
            ("%", set()),
            ("nobody", set()),
        ],
    )
    async def test_are_found_by_name_and_number(
        self, coordinator: httpx.AsyncClient, roster: None, q: str, names: set[str]
    ) -> None:
        students = await found(coordinator, "/v1/students/search", q=q)
        assert {one["given_name"] for one in students} == names

    async def test_are_narrowed_as_the_list_is(
        self, coordinator: httpx.AsyncClient, world: World, roster: None
    ) -> None:
        path = "/v1/students/search"
        (ada,) = await found(coordinator, path, q="quill", grade="06")
        assert ada["given_name"] == "Ada"
        elsewhere = str(world.schools[0].id)
        assert await found(coordinator, path, q="quill", school_id=elsewhere) == []
        assert await found(coordinator, path, q="quill", active=False) == []

    async def test_come_in_pages_by_name(
        self, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        for family in ("Moreno", "Amorós", "Morel", "Zhou"):
            await world.students(1, family_name=family)
        url: str | None = "/v1/students/search?limit=2"
        seen: list[str] = []
        while url:
            answer = await coordinator.post(url, json={"q": "mor", "order": "name"})
            seen += [one["family_name"] for one in answer.json()["items"]]
            assert (answer.json()["next_cursor"] is None) == ("next" not in answer.links)
            url = answer.links.get("next", {}).get("url")
        assert seen == ["Amorós", "Morel", "Moreno"]

    async def test_a_system_needs_the_scope(self, world: World) -> None:
        reader = await world.integration(Ability.ROSTERS_READ)
        assert (await reader.post("/v1/students/search", json={})).status_code == 403
        assert (await reader.post("/v1/staff/search", json={})).status_code == 200


async def test_staff_and_classes_are_found_by_their_names(
    coordinator: httpx.AsyncClient, roster: None
) -> None:
    (dora,) = await found(coordinator, "/v1/staff/search", q="finch")
    assert dora["role"] == "teacher"
    (science,) = await found(coordinator, "/v1/classes/search", q="science")
    assert [one["id"] for one in science["teachers"]] == [dora["id"]]
