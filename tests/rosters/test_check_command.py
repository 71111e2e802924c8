"""`tellmore roster check BUNDLE.zip [--json]`, without a database."""

import json
from pathlib import Path

import httpx
from typer.testing import CliRunner

from rosters.importing import Make, staged
from tellmore.rosters.commands import app


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


async def test_says_what_the_preview_says(
    coordinator: httpx.AsyncClient, tmp_path: Path, make: Make
) -> None:
    content = make(
        {
            "orgs.csv": lambda text: text + "x1,,,Elsewhere,district,,\r\n",
            "classes.csv": lambda text: text + "c2,,,Art,06,co1,A,scheduled,1,x1,t1,,,\r\n",
            "enrollments.csv": lambda text: text.replace("e2,,,c1,s1,u2", "e2,,,c2,x1,u2"),
            "roles.csv": lambda text: text.replace(
                "r2,,,u2,primary,student,,,s1", "r2,,,u2,primary,student,,,x1"
            ),
            "users.csv": lambda text: (
                "\ufeff" + text.replace(",,,,,s1,,,\r\ng1", ",,,,,x1,,,\r\ng1")
            ),
        }
    )
    (tmp_path / "odd.zip").write_bytes(content)
    result = CliRunner().invoke(app, ["check", str(tmp_path / "odd.zip"), "--json"])
    said = json.loads(result.stdout)["findings"]
    staging = await staged(coordinator, content)
    page = await coordinator.get(f"/v1/roster-imports/{staging['id']}/findings")
    assert said == page.json()["items"]
    assert {one["code"] for one in said} >= {"no_school", "not_imported", "byte_order_mark"}
