"""`tellmore demo`: the made-up district, by the doors that any district uses."""

from datetime import date

import httpx
import pytest
from fastapi import FastAPI

from tellmore.identity.abilities import Role
from tellmore.rosters.demo.loading import SIGN_INS, Demo, load_demo
from tellmore.settings import Settings

PASSWORD = "short"


@pytest.fixture(scope="module")
async def demo(settings: Settings, app: FastAPI) -> Demo:
    return await load_demo(settings, PASSWORD, date(2026, 11, 23))


@pytest.fixture
async def administrator(demo: Demo, anonymous: httpx.AsyncClient) -> httpx.AsyncClient:
    body = {"email": demo.sign_ins[0].email, "password": PASSWORD}
    answer = await anonymous.post("/v1/auth/sign-in", json=body)
    assert answer.status_code == 200, answer.text
    anonymous.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return anonymous


async def test_everybody_can_sign_in(demo: Demo, anonymous: httpx.AsyncClient) -> None:
    assert {one.role for one in demo.sign_ins} == set(Role)
    for one in demo.sign_ins:
        body = {"email": one.email, "password": PASSWORD}
        answer = await anonymous.post("/v1/auth/sign-in", json=body)
        assert answer.status_code == 200, one


async def test_has_its_schools_with_somebody_to_reach(administrator: httpx.AsyncClient) -> None:
    schools = (await administrator.get("/v1/schools")).json()["items"]
    assert len(schools) == 3
    assert all(school["contact_phone"] for school in schools)


async def test_has_600_students_and_criteria_for_quotas(administrator: httpx.AsyncClient) -> None:
    schools = (await administrator.get("/v1/schools")).json()["items"]
    params = {"school_ids": [school["id"] for school in schools]}
    pool = (await administrator.get("/v1/pool-criteria", params=params)).json()
    assert pool["total"] == 600
    assert {one["criterion"] for one in pool["criteria"]} >= {
        *("school", "grade", "gender", "race_2007", "race_2024", "english_learner"),
        *("special_education", "section_504", "lunch", "gpa_band", "program", "program_experience"),
    }
    for one in pool["criteria"]:
        assert sum(value["count"] for value in one["values"]) == 600


async def test_loaded_again_it_stays_as_it_is_and_takes_the_new_password(
    demo: Demo, settings: Settings, anonymous: httpx.AsyncClient
) -> None:
    again = await load_demo(settings, "another one", date(2027, 1, 1))
    assert (demo.is_new, again.is_new) == (True, False)
    assert again.district_id == demo.district_id
    body = {"email": SIGN_INS[1].email, "password": "another one"}
    answer = await anonymous.post("/v1/auth/sign-in", json=body)
    assert answer.status_code == 200
    anonymous.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    assert len((await anonymous.get("/v1/roster-imports")).json()["items"]) == 1
    await load_demo(settings, PASSWORD)
