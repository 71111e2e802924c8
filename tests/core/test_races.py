"""Two at once: what the second does must know of the first."""

import asyncio

import httpx
from sqlmodel import col, select

from factories import PASSWORD, World
from tellmore.districts.models import School
from tellmore.identity.abilities import Role


class TestChangeAtOnce:
    async def test_of_two_changes_of_one_reading_the_second_is_refused(self, world: World) -> None:
        coordinator = await world.client(Role.COORDINATOR)
        plan = {
            "name": "Spring",
            "purpose": "Hear about belonging.",
            "size": 5,
            "school_ids": [str(world.schools[0].id)],
        }
        made = await coordinator.post("/v1/cohorts", json=plan)
        assert made.status_code == 201, made.text
        path, headers = f"/v1/cohorts/{made.json()['id']}", {"If-Match": made.headers["etag"]}

        async def change(size: int) -> httpx.Response:
            return await coordinator.patch(path, json={"size": size}, headers=headers)

        answers = await asyncio.gather(*(change(size) for size in range(6, 12)))
        kept = [answer for answer in answers if answer.status_code == 200]
        assert len(kept) == 1
        assert {answer.status_code for answer in answers} == {200, 412}
        now = (await coordinator.get(path)).json()
        assert now["size"] == kept[0].json()["size"]
        assert now["version"] == made.json()["version"] + 1


class TestGuessAtOnce:
    async def test_guesses_that_come_together_are_each_counted(
        self, world: World, anonymous: httpx.AsyncClient
    ) -> None:
        email = await world.user(Role.ANALYST)

        async def guess(password: str) -> int:
            body = {"email": email, "password": password}
            return (await anonymous.post("/v1/auth/sign-in", json=body)).status_code

        answers = await asyncio.gather(*(guess(f"wrong password {n}") for n in range(8)))
        assert sorted(answers) == [401] * 5 + [429] * 3
        assert await guess(PASSWORD) == 429


class TestEnterAgain:
    async def test_whoever_enters_the_same_scope_again_reads_what_another_changed(
        self, world: World
    ) -> None:
        """A link is looked up, and its request locked: what is read under the lock must be new."""
        query = select(School).where(col(School.id) == world.schools[0].id)
        async with world.context() as ctx:
            held = (await ctx.session.exec(query)).one()
            async with world.context() as other:
                (await other.session.exec(query)).one().name = "Renamed High"
            await ctx.enter(ctx.scope, ctx.actor)
            assert (await ctx.session.exec(query)).one().name == "Renamed High" != held.name
