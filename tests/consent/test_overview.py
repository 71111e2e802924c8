"""Who is missing; what the district's policy makes of it; guardians who disagree."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import update

from consent.rounds import Round
from factories import World
from tellmore.consent.kinds import Purpose
from tellmore.consent.models import ConsentRequest
from tellmore.consent.service import permissions
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import Student

RESOLUTIONS = "/v1/consent-resolutions"


async def decide(round_: Round, key: str, value: Any) -> None:
    """The district decides, from years ago on."""
    admin = await round_.world.client(Role.DISTRICT_ADMIN)
    body = {"value": value, "effective_from": "2020-01-01"}
    answer = await admin.put(f"/v1/policies/{key}", json=body)
    assert answer.status_code == 200, answer.text


async def split(asked: Round) -> None:
    """The mother says yes, the father no."""
    await asked.record()
    await asked.record(
        guardian_id=str(asked.guardians[0][1].id),
        signed_name="Father Rivera",
        decisions={"participate": "declined"},
    )


class TestOverview:
    async def test_it_says_who_is_missing_and_how_they_add_up(self, asked: Round) -> None:
        await asked.member("mother")
        await asked.record()
        requests = await asked.send()
        answer = await asked.coordinator.get(f"/v1/cohorts/{asked.cohort.id}/consent")
        found = answer.json()
        assert found["form_id"] == asked.form["id"]
        assert [one["pseudonym"] for one in found["members"]] == ["Student 1", "Student 2"]
        assert found["members"][0]["student"] == "Given0 Family0"
        assert sum(len(one["requests"]) for one in found["members"]) == len(requests)
        counts = {one.pop("purpose"): one for one in found["counts"]}
        assert counts["participate"] == {"granted": 1, "refused": 0, "waiting": 1}
        assert counts["audio"] == {"granted": 0, "refused": 0, "waiting": 2}

    async def test_names_are_for_those_who_may_read_them(self, asked: Round) -> None:
        system = await asked.world.integration(Ability.CONSENT_READ)
        answer = await system.get(f"/v1/cohorts/{asked.cohort.id}/consent")
        assert answer.json()["members"][0]["student"] is None
        assert "Given0" not in answer.text

    async def test_who_may_not(
        self, asked: Round, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        url = f"/v1/cohorts/{asked.cohort.id}/consent"
        assert (await anonymous.get(url)).status_code == 401
        assert (await (await asked.world.client(Role.ANALYST)).get(url)).status_code == 403
        assert (await (await elsewhere.client(Role.COORDINATOR)).get(url)).status_code == 404

    async def test_other_rooms_get_the_same_answer_without_any_ability(self, asked: Round) -> None:
        await asked.record()
        ids = [asked.members[0].id]
        async with asked.world.context() as ctx:
            answers = (await permissions(ctx, ids))[ids[0]]
        assert answers[Purpose.PARTICIPATE].granted
        assert not answers[Purpose.AUDIO].granted
        async with asked.world.context() as ctx:
            assert await permissions(ctx, []) == {}


class TestPolicy:
    async def test_not_needed_from_an_age_on(self, asked: Round) -> None:
        await decide(
            asked, "consent.guardian", {"participate": {"0": "active", "14": "not_needed"}}
        )
        assert (await asked.permissions())["participate"]["reason"] == "not_needed"
        async with asked.world.context() as ctx:
            await ctx.session.exec(update(Student).values(birth_date=None))
        assert (await asked.permissions())["participate"]["reason"] == "guardian_not_answered"

    async def test_notice_with_opt_out_counts_from_when_the_notice_came(self, asked: Round) -> None:
        await decide(asked, "consent.guardian", {"participate": {"0": "notice"}})
        assert (await asked.permissions())["participate"]["reason"] == "notice_not_sent"
        for request in await asked.send():
            await asked.link(request["id"])
        running = (await asked.permissions())["participate"]
        assert running["reason"] == "notice_running"
        assert running["opens_on"]
        async with asked.world.context() as ctx:
            then = datetime.now(UTC) - timedelta(days=11)
            await ctx.session.exec(update(ConsentRequest).values(delivered_at=then))
        assert (await asked.permissions())["participate"]["reason"] == "notice_given"
        await asked.record(decisions={"participate": "declined"})
        assert (await asked.permissions())["participate"]["reason"] == "guardian_declined"

    async def test_a_policy_that_is_none_is_refused(self, asked: Round) -> None:
        admin = await asked.world.client(Role.DISTRICT_ADMIN)
        body = {"value": {"participate": {"0": "maybe"}}, "effective_from": "2020-01-01"}
        answer = await admin.put("/v1/policies/consent.guardian", json=body)
        assert answer.status_code == 422

    async def test_a_guide_that_touches_a_protected_area_needs_notice_at_least(
        self, asked: Round
    ) -> None:
        await decide(asked, "consent.guardian", {"participate": {"0": "not_needed"}})
        assert (await asked.permissions())["participate"]["reason"] == "not_needed"
        body = {
            "cohort_id": str(asked.cohort.id),
            "name": "Home and school",
            "questions": [{"text": "What would you like us to know about your life at home?"}],
            "ppra_areas": ["family"],
        }
        made = await asked.coordinator.post("/v1/guides", json=body)
        tag = {"If-Match": made.headers["etag"]}
        await asked.coordinator.post(f"/v1/guides/{made.json()['id']}/publish", headers=tag)
        assert (await asked.permissions())["participate"]["reason"] == "notice_not_sent"


class TestGuardiansWhoDisagree:
    async def test_at_the_same_moment_it_is_told_once(self, asked: Round) -> None:
        no = asked.record(
            guardian_id=str(asked.guardians[0][1].id),
            signed_name="Father Rivera",
            decisions={"participate": "declined"},
        )
        await asyncio.gather(asked.record(), no)
        assert (await asked.permissions())["participate"]["reason"] == "guardians_disagree"
        assert (await asked.events()).count("consent.conflicted") == 1

    async def test_refused_until_a_coordinator_resolves_it_with_the_reason_kept(
        self, asked: Round
    ) -> None:
        await split(asked)
        assert (await asked.permissions())["participate"]["reason"] == "guardians_disagree"
        assert (await asked.events()).count("consent.conflicted") == 1
        body = {
            "member_id": str(asked.members[0].id),
            "purpose": "participate",
            "outcome": "granted",
            "reason": "The court order gives the mother sole say in school matters.",
        }
        answer = await asked.coordinator.post(RESOLUTIONS, json=body)
        assert answer.status_code == 201, answer.text
        assert (await asked.permissions())["participate"]["reason"] == "resolved_granted"
        (kept,) = (await asked.coordinator.get(RESOLUTIONS)).json()["items"]
        assert kept["reason"] == body["reason"]
        assert kept["resolved_by"]
        system = await asked.world.integration(Ability.CONSENT_READ)
        (shown,) = (await system.get(RESOLUTIONS)).json()["items"]
        assert (shown["outcome"], shown["reason"]) == ("granted", None)
        assert "consent.resolved" in await asked.events()

    async def test_their_next_word_reopens_it(self, asked: Round) -> None:
        await split(asked)
        body = {
            "member_id": str(asked.members[0].id),
            "purpose": "participate",
            "outcome": "granted",
            "reason": "They agreed by phone.",
        }
        await asked.coordinator.post(RESOLUTIONS, json=body)
        later = datetime.now(UTC).isoformat()
        await asked.record(
            guardian_id=str(asked.guardians[0][1].id),
            decisions={"participate": "declined"},
            decided_at=later,
        )
        assert (await asked.permissions())["participate"]["reason"] == "guardians_disagree"

    async def test_without_a_disagreement_there_is_nothing_to_resolve(self, asked: Round) -> None:
        body = {
            "member_id": str(asked.members[0].id),
            "purpose": "participate",
            "outcome": "granted",
            "reason": "I would like to.",
        }
        answer = await asked.coordinator.post(RESOLUTIONS, json=body)
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/nothing-to-resolve"

    @pytest.mark.parametrize("verb", ["GET", "POST"])
    async def test_who_may_not(
        self, asked: Round, elsewhere: World, anonymous: httpx.AsyncClient, verb: str
    ) -> None:
        await split(asked)
        body = {
            "member_id": str(asked.members[0].id),
            "purpose": "participate",
            "outcome": "granted",
            "reason": "Because.",
        }
        assert (await anonymous.request(verb, RESOLUTIONS, json=body)).status_code == 401
        facilitator = await asked.world.client(Role.FACILITATOR)
        assert (await facilitator.request(verb, RESOLUTIONS, json=body)).status_code == 403
        foreign = await elsewhere.client(Role.COORDINATOR)
        answer = await foreign.request(verb, RESOLUTIONS, json=body)
        if verb == "POST":
            assert answer.status_code == 404
        else:
            assert answer.json()["items"] == []
