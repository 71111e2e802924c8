"""`Idempotency-Key`: a POST that is sent twice happens once.

The key, the answer and the change are one transaction. While it runs, an advisory lock held by
that transaction tells a second sender that the first is still at work.
"""

import hashlib
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from sqlalchemy import LargeBinary, UniqueConstraint, func, literal
from sqlmodel import Field, col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import FormData

from tellmore.core.clock import now
from tellmore.core.db import Scope
from tellmore.core.errors import IdempotencyKeyBusy, IdempotencyKeyReused, Invalid
from tellmore.core.models import Owned, json_column, timestamp
from tellmore.core.sealing import Seal

KEPT = timedelta(hours=24)
MAX_KEY = 255
CHUNK = 1 << 20


ERASED = 410


class AnswerErased(IdempotencyKeyReused):
    title = "What this request did was taken back since; it is not done again"


class IdempotentAnswer(Owned, table=True):
    __tablename__ = "idempotent_answers"
    __table_args__ = (UniqueConstraint("district_id", "caller", "key"),)

    caller: str
    key: str
    request_hash: str
    status: int
    headers: dict[str, str] = json_column()
    body: bytes = Field(sa_type=LargeBinary)
    """Sealed when the answer says `no-store`: it shows a secret, once."""
    created_at: datetime = timestamp(default_factory=now, index=True)


async def once(
    request: Request,
    session: AsyncSession,
    handler: Callable[[Request], Coroutine[Any, Any, Response]],
) -> Response:
    """Run the request, or give the first answer again."""
    response = await handler(request)
    pending: tuple[str, str, str] | None = getattr(request.state, "idempotency", None)
    if pending is not None and response.status_code < 300:  # noqa: PLR2004  # success
        caller, key, digest = pending
        scope: Scope = session.info["scope"]
        if scope.district_id is not None:
            answer = _answer(scope.district_id, caller, key, digest, response)
            if _is_secret(answer):
                answer.body = _seal(request).seal(answer.body, answer.id)
            session.add(answer)
            await session.flush()
    return response


class Replayed(Exception):  # noqa: N818  # not an error: the first answer, given again
    """Leaves the request with the answer that was given before."""

    def __init__(self, response: Response) -> None:
        super().__init__("replayed")
        self.response = response


async def claim(request: Request, session: AsyncSession, caller: str) -> None:
    """Called once the caller is known: replay, refuse, or take the key for this transaction."""
    key = request.headers.get("idempotency-key")
    if key is None or request.method != "POST":
        return
    if not 0 < len(key) <= MAX_KEY or not key.isprintable():
        raise Invalid.at("/Idempotency-Key", "length", f"1 to {MAX_KEY} printable characters.")
    digest = await _digest(request)
    if not await _lock(session, caller, key):
        raise IdempotencyKeyBusy("Wait a moment and send it again.")
    known = await _known(session, caller, key)
    if known is None:
        request.state.idempotency = (caller, key, digest)
        return
    if known.request_hash != digest:
        raise IdempotencyKeyReused("Use a new key for another request.")
    if known.status == ERASED:
        raise AnswerErased
    body = _seal(request).open(known.body, known.id) if _is_secret(known) else known.body
    headers = {**known.headers, "Idempotent-Replayed": "true"}
    raise Replayed(Response(body, known.status, headers))


async def drop_old(session: AsyncSession, moment: datetime) -> None:
    """Delete the answers that nobody may ask for again."""
    over = col(IdempotentAnswer.created_at) < moment - KEPT
    await session.exec(delete(IdempotentAnswer).where(over))


def _is_secret(answer: IdempotentAnswer) -> bool:
    return answer.headers.get("cache-control") == "no-store"


def _seal(request: Request) -> Seal:
    return Seal(request.app.state.settings, "idempotent answer")


async def erase(session: AsyncSession, text: str) -> None:
    """Empty the answers that hold this text. Their keys stay: it must not be done again either."""
    holds = col(IdempotentAnswer.body).op("~~")(literal(f"%{text}%".encode(), LargeBinary))
    emptied = update(IdempotentAnswer).where(holds).values(body=b"", headers={}, status=ERASED)
    await session.exec(emptied)


async def _digest(request: Request) -> str:
    digest = hashlib.sha256(f"{request.url.path}?{request.url.query}\n".encode())
    if request.headers.get("content-type", "").startswith("multipart/"):
        await _add_form(digest, await request.form())
    else:
        digest.update(await request.body())
    return digest.hexdigest()


async def _add_form(digest: "hashlib._Hash", form: FormData) -> None:
    """What a form says, and not how: its boundary differs at each sending."""
    for name, value in form.multi_items():
        digest.update(f"\n{name}\n".encode())
        if isinstance(value, str):
            digest.update(value.encode())
            continue
        while chunk := await value.read(CHUNK):
            digest.update(chunk)
        await value.seek(0)


async def _lock(session: AsyncSession, caller: str, key: str) -> bool:
    number = int.from_bytes(hashlib.sha256(f"{caller}\n{key}".encode()).digest()[:8], signed=True)
    return bool((await session.exec(select(func.pg_try_advisory_xact_lock(number)))).one())


async def _known(session: AsyncSession, caller: str, key: str) -> IdempotentAnswer | None:
    query = select(IdempotentAnswer).where(
        col(IdempotentAnswer.caller) == caller, col(IdempotentAnswer.key) == key
    )
    row = (await session.exec(query)).one_or_none()
    if row is not None and row.created_at < now() - KEPT:
        await session.delete(row)
        await session.flush()
        return None
    return row


def _answer(
    district_id: UUID, caller: str, key: str, digest: str, response: Response
) -> IdempotentAnswer:
    kept = {"content-type", "etag", "location", "cache-control"}
    return IdempotentAnswer(
        district_id=district_id,
        caller=caller,
        key=key,
        request_hash=digest,
        status=response.status_code,
        headers={k: v for k, v in response.headers.items() if k in kept},
        body=bytes(response.body),
    )
