"""`GET /v1/responses?limit=100` as a system pulls it, against a bare server on the same rows.

Both are one uvicorn process; they are asked in turns, so that what else runs disturbs both.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from pydantic import SecretStr

from bench import _load
from tellmore.core import migrations
from tellmore.core.ids import uuid7
from tellmore.core.keys import new_private_key
from tellmore.districts.founding import found_district
from tellmore.launcher import EmbeddedPostgres
from tellmore.settings import Environment, Settings

ROWS, ROUNDS, SECONDS = 2_000, 5, 2.0
EMAIL, PASSWORD = "bench@example.org", "a-long-enough-password"  # of a made-up person


async def measure() -> list[str]:
    with (
        tempfile.TemporaryDirectory(prefix="tellmore-bench-") as folder,
        EmbeddedPostgres(_open(folder)) as server,
    ):
        migrations.upgrade(server.owner_url, "tellmore_app")
        settings = _settings(server)
        district = await found_district(settings, "Bench", EMAIL, "Bench", PASSWORD)
        _fill(server, district)
        with _ours(settings) as ours, _bare(server) as bare:
            return await _compare(ours, bare)


async def _compare(ours: int, bare: int) -> list[str]:
    with_token = f"Authorization: Bearer {_token(ours)}\r\n"
    asked = {ours: _request(with_token), bare: _request("")}
    answers = [json.loads(await _load.body(port, asked[port]))["items"] for port in asked]
    if [row["id"] for row in answers[0]] != [row["id"] for row in answers[1]]:
        raise RuntimeError("The two servers don't answer with the same rows.")
    rates: dict[int, list[float]] = {ours: [], bare: []}
    for _ in range(ROUNDS):
        for port, found in rates.items():
            found.append(await _load.requests_per_second(port, asked[port], SECONDS))
    ratio = statistics.median(a / b for a, b in zip(rates[ours], rates[bare], strict=True))
    best = {port: max(found) for port, found in rates.items()}
    return [
        "GET /v1/responses?limit=100, requests per second",
        f"  {ratio:.2f} of bare Starlette + asyncpg + orjson (goal: 0.60)",
        f"  at best {best[ours]:.0f} against {best[bare]:.0f}, {len(answers[0])} rows an answer",
    ]


def _open(folder: str) -> Path:
    """PostgreSQL runs as another user where this one is root."""
    Path(folder).chmod(0o755)
    return Path(folder)


def _settings(server: EmbeddedPostgres) -> Settings:
    return Settings(
        environment=Environment.DEVELOPMENT,
        DATABASE_URL=SecretStr(server.app_url),
        secret_key=SecretStr("k" * 40),
        jwt_private_key=SecretStr(new_private_key()),
    )


def _fill(server: EmbeddedPostgres, district: UUID) -> None:
    """Rows as long as spoken sentences are. Keys to other tables stay unchecked: none is read."""
    said = "It helps when somebody asks twice, because the first answer is never the whole of it."
    with psycopg.connect(server.superuser_url.replace("+psycopg", "")) as connection:
        connection.execute("SET session_replication_role = replica")
        names = (
            "id, district_id, session_id, cohort_id, school_id, member_id, pseudonym, kind, text,"
            " wording, question_key, stage, sequence, captured_at, revision, created_at,"
            " updated_at, version"
        )
        session, cohort, school, member = (uuid7() for _ in range(4))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO responses ({names}) VALUES (%s, %s, %s, %s, %s, %s, 'Student 7',"  # noqa: S608  # names of ours
                " 'utterance', %s, 'verbatim', 'G1', 'questions', %s, now(), 1, now(), now(), 1)",
                [
                    (uuid7(), district, session, cohort, school, member, said, number)
                    for number in range(ROWS)
                ],
            )
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE responses")


@contextmanager
def _ours(settings: Settings) -> Iterator[int]:
    known = {
        "TELLMORE_ENVIRONMENT": settings.environment.value,
        "TELLMORE_DATABASE_URL": settings.database_url.get_secret_value(),
        "TELLMORE_SECRET_KEY": settings.secret_key.get_secret_value(),
        "TELLMORE_JWT_PRIVATE_KEY": settings.jwt_private_key.get_secret_value(),
    }
    with _served(["-m", "tellmore.cli", "serve", "--port"], known) as port:
        yield port


@contextmanager
def _bare(server: EmbeddedPostgres) -> Iterator[int]:
    command = ["-m", "uvicorn", "bench._bare:app", "--log-level=warning", "--port"]
    known = {"BENCH_DATABASE_URL": server.superuser_url.replace("+psycopg", "")}
    with _served(command, known) as port:
        yield port


@contextmanager
def _served(command: list[str], known: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603  # our own commands
        [sys.executable, *command, str(port)], env=os.environ | known
    )
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            try:
                process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
        else:
            return
    raise RuntimeError("A server of the benchmark didn't start.")


def _token(port: int) -> str:
    """The token of a system, as a dashboard has one."""
    person = _post(port, "/v1/auth/sign-in", {"email": EMAIL, "password": PASSWORD})
    asked = {"name": "Bench", "scopes": ["responses:read"]}
    made = _post(port, "/v1/api-clients", asked, person["access_token"])
    form = {"grant_type": "client_credentials", "client_id": made["client"]["client_id"]}
    body = urllib.parse.urlencode(form | {"client_secret": made["client_secret"]}).encode()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/oauth/token", body) as answer:
        token: str = json.load(answer)["access_token"]
    return token


def _post(port: int, path: str, body: Mapping[str, object], token: str = "") -> dict[str, Any]:
    request = urllib.request.Request(  # our own server
        f"http://127.0.0.1:{port}{path}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310  # as above
        made: dict[str, Any] = json.load(answer)
    return made


def _request(header: str) -> bytes:
    return f"GET /v1/responses?limit=100 HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}\r\n".encode()
