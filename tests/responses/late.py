"""Links to late thoughts: how they are given, and who holds the first."""

from interviews import Crew, ok
from rounds import Json

BORN = {"year": "2010", "month": "5", "day": "17"}


async def links(crew: Crew, session: Json) -> list[Json]:
    made = await ok(crew.moderator, f"/v1/sessions/{session['id']}/late-thought-links")
    items: list[Json] = made["items"]
    return items


def path_of(link: Json) -> str:
    return "/t/" + str(link["url"]).rpartition("/t/")[2]
