"""Passwords, opaque tokens and signed access tokens. The one module that touches python-jose."""

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from jose import JWTError, jwk, jwt
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from tellmore.core.clock import now
from tellmore.core.ids import uuid7
from tellmore.settings import Settings

ALGORITHM = "ES256"
AUDIENCE = "tellmore-api"
_KNOWN = 1024
"""How many tokens are kept as verified; each is asked again whether it is over."""
_REQUIRED = {f"require_{claim}": True for claim in ("exp", "aud", "iss", "sub", "jti", "iat")}


class Passwords:
    """argon2id, in a thread: one hash takes 50 ms of a core."""

    def __init__(self, settings: Settings) -> None:
        hasher = Argon2Hasher(
            time_cost=settings.argon2_passes, memory_cost=settings.argon2_memory_kib, parallelism=1
        )
        self._hash = PasswordHash((hasher,))
        self._nobody = self._hash.hash(secrets.token_hex(16))

    async def hash(self, password: str) -> str:
        return await asyncio.to_thread(self._hash.hash, password)

    async def verify(self, password: str, hashed: str | None) -> bool:
        """Take the same time for an account that does not exist."""
        good = await asyncio.to_thread(self._hash.verify, password, hashed or self._nobody)
        return good and hashed is not None


@dataclass(frozen=True)
class AccessToken:
    """Who a bearer is; what they may do is read anew at each request."""

    subject: UUID
    district_id: UUID
    kind: str
    family_id: UUID | None
    scopes: frozenset[str]


class InvalidTokenError(Exception):
    """The token is not ours, is over, or lacks a claim."""


class AccessTokens:
    """Issue and read short-lived JWTs, with one algorithm and one key."""

    def __init__(self, settings: Settings) -> None:
        # A key object built once: from a PEM string each signature costs 50 ms.
        self._private = jwk.construct(settings.jwt_private_key.get_secret_value(), ALGORITHM)
        self._public = self._private.public_key()
        self._issuer = str(settings.public_url)
        self.lifetime = timedelta(seconds=settings.access_token_seconds)
        # A signature costs a fifth of a hot read; what a caller sends again is the same token.
        self._verified = lru_cache(maxsize=_KNOWN)(self._verify)

    def issue(self, token: AccessToken, *, at: datetime | None = None) -> str:
        issued = at or now()
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": str(token.subject),
            "jti": str(uuid7()),
            "iat": issued,
            "exp": issued + self.lifetime,
            "district": str(token.district_id),
            "kind": token.kind,
            "scope": " ".join(sorted(token.scopes)),
        }
        if token.family_id:
            claims["family"] = str(token.family_id)
        encoded: str = jwt.encode(claims, self._private, algorithm=ALGORITHM)
        return encoded

    def read(self, encoded: str) -> AccessToken:
        token, over = self._verified(encoded)
        if now().timestamp() >= over:
            raise InvalidTokenError
        return token

    def _verify(self, encoded: str) -> tuple[AccessToken, float]:
        """Return what the token says and when it is over, in seconds."""
        try:
            claims = jwt.decode(
                encoded,
                self._public,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self._issuer,
                options=_REQUIRED,
            )
            family = claims.get("family")
            token = AccessToken(
                subject=UUID(claims["sub"]),
                district_id=UUID(claims["district"]),
                kind=claims["kind"],
                family_id=UUID(family) if family else None,
                scopes=frozenset(claims["scope"].split()),
            )
            return token, float(claims["exp"])
        except (JWTError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidTokenError from error


def new_token(district_id: UUID) -> str:
    """An opaque token. It begins with its district, so that row security holds its look-up too."""
    return f"{district_id.hex}.{secrets.token_urlsafe(32)}"


def district_of(token: str) -> UUID | None:
    try:
        return UUID(hex=token.partition(".")[0])
    except ValueError:
        return None


def hash_token(token: str, settings: Settings) -> str:
    """Keyed, so that a stolen table cannot be searched for a guessed token."""
    key = settings.secret_key.get_secret_value().encode()
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()
