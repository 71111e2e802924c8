"""What an earlier server left behind: a stale pid file, or a server that lost its parent.

PostgreSQL itself takes a zombie, and any process of the same account that got the old pid, for
a live server and refuses to start; so the pid file is judged here by what the process really is.
"""

import json
import signal
from pathlib import Path

import psutil

from tellmore.launcher.errors import LauncherError
from tellmore.launcher.folder import ServerFolder

_PATIENCE = 20.0


def remember(folder: ServerFolder, pid: int) -> None:
    """Note which process is the server that we started (a pid alone may be reused)."""
    started = psutil.Process(pid).create_time()
    folder.record.write_text(json.dumps({"pid": pid, "started": started}))


def clear_away(folder: ServerFolder) -> None:
    """Leave the data folder with no server on it and no stale pid file, or refuse.

    Call with the folder's lock held: then a server of ours that still runs has no supervisor.
    """
    pid_file = folder.data / "postmaster.pid"
    server = _server_in(folder.data, _pid_in(pid_file))
    if server is not None:
        if not _is_ours(folder, server):
            raise LauncherError(
                f"Another PostgreSQL (process {server.pid}) is running on {folder.data}. "
                "Stop it first; two servers on one folder would destroy the data."
            )
        _stop(server)
    elif pid_file.exists():
        _end_backends(folder.data)
    pid_file.unlink(missing_ok=True)


def _pid_in(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _server_in(data: Path, pid: int | None) -> psutil.Process | None:
    """Return the process if it is a live PostgreSQL whose working folder is this data folder."""
    if pid is None or pid <= 0:
        return None
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or process.name() != "postgres":
            return None
        return process if Path(process.cwd()) == data.resolve() else None
    except psutil.NoSuchProcess:
        return None
    except psutil.AccessDenied:  # another account's process; ours we could look into
        return None


def _is_ours(folder: ServerFolder, server: psutil.Process) -> bool:
    try:
        noted = json.loads(folder.record.read_text())
    except (FileNotFoundError, ValueError):
        return False
    return bool(noted == {"pid": server.pid, "started": server.create_time()})


def _stop(server: psutil.Process) -> None:
    """Stop an orphaned server: politely, then at once (which leaves it to crash recovery)."""
    if server.status() == psutil.STATUS_STOPPED:
        server.resume()
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            server.send_signal(number)
            server.wait(timeout=_PATIENCE)
        except psutil.NoSuchProcess:
            return
        except psutil.TimeoutExpired:
            continue
        else:
            return


def _end_backends(data: Path) -> None:
    """Wait for, then end, backends whose postmaster was killed: they hold its shared memory."""
    orphans = [p for p in psutil.process_iter() if _server_in(data, p.pid)]
    _, alive = psutil.wait_procs(orphans, timeout=_PATIENCE)
    for process in alive:
        process.kill()
    psutil.wait_procs(alive, timeout=_PATIENCE)
