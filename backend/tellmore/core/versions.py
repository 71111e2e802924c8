"""Optimistic concurrency: a change names the version that it was made on."""

from tellmore.core.errors import StaleVersion
from tellmore.core.models import Stamped


def require_version(row: Stamped, version: int) -> None:
    """Refuse a change that was made on an older reading."""
    if row.version != version:
        raise StaleVersion("Read it again, look at what changed, and repeat your change.")
