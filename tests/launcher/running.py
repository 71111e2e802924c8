"""`tellmore run` as a person starts it: a process of its own, in a home of its own."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from launcher.holder import BACKEND
from ports import reserved_port


@dataclass
class Run:
    """One run; what it said so far is in `said`."""

    home: Path
    env: dict[str, str] = field(default_factory=dict)
    port: int = 0
    said: str = ""
    reserved: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __post_init__(self) -> None:
        self.port = self.port or self.reserved.enter_context(reserved_port())
        known = {key: value for key, value in os.environ.items() if "DATABASE_URL" not in key}
        ours = {"TELLMORE_HOME": str(self.home), "PORT": str(self.port), "PYTHONPATH": str(BACKEND)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tellmore.cli", "run"],
            env=known | ours | self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def read_until(self, words: str) -> None:
        """Read on until a line holds these words, or the output ends."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line
            if words in line:
                return
        raise AssertionError(f"{words!r} was never said, but:\n{self.said}")

    def wait_until_ready(self) -> None:
        self.read_until("Tellmore is ready")

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def post(self, path: str, body: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            return connection.getresponse().status
        finally:
            connection.close()

    def wait_until_answering(self) -> None:
        """Wait for a 200 of /healthz, as a load balancer would."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/healthz")[0] == http.HTTPStatus.OK:
                    return
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=0.1)  # between two tries; no use in trying when it died
        raise AssertionError("it never answered again")

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, *words: str) -> psutil.Process:
        """Return our own child whose command line holds these words."""
        for process in psutil.Process(self.process.pid).children():
            if all(word in " ".join(process.cmdline()) for word in words):
                return process
        raise AssertionError(f"no child runs {words}")

    def end_by_itself(self) -> int:
        assert self.process.stdout
        self.said += self.process.stdout.read()
        return self.end()

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Stop it, if it still runs; read the rest of what it says; return its status."""
        assert self.process.stdout
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.said += self.process.stdout.read()
        self.process.stdout.close()
        status = self.process.wait(timeout=60)
        self.reserved.close()
        return status
