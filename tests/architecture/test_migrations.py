"""The migrations lead to the models, in one line, and back."""

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from tellmore.core import migrations
from tellmore.launcher import EmbeddedPostgres


@pytest.fixture
def empty() -> Iterator[EmbeddedPostgres]:
    """A server of its own: this test undoes everything."""
    with tempfile.TemporaryDirectory(prefix="tellmore-test-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "postgres", durable=False) as server:
            yield server


def test_there_is_one_head() -> None:
    script = ScriptDirectory.from_config(migrations.config())
    assert len(script.get_heads()) == 1


def test_the_models_are_what_the_migrations_make(postgres: EmbeddedPostgres) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Did not recognize type 'xid8'")
        command.check(migrations.config(postgres.owner_url))


def test_every_migration_can_be_undone_and_done_again(empty: EmbeddedPostgres) -> None:
    config = migrations.config(empty.owner_url)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    command.upgrade(config, "head")
