"""An import that would lose many students is held."""

import httpx

from factories import World
from rosters.importing import Make, all_students, apply, events, imported, staged
from tellmore.identity.abilities import Role


class TestShrinkGuard:
    """More than 10 % of the students, and at least 5, wait for an administrator."""

    @staticmethod
    def district(make: Make, count: int) -> bytes:
        users = "".join(
            f"x{n},,,true,x{n},,Given{n},Family{n},,X{n},,,,,06,,,,,,s1,,,\r\n"
            for n in range(count)
        )
        roles = "".join(f"rx{n},,,x{n},primary,student,,,s1,\r\n" for n in range(count))
        return make({"users.csv": lambda t: t + users, "roles.csv": lambda t: t + roles})

    async def test_holds_a_bundle_that_loses_too_many(
        self, coordinator: httpx.AsyncClient, world: World, make: Make
    ) -> None:
        await imported(coordinator, self.district(make, 38))
        held = await staged(coordinator, self.district(make, 33))
        assert (held["status"], held["can"]) == ("held", ["read"])
        assert held["changes"]["students"]["deactivate"] == 5
        refused = await apply(coordinator, held["id"])
        assert refused.status_code == 409
        assert refused.json()["type"] == "/problems/roster-import-is-held"
        assert len(await all_students(coordinator)) == 40
        assert len(await events(world, "roster.import.held")) == 1

    async def test_lets_a_tenth_pass(self, coordinator: httpx.AsyncClient, make: Make) -> None:
        await imported(coordinator, self.district(make, 48))
        assert (await staged(coordinator, self.district(make, 43)))["status"] == "ready"

    async def test_lets_fewer_than_five_pass(
        self, coordinator: httpx.AsyncClient, make: Make
    ) -> None:
        await imported(coordinator, self.district(make, 8))
        assert (await staged(coordinator, self.district(make, 4)))["status"] == "ready"

    async def test_an_administrator_may_agree(
        self, coordinator: httpx.AsyncClient, world: World, make: Make
    ) -> None:
        await imported(coordinator, self.district(make, 38))
        held = await staged(coordinator, self.district(make, 3))
        path = f"/v1/roster-imports/{held['id']}/approve"
        assert (await coordinator.post(path)).status_code == 403
        administrator = await world.client(Role.DISTRICT_ADMIN)
        approved = (await administrator.post(path)).json()
        assert (approved["status"], set(approved["can"])) == ("ready", {"read", "apply"})
        assert (await administrator.post(path)).status_code == 409
        assert (await apply(coordinator, held["id"])).status_code == 200
        assert len(await all_students(coordinator)) == 5
