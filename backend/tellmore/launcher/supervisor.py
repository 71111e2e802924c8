"""`tellmore run`: everything that Tellmore consists of, on one machine, in one command."""

import contextlib
import http.client
import os
import signal
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tellmore.launcher import home as homes
from tellmore.launcher import prepared
from tellmore.launcher.console import say, step
from tellmore.launcher.errors import LauncherError
from tellmore.launcher.postgres import EmbeddedPostgres
from tellmore.launcher.service import Service, run_to_end, tail, tellmore

_READY_TIMEOUT = 300.0  # a busy machine; a child that died is noticed at once
_GLANCE = 0.25
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PAGE = Path(__file__).resolve().parents[3] / "frontend" / "app" / "dist"


@dataclass(frozen=True)
class Options:
    home: Path
    host: str
    port: int
    new_signing_key: Callable[[], str]

    @property
    def reached_as(self) -> str:
        return "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared

    @property
    def address(self) -> str:
        return f"http://{self.reached_as}:{self.port}"


def run(options: Options) -> None:
    """Start all, watch all, and stop all at ctrl-C or a polite signal."""
    _listen_to_signals()
    with contextlib.ExitStack() as stack:
        try:
            _run(options, stack)
        except SystemExit:  # not where the signal is met: that may be in the middle of a line
            say("\n  Stopping …")
            raise
        except OSError as error:  # closed, read-only, full, or a file where a folder should be
            raise LauncherError(
                f"{error.filename or options.home} can't be used: {error.strerror}. "
                "Set TELLMORE_HOME to a folder that can."
            ) from error


def _run(options: Options, stack: contextlib.ExitStack) -> NoReturn:
    _require_free(options)
    homes.prepare(options.home)
    secrets = homes.load_secrets(options.home, options.new_signing_key)
    stack.callback(say, "  Stopped. Nothing is lost.")
    with step("PostgreSQL"):
        server, owner_url, app_url = _database(options, secrets, stack)
    env = _environment(options, secrets, app_url)
    api = _service("API", options, env, "serve", "--host", options.host)
    worker = _service("worker", options, env, "worker")
    stack.callback(api.stop)
    stack.callback(worker.stop)
    api.start()  # it loads while the database is prepared, and is ready only after that
    with step("Schema and demo district"):
        sign_ins = _prepare(options, env, owner_url, embedded=server is not None)
    worker.start()
    with step("API, page and worker"):
        _wait_until_ready([api, worker], options)
    _welcome(options, sign_ins)
    _watch([api, worker], server)


def _listen_to_signals() -> None:
    for number in _SIGNALS:
        if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave)  # under nohup a hang-up stays without effect


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # stopping is under way: let it finish
    raise SystemExit(0)


def _require_free(options: Options) -> None:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except OSError as error:
            raise LauncherError(
                f"Port {options.port} of {options.host} can't be used: {error.strerror}. "
                "Stop what uses it, or choose another: PORT=8001 make run"
            ) from error


def _database(
    options: Options, secrets: homes.Secrets, stack: contextlib.ExitStack
) -> tuple[EmbeddedPostgres | None, str, str]:
    """Return the embedded server, if it is that, and the addresses of owner and service."""
    given = os.environ.get("TELLMORE_DATABASE_URL") or os.environ.get("DATABASE_URL")
    if owner := os.environ.get("TELLMORE_OWNER_DATABASE_URL"):
        if not given:
            raise LauncherError("TELLMORE_OWNER_DATABASE_URL is set; DATABASE_URL is missing.")
        return None, owner, given
    if given:
        from tellmore.launcher import outside  # noqa: PLC0415 - SQLAlchemy would slow each start

        return None, *outside.adopt(given, secrets.service_password)
    server = stack.enter_context(EmbeddedPostgres(options.home))
    return server, server.owner_url, server.app_url


def _environment(options: Options, secrets: homes.Secrets, app_url: str) -> dict[str, str]:
    """Build the children's environment. What the person has set themselves comes first."""
    ours = {
        "TELLMORE_ENVIRONMENT": "development",
        "TELLMORE_SECRET_KEY": secrets.secret_key,
        "TELLMORE_JWT_PRIVATE_KEY": secrets.jwt_private_key,
        "TELLMORE_DEMO_PASSWORD": secrets.demo_password,
        "TELLMORE_PUBLIC_URL": options.address,
    }
    if (PAGE / "index.html").exists():
        ours["TELLMORE_STATIC_DIR"] = str(PAGE)
    inherited = {key: value for key, value in os.environ.items() if "DATABASE_URL" not in key}
    fixed = {
        "TELLMORE_DATABASE_URL": app_url,
        "TELLMORE_HOME": str(options.home),
        "TELLMORE_PORT": str(options.port),
        "PYTHONUNBUFFERED": "1",
    }
    return ours | inherited | fixed


def _prepare(options: Options, env: Mapping[str, str], owner_url: str, *, embedded: bool) -> str:
    """Migrate and load the demo district, unless our own server was left like that."""
    note, password = options.home / "postgres" / "prepared.json", env["TELLMORE_DEMO_PASSWORD"]
    if embedded and (known := prepared.recall(note, owner_url, password)):
        return known
    preparing = {**env, "TELLMORE_OWNER_DATABASE_URL": owner_url}
    said = run_to_end("prepare", tellmore("prepare"), options.home, preparing)
    if embedded:
        prepared.remember(note, owner_url, password, said)
    return said


def _service(name: str, options: Options, env: Mapping[str, str], *command: str) -> Service:
    log = homes.log_file(options.home, name.lower())
    return Service(name, tellmore(*command), log, env)


def _wait_until_ready(services: list[Service], options: Options) -> None:
    deadline = time.monotonic() + _READY_TIMEOUT
    while not _is_ready(options):
        for service in services:
            if (code := service.death()) is not None:
                raise LauncherError(
                    f"The {service.name} didn't start ({code}); {service.log} ends with:\n"
                    + tail(service.log)
                )
        if time.monotonic() > deadline:
            raise LauncherError(f"{options.address}/healthz didn't answer: {services[0].log}")
        time.sleep(0.05)


def _is_ready(options: Options) -> bool:
    # Not urllib, which would ask a proxy of the environment for our own address.
    connection = http.client.HTTPConnection(options.reached_as, options.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _welcome(options: Options, sign_ins: str) -> None:
    say(f"\n  {options.address}\n")
    for line in sign_ins.splitlines():
        say(f"    {line}")
    say(f"\n  Data and logs: {options.home}. Ctrl-C stops it.")
    say(f"  Tellmore is ready: {options.address}")


def _watch(services: list[Service], server: EmbeddedPostgres | None) -> NoReturn:
    """Start again what dies, until somebody stops us."""
    while True:
        time.sleep(_GLANCE)
        if server and server.pid is None:
            server.start()
            say("  PostgreSQL had stopped and was started again.")
        for service in services:
            if said := service.revive():
                say(f"  {said}")
