"""`tellmore groups`, for anybody who wants to split a cohort without a database."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from group_cases import as_files, as_plan, broken, school_groups, write_csv
from tellmore.cli import app

# A solve ends once it has its proof, and on a busy machine that takes its time.
pytestmark = pytest.mark.timeout(600)
ASKED = school_groups(24, 4, 8, 5, seed=4, together=True)


def run(path: Path, *options: str) -> tuple[int, Any]:
    out = path / "plan.json"
    result = CliRunner().invoke(app, ["groups", *options, "--out", str(out)])
    return result.exit_code, json.loads(out.read_text()) if out.exists() else result.output


def test_writes_a_plan_that_keeps_every_hard_rule(tmp_path: Path) -> None:
    options = as_files(tmp_path, ASKED)
    status, made = run(tmp_path, *options, "--time-limit", "120")
    assert status == 0
    assert broken(ASKED, as_plan(made)) == []
    assert made["bound"] <= made["cost"]
    assert made["proved"] == (made["bound"] == made["cost"])
    assert set(made["assignment"]) | set(made["individual"]) == {m.id for m in ASKED.members}
    assert all(each["sentence"] for each in made["broken_soft"])


def test_a_plan_is_kept_after_a_decline(tmp_path: Path) -> None:
    options = as_files(tmp_path, ASKED)
    made = run(tmp_path, *options, "--time-limit", "120")[1]
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(made))
    gone = made["groups"][0]["members"][0]
    lines = (tmp_path / "members.csv").read_text().splitlines()
    left = [line for line in lines if not line.startswith(f"{gone},")]
    (tmp_path / "members.csv").write_text("\n".join(left))
    (tmp_path / "leaders.csv").write_text("id\nf0\nf1\nf2\nf3\nf4\nf5\nf6\nf7")
    again = [options[0], "--groups", "4", "--keep", str(kept)]
    status, after = run(tmp_path, *again)
    assert status == 0
    assert after["moves"] == 0
    assert gone not in after["assignment"]


GROUP: dict[str, Any] = {"members": ["0"], "facilitator": None, "period": None}
EMPTY = {**GROUP, "members": []}


def kept_plan(*groups: object, individual: object = ()) -> str:
    return json.dumps({"groups": groups, "individual": individual})


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "[" * 100_000,
        "[]",
        "{}",
        json.dumps({"groups": {"0": GROUP}, "individual": []}),
        kept_plan(GROUP, {**EMPTY, "facilitator": ["x"]}),
        kept_plan(GROUP, {**EMPTY, "period": 2}),
        kept_plan(GROUP, {**EMPTY, "members": "12"}),
        kept_plan(GROUP, {**EMPTY, "members": [1]}),
        kept_plan(GROUP, {"members": []}),
        kept_plan(GROUP, EMPTY, individual="2"),
        kept_plan(GROUP, GROUP),
        kept_plan(GROUP, EMPTY, individual=["0"]),
    ],
)
def test_what_is_no_plan_is_not_kept(tmp_path: Path, kept: str) -> None:
    people = write_csv(tmp_path / "m.csv", ({"grade": "9"} for _ in range(6)))
    (tmp_path / "kept.json").write_text(kept)
    options = [people, "--groups", "2", "--keep", str(tmp_path / "kept.json")]
    assert run(tmp_path, *options) == (2, "kept.json is no plan of groups.\n")


def test_a_plan_that_is_not_text_is_not_kept(tmp_path: Path) -> None:
    people = write_csv(tmp_path / "m.csv", ({"grade": "9"} for _ in range(6)))
    (tmp_path / "kept.json").write_bytes(b"\xff\xfe\x00")
    options = [people, "--groups", "2", "--keep", str(tmp_path / "kept.json")]
    assert run(tmp_path, *options) == (2, "kept.json is no plan of groups.\n")


def test_rules_that_conflict_exit_3_and_are_named(tmp_path: Path) -> None:
    people = write_csv(tmp_path / "m.csv", ({"grade": "9"} for _ in range(13)))
    status, made = run(tmp_path, people, "--groups", "2", "--modality", "online")
    assert status == 3
    assert made["infeasible"] is True
    assert made["conflict"] == ["sizes"]
    assert "13 members need 3 groups of at most 6, and not 2" in made["sentence"]
    assert made["relaxation"] == [{"rule": "groups", "to": 3, "sentence": "3 groups"}]


def test_several_rounds_are_all_written(tmp_path: Path) -> None:
    people = write_csv(tmp_path / "m.csv", ({"grade": "9"} for _ in range(9)))
    made = run(tmp_path, people, "--groups", "3", "--rounds", "2")[1]
    assert len(made["rounds"]) == 2
    assert made["rounds"][0]["groups"] == made["groups"]


@pytest.mark.parametrize(
    "options",
    [
        ["--together", "EL"],
        ["--together", "dance:yes"],
        ["--together", "grade:10"],
        ["--balance", "dance"],
        ["--keep", "missing.json"],
        ["--facilitators", "missing.csv"],
        ["--min-size", "9", "--max-size", "5"],
        ["--time-limit", "0.5"],
    ],
)
def test_bad_input_exits_2(tmp_path: Path, options: list[str]) -> None:
    people = write_csv(tmp_path / "m.csv", ({"grade": "9"} for _ in range(6)))
    assert run(tmp_path, people, "--groups", "2", *options)[0] == 2


def test_a_facilitator_of_whom_nothing_is_known_leads_nobody(tmp_path: Path) -> None:
    people = write_csv(tmp_path / "m.csv", ({"grade": "9"} for _ in range(4)))
    leaders = write_csv(tmp_path / "f.csv", [{"id": "f"}])
    options = [people, "--groups", "1", "--facilitators", leaders]
    assert run(tmp_path, *options)[0] == 3
    assert run(tmp_path, *options, "--accept-unknown")[0] == 0
