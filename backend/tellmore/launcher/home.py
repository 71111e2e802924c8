"""Where Tellmore keeps what is this machine's: data, logs, and secrets that were made once."""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import platformdirs

from tellmore.launcher.folder import make_folders, read_kept, write_private

SYSTEM_HOME = Path("/var/lib/tellmore")  # root's own folders are closed to PostgreSQL's account
_LOG_LIMIT = 5_000_000


def default_home() -> Path:
    """TELLMORE_HOME, or else the user's data folder."""
    if chosen := os.environ.get("TELLMORE_HOME"):
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return SYSTEM_HOME
    return platformdirs.user_data_path("tellmore", appauthor=False)


def prepare(home: Path) -> None:
    """Make the home: ours alone, or as root passable for the account that PostgreSQL runs as."""
    make_folders(home, 0o711 if os.geteuid() == 0 else 0o700)


def _token() -> str:
    return secrets.token_urlsafe(32)


def _speakable() -> str:
    """Make a password to be typed by hand: 12 characters, none that looks like another."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


@dataclass(frozen=True)
class Secrets:
    """What is generated once and then stays; a lost file signs everybody out."""

    jwt_private_key: str
    secret_key: str = field(default_factory=_token)
    demo_password: str = field(default_factory=_speakable)
    service_password: str = field(default_factory=_token)


def load_secrets(home: Path, new_signing_key: Callable[[], str]) -> Secrets:
    """Read the secrets of this home; those that it lacks are made and kept, mode 0600."""
    path = home / "secrets.json"
    kept = read_kept(path, Secrets) if path.exists() else {}
    known = dict(kept)
    if "jwt_private_key" not in known:
        known["jwt_private_key"] = new_signing_key()
    found = Secrets(**known)
    if asdict(found) != kept:
        write_private(path, json.dumps(asdict(found), indent=2))
    return found


def log_file(home: Path, name: str) -> Path:
    """Return the log to append to; a long one makes room first."""
    log = home / "logs" / f"{name}.log"
    log.parent.mkdir(mode=0o700, exist_ok=True)
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    return log
