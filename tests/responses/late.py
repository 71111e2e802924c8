"""Links to late thoughts: how they are given, and who holds the first."""

from factories import BORN as DAY
from interviews import Crew, ok
from rounds import Json

BORN = {"year": str(DAY.year), "month": str(DAY.month), "day": str(DAY.day)}


async def links(crew: Crew, session: Json) -> list[Json]:
    made = await ok(crew.moderator, f"/v1/sessions/{session['id']}/late-thought-links")
    items: list[Json] = made["items"]
    return items


def path_of(link: Json) -> str:
    return "/t/" + str(link["url"]).rpartition("/t/")[2]
