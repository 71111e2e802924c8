"""Staged imports over HTTP: upload, preview, apply."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from factories import World
from rosters.importing import (
    NOTHING,
    Json,
    Make,
    all_students,
    apply,
    delta,
    events,
    imported,
    send,
    staged,
)
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import Student


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
        since = rest | {"updated_since": "2026-01-01T00:00:00Z"}
        assert (await coordinator.get(f"{path}/findings", params=since)).status_code == 422
        del since["cursor"]
        page = (await coordinator.get(f"{path}/findings", params=since)).json()
        since["cursor"] = page["next_cursor"]
        assert (await coordinator.get(f"{path}/findings", params=since)).json() == second
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


async def test_what_was_refused_is_applied_once_the_district_has_what_it_names(
    coordinator: httpx.AsyncClient, make: Make, pack: Callable[[dict[str, str]], bytes]
) -> None:
    row = "e9,active,2026-11-01T00:00:00Z,c1,s1,u1,student,false,,"
    early = pack(delta(enrollments=row))
    refused = (await send(coordinator, early)).json()
    await imported(coordinator, make())
    done = await imported(coordinator, early)
    assert done["id"] == refused["import_id"]
    assert done["changes"]["enrollments"]["create"] == 1


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
