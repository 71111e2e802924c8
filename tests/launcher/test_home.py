"""What is made once and kept: secrets, and the place for them."""

import os
import stat
from pathlib import Path

import pytest

from tellmore.core.keys import new_private_key
from tellmore.launcher import LauncherError
from tellmore.launcher import home as homes


def load(home: Path) -> homes.Secrets:
    return homes.load_secrets(home, new_private_key)


def test_secrets_are_made_once_and_readable_by_their_owner_alone(home: Path) -> None:
    homes.prepare(home)
    made = load(home)
    assert load(home) == made
    assert stat.S_IMODE((home / "secrets.json").stat().st_mode) == 0o600
    assert made.jwt_private_key.startswith("-----BEGIN PRIVATE KEY-----")


def test_two_homes_share_no_secret(home: Path, tmp_path: Path) -> None:
    homes.prepare(home)
    ours, theirs = load(home), load(tmp_path)
    assert ours.secret_key != theirs.secret_key
    assert ours.jwt_private_key != theirs.jwt_private_key
    assert ours.demo_password != theirs.demo_password


def test_a_secret_that_a_newer_version_needs_is_added(home: Path) -> None:
    homes.prepare(home)
    (home / "secrets.json").write_text('{"secret_key": "kept"}')
    assert load(home).secret_key == "kept"
    assert load(home).demo_password == load(home).demo_password


@pytest.mark.parametrize("text", ["{", "[]", '"text"', '{"secret_key": 7}', '{"later": "newer"}'])
def test_damaged_secrets_are_named_and_left_as_they_are(home: Path, text: str) -> None:
    homes.prepare(home)
    (home / "secrets.json").write_text(text)
    with pytest.raises(LauncherError, match=r"secrets\.json is damaged, or was written by a newer"):
        load(home)
    assert (home / "secrets.json").read_text() == text


def test_the_home_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TELLMORE_HOME", str(tmp_path / "chosen"))
    assert homes.default_home() == tmp_path / "chosen"


def test_the_usual_home_is_where_this_account_keeps_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TELLMORE_HOME", raising=False)
    usual = homes.default_home()
    assert usual.name == "tellmore"
    assert usual.is_absolute()
    assert (usual == homes.SYSTEM_HOME) == (os.geteuid() == 0)


def test_a_long_log_makes_room(home: Path) -> None:
    homes.prepare(home)
    log = homes.log_file(home, "api")
    log.write_bytes(b"x" * 6_000_000)
    assert not homes.log_file(home, "api").exists()
    assert log.with_suffix(".log.1").stat().st_size == 6_000_000
