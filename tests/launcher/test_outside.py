"""DATABASE_URL: an outside server, played by a real one that the supervisor didn't start."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tellmore.launcher import EmbeddedPostgres, LauncherError
from tellmore.launcher.outside import adopt


@pytest.fixture
def server(home: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(home, durable=False) as running:
        yield running


def user_of(url: str) -> str:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return connection.info.user


def allow_roles(server: EmbeddedPostgres) -> None:
    with server._admin() as admin:
        admin.execute("ALTER ROLE tellmore_owner CREATEROLE")
        admin.execute("ALTER ROLE tellmore_app RENAME TO somebody")


def test_the_service_gets_a_role_of_its_own(server: EmbeddedPostgres) -> None:
    allow_roles(server)
    owner_url, service_url = adopt(server.owner_url, "a-password")
    assert user_of(owner_url) == "tellmore_owner"
    assert user_of(service_url) == "tellmore_app"


def test_adopting_again_keeps_working_with_another_password(server: EmbeddedPostgres) -> None:
    allow_roles(server)
    adopt(server.owner_url, "first")
    _, service_url = adopt(server.owner_url, "second")
    assert user_of(service_url) == "tellmore_app"


def test_a_role_that_may_not_make_roles_is_told_what_to_do(server: EmbeddedPostgres) -> None:
    with pytest.raises(LauncherError, match="may not create the role 'tellmore_app'"):
        adopt(server.owner_url, "a-password")


def test_a_role_of_that_name_that_is_anothers_is_left_alone(server: EmbeddedPostgres) -> None:
    with server._admin() as admin:
        admin.execute("ALTER ROLE tellmore_owner CREATEROLE")
    with pytest.raises(LauncherError, match="or change its password"):
        adopt(server.owner_url, "a-password")
    assert user_of(server.app_url) == "tellmore_app"


@pytest.mark.parametrize("address", ["nonsense", "mysql://root@localhost/x", "postgresql://host"])
def test_an_address_of_another_form_is_refused(address: str) -> None:
    with pytest.raises(LauncherError, match=r"of the form postgresql://"):
        adopt(address, "a-password")


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(LauncherError, match="can't be used") as refused:
        adopt("postgresql://me:hidden-word@127.0.0.1:1/tellmore", "a-password")
    assert "hidden-word" not in str(refused.value)
