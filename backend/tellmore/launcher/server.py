"""One run of the server program: its command line, and whether it came up."""

import signal
import socket
import subprocess
import time
from pathlib import Path

from tellmore.launcher import orphans, process
from tellmore.launcher.account import Account
from tellmore.launcher.binaries import Binaries
from tellmore.launcher.errors import LauncherError
from tellmore.launcher.folder import ServerFolder

_START_TIMEOUT = 300.0  # crash recovery of a large database is part of a start
_ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
_NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # while one runs, the feed shows none of the newest events
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def launch(
    binaries: Binaries, account: Account | None, folder: ServerFolder, port: int, *, durable: bool
) -> subprocess.Popen[bytes]:
    """Start the server on the port, as a child that shuts down when we die."""
    settings = _ALWAYS | {"port": str(port)} | ({} if durable else _NOT_DURABLE)
    options = [f"--{name.replace('_', '-')}={value}" for name, value in settings.items()]
    folder.rotate_log()
    child = process.spawn(
        [binaries.postgres, "-D", folder.data, *options],
        account=account,
        folder=folder.data,
        log=folder.log,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        death_signal=signal.SIGINT,
    )
    orphans.remember(folder, child.pid)
    return child


def wait_until_ready(child: subprocess.Popen[bytes], folder: ServerFolder) -> bool:
    """Wait for the server's own word that it accepts connections; False if its port was taken."""
    deadline = time.monotonic() + _START_TIMEOUT
    while time.monotonic() < deadline:
        if child.poll() is not None:
            last = _last_lines(folder.log)
            if "Address already in use" in last:
                return False
            raise LauncherError(f"PostgreSQL didn't start; {folder.log} ends with:\n{last}")
        if _is_ready(folder.data / "postmaster.pid", child.pid):
            return True
        time.sleep(0.01)
    raise LauncherError(f"PostgreSQL wasn't ready after {_START_TIMEOUT:.0f} s: {folder.log}")


def _is_ready(pid_file: Path, pid: int) -> bool:
    try:
        lines = pid_file.read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"  # noqa: PLR2004 - the file has eight lines


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-8:])
