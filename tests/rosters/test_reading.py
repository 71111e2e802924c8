"""Students, staff, classes and pool criteria over HTTP."""

from typing import Any

import httpx
import pytest

from factories import World
from rosters.importing import Json, Make
from tellmore.identity.abilities import Ability, Role

PATHS = ("/v1/students", "/v1/staff", "/v1/classes")


async def items(client: httpx.AsyncClient, path: str, **params: Any) -> list[Json]:
    answer = await client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["items"]
    return found


class TestWho:
    @pytest.mark.parametrize("path", [*PATHS, "/v1/pool-criteria?school_ids=x"])
    async def test_anonymous_is_asked_to_sign_in(
        self, anonymous: httpx.AsyncClient, path: str
    ) -> None:
        assert (await anonymous.get(path)).status_code == 401

    @pytest.mark.parametrize("path", PATHS)
    async def test_an_analyst_never_sees_the_roster(self, world: World, path: str) -> None:
        assert (await (await world.client(Role.ANALYST)).get(path)).status_code == 403

    @pytest.mark.parametrize("path", PATHS)
    async def test_another_district_sees_nothing(
        self, roster: None, elsewhere: World, path: str
    ) -> None:
        assert await items(await elsewhere.client(Role.DISTRICT_ADMIN), path) == []

    async def test_a_student_of_another_district_is_not_found(
        self, coordinator: httpx.AsyncClient, roster: None, elsewhere: World
    ) -> None:
        student = (await items(coordinator, "/v1/students"))[0]
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get(f"/v1/students/{student['id']}")).status_code == 404

    async def test_who_works_in_one_school_sees_its_students_alone(self, world: World) -> None:
        north, south = world.schools
        (ours,) = await world.students(1, north)
        (theirs,) = await world.students(1, south)
        client = await world.client(Role.COORDINATOR, school=north)
        assert [one["id"] for one in await items(client, "/v1/students")] == [str(ours.id)]
        assert (await client.get(f"/v1/students/{theirs.id}")).status_code == 404

    async def test_a_system_needs_the_scope(self, world: World) -> None:
        client = await world.integration(Ability.ROSTERS_READ)
        assert (await client.get("/v1/students")).status_code == 403
        assert (await client.get("/v1/classes")).status_code == 200


