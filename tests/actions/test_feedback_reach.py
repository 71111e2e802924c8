"""Whose page it is: a school's own, and a student's only while at school."""

from urllib.parse import urlsplit

import httpx

from actions_world import Listening
from tellmore.cohorts.models import CohortSchool
from tellmore.identity.abilities import Role
from tellmore.rosters.models import Student

URL = "/v1/feedback-pages"


async def publish(coordinator: httpx.AsyncClient, listening: Listening) -> str:
    made = await coordinator.post(URL, json=listening.page())
    path = f"{URL}/{made.json()['id']}"
    answer = await coordinator.post(f"{path}/publish", headers={"If-Match": made.headers["etag"]})
    assert answer.status_code == 200, answer.text
    return path


async def test_a_principal_reads_the_page_of_the_own_school_only(
    listening: Listening, coordinator: httpx.AsyncClient
) -> None:
    world = listening.world
    north, south = world.schools
    place = {"district_id": world.district_id, "cohort_id": listening.cohort.id}
    await world.add(CohortSchool(**place, school_id=south.id))
    path = await publish(coordinator, listening)
    for school, status in ((north, 200), (south, 404)):
        viewer = await world.client(Role.SCHOOL_VIEWER, school=school)
        assert (await viewer.get(path)).status_code == status
        assert len((await viewer.get(URL)).json()["items"]) == (status == 200)
    theirs = await world.client(Role.COORDINATOR, school=south)
    assert (await theirs.post(URL, json=listening.page())).status_code == 404
    own = listening.page(school_id=str(south.id))
    assert (await theirs.post(URL, json=own)).status_code == 201


async def test_leaving_the_school_ends_the_link(
    listening: Listening, coordinator: httpx.AsyncClient, anonymous: httpx.AsyncClient
) -> None:
    path = await publish(coordinator, listening)
    member = listening.members[0]
    body = {"member_ids": [str(member.id)]}
    made = (await coordinator.post(f"{path}/links", json=body)).json()
    link = urlsplit(made["links"][0]["url"]).path
    assert (await anonymous.get(link)).status_code == 200
    async with listening.world.context() as ctx:
        (await ctx.session.get_one(Student, member.student_id)).active = False
    assert (await anonymous.get(link)).status_code == 404
    assert (await anonymous.post(link, data={"heard": "yes"})).status_code == 404
