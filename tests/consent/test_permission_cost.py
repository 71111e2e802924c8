"""Permission is asked for at every word that is captured: few questions, for one or many."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from factories import World
from rounds import Round
from tellmore.consent import standing
from tellmore.core.context import Context

MOST = 7


@contextmanager
def counted(ctx: Context) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    engine = ctx.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def test_one_member_or_many_cost_the_same_few_questions(world: World) -> None:
    made = await Round.drawn(world, 6)
    await made.consent()
    ids = [member.id for member in made.members]
    for wanted in (ids[:1], ids):
        async with world.context() as ctx:
            await ctx.session.connection()  # it tells the database its scope
            with counted(ctx) as asked:
                answers = await standing.permissions(ctx, wanted)
            assert len(answers) == len(wanted)
            assert all(one.granted for each in answers.values() for one in each.values())
            assert len(asked) <= MOST, asked
            with counted(ctx) as again:
                await standing.permissions(ctx, wanted)
            assert len(again) <= MOST - 2
