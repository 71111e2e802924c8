"""The compose file's own roles, made by its script on a real server that lacks them."""

import subprocess
from pathlib import Path

import psycopg

from tellmore.launcher import EmbeddedPostgres, binaries

SCRIPT = Path(__file__).resolve().parents[2] / "backend" / "postgres" / "roles.sh"


def test_the_roles_script_makes_roles_that_row_security_binds(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as server:
        with server._admin() as admin:
            for role in ("tellmore_owner", "tellmore_app"):
                admin.execute(f"ALTER ROLE {role} RENAME TO earlier_{role}".encode())
            port = admin.info.port
        subprocess.run(  # noqa: S603 - the script that compose mounts
            [SCRIPT],
            check=True,
            env={
                "PATH": f"{binaries.find().folder}:/usr/bin:/bin",
                "PGHOST": "127.0.0.1",
                "PGPORT": str(port),
                "PGPASSWORD": server._credentials.superuser,
                "POSTGRES_USER": "postgres",
                "POSTGRES_DB": "tellmore",
                "TELLMORE_OWNER_PASSWORD": "ownerword",
                "TELLMORE_APP_PASSWORD": "appword",
            },
        )
        where = f"127.0.0.1:{port}/tellmore"
        with psycopg.connect(f"postgresql://tellmore_owner:ownerword@{where}") as owner:
            owner.execute("CREATE TABLE mine (id int)")
        with psycopg.connect(f"postgresql://tellmore_app:appword@{where}") as service:
            rights = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = user"
            assert service.execute(rights).fetchone() == (False,)
