"""Problems: every refusal has a name, a status, and a sentence that says what to do (RFC 9457).

A problem carries ids and counts; never a student's name or words.
"""

import re
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self


class Problem(Exception):  # noqa: N818  # RFC 9457 calls them problems
    """The root of all refusals. A subclass is one cause."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong on our side"
    commits: ClassVar[bool] = False
    """Keep what the request wrote before it was refused: a counted attempt, a revoked family."""
    registry: ClassVar[dict[str, type["Problem"]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        Problem.registry[cls.slug()] = cls

    def __init__(
        self, detail: str = "", *, headers: dict[str, str] | None = None, **extra: Any
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.headers = headers or {}
        self.extra = extra

    @classmethod
    def slug(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()


class BadRequest(Problem):
    status = 400
    title = "The request could not be read"


class Unauthenticated(Problem):
    status = 401
    title = "Sign in first"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class Forbidden(Problem):
    status = 403
    title = "Your role does not allow this"


class NotFound(Problem):
    status = 404
    title = "There is no such thing here"


class MethodNotAllowed(Problem):
    status = 405
    title = "This address does not take that method"


class Conflict(Problem):
    status = 409
    title = "This does not fit the present state"


class StaleVersion(Problem):
    status = 412
    title = "Somebody changed this after you read it"


class BodyTooLarge(Problem):
    status = 413
    title = "That is larger than we take"


class UnsupportedMediaType(Problem):
    status = 415
    title = "That kind of content is not taken here"


class Invalid(Problem):
    """A malformed body or parameter; `errors` names each fault by its JSON pointer."""

    status = 422
    title = "Some of what was sent is not valid"

    def __init__(self, detail: str = "", *, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(detail, errors=errors or [])

    @classmethod
    def at(cls, pointer: str, code: str, detail: str) -> "Invalid":
        return cls(detail, errors=[{"pointer": pointer, "code": code, "detail": detail}])


class IdempotencyKeyReused(Problem):
    status = 422
    title = "This Idempotency-Key was used with another request"


class IdempotencyKeyBusy(Problem):
    status = 409
    title = "The first request with this Idempotency-Key is still running"


class IfMatchRequired(Problem):
    status = 428
    title = "Send If-Match with the ETag that you read"


class TooManyRequests(Problem):
    status = 429
    title = "Too many attempts"

    def __init__(self, detail: str, *, retry_after: int, most: int, window: timedelta) -> None:
        """`retry_after`: seconds until one of the `most` attempts of a window is free again."""
        name, seconds = f'"{self.slug()}"', int(window.total_seconds())
        told = {
            "Retry-After": str(retry_after),
            "RateLimit-Policy": f"{name};q={most};w={seconds}",
            "RateLimit": f"{name};r=0;t={retry_after}",
        }
        super().__init__(detail, headers=told)

    @classmethod
    def until(cls, end: datetime, now: datetime, *, most: int, window: timedelta) -> Self:
        left = int((end - now).total_seconds()) + 1
        detail = f"Try again in {-(-left // 60)} minutes."
        return cls(detail, retry_after=left, most=most, window=window)


class InternalError(Problem):
    status = 500
    title = "Something went wrong on our side"


class NotReady(Problem):
    status = 503
    title = "Not ready yet"
