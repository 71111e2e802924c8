"""A real server for the browser: `tellmore run` with a fresh home, while the tests last."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def served(log: Path) -> Iterator[dict[str, str]]:
    """Yield what the browser tests need to know of the server, as environment variables."""
    home = Path(tempfile.mkdtemp(prefix="tellmore-e2e-"))
    home.chmod(0o711)  # as root PostgreSQL runs as another account
    known = {
        "TELLMORE_HOME": str(home),
        "TELLMORE_DEMO_PASSWORD": secrets.token_urlsafe(12),
    }
    inherited = {key: value for key, value in os.environ.items() if "DATABASE_URL" not in key}
    with _reserved_port() as port, log.open("w+") as output:
        known["PORT"] = str(port)
        server = subprocess.Popen(  # noqa: S603 - our own command
            [ROOT / ".venv" / "bin" / "tellmore", "run"],
            env=inherited | known,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(server, log)
            yield known | {"TELLMORE_URL": f"http://127.0.0.1:{known['PORT']}"}
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()
            shutil.rmtree(home)


@contextmanager
def _reserved_port() -> Iterator[int]:
    """Bound and not listened on, the system gives it to nobody, and who asks for it can bind it."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def _wait(server: subprocess.Popen[bytes], log: Path) -> None:
    while "Tellmore is ready" not in (said := log.read_text()):
        try:
            server.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"The server for the browser tests didn't start:\n{said}")
