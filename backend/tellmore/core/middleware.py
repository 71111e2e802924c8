"""What every request passes: an id, a bound on its body, safe headers."""

from collections.abc import MutableMapping
from typing import Any

from fastapi import FastAPI, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tellmore.core.errors import BodyTooLarge
from tellmore.core.ids import uuid7
from tellmore.core.problems import on_crash, render
from tellmore.settings import Settings

SAFE_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"content-security-policy": (
        b"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        b"frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
}


def install(app: FastAPI, settings: Settings) -> None:
    app.add_middleware(Envelope, settings=settings)


class Envelope:
    """Outermost: whatever fails within leaves as a problem, with the request's id."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = uuid7()
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def send_marked(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = _marked(message, str(request_id))
            await send(message)

        request = Request(scope, receive)
        try:
            await self.app(scope, self._bounded(request), send_marked)
        except BodyTooLarge as problem:
            if not started:
                await render(request, problem)(scope, receive, send_marked)
        except Exception as error:  # the outermost place: nothing may leave as a bare 500
            if started:
                raise
            await (await on_crash(request, error))(scope, receive, send_marked)

    def _bounded(self, request: Request) -> Receive:
        limit = self._limit(request)
        taken = 0

        async def receive() -> Message:
            nonlocal taken
            message = await request.receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise BodyTooLarge(f"At most {limit} bytes are taken here.")
            return message

        return receive

    def _limit(self, request: Request) -> int:
        upload = request.headers.get("content-type", "").startswith("multipart/")
        return self.settings.max_upload_bytes if upload else self.settings.max_body_bytes


def _marked(message: MutableMapping[str, Any], request_id: str) -> list[tuple[bytes, bytes]]:
    headers = list(message.get("headers", []))
    present = {name.lower() for name, _ in headers}
    headers += [pair for pair in SAFE_HEADERS.items() if pair[0] not in present]
    headers.append((b"x-request-id", request_id.encode()))
    return headers
