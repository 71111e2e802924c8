"""A long-running child that is started again when it dies."""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tellmore.launcher import home, process
from tellmore.launcher.errors import LauncherError

_LONGEST_PAUSE = 30.0
_STEADY = 60.0
_TAIL = 30


def tellmore(*arguments: str) -> list[str]:
    """Return the command line that runs one of Tellmore's own commands."""
    return [sys.executable, "-m", "tellmore.cli", *arguments]


def run_to_end(name: str, command: Sequence[str], home_: Path, env: Mapping[str, str]) -> str:
    """Run one command to its end and return what it said; that is the error when it failed."""
    log = home.log_file(home_, name)
    log.unlink(missing_ok=True)
    child = process.spawn(command, log=log, env=env)
    try:
        child.wait()
    finally:
        code = process.stop(child, signal.SIGTERM, patience=10)
    if code != 0:
        raise LauncherError(f"`tellmore {name}` failed ({code}); {log} ends with:\n{tail(log)}")
    said = log.read_text()
    log.unlink()  # what a person is told once, a password among it, doesn't stay in a log
    return said


def tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-_TAIL:])


@dataclass
class Service:
    name: str
    command: Sequence[str]
    log: Path
    env: Mapping[str, str]
    _child: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _deaths: int = 0
    _due: float = field(default=0.0)

    def start(self) -> None:
        self._child = process.spawn(self.command, log=self.log, env=self.env)
        self._started = time.monotonic()

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def death(self) -> int | None:
        """Return the status it ended with, or None while it lives."""
        return self._child.poll() if self._child else None

    def revive(self) -> str | None:
        """Start it again if it died, later after each death; return what to tell the person."""
        code, now = self.death(), time.monotonic()
        if code is None:
            return None
        if self._due == 0.0:
            self._deaths = 1 if now - self._started > _STEADY else self._deaths + 1
            self._due = now + min(2.0 ** (self._deaths - 1) - 1, _LONGEST_PAUSE)
        if now < self._due:
            return None
        self._due = 0.0
        self.start()
        return f"The {self.name} had stopped ({code}) and was started again; its log: {self.log}"

    def stop(self) -> None:
        if self._child:
            process.stop(self._child, signal.SIGTERM, patience=15)
            self._child = None
