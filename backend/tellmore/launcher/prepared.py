"""What the last start prepared, so that the next one needn't: a second start is to take seconds.

Believed only if the database itself is still at the migration that was noted.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from tellmore.launcher.folder import write_private

_MIGRATIONS = Path(__file__).resolve().parents[3] / "alembic" / "versions"


@dataclass(frozen=True)
class State:
    """The migrations that there are, the one that the database is at, and the demo's password."""

    migrations: list[str]
    revision: str | None
    password: str


def _state(owner_url: str, password: str) -> State:
    return State(
        migrations=sorted(file.name for file in _MIGRATIONS.glob("*.py")),
        revision=_revision(owner_url),
        password=hashlib.sha256(password.encode()).hexdigest(),
    )


def _revision(owner_url: str) -> str | None:
    with psycopg.connect(owner_url.replace("+psycopg", "", 1)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except psycopg.errors.UndefinedTable:
            return None
    return row[0] if row else None


def recall(note: Path, owner_url: str, password: str) -> str | None:
    """Return what the last preparation said, if nothing has changed since."""
    if not note.exists():
        return None
    try:
        known = json.loads(note.read_text())
        said: str = known.pop("said")
    except (ValueError, TypeError, AttributeError, KeyError):
        return None
    return said if known == asdict(_state(owner_url, password)) else None


def remember(note: Path, owner_url: str, password: str, said: str) -> None:
    write_private(note, json.dumps(asdict(_state(owner_url, password)) | {"said": said}))
