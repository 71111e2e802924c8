"""An outside PostgreSQL, named by DATABASE_URL: the service gets a role of its own there, too."""

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tellmore.launcher.errors import LauncherError

_RIGHTS = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"


def adopt(address: str, password: str) -> tuple[str, str]:
    """Return the addresses of owner and service; the service's role is made when it is missing.

    DATABASE_URL's role owns the tables and migrates. The service may not be that role, because
    an owner passes row-level security.
    """
    url = _parsed(address)
    role = f"{url.database}_app"
    try:
        with psycopg.connect(_render(url, "postgresql"), autocommit=True) as connection:
            _require_rights(connection, role)
            _provide(connection, role, password)
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                    sql.Identifier(connection.info.dbname), sql.Identifier(role)
                )
            )
    except psycopg.errors.InsufficientPrivilege as error:
        raise _refusal(role) from error
    except psycopg.OperationalError as error:
        raise LauncherError(f"DATABASE_URL's server can't be used: {error}") from error
    driver = "postgresql+psycopg"
    service = url.set(username=role, password=password)
    return _render(url, driver), _render(service, driver)


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() not in {"postgresql", "postgres"} or not url.database:
        raise LauncherError("DATABASE_URL isn't of the form postgresql://user:password@host/name.")
    return url


def _render(url: URL, driver: str) -> str:
    return url.set(drivername=driver).render_as_string(hide_password=False)


def _require_rights(connection: psycopg.Connection, role: str) -> None:
    row = connection.execute(_RIGHTS).fetchone()
    if row is None or not row[0]:
        raise _refusal(role)


def _refusal(role: str) -> LauncherError:
    return LauncherError(
        f"DATABASE_URL's role may not create the role '{role}' for the service, or change its "
        "password. Either grant it CREATEROLE, or create a role for the service that owns nothing "
        "and put its address in DATABASE_URL, and the owner's in TELLMORE_OWNER_DATABASE_URL."
    )


def _provide(connection: psycopg.Connection, role: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
            sql.SQL("ALTER" if known else "CREATE"),
            sql.Identifier(role),
            sql.Literal(hashed.decode()),
        )
    )
