import pytest

from factories import World
from families import publish
from interviews import Crew, end, ok, said
from listening import reach_questions
from responses.late import links, path_of
from rounds import Json, Round
from tellmore.core.ids import uuid7


@pytest.fixture
async def made(world: World) -> Round:
    return await Round.drawn(world)


@pytest.fixture
async def crew(made: Round) -> Crew:
    return await Crew.of(made)


@pytest.fixture
async def session(made: Round, crew: Crew) -> Json:
    running = await reach_questions(made, crew)
    await ok(crew.note_taker, "/v1/responses", **said(made, running))
    await ok(crew.note_taker, "/v1/responses", **said(made, running, seat=1, text="Not mine."))
    return await end(crew, running)


@pytest.fixture
async def talk(made: Round, crew: Crew) -> Json:
    """Student 1 said something twice and passed, Student 2 once, and the group once."""
    await publish(made, crew.coordinator)
    session = await reach_questions(made, crew)
    key = {"Idempotency-Key": "once"}
    first = said(made, session, id=str(uuid7()), text="xylophone")
    await crew.note_taker.post("/v1/responses", json=first, headers=key)
    path = f"/v1/responses/{first['id']}"
    mended = await crew.note_taker.patch(path, json={"text": "xylophone band"})
    assert mended.is_success, mended.text
    more = ({"text": "More."}, {"kind": "pass", "text": None}, {"member_id": None, "text": "We."})
    for changes in more:
        await ok(crew.note_taker, "/v1/responses", **said(made, session, **changes))
    await ok(crew.note_taker, "/v1/responses", **said(made, session, seat=1, text="Other."))
    return session | {"first": path}


@pytest.fixture
async def page(crew: Crew, session: Json) -> str:
    """Where the first student's link leads."""
    return path_of((await links(crew, session))[0])
