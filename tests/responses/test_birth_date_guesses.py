"""Who holds a link to late thoughts and guesses at the birth date that opens it."""

import asyncio

import httpx
from sqlmodel import select

from interviews import Crew
from responses.late import BORN, links, path_of
from rounds import Json, Round
from tellmore.core.throttle import Attempt
from tellmore.districts.models import School
from tellmore.identity.abilities import Role
from tellmore.rosters.models import Student


async def most_guesses(made: Round, most: int) -> None:
    admin = await made.world.client(Role.DISTRICT_ADMIN)
    body = {"value": most, "effective_from": "2020-01-01"}
    answer = await admin.put("/v1/policies/consent.birth_date_guesses", json=body)
    assert answer.is_success, answer.text


async def test_guesses_are_counted(page: str, anonymous: httpx.AsyncClient) -> None:
    wrong = {"thought": "Hi.", **BORN, "day": "18"}
    for _ in range(5):
        assert (await anonymous.post(page, data=wrong)).status_code == 422
    answer = await anonymous.post(page, data={**wrong, **BORN})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


async def test_of_guesses_at_the_same_moment_no_more_are_looked_at(
    page: str, anonymous: httpx.AsyncClient
) -> None:
    days = [{**BORN, "day": str(day)} for day in range(18, 30)]
    answers = await asyncio.gather(*(anonymous.post(f"{page}/said", data=d) for d in days))
    assert sorted(one.status_code for one in answers) == [422] * 5 + [429] * 7


async def test_guesses_have_an_end_whatever_pause_is_kept(
    made: Round, crew: Crew, session: Json, page: str, anonymous: httpx.AsyncClient
) -> None:
    await most_guesses(made, 3)
    wrong = {**BORN, "day": "18"}
    for _ in range(2):
        assert (await anonymous.post(f"{page}/said", data=wrong)).status_code == 422
    last = await anonymous.post(f"{page}/said", data=wrong)
    assert last.status_code == 410
    assert "ask the person who gave you the link" in last.text.lower()
    for answer in (await anonymous.get(page), await anonymous.post(f"{page}/said", data=BORN)):
        assert answer.status_code == 404
    fresh = path_of((await links(crew, session))[0])
    assert "choir" in (await anonymous.post(f"{fresh}/said", data=BORN)).text


async def test_the_right_date_clears_the_count(
    made: Round, page: str, anonymous: httpx.AsyncClient
) -> None:
    await most_guesses(made, 3)
    for _ in range(3):
        for day, status in (("18", 422), ("18", 422), ("17", 200)):
            answer = await anonymous.post(f"{page}/said", data={**BORN, "day": day})
            assert answer.status_code == status


async def test_without_a_birth_date_on_record_there_is_nothing_to_guess(
    made: Round, page: str, anonymous: httpx.AsyncClient
) -> None:
    async with made.world.context() as ctx:
        (await ctx.session.get_one(Student, made.students[0].id)).birth_date = None
        (await ctx.session.get_one(School, made.world.schools[0].id)).contact_name = "Ms. Vale"
    sent = [await anonymous.post(f"{page}/said", data=BORN) for _ in range(6)]
    typed = {"thought": "Kept.", **BORN}
    for answer in (*sent, await anonymous.post(page, data=typed), await anonymous.get(page)):
        assert answer.status_code == 409
        assert "no birth date for you on record" in answer.text
        assert "Ms. Vale" in answer.text
        assert "<form" not in answer.text
    async with made.world.context() as ctx:
        assert (await ctx.session.exec(select(Attempt))).all() == []
