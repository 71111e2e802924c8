"""When no thought is added: the page says why, and gives back what was typed."""

from datetime import timedelta

import httpx

from families import by_guardian, publish, second_guardian
from interviews import Crew
from responses.changes import newer_form
from responses.late import BORN, shift
from responses.words import texts
from rounds import Round
from tellmore.core.clock import now


async def test_after_a_withdrawal_nothing_is_written_down(
    made: Round, page: str, anonymous: httpx.AsyncClient
) -> None:
    await made.withdraw(made.members[0])
    answer = await anonymous.post(page, data={"thought": "Late.", **BORN})
    assert answer.status_code == 409
    assert "was not added" in answer.text
    assert "Late." in answer.text
    assert 'name="thought"' not in (await anonymous.get(page)).text


async def test_a_newer_form_is_nobodys_no(
    made: Round, crew: Crew, page: str, anonymous: httpx.AsyncClient
) -> None:
    await newer_form(made)
    assert 'name="thought"' in (await anonymous.get(page)).text
    answer = await anonymous.post(page, data={"thought": "Late.", **BORN})
    assert answer.status_code == 303
    assert "Late." in await texts(crew.coordinator)


async def test_while_guardians_disagree_the_page_says_so_and_gives_the_words_back(
    made: Round, crew: Crew, page: str, anonymous: httpx.AsyncClient
) -> None:
    await publish(made, crew.coordinator)
    await second_guardian(made)
    await by_guardian(made, crew.coordinator, "withdrawn", guardian=1)
    for answer in (
        await anonymous.get(page),
        await anonymous.post(page, data={"thought": "<Late>", **BORN}),
    ):
        assert "It is not settled yet whether you take part." in answer.text
        assert 'name="thought"' not in answer.text
    assert answer.status_code == 409
    assert "&lt;Late&gt;" in answer.text


async def test_whatever_refuses_gives_the_words_back(
    made: Round, page: str, anonymous: httpx.AsyncClient
) -> None:
    typed = {"thought": "Late.", **BORN}
    for _ in range(5):
        await anonymous.post(page, data={**typed, "day": "18"})
    waits = await anonymous.post(page, data=typed)
    await shift(made, add_until=now() - timedelta(minutes=1))
    over = await anonymous.post(page, data=typed)
    await shift(made, revoked_at=now())
    ended = await anonymous.post(page, data=typed)
    assert [one.status_code for one in (waits, over, ended)] == [429, 409, 404]
    assert all("Late." in one.text for one in (waits, over, ended))
