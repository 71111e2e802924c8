"""An embedded PostgreSQL: a real server on 127.0.0.1, our child, its data in one folder."""

import os
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from tellmore.launcher import binaries as pg_binaries
from tellmore.launcher import orphans, process, roles, server
from tellmore.launcher.account import Account, require_reachable, server_account
from tellmore.launcher.errors import LauncherError
from tellmore.launcher.folder import Credentials, ServerFolder

_PORT_TRIES = 5


class EmbeddedPostgres:
    """A server on `<home>/postgres`, alive between `start` and `stop`, or within a `with`.

    `durable=False` gives up surviving a power cut for speed; only tests may want that.
    """

    owner_url: str
    app_url: str

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self._folder = ServerFolder(home.expanduser().absolute() / "postgres")
        self._durable = durable
        self._lock: int | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._credentials: Credentials
        self._port = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """The server's process, or None when it isn't running (any more)."""
        return self._child.pid if self._child and self._child.poll() is None else None

    @property
    def superuser_url(self) -> str:
        """The server's own superuser, in the same database: for maintenance and benchmarks."""
        where = f"127.0.0.1:{self._port}/{roles.DATABASE}"
        return f"postgresql+psycopg://postgres:{self._credentials.superuser}@{where}"

    def start(self) -> None:
        """Initialise the folder when it is new, start the server, wait until it answers.

        Also starts a server again that died, on the same port, so that addresses stay valid.
        """
        try:
            self._start()
        except PermissionError as error:
            self.stop()
            raise LauncherError(
                f"{error.filename or self._folder.root} can't be used by this account: "
                f"{error.strerror}. Does it belong to another one?"
            ) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server cleanly and give the folder free."""
        if self._child:
            process.stop(self._child, signal.SIGINT, signal.SIGQUIT, patience=20)
            self._child = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def create_database(self, name: str, *, template: str = roles.DATABASE) -> tuple[str, str]:
        """Copy the template (nobody may be connected to it); return owner's and service's URL."""
        with self._admin() as admin:
            roles.create_database(admin, name, template)
        return self._urls(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is connected to it."""
        with self._admin() as admin:
            roles.drop_database(admin, name)

    def _start(self) -> None:
        if self.pid:
            return
        folder = self._folder
        account = server_account(folder.data)
        if account:
            require_reachable(account, folder.root.parent)
        folder.prepare(account)
        if self._lock is None:
            self._lock = folder.lock()
        if account:
            require_reachable(account, folder.root)
        self._credentials = folder.credentials()
        found = pg_binaries.reachable(pg_binaries.find(), account, folder.root)
        folder.initialise(found, account, self._credentials.superuser)
        orphans.clear_away(folder)
        self._launch(found, account)
        with self._admin() as admin:
            roles.provision(admin, self._credentials)
        self.owner_url, self.app_url = self._urls(roles.DATABASE)

    def _launch(self, found: pg_binaries.Binaries, account: Account | None) -> None:
        for _ in range(_PORT_TRIES):
            port = self._port or server.free_port()
            self._child = server.launch(found, account, self._folder, port, durable=self._durable)
            if server.wait_until_ready(self._child, self._folder):
                self._port = port
                return
        raise LauncherError(f"No port on 127.0.0.1 stayed free for PostgreSQL: {self._folder.log}")

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1",
            port=self._port,
            user="postgres",
            password=self._credentials.superuser,
            dbname="postgres",
            autocommit=True,
        )

    def _urls(self, database: str) -> tuple[str, str]:
        where = f"127.0.0.1:{self._port}/{database}"
        return (
            f"postgresql+psycopg://{roles.OWNER}:{self._credentials.owner}@{where}",
            f"postgresql+psycopg://{roles.APP}:{self._credentials.app}@{where}",
        )
