"""The account that the database server runs as: ours, or as root an unprivileged one."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from tellmore.launcher.errors import LauncherError

_UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A system account to drop to. Never created here: only accounts that exist are used."""

    name: str
    uid: int
    gid: int

    def may_pass(self, folder: Path) -> bool:
        """Whether this account may step through the folder."""
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)

    def closed_parent(self, path: Path) -> Path | None:
        """Return the first folder on the way to `path` that is closed to this account."""
        folders = [path, *path.parents] if path.is_dir() else list(path.parents)
        for folder in reversed(folders):
            if folder.exists() and not self.may_pass(folder):
                return folder
        return None


class Identity(TypedDict):
    """What `subprocess` takes to start a child as somebody else."""

    user: int | None
    group: int | None
    extra_groups: list[int] | None


def identity(account: Account | None) -> Identity:
    """Without an account the child is who we are."""
    if account is None:
        return Identity(user=None, group=None, extra_groups=None)
    return Identity(user=account.uid, group=account.gid, extra_groups=[])


def server_account(data: Path) -> Account | None:
    """Return the account to drop to, or None when we aren't root and simply stay who we are."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat().st_uid) != 0:
        return _by_uid(owner)
    for name in _UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise LauncherError(
        "PostgreSQL refuses to run as root, and this machine has neither a 'postgres' nor a "
        "'nobody' account. Start Tellmore as an ordinary user, or set DATABASE_URL."
    )


def _by_uid(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Account(str(uid), uid, uid)
    return Account(entry.pw_name, uid, entry.pw_gid)


def require_reachable(account: Account, folder: Path) -> None:
    """Refuse a folder that the account can't reach, and name the one that is closed."""
    if closed := account.closed_parent(folder):
        raise LauncherError(
            f"As root, Tellmore runs PostgreSQL as '{account.name}', which can't enter {closed} "
            f"on the way to {folder}. Set TELLMORE_HOME to a folder that it can reach "
            f"(such as /var/lib/tellmore), or start Tellmore as an ordinary user."
        )
