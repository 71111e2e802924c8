"""Child processes that never outlive us, and never linger as zombies."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from tellmore.launcher.account import Account, identity
from tellmore.launcher.errors import LauncherError

_PR_SET_PDEATHSIG = 1


def spawn(
    command: Sequence[str | Path],
    *,
    account: Account | None = None,
    folder: Path = Path("/"),
    log: Path | None = None,
    env: Mapping[str, str] | None = None,
    death_signal: signal.Signals = signal.SIGKILL,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that the terminal's ctrl-C reaches only us.

    When we die, however we die, the kernel sends `death_signal` to it (on Linux; elsewhere the
    next start finds and stops it).
    """
    if threading.current_thread() is not threading.main_thread():
        # The kernel's "parent" is the thread that forked: the child would die with that thread.
        raise LauncherError("Child processes must be started from the main thread.")
    with log.open("ab") if log else nullcontext() as output:
        return subprocess.Popen(  # noqa: S603 - commands are ours, no shell
            command,
            cwd=folder,
            env=None if env is None else dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid(), death_signal),  # noqa: PLW1509 - one system call
            **identity(account),
        )


def _die_with(parent: int, death_signal: signal.Signals) -> Callable[[], None] | None:
    # It runs between fork and exec, after the account is dropped: a change of account clears it.
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def arrange() -> None:
        prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # we died before the setting took hold
            os._exit(1)

    return arrange


def stop(child: subprocess.Popen[bytes], *signals: signal.Signals, patience: float) -> int:
    """Stop the child, each signal being given `patience` seconds before the next; reap it."""
    for number in (*signals, signal.SIGKILL):
        if child.poll() is not None:
            break
        child.send_signal(number)
        try:
            return child.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            continue
    return child.wait()
