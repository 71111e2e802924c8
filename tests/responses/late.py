"""Links to late thoughts: how they are given, and who holds the first."""

from typing import Any

from sqlmodel import select

from factories import BORN as DAY
from interviews import Crew, ok
from rounds import Json, Round
from tellmore.responses.models import LateThoughtLink

BORN = {"year": str(DAY.year), "month": str(DAY.month), "day": str(DAY.day)}


async def links(crew: Crew, session: Json) -> list[Json]:
    made = await ok(crew.moderator, f"/v1/sessions/{session['id']}/late-thought-links")
    items: list[Json] = made["items"]
    return items


def path_of(link: Json) -> str:
    return "/t/" + str(link["url"]).rpartition("/t/")[2]


async def shift(made: Round, **fields: Any) -> None:
    async with made.world.context() as ctx:
        for row in await ctx.session.exec(select(LateThoughtLink)):
            for name, value in fields.items():
                setattr(row, name, value)
