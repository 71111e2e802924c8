"""Students who say one thing after another."""

from interviews import Crew, ok
from rounds import Json, Round


async def talk(made: Round, crew: Crew, session: Json, *texts: str) -> list[Json]:
    return [
        await ok(
            crew.note_taker,
            "/v1/responses",
            session_id=session["id"],
            member_id=made.member_ids[place % len(made.member_ids)],
            kind="utterance",
            text=text,
        )
        for place, text in enumerate(texts)
    ]
