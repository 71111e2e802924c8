"""A district of 12,000 students: uploaded, previewed and applied, against a bare COPY of its rows.

The COPY has no keys, no checks and no parsing: it is what the disk can do, not what an import can.
"""

import json
import os
import resource
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg
from pydantic import SecretStr

from tellmore.core import migrations
from tellmore.core.context import Context
from tellmore.core.db import Database, Scope, libpq_url
from tellmore.core.ids import uuid7
from tellmore.core.keys import new_private_key
from tellmore.districts import service as districts
from tellmore.districts.founding import FOUNDER
from tellmore.launcher import EmbeddedPostgres
from tellmore.rosters import importing
from tellmore.rosters.sync.writing import CLASSES, ENROLLMENTS, LINKS, PEOPLE
from tellmore.settings import Environment, Settings

TABLES = (*PEOPLE.values(), LINKS, CLASSES, ENROLLMENTS)
DATA = Path(os.environ.get("TELLMORE_DATA", "../shared/data"))


async def measure() -> list[str]:
    bundle = DATA / "oneroster" / "bulk_district_12k.zip"
    content = _content(bundle)
    if content is None:
        return [f"roster import: skipped, no {bundle}"]
    with (
        tempfile.TemporaryDirectory(prefix="tellmore-bench-") as folder,
        EmbeddedPostgres(_open(folder)) as server,
    ):
        migrations.upgrade(server.owner_url, "tellmore_app")
        before = _peak_megabytes()
        upload, apply = await _import(_settings(server), content)
        peak = _peak_megabytes()
        rows, bare = _copy(server.owner_url)
    ratio = (upload + apply) / bare
    return [
        f"roster import, 12,000 students, {rows} rows",
        f"  upload and preview {upload:.1f} s, apply {apply:.1f} s",
        f"  peak memory {peak:.0f} MB, {peak - before:.0f} MB of it for this",
        f"  {ratio:.1f} times a bare COPY of the same rows ({bare:.2f} s)",
    ]


def _content(bundle: Path) -> bytes | None:
    return bundle.read_bytes() if bundle.exists() else None


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


async def _import(settings: Settings, content: bytes) -> tuple[float, float]:
    database = Database(settings)
    district_id = uuid7()
    async with database.transaction() as session:
        await districts.found(Context(session, FOUNDER, Scope()), "Bench", district_id)
    scope = Scope.whole(district_id)
    start = time.perf_counter()
    async with database.transaction(scope) as session:
        row, _ = await importing.upload(Context(session, FOUNDER, scope), "bench.zip", content)
    uploaded = time.perf_counter()
    async with database.transaction(scope) as session:
        await importing.apply(Context(session, FOUNDER, scope), row.id)
    applied = time.perf_counter()
    await database.close()
    return uploaded - start, applied - uploaded


def _copy(owner_url: str) -> tuple[int, float]:
    """The rows that the import made, copied into tables without keys. Row security is off here."""
    count, seconds = 0, 0.0
    with psycopg.connect(libpq_url(owner_url)) as connection:
        for table in TABLES:
            connection.execute(f"ALTER TABLE {table.name} DISABLE ROW LEVEL SECURITY")
            names = ", ".join(f'"{name}"' for name in table.columns)
            select = f"SELECT id, {names} FROM {table.name}"  # noqa: S608  # names of ours
            plain = [_plain(row) for row in connection.execute(select).fetchall()]
            connection.execute(f"CREATE TABLE bare_{table.name} AS {select} WITH NO DATA")
            start = time.perf_counter()
            with connection.cursor().copy(f"COPY bare_{table.name} FROM STDIN") as copy:
                for row in plain:
                    copy.write_row(row)
            seconds += time.perf_counter() - start
            count += len(plain)
        start = time.perf_counter()
        connection.commit()
        seconds += time.perf_counter() - start
    return count, seconds


def _plain(row: Iterable[Any]) -> list[Any]:
    return [json.dumps(cell) if isinstance(cell, dict | list) else cell for cell in row]


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
