"""A link that is handed over in person."""

import httpx
from sqlmodel import select

from consent.rounds import Round, answers
from factories import World
from kept import post_kept
from tellmore.consent.models import ConsentLink
from tellmore.identity.abilities import Ability, Role

URL = "/v1/consent-requests"


def of(requests: list[dict[str, str]], party: str) -> list[dict[str, str]]:
    return [one for one in requests if one["party"] == party]


class TestHandOver:
    async def test_a_link_and_a_code_are_made_and_only_the_hash_is_kept(self, asked: Round) -> None:
        (own,) = of(await asked.send(), "student")
        answer = await asked.coordinator.post(f"{URL}/{own['id']}/link")
        assert answer.status_code == 200
        made = answer.json()
        assert made["url"].startswith("http")
        assert made["qr_svg"].startswith("<svg")
        token = made["url"].rpartition("/")[2]
        async with asked.world.context() as ctx:
            (kept,) = (await ctx.session.exec(select(ConsentLink))).all()
        assert token not in kept.model_dump_json()
        state = (await asked.coordinator.get(f"{URL}/{own['id']}")).json()
        assert state["state"] == "handed_over"
        assert state["delivered_at"]

    async def test_it_is_not_kept_in_clear_for_a_request_that_is_sent_twice(
        self, asked: Round
    ) -> None:
        (own,) = of(await asked.send(), "student")
        url = f"{URL}/{own['id']}/link"
        answer, body = await post_kept(asked.world, asked.coordinator, url)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.json()["url"].rpartition("/")[2].encode() not in body

    async def test_two_links_open_one_request(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        mother = str(asked.guardians[0][0].id)
        (hers,) = [one for one in await asked.send() if one["guardian_id"] == mother]
        second = await asked.link(hers["id"])
        assert second != link
        await anonymous.post(second, data=answers())
        assert "Your answers are saved" in (await anonymous.get(link)).text

    async def test_who_may_not(
        self, asked: Round, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        (own,) = of(await asked.send(), "student")
        counselor = await asked.world.client(Role.COUNSELOR)
        foreign = await elsewhere.client(Role.COORDINATOR)
        for verb in ("link", "resend", "revoke"):
            url = f"{URL}/{own['id']}/{verb}"
            assert (await anonymous.post(url)).status_code == 401
            assert (await counselor.post(url)).status_code == 403
            assert (await foreign.post(url)).status_code == 404

    async def test_a_system_that_may_read_no_names_is_given_no_link_that_shows_one(
        self, asked: Round
    ) -> None:
        (own,) = of(await asked.send(), "student")
        scopes = (Ability.CONSENT_READ, Ability.CONSENT_WRITE)
        system = await asked.world.integration(*scopes)
        assert (await system.post(f"{URL}/{own['id']}/link")).status_code == 403
        can = (await system.get(f"{URL}/{own['id']}")).json()["can"]
        assert set(can) == {"read", "resend", "revoke"}
        before = (await asked.events()).count("consent.names_read")
        named = await asked.world.integration(*scopes, Ability.IDENTITIES_READ)
        assert (await named.post(f"{URL}/{own['id']}/link")).is_success
        assert (await asked.events()).count("consent.names_read") == before + 1
