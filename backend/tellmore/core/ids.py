"""Identifiers: UUIDv7, so that a primary key sorts by the time of its making."""

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    return UUID(int=_uuid7().int)
