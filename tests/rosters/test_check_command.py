"""`tellmore roster check BUNDLE.zip [--json]`, without a database."""

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from tellmore.rosters.commands import app

Make = Callable[..., bytes]


def test_accepts_with_status_0(tmp_path: Path, make: Make) -> None:
    (tmp_path / "good.zip").write_bytes(make())
    result = CliRunner().invoke(app, ["check", str(tmp_path / "good.zip")])
    assert result.exit_code == 0
    assert "2 students" in result.stdout
    assert "good.zip: acceptable" in result.stdout


def test_refuses_with_status_1_and_the_place(tmp_path: Path, make: Make) -> None:
    content = make({"orgs.csv": lambda text: text + "s1,,,Again,school,,d1\r\n"})
    (tmp_path / "bad.zip").write_bytes(content)
    result = CliRunner().invoke(app, ["check", str(tmp_path / "bad.zip")])
    assert result.exit_code == 1
    assert "orgs.csv:4 sourcedId [duplicate]" in result.stdout


def test_prints_json(tmp_path: Path, make: Make) -> None:
    content = make({"enrollments.csv": lambda text: text.replace("e2,,,c1,s1,u2", "e2,,,c1,s1,zz")})
    (tmp_path / "bad.zip").write_bytes(content)
    result = CliRunner().invoke(app, ["check", str(tmp_path / "bad.zip"), "--json"])
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (document["acceptable"], document["version"], document["errors"]) == (False, "1.2", 1)
    assert document["findings"] == [
        {
            "file": "enrollments.csv",
            "row": 3,
            "column": "userSourcedId",
            "code": "orphan",
            "severity": "error",
            "message": "zz is in no row of users.csv.",
        }
    ]


def test_says_when_it_is_no_zip(tmp_path: Path) -> None:
    (tmp_path / "not.zip").write_text("hello")
    result = CliRunner().invoke(app, ["check", str(tmp_path / "not.zip"), "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"][0]["code"] == "not_a_zip"
