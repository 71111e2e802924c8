"""Nothing is sent into a network that we stand in."""

import socket
from ipaddress import ip_address
from typing import Any

import httpx
import pytest

from factories import World
from tellmore.webhooks.addresses import UrlRefusedError, check_url, is_allowed
from webhooks.receiver import (
    Receiver,
    Subscribe,
    Work,
    attempts,
    create_cohort,
    deliveries,
    pass_until_due,
)

REFUSED = [
    "0.0.0.0",  # noqa: S104 - refused, not bound to
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::10.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001:0:4136:e378::1",
    "2001:db8::1",
    "2002:a00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_on_the_open_internet_is_refused(address: str) -> None:
    assert not is_allowed(ip_address(address), development=False)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00::1"])
def test_an_address_on_the_open_internet_is_allowed(address: str) -> None:
    assert is_allowed(ip_address(address), development=False)


@pytest.mark.parametrize("address", [a for a in REFUSED if a not in {"127.0.0.1", "::1"}])
def test_development_opens_this_machine_alone(address: str) -> None:
    assert not is_allowed(ip_address(address), development=True)
    assert is_allowed(ip_address("127.0.0.1"), development=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "http://127.0.0.1/",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org/#part",
        "https://",
        "https:///path",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "ftp://example.org/",
        "example.org",
        "https://[::1/",
        "https://example.org/\n",
    ],
)
def test_a_url_that_is_not_plain_https_is_refused(url: str) -> None:
    with pytest.raises(UrlRefusedError):
        check_url(url, development=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.1/",
        "https://169.254.169.254/latest",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://167772161/",  # 10.0.0.1 as one number
        "https://0x0a.0.0.1/",
        "http://example.org/",
        "https://user@example.org/",
    ],
)
async def test_registering_a_private_address_is_refused_and_changes_nothing(
    admin: httpx.AsyncClient, url: str
) -> None:
    answer = await admin.post("/v1/webhook-endpoints", json={"url": url})
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == "/url"
    assert (await admin.get("/v1/webhook-endpoints")).json()["items"] == []


async def test_a_name_that_moves_to_a_private_address_is_refused_at_the_attempt(  # noqa: PLR0917  # fixtures
    world: World, admin: httpx.AsyncClient, subscribe: Subscribe, receiver: Receiver, work: Work,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    real, lookups = socket.getaddrinfo, []
    answers = iter(["93.184.216.34", "10.0.0.1", "10.0.0.1"])

    def moving(host: str, *args: Any, **kwargs: Any) -> Any:
        if host != "hooks.example":
            return real(host, *args, **kwargs)
        lookups.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 443))]

    monkeypatch.setattr(socket, "getaddrinfo", moving)
    made = await subscribe(url="https://hooks.example/in")
    await create_cohort(world, admin)
    await work()
    (delivery,) = await deliveries(admin, made)
    await pass_until_due(world, delivery)
    await work()
    tried = await attempts(admin, delivery)
    assert [attempt["failure"] for attempt in tried] == ["address_refused"] * 2
    assert len(lookups) == 3
