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
from tellmore.insights import names
from tellmore.insights.models import ClearedWord
from tellmore.rosters.models import Guardian, GuardianLink, StaffMember


def found(text: str, *known: str, cleared: tuple[str, ...] = ()) -> list[str]:
    places = names.find(text, names.parts(known), cleared)
    return [text[place.start : place.end] for place in places]


class TestFinding:
    @pytest.mark.parametrize(
        ("text", "known", "hits"),
        [
            ("Jayden sits alone.", "Jayden", ["Jayden"]),
            ("we heard jayden and JAYDEN", "Jayden", ["jayden", "JAYDEN"]),
            ("Jayden's friends, Jayden\u2019s bus", "Jayden", ["Jayden's", "Jayden\u2019s"]),
            ("José and Jose", "José", ["José", "Jose"]),
            ("Jose\u0301 and Mun\u0303oz", "José Muñoz", ["Jose\u0301", "Mun\u0303oz"]),
            ("Ms. Garcia said", "Garcia-Lopez", ["Garcia"]),
            ("Garcia-Lopez said", "Lopez", ["Garcia-Lopez"]),
            ("Mr. O'Hara and O\u2019Hara", "O'Hara", ["O'Hara", "O\u2019Hara"]),
            ("Mary Ann left", "Mary Ann", ["Mary", "Ann"]),
            ("Annual plans of Annabel", "Ann", []),
            ("It will rain in may", "Will May", []),
            ("Will and May left", "Will May", ["Will", "May"]),
            ("de la calle", "De la Cruz", []),
            ("go to Jo", "Jo", ["Jo"]),
            ("so is an li", "So An Li", []),
        ],
    )
    def test_a_name_is_found_however_it_is_written(
        self, text: str, known: str, hits: list[str]
    ) -> None:
        assert found(text, known) == hits

    def test_what_a_person_cleared_is_no_name(self) -> None:
        assert found("Rose and Jayden", "Rose", "Jayden", cleared=("rose",)) == ["Jayden"]

    def test_positions_are_code_points_of_the_text_itself(self) -> None:
        assert names.find("🎈 Zoë.", names.parts(["Zoe"])) == [(2, 5)]


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
            {"pointer": "/description", "start": 8, "end": 8 + len(name)},
            {"pointer": "/causes/0/text", "start": 4, "end": 4 + len(name)},
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
        second = await study.theme(
            title="Brandt", evidence=first_evidence(first), cause_unknown=True
        )
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
        assert answer.json()["found"] == [{"pointer": "/title", "start": 0, "end": 5}]

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
