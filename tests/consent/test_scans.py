import asyncio

import httpx
import pytest

from consent.rounds import Round, answers
from factories import World
from tellmore.consent.scans import LARGEST
from tellmore.identity.abilities import Ability, Role

PDF = b"%PDF-1.7\n%%EOF\n"


def file(content: bytes = PDF) -> dict[str, tuple[str, bytes, str]]:
    return {"file": ("scan.exe", content, "text/plain")}


async def test_the_scan_of_a_paper_is_attached_to_its_signature(asked: Round) -> None:
    url = f"/v1/consent-records/{await asked.paper()}"
    assert (await asked.coordinator.get(f"{url}/scan")).status_code == 404
    answer = await asked.coordinator.post(f"{url}/scan", files=file())
    assert answer.status_code == 201, answer.text
    assert answer.json()["media_type"] == "application/pdf"
    assert answer.json()["size"] == len(PDF)
    listed = (await asked.coordinator.get("/v1/consent-records")).json()["items"]
    assert [one["has_scan"] for one in listed] == [True] * 4
    read = await asked.coordinator.get(f"{url}/scan")
    assert read.content == PDF
    assert read.headers["content-type"] == "application/pdf"
    assert read.headers["content-disposition"] == "attachment"
    assert "consent.scanned" in await asked.events()


async def test_the_paper_on_record_is_not_replaced(asked: Round) -> None:
    url = f"/v1/consent-records/{await asked.paper()}/scan"
    both = await asyncio.gather(*(asked.coordinator.post(url, files=file()) for _ in range(2)))
    assert sorted(one.status_code for one in both) == [201, 409]


async def test_reading_it_is_on_record(asked: Round) -> None:
    url = f"/v1/consent-records/{await asked.paper()}/scan"
    await asked.coordinator.post(url, files=file())
    before = (await asked.events()).count("consent.names_read")
    await asked.coordinator.get(url)
    assert (await asked.events()).count("consent.names_read") == before + 1


@pytest.mark.parametrize(
    ("content", "status"), [(b"MZ\x90", 415), (b"", 415), (PDF + b"x" * LARGEST, 413)]
)
async def test_what_is_no_scan_is_refused(asked: Round, content: bytes, status: int) -> None:
    url = f"/v1/consent-records/{await asked.paper()}/scan"
    assert (await asked.coordinator.post(url, files=file(content))).status_code == status


async def test_a_decision_by_link_has_no_paper(
    asked: Round, link: str, anonymous: httpx.AsyncClient
) -> None:
    await anonymous.post(link, data=answers())
    listed = (await asked.coordinator.get("/v1/consent-records")).json()["items"]
    assert "attach_scan" not in listed[0]["can"]
    url = f"/v1/consent-records/{listed[0]['id']}/scan"
    answer = await asked.coordinator.post(url, files=file())
    assert answer.json()["type"] == "/problems/not-on-paper"


async def test_who_may_not(asked: Round, elsewhere: World, anonymous: httpx.AsyncClient) -> None:
    url = f"/v1/consent-records/{await asked.paper()}/scan"
    await asked.coordinator.post(url, files=file())
    counselor = await asked.world.client(Role.COUNSELOR)
    foreign = await elsewhere.client(Role.COORDINATOR)
    system = await asked.world.integration(Ability.CONSENT_READ)
    assert (await anonymous.post(url, files=file())).status_code == 401
    assert (await counselor.post(url, files=file())).status_code == 403
    assert (await foreign.post(url, files=file())).status_code == 404
    assert (await anonymous.get(url)).status_code == 401
    assert (await system.get(url)).status_code == 403
    assert (await foreign.get(url)).status_code == 404
    assert (await counselor.get(url)).status_code == 200
