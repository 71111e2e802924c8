"""`tellmore run`, driven as a person and as an accident drive it."""

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from launcher.running import Run
from tellmore.launcher import EmbeddedPostgres

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
# A start is three processes that load the whole product: on a busy machine it takes its time.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """One run for the tests that leave it standing."""
    folder = Path(tempfile.mkdtemp(prefix="tellmore-test-"))
    folder.chmod(0o755)
    started = Run(folder / "home")
    try:
        started.wait_until_ready()
        yield started
    finally:
        started.end()
        shutil.rmtree(folder)


def test_each_step_is_shown_with_its_time(run: Run) -> None:
    for title in ("PostgreSQL", "Schema and demo district", "API, page and worker"):
        assert any(title in line and " s" in line for line in run.said.splitlines())


def test_all_is_ready_when_it_says_so(run: Run) -> None:
    assert run.get("/healthz") == (200, '{"status":"ready"}')
    assert f"http://127.0.0.1:{run.port}" in run.said


def test_the_demo_sign_ins_are_shown_and_work(run: Run) -> None:
    lines = [line.split() for line in run.said.splitlines()]
    email = next(line[1] for line in lines if line[:1] == ["coordinator"])
    password = next(line[1] for line in lines if line[:1] == ["password"])
    body = json.dumps({"email": email, "password": password})
    assert run.post("/v1/auth/sign-in", body) == 200


def test_secrets_are_kept_where_nobody_else_reads_them(run: Run) -> None:
    assert stat.S_IMODE((run.home / "secrets.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((run.home / "logs").stat().st_mode) == 0o700
    kept = json.loads((run.home / "secrets.json").read_text())
    logs = "".join(log.read_text() for log in (run.home / "logs").iterdir())
    assert not any(secret in logs for secret in kept.values())


def test_the_service_is_not_given_the_owners_address(run: Run) -> None:
    assert "TELLMORE_OWNER_DATABASE_URL" not in run.child("serve").environ()


def test_the_readmes_lines_of_curl_and_javascript_work(run: Run, tmp_path: Path) -> None:
    node, curl = shutil.which("node", path=f"{BIN}:{os.environ['PATH']}"), shutil.which("curl")
    client = ROOT / "frontend" / "client"
    if not (node and curl and (client / "dist").exists()):
        pytest.skip("needs curl, Node and the built client")
    readme = (ROOT / "README.md").read_text()
    shell, script = block(readme, "sh", "URL="), block(readme, "js", "import")
    password = json.loads((run.home / "secrets.json").read_text())["demo_password"]
    env = os.environ | {"URL": f"http://127.0.0.1:{run.port}", "PASSWORD": password}
    listed = output(["sh", "-euc", f'{shell}\necho; echo "$ID $SECRET"'], env)
    assert "Cedar Valley High School" in listed
    client_id, secret = listed.splitlines()[-1].split()
    (tmp_path / "node_modules" / "@tellmore").mkdir(parents=True)
    (tmp_path / "node_modules" / "@tellmore" / "client").symlink_to(client)
    (tmp_path / "readme.mjs").write_text(script)
    known = env | {"ID": client_id, "SECRET": secret}
    said = output([node, str(tmp_path / "readme.mjs")], known)
    assert "Cedar Valley High School" in said
    assert "roster.import.completed" in said


def block(readme: str, language: str, opening: str) -> str:
    """Return the code of this language that begins like this."""
    found = re.search(f"```{language}\n({opening}.*?)```", readme, re.DOTALL)
    assert found
    return found[1]


def output(command: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 - the README's own lines
        command, env=env, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_second_run_on_the_same_home_is_refused(run: Run) -> None:
    second = Run(run.home)
    assert second.end_by_itself() == 1
    assert f"already running on {run.home}" in second.said
    assert run.get("/healthz")[0] == 200


def test_a_port_in_use_is_refused_before_anything_starts(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = Run(home, port=port)
        assert refused.end_by_itself() == 1
    assert f"Port {port} of 127.0.0.1 can't be used" in refused.said
    assert not home.exists()


@pytest.mark.parametrize("place", [".", "below"])
def test_a_file_where_the_home_should_be_is_named(home: Path, place: str) -> None:
    home.write_text("a file")
    refused = Run(home / place)
    assert refused.end_by_itself() == 1
    assert re.search(rf"{home}\S* can't be used: .* Set TELLMORE_HOME", refused.said)
    assert "Traceback" not in refused.said


def test_a_killed_api_is_started_again(run: Run) -> None:
    run.child("serve").kill()
    run.read_until("The API had stopped (-9) and was started again")
    run.wait_until_answering()


def test_a_killed_worker_is_started_again(run: Run) -> None:
    run.child("cli worker").kill()
    run.read_until("The worker had stopped (-9) and was started again")
    run.wait_until_answering()
    assert run.child("cli worker").is_running()


def test_a_killed_postgresql_is_started_again_where_it_was(run: Run) -> None:
    run.child("postgres", "-D").kill()
    run.read_until("PostgreSQL had stopped and was started again")
    run.wait_until_answering()


def test_it_survives_kill_9_and_ctrl_c_and_nothing_is_lost(home: Path) -> None:
    killed = Run(home)
    killed.wait_until_ready()
    family = killed.family()
    killed.end(signal.SIGKILL)
    _, alive = psutil.wait_procs(family, timeout=30)
    assert not alive
    with EmbeddedPostgres(home) as server, psycopg.connect(libpq(server.owner_url)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    stopped = Run(home)
    stopped.wait_until_ready()
    family = stopped.family()
    assert stopped.end(signal.SIGINT) == 0
    assert "Stopped. Nothing is lost." in stopped.said
    assert not any(process.is_running() for process in family)
    with EmbeddedPostgres(home) as server, psycopg.connect(libpq(server.owner_url)) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_an_outside_database_is_used_instead(home: Path) -> None:
    with EmbeddedPostgres(home.parent / "outside", durable=False) as server:
        outside = Run(
            home,
            {
                "DATABASE_URL": server.app_url,
                "TELLMORE_OWNER_DATABASE_URL": server.owner_url,
            },
        )
        outside.wait_until_ready()
        assert outside.end() == 0
        assert not (home / "postgres").exists()
        with psycopg.connect(libpq(server.owner_url)) as connection:
            assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


def libpq(url: str) -> str:
    return url.replace("+psycopg", "")
