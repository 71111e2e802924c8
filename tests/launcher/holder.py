"""Another process that holds a server open, to be closed, killed or refused."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

BACKEND = Path(__file__).resolve().parents[2] / "backend"

HOLD = """
import os, sys, encodings.idna
from pathlib import Path
from tellmore.launcher import EmbeddedPostgres, LauncherError
if len(sys.argv) > 2:
    os.setgroups([]), os.setgid(int(sys.argv[2])), os.setuid(int(sys.argv[2]))
try:
    with EmbeddedPostgres(Path(sys.argv[1])) as server:
        print(server.pid, flush=True)
        sys.stdin.read()
except LauncherError as error:
    print("refused:", error, flush=True)
"""


@dataclass
class Holder:
    process: subprocess.Popen[str]

    @property
    def server_pid(self) -> int:
        return int(self.answer())

    def answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()


@dataclass
class HoldStarter:
    home: Path
    started: list[Holder] = field(default_factory=list)

    def __call__(self, uid: int | None = None) -> Holder:
        process = subprocess.Popen(  # noqa: S603 - this very interpreter
            [sys.executable, "-c", HOLD, str(self.home), *([str(uid)] if uid else [])],
            env=os.environ | {"PYTHONPATH": str(BACKEND)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.started.append(Holder(process))
        return self.started[-1]

    def close(self) -> None:
        for holder in self.started:
            holder.close()
