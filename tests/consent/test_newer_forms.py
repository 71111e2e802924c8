"""A newer form: a consent counts for what its form said; what is added is asked again."""

from typing import Any

import httpx
from sqlmodel import select

from consent.rounds import Json, Round, answers
from factories import World
from tellmore.consent.models import ConsentRequest
from tellmore.identity.abilities import Role


async def sign(asked: Round, anonymous: httpx.AsyncClient) -> None:
    """Mother, father and student each say yes by link."""
    for request in await asked.send():
        if request["answered_at"] is None:
            link = await asked.link(request["id"])
            assert (await anonymous.post(link, data=answers())).status_code == 303


async def shown(asked: Round) -> Json:
    url = f"/v1/cohorts/{asked.cohort.id}/consent"
    found: Json = (await asked.coordinator.get(url)).json()
    return found


async def reasons(asked: Round) -> dict[str, Any]:
    return {purpose: one["reason"] for purpose, one in (await asked.permissions()).items()}


async def test_the_same_form_in_other_words_leaves_every_consent(
    asked: Round, anonymous: httpx.AsyncClient
) -> None:
    await sign(asked, anonymous)
    before = await asked.permissions()
    await asked.publish()
    assert await asked.permissions() == before
    assert all(one["granted"] for one in before.values())


async def test_a_sensitive_topic_that_is_added_is_asked_again(
    asked: Round, anonymous: httpx.AsyncClient
) -> None:
    await sign(asked, anonymous)
    await asked.publish(sensitive_areas=["family"])
    assert set((await reasons(asked)).values()) == {"ask_again"}
    waiting = {one["purpose"]: one["waiting"] for one in (await shown(asked))["counts"]}
    assert waiting["participate"] == 1
    await sign(asked, anonymous)
    assert all(one["granted"] for one in (await asked.permissions()).values())


async def test_a_purpose_that_is_added_is_asked_again_and_the_rest_stays(
    empty: Round, anonymous: httpx.AsyncClient
) -> None:
    await empty.member("mother")
    await empty.publish(purposes=["participate"])
    await sign_only(empty, anonymous, "participate")
    await empty.publish(purposes=["participate", "audio"])
    found = await empty.permissions()
    assert found["participate"]["granted"]
    assert found["audio"]["reason"] == "ask_again"


async def sign_only(asked: Round, anonymous: httpx.AsyncClient, *purposes: str) -> None:
    typed = {k: v for k, v in answers().items() if v != "yes" or k in purposes}
    for request in await asked.send():
        link = await asked.link(request["id"])
        assert (await anonymous.post(link, data=typed)).status_code == 303


async def test_whoever_was_told_of_less_was_not_told(world: World, asked: Round) -> None:
    """With notice and opt-out, silence after an older form is no yes to a newer one."""
    admin = await world.client(Role.DISTRICT_ADMIN)
    for key, value in (
        ("consent.guardian", {"participate": {"0": "notice"}}),
        ("consent.opt_out_days", 0),
    ):
        body = {"value": value, "effective_from": "2020-01-01"}
        assert (await admin.put(f"/v1/policies/{key}", json=body)).is_success
    for request in await asked.send():
        await asked.link(request["id"])
    assert (await reasons(asked))["participate"] == "notice_given"
    await asked.publish(sensitive_areas=["income"])
    assert (await reasons(asked))["participate"] == "notice_not_sent"
    for request in await asked.send():
        await asked.link(request["id"])
    assert (await reasons(asked))["participate"] == "notice_given"
    async with world.context() as ctx:
        assert len((await ctx.session.exec(select(ConsentRequest))).all()) == 3
