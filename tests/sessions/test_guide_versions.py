"""A guide that touches a protected area raises what families are asked: so may no older version."""

import pytest

from interviews import Crew, attest, ok, plan, schedule
from rounds import Json, Round


def missing(session: Json) -> list[str]:
    return [one["code"] for one in session["missing"]]


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
        assert refused.json()["type"] == "/problems/not-ready-to-start"
        assert refused.json()["missing"] == ["guide_not_asked"]
        another = await crew.coordinator.post("/v1/sessions", json=plan(made, crew))
        assert another.json()["type"] == "/problems/guide-not-inspected"
        assert another.json()["areas"] == ["income"]
        changed = await crew.coordinator.patch(
            url,
            json={"guide_version_id": str(newer.id)},
            headers={"If-Match": f'"{attested["version"]}"'},
        )
        assert changed.status_code == 200, changed.text

    async def test_a_plan_says_that_its_version_is_not_used_any_more(
        self, made: Round, crew: Crew, planned: Json
    ) -> None:
        assert "guide_not_asked" not in missing(planned)
        newer = await made.publish_again(number=3)
        url = f"/v1/sessions/{planned['id']}"
        assert "guide_not_asked" in missing((await crew.coordinator.get(url)).json())
        [listed] = (await crew.moderator.get("/v1/sessions")).json()["items"]
        assert "guide_not_asked" in missing(listed)
        changed = await crew.coordinator.patch(
            url,
            json={"guide_version_id": str(newer.id)},
            headers={"If-Match": f'"{planned["version"]}"'},
        )
        assert "guide_not_asked" not in missing(changed.json())

    async def test_an_older_version_that_touches_no_more_goes_on_being_used(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        await made.publish_again()
        assert "guide_not_asked" not in missing(
            (await crew.coordinator.get(f"/v1/sessions/{session['id']}")).json()
        )
        await attest(made, crew, session)
        assert (await ok(crew.moderator, f"/v1/sessions/{session['id']}/start"))["stage"]
