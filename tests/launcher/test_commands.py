"""The commands of `tellmore`: what a person can put right is told in a sentence."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tellmore.cli import app
from tellmore.settings import Settings, get_settings

NEED_SETTINGS = ["serve", "worker", "worker-alive", "migrate", "prepare", "demo"]
NOWHERE = "postgresql://me:hidden-word@127.0.0.1:1/tellmore"


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def invoke(*words: str, **env: str | None) -> Result:
    nothing = dict.fromkeys(
        ["DATABASE_URL", "TELLMORE_DATABASE_URL", "TELLMORE_SECRET_KEY", "TELLMORE_JWT_PRIVATE_KEY"]
    )
    return CliRunner().invoke(app, words, env=nothing | env)


@pytest.fixture
def known(settings: Settings) -> dict[str, str | None]:
    """Settings that are good, but for the database."""
    return {
        "TELLMORE_DATABASE_URL": NOWHERE,
        "TELLMORE_OWNER_DATABASE_URL": NOWHERE,
        "TELLMORE_SECRET_KEY": "a-word-that-is-long-enough-to-be-taken",
        "TELLMORE_JWT_PRIVATE_KEY": settings.jwt_private_key.get_secret_value(),
    }


@pytest.mark.parametrize("command", NEED_SETTINGS)
def test_each_setting_that_is_missing_is_named(command: str) -> None:
    told = invoke(command)
    assert told.exit_code == 1
    assert told.output.splitlines() == [
        "These settings need to be put right:",
        "TELLMORE_DATABASE_URL: Field required",
        "TELLMORE_SECRET_KEY: Field required",
        "TELLMORE_JWT_PRIVATE_KEY: Field required",
    ]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TELLMORE_SECRET_KEY", "too-short", "must be at least 32 random characters"),
        ("TELLMORE_JWT_PRIVATE_KEY", "too-short", "must be an EC P-256 private key as PEM"),
        ("TELLMORE_POOL_SIZE", "too-short", "TELLMORE_POOL_SIZE: Input should be a valid integer"),
        (
            "TELLMORE_DATABASE_URL",
            "too-short",
            "isn't of the form postgresql://user:password@host/name",
        ),
    ],
)
def test_a_setting_that_is_wrong_is_named_without_its_value(
    known: dict[str, str | None], name: str, value: str, told: str
) -> None:
    said = invoke("worker", **known | {name: value})
    assert said.exit_code == 1
    assert told in said.output
    assert value not in said.output


@pytest.mark.parametrize("command", ["worker", "worker-alive", "migrate", "demo"])
def test_a_database_that_is_not_there_is_told_without_its_password(
    known: dict[str, str | None], command: str
) -> None:
    said = invoke(command, **known)
    assert said.exit_code == 1
    assert said.output.startswith("The database can't be used: ")
    assert "hidden-word" not in said.output


def test_a_service_that_would_own_the_tables_is_refused(
    known: dict[str, str | None], settings: Settings
) -> None:
    assert settings.owner_database_url
    owner = settings.owner_database_url.get_secret_value()
    said = invoke("worker", **known | {"TELLMORE_DATABASE_URL": owner})
    assert said.exit_code == 1
    assert "give the service a role of its own" in said.output


def test_an_administrator_without_an_address_is_refused(
    known: dict[str, str | None], settings: Settings
) -> None:
    words = ["--district", "D", "--email", "nobody", "--name", "N", "--password", "x" * 20]
    address = settings.database_url.get_secret_value()
    said = invoke("create-admin", *words, **known | {"TELLMORE_DATABASE_URL": address})
    assert said.exit_code == 1
    assert said.output.startswith("email: ")


def test_the_api_is_described_without_settings() -> None:
    assert json.loads(invoke("openapi").output)["info"]["title"] == "Tellmore"


@pytest.mark.parametrize("command", [[], *([name] for name in NEED_SETTINGS)])
def test_each_command_has_help(command: list[str]) -> None:
    assert invoke(*command, "--help").exit_code == 0


@pytest.mark.parametrize("command", ["draw . --size 2", "groups x --groups 2"])
def test_a_place_for_the_result_is_looked_at_before_the_work(command: str, tmp_path: Path) -> None:
    words = command.split()
    told = invoke(*words, "--out", str(tmp_path / "nowhere" / "result.json"))
    assert told.exit_code == 2
    assert "There is no folder" in told.output
    told = invoke(*words, "--out", str(tmp_path))
    assert told.exit_code == 2
    assert "It is a folder" in told.output
