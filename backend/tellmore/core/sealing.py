"""Secrets that we must be able to read again, sealed at rest (AES-256-GCM)."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tellmore.settings import Settings

_NONCE = 12


class BrokenSealError(Exception):
    """What was sealed was changed, moved to another row, or sealed with another secret key."""


class Seal:
    """One purpose has one key, derived from the service's secret key."""

    def __init__(self, settings: Settings, purpose: str) -> None:
        secret = settings.secret_key.get_secret_value().encode()
        key = HKDF(SHA256(), 32, salt=None, info=f"tellmore {purpose}".encode()).derive(secret)
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, row_id: UUID) -> bytes:
        """Seal it for one row: copied to another row it cannot be opened."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, row_id.bytes)

    def open(self, sealed: bytes, row_id: UUID) -> bytes:
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], row_id.bytes)
        except InvalidTag as error:
            raise BrokenSealError from error
