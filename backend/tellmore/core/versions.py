"""Optimistic concurrency: a change names the version that it was made on."""

from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, UOWTransaction

from tellmore.core.errors import StaleVersion
from tellmore.core.models import Stamped

_MADE_ON = "made_on_version"


def require_version(row: Stamped, version: int) -> None:
    """Refuse a change that was made on an older reading."""
    if row.version != version:
        raise _stale()
    inspect(row).info[_MADE_ON] = version


@event.listens_for(Session, "before_flush")
def _refuse_overtaken(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Of two changes of one reading that run at once, the second would wipe out the first."""
    for row in session.dirty:
        made_on = inspect(row).info.pop(_MADE_ON, None)
        if made_on is None:
            continue
        table: Any = type(row)
        held = select(table.version).where(table.id == row.id).with_for_update()
        if session.connection().execute(held).scalar_one() != made_on:
            raise _stale()


def _stale() -> StaleVersion:
    return StaleVersion("Read it again, look at what changed, and repeat your change.")
