"""A staged import is applied: what it brings in, changes and deactivates."""

from collections.abc import Callable
from datetime import date

import httpx
from sqlmodel import select

from factories import World
from rosters.importing import (
    NOTHING,
    Make,
    all_students,
    apply,
    delta,
    events,
    imported,
    staged,
    without,
)
from tellmore.districts.models import SchoolYear


class TestApply:
    async def test_brings_the_roster_in(
        self, coordinator: httpx.AsyncClient, world: World, make: Make
    ) -> None:
        await imported(coordinator, make())
        ben, ada = await all_students(coordinator)
        if ada["given_name"] != "Ada":
            ada, ben = ben, ada
        assert ada["attributes"] == {
            "english_learner": "yes",
            "gender": "female",
            "program": "Arts",
            "race_2007": "two_or_more",
            "race_2024": "multiracial_or_multiethnic",
        }
        assert (ada["grade"], ada["birth_date"]) == ("06", "2014-05-13")
        assert ben["attributes"]["race_2007"] == "hispanic_or_latino"
        assert "english_learner" not in ben["attributes"]
        detail = (await coordinator.get(f"/v1/students/{ada['id']}")).json()
        assert [one["given_name"] for one in detail["guardians"]] == ["Cleo"]
        assert detail["guardians"][0]["phone"] == "+13035550101"
        assert [one["title"] for one in detail["classes"]] == ["Science 6A"]
        assert [one["given_name"] for one in detail["classes"][0]["teachers"]] == ["Dora"]
        schools = (await coordinator.get("/v1/schools")).json()["items"]
        assert "Test School" in {school["name"] for school in schools}
        async with world.context() as ctx:
            rows = list(await ctx.session.exec(select(SchoolYear)))
        assert [(row.name, row.starts_on) for row in rows] == [("2027", date(2026, 8, 15))]

    async def test_a_second_time_changes_nothing_and_tells_nothing_of_students(
        self, coordinator: httpx.AsyncClient, world: World, make: Make
    ) -> None:
        done = await imported(coordinator, make())
        before = await all_students(coordinator)
        again = await imported(coordinator, make())
        assert again["id"] == done["id"]
        await imported(coordinator, make({"attributes.csv": "sourcedId\r\n"}))
        assert await all_students(coordinator) == before
        assert await events(world, "student.deactivated") == []

    async def test_an_update_touches_only_what_changed(
        self, coordinator: httpx.AsyncClient, make: Make
    ) -> None:
        await imported(coordinator, make())
        content = make({"users.csv": lambda t: t.replace(",Ben,", ",Benedict,")})
        made = await staged(coordinator, content)
        assert made["changes"]["students"] == {**NOTHING, "update": 1, "unchanged": 1}
        assert made["changes"]["enrollments"] == {**NOTHING, "unchanged": 3}
        await apply(coordinator, made["id"])
        versions = {one["given_name"]: one["version"] for one in await all_students(coordinator)}
        assert versions == {"Ada": 1, "Benedict": 2}

    async def test_absent_from_bulk_deactivates_and_never_deletes(
        self, coordinator: httpx.AsyncClient, world: World, make: Make
    ) -> None:
        await imported(coordinator, make())
        gone = {
            "users.csv": lambda t: without(t, "u2,").replace('"u1,u2"', "u1"),
            "roles.csv": lambda t: without(t, "r2,"),
            "enrollments.csv": lambda t: without(t, "e2,"),
            "demographics.csv": lambda t: without(t, "u2,"),
        }
        done = await imported(coordinator, make(gone))
        assert done["changes"]["students"] == {**NOTHING, "deactivate": 1, "unchanged": 1}
        assert [one["given_name"] for one in await all_students(coordinator)] == ["Ada"]
        (ben,) = await all_students(coordinator, active=False)
        assert ben["deactivated_at"]
        (event,) = await events(world, "student.deactivated")
        assert (str(event.resource_id), event.resource_version) == (ben["id"], 2)
        assert event.data == {"student_id": ben["id"]}

    async def test_who_comes_back_is_the_same_student(
        self, coordinator: httpx.AsyncClient, make: Make
    ) -> None:
        await imported(coordinator, make())
        (ben,) = [one for one in await all_students(coordinator) if one["given_name"] == "Ben"]
        deleted = {"users.csv": lambda t: t.replace("u2,,", "u2,tobedeleted,")}
        await imported(coordinator, make(deleted))
        assert len(await all_students(coordinator)) == 1
        await imported(coordinator, make())
        (back,) = [one for one in await all_students(coordinator) if one["given_name"] == "Ben"]
        assert (back["id"], back["active"], back["deactivated_at"]) == (ben["id"], True, None)

    async def test_tobedeleted_in_a_delta_deactivates(
        self,
        coordinator: httpx.AsyncClient,
        make: Make,
        pack: Callable[[dict[str, str]], bytes],
    ) -> None:
        await imported(coordinator, make())
        row = "u2,tobedeleted,2026-11-01T00:00:00Z,true,ben,,Ben,Quill,,A2" + "," * 12
        await imported(coordinator, pack(delta(users=row)))
        assert [one["given_name"] for one in await all_students(coordinator)] == ["Ada"]

    async def test_a_delta_without_roles_leaves_a_student_a_student(
        self,
        coordinator: httpx.AsyncClient,
        make: Make,
        pack: Callable[[dict[str, str]], bytes],
    ) -> None:
        await imported(coordinator, make())
        row = "u2,active,2026-11-01T00:00:00Z,true,ben,,Benno,Quill,,A2,,,,g1,08" + "," * 7
        done = await imported(coordinator, pack(delta(users=row)))
        assert done["changes"]["students"] == {**NOTHING, "update": 1, "unchanged": 0}
        students = {one["given_name"]: one for one in await all_students(coordinator)}
        assert set(students) == {"Ada", "Benno"}
        assert students["Benno"]["birth_date"] == "2013-02-09"
        assert students["Benno"]["attributes"]["race_2007"] == "hispanic_or_latino"

    async def test_attributes_alone_can_follow_later(
        self,
        coordinator: httpx.AsyncClient,
        make: Make,
        pack: Callable[[dict[str, str]], bytes],
    ) -> None:
        await imported(coordinator, make())
        content = pack(
            {
                "manifest.csv": "propertyName,value\r\noneroster.version,1.2\r\n",
                "attributes.csv": "sourcedId,IEP,program\r\nu1,yes,\r\n",
            }
        )
        await imported(coordinator, content)
        students = {one["given_name"]: one["attributes"] for one in await all_students(coordinator)}
        assert students["Ada"]["special_education"] == "yes"
        assert "program" not in students["Ada"]
        assert students["Ada"]["english_learner"] == "yes"
        assert "special_education" not in students["Ben"]

    async def test_a_new_id_with_a_known_identifier_is_the_same_person(
        self, coordinator: httpx.AsyncClient, make: Make
    ) -> None:
        await imported(coordinator, make())
        before = {one["given_name"]: one["id"] for one in await all_students(coordinator)}
        names = ("users.csv", "roles.csv", "enrollments.csv", "demographics.csv")
        renamed = {name: lambda t: t.replace("u1,", "u1-new,") for name in names}
        done = await imported(coordinator, make(renamed))
        assert done["changes"]["students"]["deactivate"] == 0
        assert {one["given_name"]: one["id"] for one in await all_students(coordinator)} == before

    async def test_a_person_with_an_id_at_each_school_is_one(
        self, coordinator: httpx.AsyncClient, make: Make
    ) -> None:
        twin = "u9,,,true,ada2,,Ada,Quill,,A1,,,,,06,,,,,,s1,,,\r\n"
        more = {
            "users.csv": lambda t: t + twin,
            "roles.csv": lambda t: t + "r9,,,u9,secondary,student,,,s1,\r\n",
            "enrollments.csv": lambda t: t + "e9,,,c1,s1,u9,student,false,,\r\n",
        }
        done = await imported(coordinator, make(more))
        assert done["changes"]["students"]["create"] == 2
        assert done["changes"]["enrollments"]["create"] == 4

    async def test_a_guardian_who_is_no_longer_named_loses_the_link(
        self, coordinator: httpx.AsyncClient, make: Make
    ) -> None:
        await imported(coordinator, make())
        parted = {"users.csv": lambda t: t.replace(",g1,07", ",,07").replace('"u1,u2"', "u1")}
        done = await imported(coordinator, make(parted))
        assert done["changes"]["guardian_links"] == {**NOTHING, "deactivate": 1, "unchanged": 1}
        students = {one["given_name"]: one["id"] for one in await all_students(coordinator)}
        detail = (await coordinator.get(f"/v1/students/{students['Ben']}")).json()
        assert detail["guardians"] == []

    async def test_tells_what_happened(
        self, coordinator: httpx.AsyncClient, world: World, make: Make
    ) -> None:
        done = await imported(coordinator, make())
        (event,) = await events(world, "roster.import.completed")
        assert event.data == {
            "import_id": done["id"],
            "students_created": 2,
            "students_updated": 0,
            "students_deactivated": 0,
        }
