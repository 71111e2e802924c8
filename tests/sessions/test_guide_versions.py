"""A guide that touches a protected area raises what families are asked: so may no older version."""

import pytest

from interviews import Crew, attest, ok, plan, schedule
from rounds import Json, Round


class TestProtectedAreas:
    @pytest.fixture
    async def planned(self, made: Round, crew: Crew) -> Json:
        """With the version that touches income, while that is the newest."""
        made.guide_version = await made.publish_again(areas=["income"])
        return await schedule(made, crew)

    async def test_a_session_begins_with_what_families_were_asked_about(
        self, made: Round, crew: Crew, planned: Json
    ) -> None:
        await attest(made, crew, planned)
        assert (await ok(crew.moderator, f"/v1/sessions/{planned['id']}/start"))["stage"]

    async def test_an_older_version_that_touches_more_is_not_used(
        self, made: Round, crew: Crew, planned: Json
    ) -> None:
        newer = await made.publish_again(number=3)
        attested = await attest(made, crew, planned)
        url = f"/v1/sessions/{planned['id']}"
        refused = await crew.moderator.post(f"{url}/start")
        assert refused.status_code == 409
        assert refused.json()["type"] == "/problems/guide-not-inspected"
        assert refused.json()["areas"] == ["income"]
        another = await crew.coordinator.post("/v1/sessions", json=plan(made, crew))
        assert another.json()["type"] == "/problems/guide-not-inspected"
        changed = await crew.coordinator.patch(
            url,
            json={"guide_version_id": str(newer.id)},
            headers={"If-Match": f'"{attested["version"]}"'},
        )
        assert changed.status_code == 200, changed.text

    async def test_an_older_version_that_touches_no_more_goes_on_being_used(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        await made.publish_again()
        await attest(made, crew, session)
        assert (await ok(crew.moderator, f"/v1/sessions/{session['id']}/start"))["stage"]
