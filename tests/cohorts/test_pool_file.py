"""The pool as a file: whoever checks a draw has the very text whose hash is on record."""

import hashlib
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import col, select
from typer.testing import CliRunner

from draws import certificate, draw, draw_url, lottery_url, members, proposal, save, work_out
from factories import World
from postbox import Working
from tellmore.core.events import Event
from tellmore.identity.abilities import Role
from tellmore.rosters.models import Student
from tellmore.sampling.commands import app

Json = dict[str, Any]


async def _pool_hash(client: httpx.AsyncClient, cohort: Json) -> str:
    answer = await client.get(draw_url(cohort, "/pool"))
    assert answer.status_code == 200, answer.text
    return hashlib.sha256(answer.content).hexdigest()


class TestPoolFile:
    async def test_its_hash_is_the_standing_lotterys(
        self, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        await work_out(coordinator, cohort, working)
        stands = (await coordinator.get(lottery_url(cohort))).json()
        assert await _pool_hash(coordinator, cohort) == stands["pool_hash"]

    async def test_its_hash_is_the_certificates_after_the_draw(
        self, world: World, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        made = await certificate(coordinator, drawn)
        await world.students(2, grade="9")  # who comes later was not in the pool
        assert await _pool_hash(coordinator, drawn) == made["certificate"]["pool_hash"]

    @pytest.mark.parametrize("seed", [None, "dice 4 1 6"])
    async def test_whoever_has_both_files_checks_all_of_the_draw(
        self,
        coordinator: httpx.AsyncClient,
        cohort: Json,
        working: Working,
        tmp_path: Path,
        seed: str | None,
    ) -> None:
        assert (await save(coordinator, cohort, await proposal(coordinator, cohort))).is_success
        await draw(coordinator, cohort, working, seed)
        url = f"/v1/cohorts/{cohort['id']}/certificate"
        answer = await coordinator.get(url, params={"panels": True})
        (tmp_path / "certificate.json").write_bytes(answer.content)
        pool = await coordinator.get(draw_url(cohort, "/pool"))
        (tmp_path / "pool.json").write_bytes(pool.content)
        files = [str(tmp_path / "certificate.json"), "--pool", str(tmp_path / "pool.json")]
        checked = CliRunner().invoke(app, ["verify-draw", *files])
        assert checked.output == "Everything that the certificate states holds.\n"
        assert checked.exit_code == 0

    async def test_it_names_students_by_row_alone(
        self, world: World, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        answer = await coordinator.get(draw_url(drawn, "/pool"))
        labels, rows = json.loads(answer.text)
        assert [name for name, _ in rows] == [str(row) for row in range(60)]
        assert {criterion for criterion, _ in labels} == {q["criterion"] for q in drawn["quotas"]}
        async with world.context() as ctx:
            for student in await ctx.session.exec(select(Student)):
                assert str(student.id) not in answer.text
                assert student.family_name not in answer.text

    async def test_each_reading_is_logged(
        self, world: World, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        await coordinator.get(draw_url(drawn, "/pool"))
        async with world.context() as ctx:
            query = select(Event).where(col(Event.type) == "cohort.pool_read")
            event = (await ctx.session.exec(query)).one()
        assert event.data == {"cohort_id": drawn["id"], "students": 60}
        assert event.actor_id is not None

    async def test_it_is_gone_once_the_roster_says_something_else_of_the_students(
        self, world: World, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        (member, *_) = await members(coordinator, drawn, identities=True)
        async with world.context() as ctx:
            student = await ctx.session.get_one(Student, member["identity"]["student_id"])
            student.grade = "12"
        answer = await coordinator.get(draw_url(drawn, "/pool"))
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/pool-changed"

    async def test_there_is_none_before_a_draw(
        self, coordinator: httpx.AsyncClient, cohort: Json
    ) -> None:
        assert (await coordinator.get(draw_url(cohort, "/pool"))).status_code == 404


class TestRights:
    async def test_anonymous(self, anonymous: httpx.AsyncClient, drawn: Json) -> None:
        assert (await anonymous.get(draw_url(drawn, "/pool"))).status_code == 401

    @pytest.mark.parametrize("role", [Role.ANALYST, Role.FACILITATOR])
    async def test_wrong_role(self, world: World, drawn: Json, role: Role) -> None:
        assert (await (await world.client(role)).get(draw_url(drawn, "/pool"))).status_code == 403

    async def test_half_the_schools_and_wrong_district(
        self, world: World, elsewhere: World, drawn: Json
    ) -> None:
        half = await world.client(Role.COORDINATOR, school=world.schools[0])
        assert (await half.get(draw_url(drawn, "/pool"))).status_code == 403
        foreign = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await foreign.get(draw_url(drawn, "/pool"))).status_code == 404