class TestStudents:
    async def test_are_filtered_by_school_and_grade(
        self, coordinator: httpx.AsyncClient, world: World, roster: None
    ) -> None:
        assert len(await items(coordinator, "/v1/students", grade="06")) == 1
        school = str(world.schools[0].id)
        assert await items(coordinator, "/v1/students", school_id=school) == []

    async def test_come_in_pages(self, coordinator: httpx.AsyncClient, world: World) -> None:
        made = {str(one.id) for one in await world.students(5)}
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
            page = (await coordinator.get("/v1/students", params=params)).json()
            seen += [one["id"] for one in page["items"]]
            cursor = page["next_cursor"]
        assert len(seen) == 5
        assert set(seen) == made

    async def test_are_listed_by_name_for_people(
        self, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        names = [("Zhou", "Li"), ("ábalos", "Ana"), ("Moreno", "Zoe"), ("Abbot", "Ben")]
        names += [("Moreno", "Álex"), ("Moreno", "Zoe")]
        for family, given in names:
            await world.students(1, family_name=family, given_name=given)
        seen: list[tuple[str, str]] = []
        cursor: str | None = ""
        while cursor is not None:
            params: Json = {"limit": 2, "order": "name"} | ({"cursor": cursor} if cursor else {})
            page = (await coordinator.get("/v1/students", params=params)).json()
            seen += [(one["family_name"], one["given_name"]) for one in page["items"]]
            cursor = page["next_cursor"]
        assert seen == [
            ("Abbot", "Ben"),
            ("ábalos", "Ana"),
            ("Moreno", "Álex"),
            ("Moreno", "Zoe"),
            ("Moreno", "Zoe"),
            ("Zhou", "Li"),
        ]

    async def test_are_told_in_the_order_of_change_to_who_synchronises(
        self, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        await world.students(1, family_name="Zhou")
        await world.students(1, family_name="Abbot")
        params = {"order": "name", "updated_since": "2000-01-01T00:00:00Z"}
        found = await items(coordinator, "/v1/students", **params)
        assert [one["family_name"] for one in found] == ["Zhou", "Abbot"]

    async def test_who_is_gone_is_told_to_those_who_synchronise(
        self, coordinator: httpx.AsyncClient, roster: None, make: Make
    ) -> None:
        before = await items(coordinator, "/v1/students")
        edit = {"users.csv": lambda text: text.replace("u2,,", "u2,tobedeleted,")}
        files = {"file": ("roster.zip", make(edit), "application/zip")}
        made = (await coordinator.post("/v1/roster-imports", files=files)).json()
        await coordinator.post(f"/v1/roster-imports/{made['id']}/apply")
        since = max(one["updated_at"] for one in before)
        changed = await items(coordinator, "/v1/students", updated_since=since)
        assert {one["given_name"]: one["active"] for one in changed}["Ben"] is False

    async def test_an_unchanged_student_need_not_be_sent_again(
        self, coordinator: httpx.AsyncClient, roster: None
    ) -> None:
        student = (await items(coordinator, "/v1/students"))[0]
        path = f"/v1/students/{student['id']}"
        tag = (await coordinator.get(path)).headers["etag"]
        again = await coordinator.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")

    async def test_a_class_without_a_teacher_of_record_says_so(
        self, coordinator: httpx.AsyncClient, make: Make
    ) -> None:
        vacant = {"enrollments.csv": lambda text: text.split("e3,")[0]}
        files = {"file": ("roster.zip", make(vacant), "application/zip")}
        made = (await coordinator.post("/v1/roster-imports", files=files)).json()
        await coordinator.post(f"/v1/roster-imports/{made['id']}/apply")
        student = (await items(coordinator, "/v1/students"))[0]
        detail = (await coordinator.get(f"/v1/students/{student['id']}")).json()
        assert [one["teachers"] for one in detail["classes"]] == [[]]


class TestStaffAndClasses:
    async def test_are_listed_with_what_the_roster_says(
        self, coordinator: httpx.AsyncClient, roster: None
    ) -> None:
        (dora,) = await items(coordinator, "/v1/staff")
        assert (dora["role"], len(dora["school_ids"])) == ("teacher", 1)
        (science,) = await items(coordinator, "/v1/classes", school_id=dora["school_ids"][0])
        assert (science["title"], science["student_count"]) == ("Science 6A", 2)
        assert [one["id"] for one in science["teachers"]] == [dora["id"]]

    async def test_staff_are_filtered_by_school(
        self, coordinator: httpx.AsyncClient, world: World, roster: None
    ) -> None:
        school = str(world.schools[0].id)
        assert await items(coordinator, "/v1/staff", school_id=school) == []


class TestPoolCriteria:
    async def test_counts_each_value_and_unknown_as_a_value_of_its_own(
        self, coordinator: httpx.AsyncClient, roster: None
    ) -> None:
        student = (await items(coordinator, "/v1/students"))[0]
        answer = await coordinator.get(
            "/v1/pool-criteria", params={"school_ids": [student["school_id"]]}
        )
        assert answer.status_code == 200, answer.text
        pool = answer.json()
        found = {
            one["criterion"]: {value["value"]: value["count"] for value in one["values"]}
            for one in pool["criteria"]
        }
        assert pool["total"] == 2
        assert found == {
            "english_learner": {"yes": 1, "unknown": 1},
            "gender": {"female": 1, "male": 1},
            "grade": {"06": 1, "07": 1},
            "program": {"Arts": 1, "unknown": 1},
            "race_2007": {"hispanic_or_latino": 1, "two_or_more": 1},
            "race_2024": {"hispanic_or_latino": 1, "multiracial_or_multiethnic": 1},
            "school": {student["school_id"]: 2},
        }

    async def test_a_school_of_another_district_is_not_found(
        self, coordinator: httpx.AsyncClient, elsewhere: World
    ) -> None:
        params = {"school_ids": [str(elsewhere.schools[0].id)]}
        answer = await coordinator.get("/v1/pool-criteria", params=params)
        assert answer.status_code == 404

    async def test_a_facilitator_is_refused(self, world: World) -> None:
        client = await world.client(Role.FACILITATOR)
        params = {"school_ids": [str(world.schools[0].id)]}
        assert (await client.get("/v1/pool-criteria", params=params)).status_code == 403

    async def test_schools_without_students_have_no_criteria(
        self, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        params = {"school_ids": [str(world.schools[0].id)]}
        answer = await coordinator.get("/v1/pool-criteria", params=params)
        assert answer.json() == {"total": 0, "criteria": []}
