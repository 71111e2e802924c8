"""Scheduling: who may, what a plan must hold, and the facilitator conflict check."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from factories import World
from interviews import Crew, plan, schedule, told, who
from rounds import Json, Round
from tellmore.cohorts.models import MemberStatus
from tellmore.core.clock import now
from tellmore.identity.abilities import Ability, Role


class TestCreate:
    async def test_a_coordinator_schedules_a_focus_group(self, made: Round, crew: Crew) -> None:
        answer = await crew.coordinator.post("/v1/sessions", json=plan(made, crew))
        assert answer.status_code == 201, answer.text
        session = answer.json()
        assert session["status"] == "scheduled"
        assert [seat["pseudonym"] for seat in session["participants"]] == [
            "Student 1",
            "Student 2",
            "Student 3",
            "Student 4",
        ]
        assert session["conflict"] == "clear"
        assert [one["code"] for one in session["missing"]] == ["attestation"]
        assert set(session["can"]) == {
            "read", "update", "cancel", "override_conflict", "check_in", "start", "follow",
        }  # fmt: skip
        read = await crew.coordinator.get(f"/v1/sessions/{session['id']}")
        assert read.json() == session
        assert read.headers["etag"] == answer.headers["etag"]
        assert await told(made.world, session) == ["session.scheduled"]

    async def test_anonymous_is_asked_to_sign_in(
        self, made: Round, crew: Crew, anonymous: httpx.AsyncClient
    ) -> None:
        answer = await anonymous.post("/v1/sessions", json=plan(made, crew))
        assert answer.status_code == 401

    async def test_a_facilitator_does_not_schedule(self, made: Round, crew: Crew) -> None:
        answer = await crew.moderator.post("/v1/sessions", json=plan(made, crew))
        assert answer.status_code == 403

    async def test_another_district_does_not_find_the_cohort(
        self, made: Round, crew: Crew, elsewhere: World
    ) -> None:
        theirs = await elsewhere.client(Role.COORDINATOR)
        answer = await theirs.post("/v1/sessions", json=plan(made, crew))
        assert answer.status_code == 404

    async def test_a_district_system_schedules_too(self, made: Round, crew: Crew) -> None:
        system = await made.world.integration(Ability.SESSIONS_READ, Ability.SESSIONS_WRITE)
        answer = await system.post("/v1/sessions", json=plan(made, crew))
        assert answer.status_code == 201, answer.text

    @pytest.mark.parametrize(
        ("changes", "pointer"),
        [
            ({"place": None}, "/place"),
            ({"modality": "online"}, "/link"),
            ({"note_taker_id": None}, "/no_note_taker_reason"),
            ({"ends_at": now().isoformat()}, "/ends_at"),
            ({"kind": "individual"}, "/member_ids"),
            ({"link": "javascript:alert(1)"}, "/link"),
            ({"colour": "red"}, "/colour"),
            ({"starts_at": "2026-11-23T10:00:00"}, "/starts_at"),
        ],
    )
    async def test_a_fault_in_the_plan_is_named(
        self, made: Round, crew: Crew, changes: Json, pointer: str
    ) -> None:
        answer = await crew.coordinator.post("/v1/sessions", json=plan(made, crew, **changes))
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == pointer

    async def test_moderator_and_note_taker_are_two_people(self, made: Round, crew: Crew) -> None:
        body = plan(made, crew, note_taker_id=crew.moderator_id)
        answer = await crew.coordinator.post("/v1/sessions", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/note_taker_id"

    async def test_a_group_of_one_is_offered_an_interview(self, made: Round, crew: Crew) -> None:
        body = plan(made, crew, member_ids=made.member_ids[:1])
        answer = await crew.coordinator.post("/v1/sessions", json=body)
        assert answer.status_code == 422
        assert "interview" in answer.json()["detail"]

    async def test_a_moderator_needs_the_role_to_run_sessions(
        self, made: Round, crew: Crew
    ) -> None:
        analyst = who(await made.world.client(Role.ANALYST))
        body = plan(made, crew, moderator_id=analyst)
        answer = await crew.coordinator.post("/v1/sessions", json=body)
        assert answer.json()["errors"][0] == {
            "pointer": "/moderator_id",
            "code": "role",
            "detail": "This person's role does not let them run sessions.",
        }

    async def test_a_moderator_of_another_school_is_refused(self, made: Round, crew: Crew) -> None:
        south = made.world.schools[1]
        theirs = who(await made.world.client(Role.FACILITATOR, school=south))
        body = plan(made, crew, moderator_id=theirs)
        answer = await crew.coordinator.post("/v1/sessions", json=body)
        assert answer.json()["errors"][0]["code"] == "school"

    async def test_a_moderator_of_another_district_does_not_exist(
        self, made: Round, crew: Crew, elsewhere: World
    ) -> None:
        theirs = who(await elsewhere.client(Role.FACILITATOR))
        body = plan(made, crew, moderator_id=theirs)
        answer = await crew.coordinator.post("/v1/sessions", json=body)
        assert answer.json()["errors"][0]["code"] == "unknown"

    async def test_a_member_who_was_replaced_is_not_invited(self, made: Round, crew: Crew) -> None:
        async with made.world.context() as ctx:
            member = await ctx.session.merge(made.members[0])
            member.status = MemberStatus.REPLACED
        answer = await crew.coordinator.post("/v1/sessions", json=plan(made, crew))
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/member-not-drawn"

    async def test_a_guide_of_another_cohort_is_not_found(self, made: Round, crew: Crew) -> None:
        other = await Round.drawn(made.world)
        body = plan(made, crew, guide_version_id=str(other.guide_version.id))
        answer = await crew.coordinator.post("/v1/sessions", json=body)
        assert answer.status_code == 404


class TestSize:
    @pytest.mark.parametrize(
        ("modality", "size", "status", "warned"),
        [
            ("in_person", 8, 201, False),
            ("in_person", 9, 201, True),
            ("in_person", 10, 201, True),
            ("in_person", 11, 409, False),
            ("online", 5, 201, False),
            ("online", 6, 201, True),
            ("online", 7, 409, False),
        ],
    )
    async def test_group_size_warns_and_then_refuses(
        self, world: World, modality: str, size: int, status: int, warned: bool
    ) -> None:
        made = await Round.drawn(world, size)
        crew = await Crew.of(made)
        body = plan(made, crew, modality=modality, link="https://meet.example.org/1")
        answer = await crew.coordinator.post("/v1/sessions", json=body)
        assert answer.status_code == status, answer.text
        if status == 201:
            assert bool(answer.json()["warnings"]) is warned
        else:
            assert answer.json()["type"] == "/problems/group-too-large"
            assert answer.json()["size"] == size

    async def test_group_size_is_checked_again_when_the_modality_changes(
        self, world: World
    ) -> None:
        made = await Round.drawn(world, 7)
        crew = await Crew.of(made)
        session = await schedule(made, crew)
        answer = await crew.coordinator.patch(
            f"/v1/sessions/{session['id']}",
            json={"modality": "online", "link": "https://meet.example.org/1"},
            headers={"If-Match": f'"{session["version"]}"'},
        )
        assert answer.status_code == 409
        assert answer.json()["most"] == 6

    async def test_the_limit_is_the_districts_policy(self, made: Round, crew: Crew) -> None:
        admin = await made.world.client(Role.DISTRICT_ADMIN)
        body: dict[str, Any] = {
            "value": {"warn": 2, "refuse": 3},
            "effective_from": (now() - timedelta(days=2)).date().isoformat(),
        }
        set_ = await admin.put("/v1/policies/session.size.in_person", json=body)
        assert set_.is_success, set_.text
        answer = await crew.coordinator.post("/v1/sessions", json=plan(made, crew))
        assert answer.status_code == 409
        assert answer.json()["most"] == 3


class TestUpdate:
    async def test_the_plan_changes(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        answer = await crew.coordinator.patch(
            f"/v1/sessions/{session['id']}",
            json={"place": "Gym", "member_ids": made.member_ids[1:]},
            headers={"If-Match": f'"{session["version"]}"'},
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["place"] == "Gym"
        assert [p["member_id"] for p in answer.json()["participants"]] == made.member_ids[1:]
        assert answer.json()["version"] > session["version"]
        assert await told(made.world, session) == ["session.scheduled", "session.updated"]

    async def test_a_stale_version_changes_nothing(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        path, change = f"/v1/sessions/{session['id']}", {"place": "Gym"}
        assert (await crew.coordinator.patch(path, json=change)).status_code == 428
        stale = {"If-Match": '"0"'}
        answer = await crew.coordinator.patch(path, json=change, headers=stale)
        assert answer.status_code == 412
        assert (await crew.coordinator.get(path)).json()["place"] == "Library"

    async def test_a_facilitator_is_refused(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        answer = await crew.moderator.patch(
            f"/v1/sessions/{session['id']}", json={"place": "X"}, headers={"If-Match": '"1"'}
        )
        assert answer.status_code == 403

    async def test_a_coordinator_of_the_school_changes_it_too(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        local = await made.world.client(Role.COORDINATOR, school=made.world.schools[0])
        answer = await local.patch(
            f"/v1/sessions/{session['id']}",
            json={"member_ids": made.member_ids[2:]},
            headers={"If-Match": f'"{session["version"]}"'},
        )
        assert answer.status_code == 200, answer.text


class TestCancel:
    async def test_a_cancelled_session_keeps_its_reason(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        path = f"/v1/sessions/{session['id']}/cancel"
        answer = await crew.coordinator.post(path, json={"reason": "Snow day"})
        assert answer.json()["status"] == "cancelled"
        assert answer.json()["cancelled_reason"] == "Snow day"
        again = await crew.coordinator.post(path, json={"reason": "Snow day"})
        assert again.status_code == 409
        assert again.json()["type"] == "/problems/session-not-scheduled"

    async def test_a_facilitator_is_refused(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        path = f"/v1/sessions/{session['id']}/cancel"
        assert (await crew.moderator.post(path, json={"reason": "No"})).status_code == 403

    async def test_another_district_finds_nothing(
        self, made: Round, crew: Crew, elsewhere: World
    ) -> None:
        session = await schedule(made, crew)
        theirs = await elsewhere.client(Role.COORDINATOR)
        path = f"/v1/sessions/{session['id']}/cancel"
        assert (await theirs.post(path, json={"reason": "No"})).status_code == 404
