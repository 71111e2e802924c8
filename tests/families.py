"""Families who change their minds, as a coordinator records it."""

from collections.abc import Sequence
from typing import Any

import httpx
from sqlmodel import col, select

from interviews import ok
from rounds import Json, Round
from tellmore.consent.models import ConsentForm
from tellmore.core.clock import now
from tellmore.core.ids import uuid7
from tellmore.rosters.models import Guardian, GuardianLink


async def publish(made: Round, coordinator: httpx.AsyncClient) -> None:
    """A form with words in it: what is signed keeps them."""
    form = await ok(coordinator, "/v1/consent-forms", cohort_id=str(made.cohort.id))
    headers = {"If-Match": f'"{form["version"]}"'}
    answer = await coordinator.post(f"/v1/consent-forms/{form['id']}/publish", headers=headers)
    assert answer.status_code == 200, answer.text
    async with made.world.context() as ctx:
        made.form = await ctx.session.get_one(ConsentForm, form["id"])


async def decide(
    made: Round, coordinator: httpx.AsyncClient, decision: str, member: int = 0, **changes: Any
) -> Json:
    """By default the student's, on paper, about taking part."""
    body = {
        "member_id": made.member_ids[member],
        "party": "student",
        "method": "paper",
        "language": "en",
        "signed_name": "Signed",
        "decided_at": now().isoformat(),
        "decisions": {"participate": decision},
        **changes,
    }
    answer = await coordinator.post("/v1/consent-records", json=body)
    assert answer.status_code == 201, answer.text
    record: Json = answer.json()["items"][0]
    return record


async def guardians(made: Round, member: int = 0) -> Sequence[str]:
    """Of this member, in the order in which the roster brought them."""
    async with made.world.context() as ctx:
        query = select(GuardianLink.guardian_id).where(
            col(GuardianLink.student_id) == made.students[member].id
        )
        return [str(each) for each in await ctx.session.exec(query.order_by(col(GuardianLink.id)))]


async def by_guardian(
    made: Round,
    coordinator: httpx.AsyncClient,
    decision: str,
    guardian: int = 0,
    member: int = 0,
    **changes: Any,
) -> Json:
    theirs = (await guardians(made, member))[guardian]
    changes = {"party": "guardian", "guardian_id": theirs, **changes}
    return await decide(made, coordinator, decision, member, **changes)


async def settle(
    made: Round, coordinator: httpx.AsyncClient, outcome: str, member: int = 0
) -> None:
    body = {
        "member_id": made.member_ids[member],
        "purpose": "participate",
        "outcome": outcome,
        "reason": "Both were called.",
    }
    answer = await coordinator.post("/v1/consent-resolutions", json=body)
    assert answer.status_code == 201, answer.text


async def leave(made: Round, guardian_id: str) -> None:
    """A guardian is none of this student's any more."""
    async with made.world.context() as ctx:
        (await ctx.session.get_one(Guardian, guardian_id)).active = False


async def second_guardian(made: Round, member: int = 0) -> None:
    guardian = Guardian(
        district_id=made.world.district_id,
        sourced_id=str(uuid7()),
        given_name="Second",
        family_name="H",
    )
    await made.world.add(guardian)
    link = GuardianLink(
        district_id=made.world.district_id,
        student_id=made.students[member].id,
        guardian_id=guardian.id,
    )
    await made.world.add(link)
