"""Whose ids an SIS takes together in one bundle and apart in the next."""

import httpx
import pytest

from rosters.importing import Json, Make, all_students, imported

ROLE = "r9,,,u0,primary,student,,,s1,\r\n"
BORN = "u0,,,2014-05-13,female,false,true,false,false,true,true,false,,,,\r\n"
ENROLLED = "e9,,,c1,s1,u0,student,false,,\r\n"


def first(text: str, row: str) -> str:
    """Put a row in front of the others: the file's order must not decide who is who."""
    header, rest = text.split("\r\n", 1)
    return f"{header}\r\n{row}{rest}"


def bundle(make: Make, *, identifier: str, place: str) -> bytes:
    """Ada, and a second row that is hers by its identifier or somebody else's."""
    row = f"u0,,,true,ada0,,Ada,Quill,,{identifier},,,,,06,,,,,,s1,,,\r\n"
    put = first if place == "first" else (lambda text, one: text + one)
    return make(
        {
            "users.csv": lambda text: put(text, row),
            "roles.csv": lambda text: text + ROLE,
            "demographics.csv": lambda text: text + BORN,
            "enrollments.csv": lambda text: text + ENROLLED,
        }
    )


def named(students: list[Json], given_name: str) -> list[Json]:
    return [one for one in students if one["given_name"] == given_name]


@pytest.mark.parametrize("place", ["first", "last"])
async def test_two_who_were_one_are_two_again_and_the_first_stays(
    coordinator: httpx.AsyncClient, make: Make, place: str
) -> None:
    await imported(coordinator, make())
    (ada,) = named(await all_students(coordinator), "Ada")
    await imported(coordinator, bundle(make, identifier="A1", place=place))
    (still,) = named(await all_students(coordinator), "Ada")
    assert (still["id"], still["sourced_id"]) == (ada["id"], "u1")
    await imported(coordinator, bundle(make, identifier="A7", place=place))
    both = {one["sourced_id"]: one["id"] for one in named(await all_students(coordinator), "Ada")}
    assert both["u1"] == ada["id"]
    assert set(both) == {"u0", "u1"}
    for student_id in both.values():
        detail = (await coordinator.get(f"/v1/students/{student_id}")).json()
        assert [one["title"] for one in detail["classes"]] == ["Science 6A"]


@pytest.mark.parametrize("place", ["first", "last"])
async def test_two_who_turn_out_to_be_one_stay_that_one(
    coordinator: httpx.AsyncClient, make: Make, place: str
) -> None:
    await imported(coordinator, bundle(make, identifier="A7", place=place))
    assert len(named(await all_students(coordinator), "Ada")) == 2
    await imported(coordinator, bundle(make, identifier="A1", place=place))
    (one,) = named(await all_students(coordinator), "Ada")
    other = "first" if place == "last" else "last"
    await imported(coordinator, bundle(make, identifier="A1", place=other))
    (still,) = named(await all_students(coordinator), "Ada")
    assert still["id"] == one["id"]
