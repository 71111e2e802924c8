"""One attempt over HTTP: to a checked address, for at most 15 seconds, reading one kilobyte."""

import asyncio
import ssl
import time
from dataclasses import dataclass
from functools import lru_cache

import httpx

from tellmore import __version__
from tellmore.webhooks.addresses import (
    Address,
    AddressRefusedError,
    NameNotFoundError,
    UrlRefusedError,
    check_url,
    resolve,
)
from tellmore.webhooks.models import Failure

TIMEOUT = 15.0
MOST_READ = 1024
_ALWAYS = {
    "Content-Type": "application/json",
    "User-Agent": f"Tellmore-Webhooks/{__version__}",
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True)
class Outcome:
    status_code: int | None
    failure: Failure | None
    latency_ms: int
    answer: str = ""
    retry_after: str | None = None

    @property
    def gone(self) -> bool:
        return self.status_code == httpx.codes.GONE


async def post(url: str, headers: dict[str, str], body: bytes, *, development: bool) -> Outcome:
    """Send it once. Whatever the receiver does, this ends, and says how."""
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(TIMEOUT):
            response, answer = await _exchange(url, headers, body, development=development)
    except (AddressRefusedError, UrlRefusedError):
        return Outcome(None, Failure.ADDRESS_REFUSED, _since(begun))
    except NameNotFoundError:
        return Outcome(None, Failure.NAME_NOT_FOUND, _since(begun))
    except (TimeoutError, httpx.TimeoutException):
        return Outcome(None, Failure.TIMEOUT, _since(begun))
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        return Outcome(None, Failure.NO_CONNECTION, _since(begun))
    return Outcome(
        response.status_code,
        _judge(response),
        _since(begun),
        answer,
        response.headers.get("retry-after"),
    )


async def _exchange(
    url: str, headers: dict[str, str], body: bytes, *, development: bool
) -> tuple[httpx.Response, str]:
    host = check_url(url, development=development)
    target = httpx.URL(url)
    port = target.port or (443 if target.scheme == "https" else 80)
    addresses = await resolve(host, port, development=development)
    async with httpx.AsyncClient(
        trust_env=False, verify=_trust(), timeout=TIMEOUT, follow_redirects=False
    ) as client:
        for address in addresses[:-1]:
            try:
                return await _send(client, target, address, headers, body)
            except httpx.ConnectError:
                continue  # a host may have an address that cannot be reached from here
        return await _send(client, target, addresses[-1], headers, body)


async def _send(
    client: httpx.AsyncClient,
    target: httpx.URL,
    address: Address,
    headers: dict[str, str],
    body: bytes,
) -> tuple[httpx.Response, str]:
    """Connect to the checked address, yet speak to the host by its name."""
    request = client.build_request(
        "POST",
        target.copy_with(host=str(address)),
        content=body,
        headers={**_ALWAYS, **headers, "Host": target.netloc.decode()},
        extensions={"sni_hostname": target.raw_host.decode("ascii")},
    )
    response = await client.send(request, stream=True)
    try:
        read = b""
        async for chunk in response.aiter_raw(MOST_READ):
            read += chunk
            if len(read) >= MOST_READ:
                break
    finally:
        await response.aclose()
    return response, read[:MOST_READ].decode(errors="replace").replace("\x00", "\ufffd")


def _judge(response: httpx.Response) -> Failure | None:
    if response.is_success:
        return None
    return Failure.REDIRECT if response.is_redirect else Failure.STATUS


def _since(begun: float) -> int:
    return round((time.perf_counter() - begun) * 1000)


@lru_cache
def _trust() -> ssl.SSLContext:
    """Load the authorities once: it takes longer than a request."""
    return httpx.create_ssl_context(trust_env=False)
