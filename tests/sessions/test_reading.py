"""Who reads a session, how sessions are listed, and who reads a written reason."""

import httpx

from factories import World
from interviews import Crew, schedule
from rounds import Round
from tellmore.identity.abilities import Ability, Role


class TestReadAndList:
    async def test_another_district_and_another_school_find_nothing(
        self, made: Round, crew: Crew, elsewhere: World
    ) -> None:
        session = await schedule(made, crew)
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        south = await made.world.client(Role.COORDINATOR, school=made.world.schools[1])
        for client in (theirs, south):
            assert (await client.get(f"/v1/sessions/{session['id']}")).status_code == 404
            assert (await client.get("/v1/sessions")).json()["items"] == []

    async def test_a_school_viewer_is_refused(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        viewer = await made.world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.get("/v1/sessions")).status_code == 403
        assert (await viewer.get(f"/v1/sessions/{session['id']}")).status_code == 403

    async def test_anonymous_is_asked_to_sign_in(self, anonymous: httpx.AsyncClient) -> None:
        assert (await anonymous.get("/v1/sessions")).status_code == 401

    async def test_filters_and_pages(self, made: Round, crew: Crew) -> None:
        first, second = await schedule(made, crew), await schedule(made, crew)
        await crew.coordinator.post(f"/v1/sessions/{first['id']}/cancel", json={"reason": "Snow"})
        page = await crew.moderator.get("/v1/sessions", params={"limit": 1})
        assert [item["id"] for item in page.json()["items"]] == [second["id"]]
        assert 'rel="next"' in page.headers["link"]
        by_status = await crew.moderator.get("/v1/sessions", params={"status": "cancelled"})
        assert [item["id"] for item in by_status.json()["items"]] == [first["id"]]
        mine = {"facilitator_id": crew.note_taker_id, "cohort_id": str(made.cohort.id)}
        assert len((await crew.moderator.get("/v1/sessions", params=mine)).json()["items"]) == 2
        nobody = {"facilitator_id": str(made.cohort.id)}
        assert (await crew.moderator.get("/v1/sessions", params=nobody)).json()["items"] == []

    async def test_no_students_name_is_shown(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        read = await crew.coordinator.get(f"/v1/sessions/{session['id']}")
        assert "Given" not in read.text
        assert "Family" not in read.text


class TestReasons:
    """What was written for a reason may name anybody: it is for those who need it."""

    async def test_only_planners_read_a_reason(self, made: Round, crew: Crew) -> None:
        await made.taught_by(crew.moderator_staff, made.students[0])
        why = {"note_taker_id": None, "no_note_taker_reason": "Ms. Reed is in hospital"}
        session = await schedule(made, crew, **why)
        path = f"/v1/sessions/{session['id']}"
        await crew.coordinator.post(f"{path}/conflict-override", json={"reason": "His aunt asked"})
        await crew.coordinator.post(f"{path}/cancel", json={"reason": "Dana is ill"})
        admin = await made.world.client(Role.DISTRICT_ADMIN)
        for reader in (crew.coordinator, admin):
            shown = (await reader.get(path)).json()
            assert shown["no_note_taker_reason"] == "Ms. Reed is in hospital"
            assert shown["override_reason"] == "His aunt asked"
            assert shown["cancelled_reason"] == "Dana is ill"
        analyst = await made.world.client(Role.ANALYST)
        system = await made.world.integration(Ability.SESSIONS_READ, Ability.SESSIONS_WRITE)
        for reader in (crew.moderator, analyst, system):
            for address in (path, "/v1/sessions"):
                answer = await reader.get(address)
                assert answer.status_code == 200
                assert str(session["id"]) in answer.text
                for words in ("hospital", "aunt", "Dana"):
                    assert words not in answer.text
            assert (await reader.get(path)).json()["override_at"] is not None

    async def test_a_system_is_not_told_the_reason_that_it_sent(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        system = await made.world.integration(Ability.SESSIONS_READ, Ability.SESSIONS_WRITE)
        path = f"/v1/sessions/{session['id']}/cancel"
        answer = await system.post(path, json={"reason": "Dana is ill"})
        assert answer.status_code == 200
        assert answer.json()["cancelled_reason"] is None
