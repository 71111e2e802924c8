"""Committees: colleagues, and students by pseudonym; and the round that follows up."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from actions_world import Json, Listening
from factories import World
from rounds import Round
from tellmore.consent.kinds import Purpose
from tellmore.core.events import Event
from tellmore.identity.abilities import Role

URL = "/v1/action-items"


@dataclass
class Committee:
    """An action item of a round whose first member agreed to be asked again."""

    round_: Round
    item: Json
    coordinator: httpx.AsyncClient

    @property
    def url(self) -> str:
        return f"{URL}/{self.item['id']}/committee"

    def student(self, number: int = 0) -> Json:
        return {"member_id": str(self.round_.members[number].id)}

    async def seat(self, **body: str) -> Json:
        answer = await self.coordinator.post(self.url, json=body)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made


@pytest.fixture
async def committee(
    world: World, listening: Listening, coordinator: httpx.AsyncClient
) -> Committee:
    round_ = await Round.drawn(world)
    await round_.consent(round_.members[0])
    theme = await listening.add_theme(cohort=round_.cohort)
    body = listening.item(theme_id=str(theme.id), kind="committee")
    item = (await coordinator.post(URL, json=body)).json()
    return Committee(round_, item, coordinator)


class TestStudents:
    async def test_a_student_sits_on_it_by_pseudonym(self, committee: Committee) -> None:
        made = await committee.seat(**committee.student())
        (seat,) = made["students"]
        assert seat["pseudonym"] == committee.round_.members[0].pseudonym
        assert seat["follow_up"] is True
        assert made["student_count"] == 1
        assert committee.round_.students[0].family_name not in str(made)

    async def test_a_student_who_did_not_agree_to_be_asked_again_is_refused(
        self, committee: Committee
    ) -> None:
        answer = await committee.coordinator.post(committee.url, json=committee.student(1))
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/follow-up-not-agreed"
        assert (await committee.coordinator.get(committee.url)).json()["student_count"] == 0

    async def test_an_agreement_that_is_taken_back_shows_at_the_seat(
        self, committee: Committee
    ) -> None:
        await committee.seat(**committee.student())
        await committee.round_.withdraw(committee.round_.members[0], Purpose.FOLLOW_UP)
        (seat,) = (await committee.coordinator.get(committee.url)).json()["students"]
        assert seat["follow_up"] is False

    @pytest.mark.parametrize("role", [Role.ANALYST, Role.SCHOOL_VIEWER])
    async def test_who_may_not_know_names_sees_how_many_and_no_pseudonym(
        self, world: World, committee: Committee, role: Role
    ) -> None:
        await committee.seat(**committee.student())
        reader = await world.client(role)
        answer = await reader.get(committee.url)
        assert answer.json()["students"] is None
        assert answer.json()["student_count"] == 1
        assert committee.round_.members[0].pseudonym not in answer.text

    async def test_who_may_not_know_names_seats_no_student(
        self, world: World, committee: Committee
    ) -> None:
        analyst = await world.client(Role.ANALYST)
        assert (await analyst.post(committee.url, json=committee.student())).status_code == 403
        assert (await analyst.get(committee.url)).json()["can"] == ["seat_colleagues"]

    async def test_a_student_of_another_round_is_not_found(
        self, committee: Committee, listening: Listening
    ) -> None:
        body = {"member_id": str(listening.members[0].id)}
        assert (await committee.coordinator.post(committee.url, json=body)).status_code == 404

    async def test_no_webhook_tells_who_sits_on_it(
        self, world: World, committee: Committee
    ) -> None:
        made = await committee.seat(**committee.student())
        ids = {made["students"][0]["id"], made["students"][0]["member_id"]}
        async with world.context() as ctx:
            rows = (await ctx.session.exec(select(Event).order_by(col(Event.sequence)))).all()
        told = [row for row in rows if any(one in str(row.data) for one in ids)]
        assert "committee_seat.taken" in [row.type for row in told]
        assert [row.type for row in told if row.type.startswith("action_item")] == []
        assert rows[-1].type == "action_item.updated"


class TestColleagues:
    async def test_a_colleague_joins_and_leaves(self, committee: Committee) -> None:
        me = (await committee.coordinator.get("/v1/me")).json()
        made = await committee.seat(user_id=me["id"])
        (seat,) = made["adults"]
        assert seat["name"] == me["name"]
        url = f"/v1/committee-seats/{seat['id']}"
        assert (await committee.coordinator.delete(url)).status_code == 204
        assert (await committee.coordinator.get(committee.url)).json()["adults"] == []

    async def test_nobody_sits_on_it_twice(self, committee: Committee) -> None:
        me = (await committee.coordinator.get("/v1/me")).json()
        await committee.seat(user_id=me["id"])
        again = await committee.coordinator.post(committee.url, json={"user_id": me["id"]})
        assert again.status_code == 409
        assert again.json()["type"] == "/problems/seat-taken"

    async def test_a_colleague_of_another_district_is_refused(
        self, elsewhere: World, committee: Committee
    ) -> None:
        theirs = (await (await elsewhere.client(Role.COORDINATOR)).get("/v1/me")).json()
        answer = await committee.coordinator.post(committee.url, json={"user_id": theirs["id"]})
        assert answer.status_code == 409

    @pytest.mark.parametrize("body", [{}, {"both": True}])
    async def test_a_seat_is_one_person_s(self, committee: Committee, body: Json) -> None:
        me = (await committee.coordinator.get("/v1/me")).json()
        sent: dict[str, Any] = {**committee.student(), "user_id": me["id"]} if body else {}
        assert (await committee.coordinator.post(committee.url, json=sent)).status_code == 422

    async def test_an_item_that_is_over_keeps_its_committee(self, committee: Committee) -> None:
        me = (await committee.coordinator.get("/v1/me")).json()
        dropped = await committee.coordinator.post(
            f"{URL}/{committee.item['id']}/status",
            json={"status": "dropped", "reason": "No money."},
            headers={"If-Match": f'"{committee.item["version"]}"'},
        )
        assert dropped.status_code == 200
        answer = await committee.coordinator.post(committee.url, json={"user_id": me["id"]})
        assert answer.json()["type"] == "/problems/action-item-over"
        assert (await committee.coordinator.get(committee.url)).json()["can"] == []


class TestWhoMay:
    async def test_read_and_change(
        self, world: World, elsewhere: World, committee: Committee, anonymous: httpx.AsyncClient
    ) -> None:
        me = (await committee.coordinator.get("/v1/me")).json()
        (seat,) = (await committee.seat(user_id=me["id"]))["adults"]
        url = f"/v1/committee-seats/{seat['id']}"
        facilitator = await world.client(Role.FACILITATOR)
        viewer = await world.client(Role.SCHOOL_VIEWER)
        stranger = await elsewhere.client(Role.DISTRICT_ADMIN)
        for client, status in ((anonymous, 401), (facilitator, 403), (stranger, 404)):
            assert (await client.get(committee.url)).status_code == status
        for client, status in ((anonymous, 401), (viewer, 403), (stranger, 404)):
            body = {"user_id": me["id"]}
            assert (await client.post(committee.url, json=body)).status_code == status
            assert (await client.delete(url)).status_code == status


class TestFollowUp:
    async def change(self, committee: Committee, cohort_id: str | None) -> httpx.Response:
        return await committee.coordinator.patch(
            f"{URL}/{committee.item['id']}",
            json={"follow_up_cohort_id": cohort_id},
            headers={"If-Match": f'"{committee.item["version"]}"'},
        )

    async def test_a_later_round_tells_whether_it_helped(
        self, committee: Committee, listening: Listening
    ) -> None:
        later = str(listening.cohort.id)
        changed = await self.change(committee, later)
        assert changed.json()["follow_up_cohort_id"] == later

    async def test_the_round_that_found_the_theme_is_none(self, committee: Committee) -> None:
        answer = await self.change(committee, str(committee.round_.cohort.id))
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/follow_up_cohort_id"

    async def test_a_round_of_another_district_is_not_found(
        self, elsewhere: World, committee: Committee
    ) -> None:
        theirs = await Round.drawn(elsewhere)
        assert (await self.change(committee, str(theirs.cohort.id))).status_code == 404
