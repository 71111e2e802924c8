"""Strike that: what is published must not go on quoting words that a student took back."""

import httpx
import pytest
from sqlmodel import col, select

from factories import World
from insights.conftest import Json, Study
from insights.test_themes import evidence
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role
from tellmore.insights.withdrawing import withdraw_struck


@pytest.fixture
async def published(study: Study) -> Json:
    theme = await study.theme(evidence=await evidence(study, (0, 0)), cause_unknown=True)
    answer = await study.analyst.post(f"/v1/themes/{theme['id']}/publish")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def strike(study: Study, theme: Json) -> None:
    coordinator = await study.round.world.client(Role.COORDINATOR)
    for each in theme["evidence"]:
        answer = await coordinator.post(f"/v1/responses/{each['response_id']}/strike")
        assert answer.status_code == 200, answer.text


async def titles(client: httpx.AsyncClient, **params: str) -> list[str]:
    answer = await client.get("/v1/published-themes", params=params)
    return [one["title"] for one in answer.json()["items"] if "title" in one]


async def run_job(world: World) -> int:
    async with world.context() as ctx:
        return await withdraw_struck(ctx)


async def test_it_is_published_no_longer_from_the_moment_of_the_strike(
    study: Study, published: Json
) -> None:
    viewer = await study.round.world.client(Role.SCHOOL_VIEWER)
    assert await titles(viewer) == [published["title"]]
    await strike(study, published)
    assert await titles(viewer) == []


async def test_at_once_in_every_school_that_the_theme_is_about(study: Study) -> None:
    """Whoever sees one school of two is not told what the other took back, and no worker ran."""
    world = study.round.world
    north, south = world.schools
    await study.round.listens_in(south)
    await study.round.seat(await world.students(1, school=south))
    theme = await study.theme(evidence=await evidence(study, (0, 0), (-1, 1)), cause_unknown=True)
    assert (await study.analyst.post(f"/v1/themes/{theme['id']}/publish")).is_success
    viewers = [
        await world.client(Role.SCHOOL_VIEWER, school=school) for school in (north, south, None)
    ]
    coordinator = await world.client(Role.COORDINATOR, school=north)
    page = {"cohort_id": study.cohort_id, "school_id": str(north.id), "title": "Heard"}
    draft = (await coordinator.post("/v1/feedback-pages", json=page)).json()
    assert draft["unanswered_theme_ids"] == [theme["id"]]
    await strike(study, {"evidence": theme["evidence"][1:]})
    since = {"updated_since": theme["created_at"]}
    for viewer in viewers:
        assert await titles(viewer) == []
        told = (await viewer.get("/v1/published-themes", params=since)).json()["items"]
        assert [(one["id"], one["deleted"]) for one in told] == [(theme["id"], True)]
    draft = (await coordinator.get(f"/v1/feedback-pages/{draft['id']}")).json()
    assert draft["unanswered_theme_ids"] == []


async def test_it_is_withdrawn_by_an_event_and_shown_as_such(study: Study, published: Json) -> None:
    world = study.round.world
    assert await run_job(world) == 0
    await strike(study, published)
    assert await run_job(world) == 1
    assert await run_job(world) == 0
    shown = (await study.analyst.get(f"/v1/themes/{published['id']}")).json()
    assert shown["status"] == "draft"
    assert shown["withdrawn_at"] is not None
    assert "delete" not in shown["can"]
    async with world.context() as ctx:
        query = select(Event).where(col(Event.type) == "theme.withdrawn")
        assert (await ctx.session.exec(query)).one().data["theme_id"] == published["id"]


async def test_a_copy_elsewhere_ends_too(study: Study, published: Json) -> None:
    system = await study.round.world.integration(Ability.FEEDBACK_READ)
    await strike(study, published)
    await run_job(study.round.world)
    since = {"updated_since": published["created_at"]}
    items = (await system.get("/v1/published-themes", params=since)).json()["items"]
    assert [(one["id"], one["deleted"]) for one in items] == [(published["id"], True)]


async def test_without_any_evidence_left_it_is_not_published_again(
    study: Study, published: Json
) -> None:
    await strike(study, published)
    await run_job(study.round.world)
    again = await study.analyst.post(f"/v1/themes/{published['id']}/publish")
    assert again.status_code == 409
    assert again.json()["type"] == "/problems/evidence-missing"


async def test_a_person_who_has_read_it_again_publishes_it_anew(study: Study) -> None:
    rests_on = await evidence(study, (0, 0), (1, 0))
    theme = await study.theme(evidence=rests_on, cause_unknown=True)
    await study.analyst.post(f"/v1/themes/{theme['id']}/publish")
    await strike(study, {"evidence": theme["evidence"][:1]})
    await run_job(study.round.world)
    answer = await study.analyst.post(f"/v1/themes/{theme['id']}/publish")
    assert answer.status_code == 200, answer.text
    assert answer.json()["withdrawn_at"] is None
    viewer = await study.round.world.client(Role.SCHOOL_VIEWER)
    assert await titles(viewer) == [theme["title"]]
    assert await run_job(study.round.world) == 0


async def test_the_students_page_shows_its_answer_no_longer(
    study: Study, published: Json, anonymous: httpx.AsyncClient
) -> None:
    coordinator = await study.round.world.client(Role.COORDINATOR)
    entry = {
        "theme_id": published["id"],
        "you_said": "Lunch is lonely",
        "answer": "heard",
        "answer_due_on": "2099-01-31",
    }
    body = {
        "cohort_id": study.cohort_id,
        "school_id": str(study.round.world.schools[0].id),
        "title": "What we heard",
        "entries": [entry],
    }
    page = await coordinator.post("/v1/feedback-pages", json=body)
    assert page.status_code == 201, page.text
    url = f"/v1/feedback-pages/{page.json()['id']}"
    tag = {"If-Match": page.headers["etag"]}
    assert (await coordinator.post(f"{url}/publish", headers=tag)).is_success
    made = await coordinator.post(f"{url}/links", json={"member_ids": []})
    path = "/heard/" + made.json()["links"][0]["url"].rsplit("/", 1)[-1]
    assert "Lunch is lonely" in (await anonymous.get(path)).text
    await strike(study, published)
    after = await anonymous.get(path)
    assert after.status_code == 200
    assert "Lunch is lonely" not in after.text
    shown = (await coordinator.get(url)).json()["entries"]
    assert [one["shown"] for one in shown] == [False]
