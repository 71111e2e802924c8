"""The folder of one embedded PostgreSQL: its lock, its passwords, its data."""

import fcntl
import json
import os
import secrets
import shutil
import subprocess
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from tellmore.launcher.account import Account, identity
from tellmore.launcher.binaries import Binaries
from tellmore.launcher.errors import LauncherError

_LOG_LIMIT = 5_000_000


@dataclass(frozen=True)
class Credentials:
    """The passwords of the three roles, generated once."""

    superuser: str
    owner: str
    app: str


@dataclass(frozen=True)
class ServerFolder:
    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def record(self) -> Path:
        """Which server process we started last, so that an orphan is known for ours."""
        return self.root / "server.json"

    def prepare(self, account: Account | None) -> None:
        """Make the folder and its missing parents: ours alone, or passable for the account."""
        make_folders(self.root, 0o700 if account is None else 0o711)

    def lock(self) -> int:
        """Take the folder for as long as this process lives; return the lock's descriptor."""
        descriptor = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 20, 0).decode() or "unknown"
            os.close(descriptor)
            raise LauncherError(
                f"Tellmore is already running on {self.root} (process {holder}). "
                "Stop it first, or set TELLMORE_HOME to another folder."
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        return descriptor

    def credentials(self) -> Credentials:
        """Read the passwords, or make them when there is no data yet that knows others."""
        path = self.root / "credentials.json"
        if path.exists():
            return Credentials(**read_kept(path, Credentials))
        if self.data.exists():
            raise LauncherError(f"{path} is gone, and with it the passwords of {self.data}.")
        made = Credentials(*(secrets.token_urlsafe(24) for _ in range(3)))
        write_private(path, json.dumps(asdict(made)))
        return made

    def initialise(self, binaries: Binaries, account: Account | None, password: str) -> None:
        """Run initdb beside the data's place and move the result there: a crash leaves no half."""
        if self.data.exists():
            self._require_same_version(binaries)
            return
        fresh = self.root / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        secret = fresh.with_name("initdb.password")
        write_private(secret, password)
        if account:
            for path in (fresh, secret):
                os.chown(path, account.uid, account.gid)
        try:
            _initdb(binaries, fresh, secret, account)
        finally:
            secret.unlink()
        fresh.rename(self.data)

    def _require_same_version(self, binaries: Binaries) -> None:
        found, ours = (self.data / "PG_VERSION").read_text().strip(), binaries.major_version()
        if found != ours:
            raise LauncherError(
                f"{self.data} was made by PostgreSQL {found}, and {binaries.folder} holds {ours}. "
                "Set EMBEDDED_PG_BIN to the old version's binaries, or move the data with pg_dump."
            )

    def rotate_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))


def make_folders(folder: Path, mode: int) -> None:
    """Make a folder and its missing parents with this mode, whatever the umask takes away."""
    for each in reversed([folder, *folder.parents]):
        if not each.exists():
            each.mkdir(exist_ok=True)
            each.chmod(mode)


def read_kept(path: Path, kind: type[Any]) -> dict[str, str]:
    """Read what was written once and can't be made again; a file that isn't that is named."""
    try:
        kept = json.loads(path.read_text())
        known = {each.name for each in fields(kind)}
        readable = kept.keys() <= known and all(isinstance(text, str) for text in kept.values())
    except (ValueError, AttributeError):
        readable = False
    if not readable:
        raise LauncherError(
            f"{path} is damaged, or was written by a newer Tellmore. "
            "Put it back from a backup, or start the version that wrote it."
        )
    return dict(kept)


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody else can read, whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _initdb(binaries: Binaries, fresh: Path, secret: Path, account: Account | None) -> None:
    command = [
        str(binaries.initdb),
        f"--pgdata={fresh}",
        "--username=postgres",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
    ]
    done = subprocess.run(  # noqa: S603 - our own binary, no shell
        command,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        check=False,
        capture_output=True,
        text=True,
        **identity(account),
    )
    if done.returncode != 0:
        raise LauncherError(f"initdb failed in {fresh}:\n{done.stderr.strip()}")
