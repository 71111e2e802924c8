"""Write a migration from the difference between the models and the newest migration.

python scripts/migration.py "what it does"

The new file still needs `enable_rls` for each new table: the tests refuse a table without it.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from tellmore.core import migrations
from tellmore.launcher import EmbeddedPostgres


def _server(folder: Path) -> EmbeddedPostgres:
    """As root the server runs as another account, which must be able to enter."""
    folder.chmod(0o755)
    return EmbeddedPostgres(folder / "postgres", durable=False)


def main(message: str) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="tellmore-migration-") as folder,
        _server(Path(folder)) as server,
    ):
        migrations.upgrade(server.owner_url, "tellmore_app")
        config = migrations.config(server.owner_url)
        command.revision(config, message, autogenerate=True)


if __name__ == "__main__":
    main(sys.argv[1])
