"""Publishing names nobody: the check of words, and the refusal that a person may answer."""

from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from factories import World
from insights.conftest import Json, Study
from insights.test_themes import evidence
from tellmore.core.events import Event
from tellmore.core.ids import uuid7
from tellmore.identity.abilities import Role
from tellmore.insights.models import ClearedWord
from tellmore.rosters.models import Guardian, GuardianLink, StaffMember


@pytest.fixture
async def people(study: Study) -> None:
    """A student's guardian, a teacher of the school, one of another; the student Given0."""
    world, school = study.round.world, study.round.world.schools[0]
    guardian = Guardian(
        district_id=world.district_id, sourced_id="g", given_name="Xiomara", family_name="Quist"
    )
    teacher, far = (
        StaffMember(
            district_id=world.district_id,
            sourced_id=str(uuid7()),
            given_name=given,
            family_name=family,
            school_ids=[str(place.id)],
        )
        for given, family, place in (
            ("Odile", "Brandt", school),
            ("Ulf", "Farrow", world.schools[1]),
        )
    )
    await world.add(guardian, teacher, far)
    await world.add(
        GuardianLink(
            district_id=world.district_id,
            student_id=study.round.students[0].id,
            guardian_id=guardian.id,
        )
    )


async def theme(study: Study, **words: Any) -> Json:
    rests_on = await evidence(study, (0, 0))
    cause = {"text": words.pop("cause", "Few."), "evidence": rests_on}
    return await study.theme(**{"evidence": rests_on, "causes": [cause], **words})


async def another(study: Study, made: Json, **words: Any) -> Json:
    return await study.theme(evidence=first_evidence(made), cause_unknown=True, **words)


def first_evidence(made: Json) -> list[Json]:
    return [{"coding_id": made["evidence"][0]["coding_id"]}]


async def publish(client: httpx.AsyncClient, made: Json) -> httpx.Response:
    return await client.post(f"/v1/themes/{made['id']}/publish")


