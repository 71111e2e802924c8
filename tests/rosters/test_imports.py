"""Staged imports over HTTP: upload, preview, apply."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import select

from factories import World
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import Student

Make = Callable[..., bytes]
Json = dict[str, Any]
NOTHING = {"create": 0, "update": 0, "deactivate": 0}


@pytest.fixture
async def coordinator(world: World) -> httpx.AsyncClient:
    return await world.client(Role.COORDINATOR)


async def send(client: httpx.AsyncClient, content: bytes) -> httpx.Response:
    files = {"file": ("roster.zip", content, "application/zip")}
    return await client.post("/v1/roster-imports", files=files)


async def staged(client: httpx.AsyncClient, content: bytes) -> Json:
    answer = await send(client, content)
    assert answer.status_code in (200, 201), answer.text
    made: Json = answer.json()
    return made


async def apply(client: httpx.AsyncClient, import_id: str) -> httpx.Response:
    return await client.post(f"/v1/roster-imports/{import_id}/apply")


async def imported(client: httpx.AsyncClient, content: bytes) -> Json:
    made = await staged(client, content)
    answer = await apply(client, made["id"])
    assert answer.status_code == 200, answer.text
    done: Json = answer.json()
    assert done["status"] == "applied"
    return done


async def all_students(client: httpx.AsyncClient, **params: Any) -> list[Json]:
    answer = await client.get("/v1/students", params={"limit": 200, **params})
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


async def events(world: World, *types: str) -> list[Event]:
    async with world.context() as ctx:
        query = select(Event).where(Event.type.in_(types))  # type: ignore[attr-defined]  # a column
        return list((await ctx.session.exec(query)).all())


class TestUpload:
    async def test_shows_what_would_change_and_changes_nothing(
        self, coordinator: httpx.AsyncClient, make: Make
    ) -> None:
        answer = await send(coordinator, make())
        assert answer.status_code == 201, answer.text
        made = answer.json()
        assert made["status"] == "ready"
        assert made["oneroster_version"] == "1.2"
        assert made["changes"]["students"] == {**NOTHING, "create": 2, "unchanged": 0}
        assert made["changes"]["guardian_links"]["create"] == 2
        assert made["changes"]["enrollments"]["create"] == 3
        assert set(made["can"]) == {"read", "apply"}
        assert await all_students(coordinator) == []
        read = await coordinator.get(f"/v1/roster-imports/{made['id']}")
        assert read.json() == made

    async def test_anonymous_is_asked_to_sign_in(
        self, anonymous: httpx.AsyncClient, make: Make
    ) -> None:
        assert (await send(anonymous, make())).status_code == 401

    @pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ANALYST, Role.SCHOOL_VIEWER])
    async def test_others_than_coordinators_are_refused(
        self, world: World, make: Make, role: Role
    ) -> None:
        assert (await send(await world.client(role), make())).status_code == 403

    async def test_a_coordinator_of_one_school_cannot_import_for_the_district(
        self, world: World, make: Make
    ) -> None:
        theirs = await world.client(Role.COORDINATOR, school=world.schools[0])
        assert (await send(theirs, make())).status_code == 403

    async def test_another_district_sees_nothing_of_it(
        self, coordinator: httpx.AsyncClient, elsewhere: World, make: Make
    ) -> None:
        made = await staged(coordinator, make())
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        for path in ("", "/findings"):
            answer = await theirs.get(f"/v1/roster-imports/{made['id']}{path}")
            assert answer.status_code == 404
        assert (await apply(theirs, made["id"])).status_code == 404
        assert (await theirs.get("/v1/roster-imports")).json()["items"] == []

    async def test_the_same_bytes_are_the_same_import(
        self, coordinator: httpx.AsyncClient, make: Make
    ) -> None:
        first = await staged(coordinator, make())
        again = await send(coordinator, make())
        assert again.status_code == 200
        assert again.json()["id"] == first["id"]
        assert len((await coordinator.get("/v1/roster-imports")).json()["items"]) == 1

    async def test_a_district_system_may_do_it_with_its_scopes(
        self, world: World, make: Make
    ) -> None:
        reading = await world.integration(Ability.ROSTERS_READ)
        assert (await send(reading, make())).status_code == 403
        writing = await world.integration(Ability.ROSTERS_READ, Ability.ROSTERS_WRITE)
        assert (await imported(writing, make()))["applied_at"]

    async def test_without_a_file_it_is_not_valid(self, coordinator: httpx.AsyncClient) -> None:
        answer = await coordinator.post("/v1/roster-imports", data={"x": "y"})
        assert answer.status_code == 422


class TestBadInput:
    """Each gives a clear problem and changes nothing."""

    BAD: dict[str, tuple[Callable[[Make], bytes], str, str]] = {
        "no zip": (lambda _make: b"hello", "/(bundle)", "not_a_zip"),
        "missing file": (
            lambda make: make({"courses.csv": None}),
            "/courses.csv",
            "missing_file",
        ),
        "orphan": (
            lambda make: make({"enrollments.csv": lambda t: t.replace("s1,u2", "s1,zz")}),
            "/enrollments.csv/3/userSourcedId",
            "orphan",
        ),
        "duplicate": (
            lambda make: make({"orgs.csv": lambda t: t + "s1,,,Again,school,,d1\r\n"}),
            "/orgs.csv/4/sourcedId",
            "duplicate",
        ),
        "latin-1": (
            lambda make: make({"users.csv": lambda t: t.replace("Ben", "Zoë").encode("latin-1")}),
            "/users.csv/3",
            "bad_encoding",
        ),
    }

    @pytest.mark.parametrize("name", list(BAD))
    async def test_is_refused(
        self, coordinator: httpx.AsyncClient, world: World, make: Make, name: str
    ) -> None:
        spoil, pointer, code = self.BAD[name]
        answer = await send(coordinator, spoil(make))
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["type"] == "/problems/roster-refused"
        assert (problem["errors"][0]["pointer"], problem["errors"][0]["code"]) == (pointer, code)
        assert await all_students(coordinator) == []
        assert [e.type for e in await events(world, "roster.import.failed")] == [
            "roster.import.failed"
        ]

    async def test_a_bomb_of_two_gigabytes_is_refused_without_inflating_it(
        self, coordinator: httpx.AsyncClient, bomb: Callable[[int], bytes]
    ) -> None:
        answer = await send(coordinator, bomb(2 * 1024**3))
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == "too_large"

    async def test_a_path_that_leads_outside_is_refused(
        self, coordinator: httpx.AsyncClient, pack: Callable[[Json], bytes]
    ) -> None:
        answer = await send(coordinator, pack({"../users.csv": "x"}))
        assert answer.json()["errors"][0]["code"] == "unsafe_path"

    async def test_keeps_its_findings_to_look_at(
        self, coordinator: httpx.AsyncClient, make: Make
    ) -> None:
        rows = "".join(f"x{n},,,c1,s1,nobody{n},student,false,,\r\n" for n in range(7))
        problem = (await send(coordinator, make({"enrollments.csv": lambda t: t + rows}))).json()
        path = f"/v1/roster-imports/{problem['import_id']}"
        row = (await coordinator.get(path)).json()
        assert (row["status"], row["changes"], row["errors"]) == ("refused", None, 7)
        assert row["can"] == ["read"]
        first = (await coordinator.get(f"{path}/findings", params={"limit": 5})).json()
        rest = {"limit": 5, "cursor": first["next_cursor"]}
        second = (await coordinator.get(f"{path}/findings", params=rest)).json()
        found = [*first["items"], *second["items"]]
        assert [one["row"] for one in found] == list(range(5, 12))
        assert found[0] == {
            "file": "enrollments.csv",
            "row": 5,
            "column": "userSourcedId",
            "code": "orphan",
            "severity": "error",
            "message": "nobody0 is in no row of users.csv.",
        }
        assert second["next_cursor"] is None
        assert (await apply(coordinator, row["id"])).status_code == 409

    @pytest.mark.parametrize(
        "edit", [lambda t: "\ufeff" + t, lambda t: t.replace("\r\n", "\r")], ids=["BOM", "CR"]
    )
    async def test_a_byte_order_mark_and_cr_line_ends_are_accepted_and_said(
        self, coordinator: httpx.AsyncClient, make: Make, edit: Callable[[str], str]
    ) -> None:
        done = await imported(coordinator, make({"users.csv": edit}))
        assert done["warnings"] == 1
        assert len(await all_students(coordinator)) == 2

    async def test_a_delta_that_names_nobody_known_is_refused(
        self, coordinator: httpx.AsyncClient, pack: Callable[[dict[str, str]], bytes]
    ) -> None:
        content = pack(delta(enrollments="e9,active,2026-11-01T00:00:00Z,c1,s1,u1,student,false,,"))
        problem = (await send(coordinator, content)).json()
        assert {error["pointer"] for error in problem["errors"]} == {
            "/enrollments.csv/2/classSourcedId",
            "/enrollments.csv/2/schoolSourcedId",
            "/enrollments.csv/2/userSourcedId",
        }


COLUMNS = {
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,"
    "userSourcedId,role,primary,beginDate,endDate",
    "users": "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
    "preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
}


def delta(**files: str) -> dict[str, str]:
    """A bundle of delta files, each with the one row given."""
    modes = "".join(f"file.{name},delta\r\n" for name in files)
    manifest = f"propertyName,value\r\noneroster.version,1.2\r\n{modes}"
    rows = {f"{name}.csv": f"{COLUMNS[name]}\r\n{row}\r\n" for name, row in files.items()}
    return {"manifest.csv": manifest, **rows}


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


def without(text: str, start: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(start))


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


async def test_students_of_a_factory_and_of_an_import_live_side_by_side(
    coordinator: httpx.AsyncClient, world: World, make: Make
) -> None:
    (before,) = await world.students(1)
    made = await staged(coordinator, make())
    assert made["changes"]["students"] == {**NOTHING, "create": 2, "deactivate": 1, "unchanged": 0}
    async with world.context() as ctx:
        row = await ctx.session.get(Student, before.id)
        assert row is not None
        assert row.active


async def test_a_bundle_of_1_1_that_others_wrote(
    coordinator: httpx.AsyncClient, shared_bundles: Path
) -> None:
    done = await imported(coordinator, (shared_bundles / "bulk_small_v1p1.zip").read_bytes())
    assert (done["oneroster_version"], done["changes"]["students"]["create"]) == ("1.1", 200)


async def test_a_bundle_that_others_wrote(
    coordinator: httpx.AsyncClient, shared_bundles: Path
) -> None:
    done = await imported(coordinator, (shared_bundles / "bulk_small.zip").read_bytes())
    assert done["changes"]["students"]["create"] == 200
    delta_of_it = (shared_bundles / "delta_small.zip").read_bytes()
    after = await imported(coordinator, delta_of_it)
    for kind in ("students", "guardians", "guardian_links", "classes", "enrollments"):
        counts = after["changes"][kind]
        assert {k: counts[k] for k in NOTHING} == NOTHING, kind
