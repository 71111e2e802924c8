"""The facilitator conflict check: conflict, clear, or unknown; and the override."""

from interviews import Crew, attest, ok, plan, schedule, told, who
from rounds import Round
from tellmore.identity.abilities import Role


class TestConflictCheck:
    async def test_a_moderator_who_teaches_a_participant_is_in_conflict(
        self, made: Round, crew: Crew
    ) -> None:
        await made.taught_by(crew.moderator_staff, made.students[1])
        session = await schedule(made, crew)
        assert session["conflict"] == "conflict"
        moderator = session["facilitators"][0]
        assert moderator["conflict_member_ids"] == [made.member_ids[1]]
        assert "conflict" in [one["code"] for one in session["missing"]]

    async def test_whom_a_named_teacher_teaches_is_for_those_who_plan_or_run_the_session(
        self, made: Round, crew: Crew
    ) -> None:
        """To an analyst a pseudonym in somebody's class is one of thirty students."""
        await made.taught_by(crew.moderator_staff, made.students[1])
        await made.taught_by(None, made.students[0])
        url = f"/v1/sessions/{(await schedule(made, crew))['id']}"
        told = (await crew.moderator.get(url)).json()["facilitators"][0]
        assert told["conflict_member_ids"] == [made.member_ids[1]]
        assert told["unknown_member_ids"] == [made.member_ids[0]]
        analyst = await made.world.client(Role.ANALYST)
        told = (await analyst.get(url)).json()["facilitators"][0]
        assert told["state"] == "conflict"
        assert told["conflict_member_ids"] == told["unknown_member_ids"] == []

    async def test_missing_data_never_reads_as_clear(self, made: Round, crew: Crew) -> None:
        await made.taught_by(None, made.students[0])
        session = await schedule(made, crew)
        assert session["conflict"] == "unknown"
        assert session["facilitators"][0]["unknown_member_ids"] == [made.member_ids[0]]

    async def test_a_student_without_classes_is_unknown(self, made: Round, crew: Crew) -> None:
        await made.enlist(1)
        session = await schedule(made, crew)
        assert session["conflict"] == "unknown"

    async def test_a_facilitator_who_is_not_in_the_roster_is_unknown(
        self, made: Round, crew: Crew
    ) -> None:
        client = await made.world.client(Role.FACILITATOR, teaches_nobody=False)
        stranger = who(client)
        session = await schedule(made, crew, moderator_id=stranger)
        assert session["conflict"] == "unknown"
        declared = await schedule(made, crew, moderator_id=stranger, moderator_is_outsider=True)
        assert declared["conflict"] == "clear"

    async def test_who_is_attested_to_teach_nobody_has_no_conflict_with_anybody(
        self, made: Round, crew: Crew
    ) -> None:
        attested = who(await made.world.client(Role.FACILITATOR, teaches_nobody=True))
        session = await schedule(made, crew, moderator_id=attested)
        assert session["conflict"] == "clear"

    async def test_staff_are_no_outsiders(self, made: Round, crew: Crew) -> None:
        body = plan(made, crew, moderator_is_outsider=True)
        answer = await crew.coordinator.post("/v1/sessions", json=body)
        assert answer.json()["errors"][0]["code"] == "staff"

    async def test_it_is_run_again_at_each_roster_change(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        await made.taught_by(crew.moderator_staff, made.students[0])
        read = await crew.coordinator.get(f"/v1/sessions/{session['id']}")
        assert read.json()["conflict"] == "conflict"

    async def test_a_class_that_is_over_is_no_conflict(self, made: Round, crew: Crew) -> None:
        school_class = await made.taught_by(crew.moderator_staff, made.students[0])
        async with made.world.context() as ctx:
            (await ctx.session.merge(school_class)).active = False
        session = await schedule(made, crew)
        assert session["conflict"] == "clear"

    async def test_an_override_needs_a_written_reason_and_is_audited(
        self, made: Round, crew: Crew
    ) -> None:
        await made.taught_by(crew.moderator_staff, made.students[0])
        session = await schedule(made, crew)
        path = f"/v1/sessions/{session['id']}/conflict-override"
        assert (await crew.coordinator.post(path, json={"reason": " "})).status_code == 422
        assert (await crew.moderator.post(path, json={"reason": "I may"})).status_code == 403
        answer = await crew.coordinator.post(path, json={"reason": "Nobody else speaks Hmong."})
        assert answer.status_code == 200, answer.text
        assert answer.json()["override_reason"] == "Nobody else speaks Hmong."
        assert answer.json()["override_by"] == who(crew.coordinator)
        assert "conflict" not in [one["code"] for one in answer.json()["missing"]]
        assert "session.conflict_overridden" in await told(made.world, session)

    async def test_what_the_next_roster_brings_was_not_overridden(
        self, made: Round, crew: Crew
    ) -> None:
        await made.taught_by(crew.moderator_staff, made.students[0])
        session = await schedule(made, crew)
        path = f"/v1/sessions/{session['id']}"
        reason = {"reason": "Nobody else speaks Hmong."}
        await ok(crew.coordinator, f"{path}/conflict-override", **reason)
        await attest(made, crew, session)
        await made.taught_by(crew.moderator_staff, made.students[1])
        refused = await crew.moderator.post(f"{path}/start")
        assert refused.status_code == 409
        assert refused.json()["missing"] == ["conflict"]
        again = await ok(crew.coordinator, f"{path}/conflict-override", **reason)
        assert again["missing"] == []
        await ok(crew.moderator, f"{path}/start")

    async def test_there_is_nothing_to_override_before_there_is_a_conflict(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        path = f"/v1/sessions/{session['id']}/conflict-override"
        answer = await crew.coordinator.post(path, json={"reason": "To be safe."})
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/no-conflict"

    async def test_another_moderator_needs_another_override(self, made: Round, crew: Crew) -> None:
        await made.taught_by(crew.moderator_staff, made.students[0])
        session = await schedule(made, crew)
        path = f"/v1/sessions/{session['id']}"
        given = await crew.coordinator.post(
            f"{path}/conflict-override", json={"reason": "Nobody else speaks Hmong."}
        )
        changed = await crew.coordinator.patch(
            path,
            json={"member_ids": made.member_ids[:2]},
            headers={"If-Match": given.headers["etag"]},
        )
        assert changed.json()["override_at"] is None
