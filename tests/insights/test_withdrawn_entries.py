"""What was said for a theme that was withdrawn is told to nobody, and copies elsewhere end."""

from dataclasses import dataclass

import httpx
import pytest
from sqlmodel import col, select

from actions.feedback import URL, publish
from actions_world import Json
from factories import World
from insights.conftest import Study
from insights.test_struck_evidence import run_job, strike
from insights.test_themes import evidence
from tellmore.actions.models import FeedbackPage
from tellmore.core.clock import now
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role
from tellmore.sessions.models import Participant

WORDS = ("Lunch is lonely", "We can't, since the hall is small.")


@dataclass
class Told:
    """A published page with one entry, and its theme, whose first evidence may be struck."""

    study: Study
    theme: Json
    path: str

    async def strike(self) -> None:
        await strike(self.study, {"evidence": self.theme["evidence"][:1]})

    @property
    def world(self) -> World:
        return self.study.round.world


@pytest.fixture
async def coordinator(study: Study) -> httpx.AsyncClient:
    return await study.round.world.client(Role.COORDINATOR)


@pytest.fixture
async def told(study: Study, coordinator: httpx.AsyncClient) -> Told:
    theme = await study.theme(evidence=await evidence(study, (0, 0), (1, 0)), cause_unknown=True)
    assert (await study.analyst.post(f"/v1/themes/{theme['id']}/publish")).is_success
    entry = {"theme_id": theme["id"], "answer": "we_cannot", "you_said": WORDS[0], "text": WORDS[1]}
    body = {
        "cohort_id": study.cohort_id,
        "school_id": str(study.round.world.schools[0].id),
        "title": "What we heard",
        "entries": [entry],
    }
    page = (await coordinator.post(URL, json=body)).json()
    assert (await publish(coordinator, page)).is_success
    return Told(study, theme, f"{URL}/{page['id']}")


async def test_it_is_left_out_for_whoever_may_not_write(told: Told) -> None:
    viewer = await told.world.client(Role.SCHOOL_VIEWER, school=told.world.schools[0])
    system = await told.world.integration(Ability.FEEDBACK_READ)
    for reader in (viewer, system):
        assert [one["you_said"] for one in (await reader.get(told.path)).json()["entries"]] == [
            WORDS[0]
        ]
    await told.strike()
    for reader in (viewer, system):
        for url in (told.path, URL):
            answer = await reader.get(url)
            assert answer.status_code == 200
            assert not any(words in answer.text for words in WORDS)


async def test_whoever_writes_the_page_reads_it_as_not_shown(
    told: Told, coordinator: httpx.AsyncClient
) -> None:
    await told.strike()
    (entry,) = (await coordinator.get(told.path)).json()["entries"]
    assert (entry["you_said"], entry["shown"]) == (WORDS[0], False)


async def test_a_copy_elsewhere_hears_of_it_at_once(told: Told) -> None:
    system = await told.world.integration(Ability.FEEDBACK_READ)
    before = await system.get(told.path)
    since = {"updated_since": _after(before.json())}
    assert (await system.get(URL, params=since)).json()["items"] == []
    await told.strike()
    (page,) = (await system.get(URL, params=since)).json()["items"]
    assert page["entries"] == []
    known = {"If-None-Match": before.headers["etag"]}
    assert (await system.get(told.path, headers=known)).status_code == 200
    async with told.world.context() as ctx:
        query = select(Event).where(col(Event.type) == "feedback_page.updated")
        event = (await ctx.session.exec(query)).one()
    assert (str(event.resource_id), event.resource_version) == (page["id"], page["version"])


async def test_and_hears_when_the_theme_is_published_anew(told: Told) -> None:
    system = await told.world.integration(Ability.FEEDBACK_READ)
    await told.strike()
    assert await run_job(told.world) == 1
    since = {"updated_since": _after((await system.get(told.path)).json())}
    again = await told.study.analyst.post(f"/v1/themes/{told.theme['id']}/publish")
    assert again.status_code == 200, again.text
    (page,) = (await system.get(URL, params=since)).json()["items"]
    assert [one["you_said"] for one in page["entries"]] == [WORDS[0]]


async def test_a_strike_by_who_sees_another_school_reaches_the_page_too(
    told: Told, coordinator: httpx.AsyncClient
) -> None:
    world, member, session = told.world, told.study.round.members[0], told.study.sessions[0]
    north, south = world.schools
    await told.study.round.listens_in(south)
    async with world.context() as ctx:
        (await ctx.session.exec(select(FeedbackPage))).one().school_id = south.id
    ids = {"session_id": session.id, "member_id": member.id, "school_id": north.id}
    seat = {**ids, "district_id": world.district_id, "pseudonym": member.pseudonym, "seat": 1}
    await world.add(Participant.model_validate(seat))
    before = (await coordinator.get(told.path)).json()
    theirs = await world.client(Role.COORDINATOR, school=north)
    assert (await theirs.get(told.path)).status_code == 404
    response_id = told.theme["evidence"][0]["response_id"]
    assert (await theirs.post(f"/v1/responses/{response_id}/strike")).is_success
    after = (await coordinator.get(told.path)).json()
    assert after["version"] == before["version"] + 1


def _after(page: Json) -> str:
    """A moment after the page changed, and before whatever comes next."""
    moment = now()
    assert page["updated_at"] < moment.isoformat()
    return moment.isoformat()
