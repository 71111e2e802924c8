"""Who is told whom a plan takes beyond a limit; and the same before the plan is kept."""

import httpx
import pytest

from factories import World
from interviews import Crew, ok, plan, schedule
from pull_out_cases import begin_year, hold, limit, times, warnings
from rounds import Json, Round
from tellmore.identity.abilities import Ability, Role

CHECK = "/v1/sessions/check"
SCOPES = (Ability.SESSIONS_READ, Ability.SESSIONS_WRITE)


def asked(made: Round, **changes: object) -> Json:
    body = {"cohort_id": str(made.cohort.id), "modality": "in_person", **times(50)}
    return {**body, "member_ids": made.member_ids, **changes}


async def checked(client: httpx.AsyncClient, body: Json) -> list[Json]:
    found: list[Json] = (await ok(client, CHECK, **body))["warnings"]
    return found


@pytest.fixture
async def beyond(made: Round, crew: Crew, year: None) -> Json:
    """A session that takes all four of its students beyond the limit."""
    await limit(made.world, minutes=10)
    return await schedule(made, crew)


class TestWhoReadsIt:
    """Minutes are nearly a fingerprint: they would lead from a pseudonym to a name."""

    async def test_those_who_draw_and_may_know_who_it_is(
        self, made: Round, crew: Crew, beyond: Json
    ) -> None:
        system = await made.world.integration(*SCOPES, Ability.DRAWS_READ, Ability.IDENTITIES_READ)
        for client in (crew.coordinator, await made.world.client(Role.DISTRICT_ADMIN), system):
            assert len(await warnings(client, beyond)) == 4
            assert len(await checked(client, asked(made))) == 4

    @pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ANALYST, Role.COUNSELOR])
    async def test_others_read_of_no_limit(self, made: Round, beyond: Json, role: Role) -> None:
        client = await made.world.client(role)
        assert await warnings(client, beyond) == []
        assert [one["warnings"] for one in (await client.get("/v1/sessions")).json()["items"]] == [
            []
        ]

    @pytest.mark.parametrize("lacking", [Ability.DRAWS_READ, Ability.IDENTITIES_READ])
    async def test_a_system_needs_both_scopes(
        self, made: Round, beyond: Json, lacking: Ability
    ) -> None:
        both = {Ability.DRAWS_READ, Ability.IDENTITIES_READ}
        system = await made.world.integration(*SCOPES, *(both - {lacking}))
        assert await warnings(system, beyond) == []
        assert await checked(system, asked(made)) == []

    async def test_who_reaches_one_school_of_two_reads_nothing(
        self, made: Round, beyond: Json
    ) -> None:
        north, south = made.world.schools
        local = await made.world.client(Role.COORDINATOR, school=north)
        assert len(await warnings(local, beyond)) == 4
        await made.listens_in(south)
        assert await warnings(local, beyond) == []

    async def test_another_district_counts_its_own(
        self, made: Round, crew: Crew, elsewhere: World
    ) -> None:
        await begin_year(made.world)
        await limit(elsewhere, minutes=10)
        assert await warnings(crew.coordinator, await schedule(made, crew)) == []


@pytest.mark.usefixtures("year")
class TestCheck:
    async def test_a_plan_is_warned_of_what_the_session_will_be_warned_of(
        self, made: Round, crew: Crew
    ) -> None:
        await hold(made, crew, minutes=30, member_ids=made.member_ids[:2])
        await limit(made.world, minutes=60)
        body = plan(made, crew, **times(50))
        names = ("cohort_id", "modality", "starts_at", "ends_at", "member_ids")
        found = await checked(crew.coordinator, {name: body[name] for name in names})
        assert [one["pseudonym"] for one in found] == ["Student 1", "Student 2"]
        before = (await crew.coordinator.get("/v1/sessions")).json()["items"]
        assert len(before) == 1
        session = (await crew.coordinator.post("/v1/sessions", json=body)).json()
        assert session["warnings"] == found

    async def test_the_session_that_is_changed_does_not_count_twice(
        self, made: Round, crew: Crew
    ) -> None:
        await limit(made.world, minutes=60)
        session = await schedule(made, crew)
        assert len(await checked(crew.coordinator, asked(made))) == 4
        assert await checked(crew.coordinator, asked(made, session_id=session["id"])) == []

    async def test_a_large_group_is_told_too(self, world: World) -> None:
        made = await Round.drawn(world, 9)
        found = await checked(await world.client(Role.COORDINATOR), asked(made))
        assert [one["code"] for one in found] == ["large_group"]

    async def test_it_is_for_those_who_plan(
        self, made: Round, crew: Crew, anonymous: httpx.AsyncClient
    ) -> None:
        assert (await anonymous.post(CHECK, json=asked(made))).status_code == 401
        assert (await crew.moderator.post(CHECK, json=asked(made))).status_code == 403

    async def test_another_district_finds_neither_cohort_nor_session(
        self, made: Round, crew: Crew, elsewhere: World
    ) -> None:
        session = await schedule(made, crew)
        theirs = await Round.drawn(elsewhere)
        client = await elsewhere.client(Role.COORDINATOR)
        assert (await client.post(CHECK, json=asked(made))).status_code == 404
        body = asked(theirs, session_id=session["id"])
        assert (await client.post(CHECK, json=body)).status_code == 404
        mixed = asked(theirs, member_ids=made.member_ids)
        assert (await client.post(CHECK, json=mixed)).status_code == 404

    async def test_a_plan_that_ends_before_it_begins_is_refused(
        self, made: Round, crew: Crew
    ) -> None:
        answer = await crew.coordinator.post(CHECK, json=asked(made, **times(0)))
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/ends_at"
