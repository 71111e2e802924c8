"""What every request passes: an id, a bound on its body, safe headers; HEAD as GET."""

from collections.abc import Mapping, MutableMapping
from typing import Any

from fastapi import FastAPI, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tellmore.core.errors import BodyTooLarge, Problem, Unauthenticated
from tellmore.core.ids import uuid7
from tellmore.core.problems import on_crash, render
from tellmore.core.security import AccessTokens, InvalidTokenError
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
STRICT = {b"strict-transport-security": b"max-age=31536000"}
"""Where the address that people open is https."""
API = "/v1/"
UNKEPT = {b"cache-control": b"no-store"}
"""What the API answers is of people: on a shared Chromebook the next one finds nothing of it."""
ENDLESS = "/live"
"""The address of an answer that never ends, whose head nobody could wait for."""


def install(app: FastAPI, settings: Settings) -> None:
    app.add_middleware(Envelope, settings=settings)


class Envelope:
    """Outermost: whatever fails within leaves as a problem, with the request's id."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.tokens = AccessTokens(settings)
        self.headers = SAFE_HEADERS | (STRICT if settings.over_tls else {})
        self.of_the_api = self.headers | UNKEPT

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD" and not scope["path"].endswith(ENDLESS):
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = uuid7()
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def send_marked(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = _marked(message, str(request_id), self._wanted(scope))
            await send(message)

        request = Request(scope, receive)
        try:
            await self.app(scope, self._bounded(request), send_marked)
        except Problem as problem:
            if not started:
                await render(request, problem)(scope, receive, send_marked)
        except Exception as error:  # the outermost place: nothing may leave as a bare 500
            if started:
                raise
            await (await on_crash(request, error))(scope, receive, send_marked)

    def _wanted(self, scope: Scope) -> Mapping[bytes, bytes]:
        return self.of_the_api if scope["path"].startswith(API) else self.headers

    def _bounded(self, request: Request) -> Receive:
        uploads = request.headers.get("content-type", "").startswith("multipart/")
        known = uploads and self._is_known(request)
        limit = self.settings.max_upload_bytes if known else self.settings.max_body_bytes
        taken = 0

        async def receive() -> Message:
            nonlocal taken
            message = await request.receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise Unauthenticated if uploads and not known else _too_large(limit)
            return message

        return receive

    def _is_known(self, request: Request) -> bool:
        """Whether a token of ours came along: from nobody else is much taken, for it is stored."""
        try:
            self.tokens.read(request.headers.get("authorization", "").partition(" ")[2])
        except InvalidTokenError:
            return False
        return True


def _too_large(limit: int) -> BodyTooLarge:
    return BodyTooLarge(f"At most {limit} bytes are taken here.")


def _without_body(send: Send) -> Send:
    """HEAD is GET without its body (RFC 9110), at every address: monitors ask by it."""

    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_head


def _marked(
    message: MutableMapping[str, Any], request_id: str, wanted: Mapping[bytes, bytes]
) -> list[tuple[bytes, bytes]]:
    """What a route says of its answer itself goes first."""
    headers = list(message.get("headers", []))
    present = {name.lower() for name, _ in headers}
    headers += [pair for pair in wanted.items() if pair[0] not in present]
    headers.append((b"x-request-id", request_id.encode()))
    return headers
