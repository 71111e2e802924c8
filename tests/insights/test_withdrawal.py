"""Deletion on withdrawal: what students took back with their consent counts for nothing."""

import httpx
import pytest

from families import by_guardian, decide, publish, second_guardian, settle
from insights.conftest import Json, Study
from insights.test_struck_evidence import run_job, titles
from insights.test_themes import evidence
from tellmore.identity.abilities import Role


@pytest.fixture
async def coordinator(study: Study) -> httpx.AsyncClient:
    """Every student and a guardian of each have said yes."""
    client = await study.round.world.client(Role.COORDINATOR)
    await publish(study.round, client)
    await study.round.consent()
    return client


@pytest.fixture
async def theme(study: Study, coordinator: httpx.AsyncClient) -> Json:
    """Published, on the words of the first student and of the second."""
    made = await study.theme(evidence=await evidence(study, (0, 0), (1, 0)), cause_unknown=True)
    answer = await study.analyst.post(f"/v1/themes/{made['id']}/publish")
    assert answer.status_code == 200, answer.text
    return made


async def strength(study: Study, theme: Json) -> tuple[int, int]:
    found = (await study.analyst.get(f"/v1/themes/{theme['id']}")).json()
    assert len(found["evidence"]) == found["strength"]["excerpts"]
    return found["strength"]["students"], found["strength"]["excerpts"]


async def coded(study: Study) -> tuple[int, int]:
    """How often the code is used by its own count, and how many excerpts are listed."""
    params = {"cohort_id": study.cohort_id}
    (code,) = (await study.analyst.get("/v1/codes", params=params)).json()["items"]
    listed = (await study.analyst.get("/v1/codings", params=params)).json()["items"]
    return code["coding_count"], len(listed)


async def spoke(study: Study) -> int:
    admin = await study.round.world.client(Role.DISTRICT_ADMIN)
    found = (await admin.get(f"/v1/funnels/{study.cohort_id}")).json()
    spoken: int = found["total"]["spoke"]
    return spoken


async def test_deletion_on_withdrawal_takes_the_words_out_of_every_count(
    study: Study, coordinator: httpx.AsyncClient, theme: Json
) -> None:
    assert (await strength(study, theme), await coded(study)) == ((2, 2), (2, 2))
    assert await spoke(study) == 2
    await decide(study.round, coordinator, "withdrawn")
    assert (await strength(study, theme), await coded(study)) == ((1, 1), (1, 1))
    assert await spoke(study) == 1


async def test_deletion_on_withdrawal_ends_what_is_published_at_once(
    study: Study, coordinator: httpx.AsyncClient, theme: Json
) -> None:
    viewer = await study.round.world.client(Role.SCHOOL_VIEWER)
    assert await titles(viewer) == [theme["title"]]
    await by_guardian(study.round, coordinator, "withdrawn")
    assert await titles(viewer) == []
    assert await run_job(study.round.world) == 1
    shown = (await study.analyst.get(f"/v1/themes/{theme['id']}")).json()
    assert (shown["status"], len(shown["evidence"])) == ("draft", 1)


async def test_what_is_held_counts_for_nothing_until_it_is_settled(
    study: Study, coordinator: httpx.AsyncClient, theme: Json
) -> None:
    viewer = await study.round.world.client(Role.SCHOOL_VIEWER)
    await second_guardian(study.round)
    await by_guardian(study.round, coordinator, "withdrawn", guardian=1)
    assert (await strength(study, theme), await coded(study)) == ((1, 1), (1, 1))
    assert await titles(viewer) == []
    await run_job(study.round.world)
    await settle(study.round, coordinator, "granted")
    assert (await strength(study, theme), await coded(study)) == ((2, 2), (2, 2))
    assert await titles(viewer) == []
    again = await study.analyst.post(f"/v1/themes/{theme['id']}/publish")
    assert again.status_code == 200, again.text
    assert await titles(viewer) == [theme["title"]]


async def test_what_was_read_before_is_out_of_date(
    study: Study, coordinator: httpx.AsyncClient, theme: Json
) -> None:
    """A copy elsewhere hears of it by its next question, and a cache is not told to go on."""
    url = f"/v1/themes/{theme['id']}"
    before = await study.analyst.get(url)
    listed = (await study.analyst.get("/v1/codings")).json()["items"]
    (gone,) = [one["id"] for one in listed if one["pseudonym"] == "Student 1"]
    since = {"updated_since": before.json()["updated_at"]}
    await decide(study.round, coordinator, "withdrawn")
    after = await study.analyst.get(url, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert len(after.json()["evidence"]) == 1
    changed = (await study.analyst.get("/v1/codings", params=since)).json()["items"]
    assert [one["id"] for one in changed if one.get("deleted")] == [gone]
    viewer = await study.round.world.client(Role.SCHOOL_VIEWER)
    told = (await viewer.get("/v1/published-themes", params=since)).json()["items"]
    assert [(one["id"], one["deleted"]) for one in told] == [(theme["id"], True)]
