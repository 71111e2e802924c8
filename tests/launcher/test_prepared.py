"""A second start skips what was prepared, and never what wasn't."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tellmore.launcher import EmbeddedPostgres, prepared


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def url(home: Path) -> Iterator[str]:
    with EmbeddedPostgres(home, durable=False) as server:
        yield server.owner_url


def test_nothing_is_known_of_a_new_database(url: str, tmp_path: Path) -> None:
    assert prepared.recall(tmp_path / "note", url, "word") is None


def test_what_was_said_is_said_again(url: str, tmp_path: Path) -> None:
    prepared.remember(tmp_path / "note", url, "word", "the sign-ins")
    assert prepared.recall(tmp_path / "note", url, "word") == "the sign-ins"


@pytest.mark.parametrize("note", ["", "[]", '{"migrations": []}'])
def test_a_damaged_note_is_no_note(url: str, tmp_path: Path, note: str) -> None:
    (tmp_path / "note").write_text(note)
    assert prepared.recall(tmp_path / "note", url, "word") is None


def test_another_password_is_prepared_anew(url: str, tmp_path: Path) -> None:
    prepared.remember(tmp_path / "note", url, "word", "the sign-ins")
    assert prepared.recall(tmp_path / "note", url, "another") is None


def test_a_new_migration_is_prepared_anew(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared.remember(tmp_path / "note", url, "word", "the sign-ins")
    monkeypatch.setattr(prepared, "_MIGRATIONS", tmp_path)
    assert prepared.recall(tmp_path / "note", url, "word") is None


def test_a_database_that_was_put_back_is_prepared_anew(url: str, tmp_path: Path) -> None:
    execute(url, "CREATE TABLE alembic_version AS SELECT 'newer' AS version_num")
    prepared.remember(tmp_path / "note", url, "word", "the sign-ins")
    execute(url, "UPDATE alembic_version SET version_num = 'older'")
    assert prepared.recall(tmp_path / "note", url, "word") is None
