"""What is being done about a theme names nobody: a school's own and systems read all of it."""

from typing import Any

import httpx
import pytest
from sqlmodel import select

from actions import feedback
from actions.items import URL, Create, match, move
from actions_world import Json, Listening
from factories import World
from tellmore.actions.models import ActionItem, ActionUpdate

pytestmark = pytest.mark.usefixtures("classmate")


@pytest.fixture
async def classmate(world: World) -> None:
    """A student of the school who was not drawn."""
    await world.students(1, given_name="Ottoline", family_name="Quackenbush")


def refused(answer: httpx.Response, *pointers: str) -> None:
    assert answer.status_code == 409, answer.text
    assert answer.json()["type"] == "/problems/names-found"
    assert [each["pointer"] for each in answer.json()["found"]] == list(pointers)
    assert "Ottoline" not in answer.text


@pytest.mark.parametrize("field", ["title", "description", "measure", "baseline", "target"])
async def test_what_is_to_be_done_names_nobody(
    add_item: Create, coordinator: httpx.AsyncClient, listening: Listening, field: str
) -> None:
    words: dict[str, Any] = {field: "Ottoline said: nobody likes me"}
    refused(await coordinator.post(URL, json=listening.item(**words)), f"/{field}")
    assert (await coordinator.get(URL)).json()["items"] == []
    item = await add_item()
    url = f"{URL}/{item['id']}"
    refused(await coordinator.patch(url, json=words, headers=match(item)), f"/{field}")
    assert (await coordinator.get(url)).json() == item


async def test_nor_does_its_story(
    add_item: Create, coordinator: httpx.AsyncClient, world: World
) -> None:
    item = await add_item()
    refused(await move(coordinator, item, "dropped", reason="Ottoline left."), "/reason")
    refused(await move(coordinator, item, "planned", note="Ask Quackenbush."), "/note")
    body = {"text": "Met with Ottoline."}
    refused(await coordinator.post(f"{URL}/{item['id']}/updates", json=body), "/text")
    async with world.context() as ctx:
        assert (await ctx.session.exec(select(ActionUpdate))).all() == []
        assert (await ctx.session.exec(select(ActionItem.status))).all() == ["proposed"]


async def test_a_word_that_was_cleared_for_the_theme_is_clear_in_what_is_done(
    coordinator: httpx.AsyncClient, listening: Listening
) -> None:
    item = listening.item(title="Paint Quackenbush Hall")
    refused(await coordinator.post(URL, json=item), "/title")
    url = f"/v1/themes/{listening.theme.id}/cleared-words"
    body = {"word": "Quackenbush", "reason": "The hall is called so."}
    assert (await coordinator.post(url, json=body)).status_code == 201
    assert (await coordinator.post(URL, json=item)).status_code == 201


async def test_a_page_names_no_classmate_either(
    coordinator: httpx.AsyncClient, listening: Listening, create: feedback.Create
) -> None:
    entry = listening.entry(you_said="Ottoline Quackenbush hits us.")
    page: Json = await create(entries=[entry])
    pointer = "/entries/0/you_said"
    refused(await feedback.publish(coordinator, page), pointer, pointer)
