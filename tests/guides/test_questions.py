"""The question bank and the linter over HTTP."""

import httpx

from factories import World
from tellmore.identity.abilities import Role


class TestQuestionBank:
    async def test_it_has_the_14_with_prompts_stages_and_findings(
        self, coordinator: httpx.AsyncClient
    ) -> None:
        answer = await coordinator.get("/v1/question-bank")
        assert answer.status_code == 200
        bank = answer.json()
        assert len(bank["questions"]) == 14
        assert sum(len(question["prompts"]) for question in bank["questions"]) == 12
        assert [stage["stage"] for stage in bank["stages"]] == [
            "welcome",
            "introduction",
            "questions",
            "wrap_up",
        ]
        e2 = next(question for question in bank["questions"] if question["key"] == "E2")
        assert ("E2.yes", "names_a_peer") in {(f["key"], f["code"]) for f in e2["findings"]}
        assert bank["probes"][0]["text"] == "Tell me more about that."

    async def test_it_is_there_in_spanish(self, coordinator: httpx.AsyncClient) -> None:
        answer = await coordinator.get("/v1/question-bank", params={"language": "es"})
        assert answer.json()["questions"][5]["text"].startswith("\u00bfQu\u00e9 significa")

    async def test_anonymous_is_asked_to_sign_in(self, anonymous: httpx.AsyncClient) -> None:
        assert (await anonymous.get("/v1/question-bank")).status_code == 401

    async def test_a_school_viewer_is_refused(self, world: World) -> None:
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.get("/v1/question-bank")).status_code == 403


class TestLint:
    async def test_a_question_is_judged_while_it_is_written(
        self, coordinator: httpx.AsyncClient
    ) -> None:
        answer = await coordinator.post("/v1/question-bank/lint", json={"text": "Is it fun?"})
        assert answer.status_code == 200
        assert [finding["code"] for finding in answer.json()["findings"]] == ["yes_no"]
        assert answer.json()["findings"][0]["hint"]

    async def test_branches_make_it_acceptable(self, coordinator: httpx.AsyncClient) -> None:
        body = {"text": "Is it fun?", "branches": ["if_yes", "if_no"]}
        answer = await coordinator.post("/v1/question-bank/lint", json=body)
        assert [finding["severity"] for finding in answer.json()["findings"]] == ["info"]

    async def test_anonymous_is_asked_to_sign_in(self, anonymous: httpx.AsyncClient) -> None:
        answer = await anonymous.post("/v1/question-bank/lint", json={"text": "Is it fun?"})
        assert answer.status_code == 401

    async def test_a_school_viewer_is_refused(self, world: World) -> None:
        viewer = await world.client(Role.SCHOOL_VIEWER)
        answer = await viewer.post("/v1/question-bank/lint", json={"text": "Is it fun?"})
        assert answer.status_code == 403
