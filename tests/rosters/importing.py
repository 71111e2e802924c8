"""What tests of imports do: send a bundle, apply it, look at what came of it."""

from collections.abc import Callable
from typing import Any

import httpx
from sqlmodel import select

from factories import World
from tellmore.core.events import Event

Make = Callable[..., bytes]
Json = dict[str, Any]
NOTHING = {"create": 0, "update": 0, "deactivate": 0}


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


def without(text: str, start: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(start))