@pytest.mark.usefixtures("people")
class TestPublishing:
    @pytest.mark.parametrize("name", ["Given0", "Family1", "Xiomara", "Quist", "Odile", "Brandt"])
    async def test_a_theme_that_names_somebody_is_refused_with_the_places(
        self, study: Study, name: str
    ) -> None:
        name = name.rstrip("01")
        made = await theme(study, description=f"So says {name}.", cause=f"Ask {name}.")
        answer = await publish(study.analyst, made)
        assert answer.status_code == 409
        problem = answer.json()
        assert problem["type"] == "/problems/names-found"
        assert problem["found"] == [
            {"pointer": "/description", "start": 8, "end": 8 + len(name), "doubtful": False},
            {"pointer": "/causes/0/text", "start": 4, "end": 4 + len(name), "doubtful": False},
        ]
        assert name not in answer.text
        shown = (await study.analyst.get(f"/v1/themes/{made['id']}")).json()
        assert shown["status"] == "draft"

    async def test_staff_of_another_school_are_not_around(self, study: Study) -> None:
        assert (await publish(study.analyst, await theme(study, title="Farrow"))).is_success

    async def test_a_publisher_of_another_school_names_nobody_either(self, study: Study) -> None:
        world = study.round.world
        students = await world.students(1, world.schools[1], preferred_name="Zephyrine")
        member = study.round.members[0].model_copy(
            update={
                "id": uuid7(),
                "student_id": students[0].id,
                "school_id": world.schools[1].id,
                "pseudonym": "Student 99",
            }
        )
        await world.add(type(member).model_validate(member.model_dump()))
        made = await theme(study, title="What Zephyrine said")
        north = await world.client(Role.ANALYST, school=world.schools[0])
        assert (await publish(north, made)).status_code == 409

    @pytest.mark.parametrize("active", [True, False])
    async def test_a_student_of_the_school_who_was_not_drawn_is_named_by_none(
        self, study: Study, *, active: bool
    ) -> None:
        names: Json = {"given_name": "Zephyrine", "family_name": "Quackenbush"}
        await study.round.world.students(1, preferred_name="Zee", active=active, **names)
        first = await theme(study)
        for name in ("Zephyrine Quackenbush", "Zee", "quackenbush"):
            made = await another(study, first, title=f"{name} hits us")
            refused = await publish(study.analyst, made)
            assert refused.status_code == 409, name
            assert {each["doubtful"] for each in refused.json()["found"]} == {False}

    async def test_of_each_school_in_which_the_cohort_listens(self, study: Study) -> None:
        world = study.round.world
        await world.students(1, world.schools[1], given_name="Zephyrine", family_name="Ost")
        made = await theme(study, title="Zephyrine hits us")
        south = await another(study, made, title="Zephyrine hits us")
        assert (await publish(study.analyst, made)).is_success
        await study.round.listens_in(world.schools[1])
        assert (await publish(study.analyst, south)).status_code == 409

    async def test_a_student_called_as_a_word_is_does_not_stop_publishing(
        self, study: Study
    ) -> None:
        world = study.round.world
        await world.students(1, given_name="Hope", family_name="So")
        await world.students(10, given_name="Maria", family_name="Ost")
        made = await theme(study, title="So we hope", description="You and I hope so.")
        assert (await publish(study.analyst, made)).is_success
        made = await another(study, made, title="Hope", description="Santa Maria is our church.")
        refused = await publish(study.analyst, made)
        assert [each["doubtful"] for each in refused.json()["found"]] == [True, True]
        for word in ("Hope", "Maria"):
            body = {"word": word, "reason": "An ordinary word here."}
            await study.analyst.post(f"/v1/themes/{made['id']}/cleared-words", json=body)
        assert (await publish(study.analyst, made)).is_success

    async def test_a_person_says_that_it_is_no_name_and_why(self, study: Study) -> None:
        made = await theme(study, title="Brandt Hall is loud")
        url = f"/v1/themes/{made['id']}/cleared-words"
        body = {"word": "Brandt", "reason": "The hall is called so."}
        cleared = await study.analyst.post(url, json=body)
        assert cleared.status_code == 201, cleared.text
        assert (await publish(study.analyst, made)).is_success
        async with study.round.world.context() as ctx:
            row = (await ctx.session.exec(select(ClearedWord))).one()
            query = select(Event).where(col(Event.type) == "cleared_word.created")
            event = (await ctx.session.exec(query)).one()
        assert (row.word, row.reason) == ("brandt", "The hall is called so.")
        assert row.cleared_by is not None
        assert event.data == {"cleared_word_id": str(row.id), "subject_id": made["id"]}

    async def test_another_theme_needs_a_word_of_its_own(self, study: Study) -> None:
        first = await theme(study, title="Brandt Hall")
        second = await another(study, first, title="Brandt")
        body = {"word": "Brandt", "reason": "The hall."}
        await study.analyst.post(f"/v1/themes/{first['id']}/cleared-words", json=body)
        assert (await publish(study.analyst, first)).is_success
        refused = await publish(study.analyst, second)
        assert refused.json()["type"] == "/problems/names-found"

    async def test_what_is_published_is_checked_at_each_change(self, study: Study) -> None:
        made = await theme(study)
        tag = {"If-Match": (await publish(study.analyst, made)).headers["etag"]}
        url = f"/v1/themes/{made['id']}"
        answer = await study.analyst.patch(url, json={"title": "Odile"}, headers=tag)
        assert answer.status_code == 409
        place = {"pointer": "/title", "start": 0, "end": 5, "doubtful": False}
        assert answer.json()["found"] == [place]

    async def test_who_may_say_so(self, study: Study, elsewhere: World) -> None:
        made = await theme(study)
        url = f"/v1/themes/{made['id']}/cleared-words"
        body = {"word": "Brandt", "reason": "The hall."}
        viewer = await study.round.world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.post(url, json=body)).status_code == 403
        theirs = await elsewhere.client(Role.ANALYST)
        assert (await theirs.post(url, json=body)).status_code == 404
        assert (await study.analyst.post(url, json={**body, "reason": " "})).status_code == 422


@pytest.mark.usefixtures("people")
async def test_a_page_for_students_names_nobody(study: Study) -> None:
    coordinator = await study.round.world.client(Role.COORDINATOR)
    made = await theme(study)
    assert (await publish(coordinator, made)).is_success
    entry = {
        "theme_id": made["id"],
        "you_said": "Brandt is strict",
        "answer": "we_cannot",
        "text": "Ask Ms. Brandt.",
    }
    body = {
        "cohort_id": study.cohort_id,
        "school_id": str(study.round.world.schools[0].id),
        "title": "For Odile",
        "entries": [entry],
    }
    page = await coordinator.post("/v1/feedback-pages", json=body)
    assert page.status_code == 201, page.text
    url = f"/v1/feedback-pages/{page.json()['id']}"
    tag = {"If-Match": page.headers["etag"]}
    refused = await coordinator.post(f"{url}/publish", headers=tag)
    assert refused.status_code == 409
    assert [each["pointer"] for each in refused.json()["found"]] == [
        "/title",
        "/entries/0/you_said",
        "/entries/0/text",
    ]
    for word in ("Odile", "Brandt"):
        body = {"word": word, "reason": "Our school's patrons."}
        assert (await coordinator.post(f"{url}/cleared-words", json=body)).status_code == 201
    assert (await coordinator.post(f"{url}/publish", headers=tag)).is_success
    tag = {"If-Match": (await coordinator.get(url)).headers["etag"]}
    changed = await coordinator.patch(url, json={"intro": "Dear Quist"}, headers=tag)
    assert changed.status_code == 409
