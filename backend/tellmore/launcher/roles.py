"""Roles and databases of the embedded server: an owner that migrates, a service that owns nothing.

The service's role neither bypasses row-level security nor owns a table, so the policies bind it.
"""

from psycopg import Connection, sql

from tellmore.launcher.folder import Credentials

OWNER, APP, DATABASE = "tellmore_owner", "tellmore_app", "tellmore"


def provision(admin: Connection, credentials: Credentials) -> None:
    """Create what is missing; each step stands alone, so an interrupted first start is resumed."""
    for role, password in ((OWNER, credentials.owner), (APP, credentials.app)):
        if not _exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            # Hashed here, so that no log of the server ever holds the password.
            hashed = admin.pgconn.encrypt_password(
                password.encode(), role.encode(), b"scram-sha-256"
            ).decode()
            admin.execute(
                sql.SQL(
                    "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE "
                    "PASSWORD {}"
                ).format(sql.Identifier(role), sql.Literal(hashed))
            )
    if not _exists(admin, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
        create_database(admin, DATABASE, "template1")


def create_database(admin: Connection, name: str, template: str) -> None:
    """Copy a database; `wal_log` makes it a matter of milliseconds for small ones."""
    admin.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY wal_log").format(
            sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
        )
    )
    admin.execute(
        sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(name=sql.Identifier(name))
    )
    admin.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
            sql.Identifier(name), sql.Identifier(APP)
        )
    )


def drop_database(admin: Connection, name: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _exists(admin: Connection, query: str, name: str) -> bool:
    return admin.execute(query, [name]).fetchone() is not None
