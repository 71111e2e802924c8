"""A draw that is called off, or whose worker dies: nobody is drawn, and it is on record."""

from typing import Any

import httpx
import pytest
from sqlmodel import select

from draws import certificate, draw, draw_url, lottery_url, members, status, told
from factories import World
from postbox import Working
from tellmore.cohorts import drawing
from tellmore.cohorts.models import DrawCertificate
from tellmore.core import solves
from tellmore.core.context import system_context
from tellmore.identity.abilities import Role

Json = dict[str, Any]
SOLVE, OFF = "/solve", "/solve/cancel"


class TestCancel:
    async def test_draws_called_off_leave_a_trace_that_everybody_sees(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        for url in (draw_url(cohort), lottery_url(cohort)):
            asked = await coordinator.post(url, json={})
            assert asked.status_code == 202
            off = await coordinator.post(draw_url(cohort, OFF))
            assert off.json()["status"] == "cancelled"
        await working()
        assert await status(coordinator, cohort) == "draft"
        assert await members(coordinator, cohort) == []
        assert (await draw(coordinator, cohort, working))["status"] == "done"
        for reader in (coordinator, await world.client(Role.ANALYST)):
            made = await certificate(reader, cohort)
            first, second = made["earlier"]
            assert (first["status"], second["status"]) == ("cancelled", "cancelled")
            assert first["seed"] not in {None, made["certificate"]["seed"]}
            assert second["seed"] is None
        events = await told(world)
        assert [name for name, _ in events] == [
            *["cohort.draw_started", "cohort.draw_cancelled"] * 2,
            "cohort.draw_started",
            "cohort.drawn",
        ]
        assert all(set(data) == {"cohort_id", "solve_id"} for _, data in events[:-1])

    async def test_one_that_runs_ends_without_a_result(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        """As the worker has it: begun, called off by somebody, and only then at its end."""
        await coordinator.post(draw_url(cohort), json={})
        async with world.context() as ctx:
            (solve,) = await ctx.session.exec(select(solves.Solve))
            solve.status = solves.SolveStatus.RUNNING
        off = await coordinator.post(draw_url(cohort, OFF))
        assert off.json()["cancel_requested"] is True
        await working()
        solve_read = (await coordinator.get(draw_url(cohort, SOLVE))).json()
        assert solve_read["status"] == "cancelled"
        assert await status(coordinator, cohort) == "draft"

    async def test_called_off_twice_is_told_once_and_a_finished_one_stays(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        await coordinator.post(draw_url(cohort), json={})
        for _ in range(2):
            assert (await coordinator.post(draw_url(cohort, OFF))).status_code == 200
        await draw(coordinator, cohort, working)
        assert (await coordinator.post(draw_url(cohort, OFF))).json()["status"] == "done"
        names = [name for name, _ in await told(world)]
        assert names.count("cohort.draw_cancelled") == 1
        assert await status(coordinator, cohort) == "drawn"


class TestWorkerDies:
    async def test_in_the_middle_and_the_next_worker_draws_by_the_same_seed(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        """What a killed worker leaves: a solve that runs, and its job to be done again."""
        await coordinator.post(draw_url(cohort), json={})
        async with world.context() as ctx:
            (solve,) = await ctx.session.exec(select(solves.Solve))
            solve.status, solve.phase = solves.SolveStatus.RUNNING, "panels"
        assert await status(coordinator, cohort) == "draft"
        await working()
        assert (await coordinator.get(draw_url(cohort, SOLVE))).json()["status"] == "done"
        made = await certificate(coordinator, cohort)
        assert made["certificate"]["seed"] == solve.asked["seed"]
        assert made["earlier"] == []

    async def test_while_it_keeps_the_result_and_nothing_is_half_kept(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        await coordinator.post(draw_url(cohort), json={})
        async with world.context() as ctx:
            (solve,) = await ctx.session.exec(select(solves.Solve))
            work = await drawing.prepare(system_context(ctx.session, ctx.scope), solve)
        drawn = work(solves.Onlooker())

        async def dies() -> None:
            async with world.context() as ctx:
                await drawing.keep(system_context(ctx.session, ctx.scope), solve, drawn)
                raise ConnectionError

        with pytest.raises(ConnectionError):
            await dies()
        assert await status(coordinator, cohort) == "draft"
        assert await members(coordinator, cohort) == []
        await working()
        assert await status(coordinator, cohort) == "drawn"
        async with world.context() as ctx:
            assert len(list(await ctx.session.exec(select(DrawCertificate)))) == 1
