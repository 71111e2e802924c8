"""`tellmore groups`, for anybody who wants to split a cohort without a database."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from group_cases import broken, school_groups
from tellmore.cli import app
from tellmore.sampling.grouping import Group, Grouping, Plan

ASKED = school_groups(24, 4, 8, 5, seed=4, together=True)


def write(path: Path, rows: Iterable[dict[str, str]]) -> str:
    every = list(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, list(every[0]))
        writer.writeheader()
        writer.writerows(every)
    return str(path)


def files(path: Path, asked: Grouping) -> list[str]:
    people = write(
        path / "members.csv",
        (
            {
                "id": m.id,
                "household": m.household or "",
                "periods": ";".join(m.free or ()),
                **m.features,
            }
            for m in asked.members
        ),
    )
    leaders = write(
        path / "leaders.csv",
        (
            {
                "id": f.id,
                "periods": ";".join(f.free or ()),
                "teaches": ";".join(f.conflict),
                "clear": "*",
            }
            for f in asked.facilitators
        ),
    )
    pairs = write(path / "apart.csv", ({"one": a, "other": b} for a, b in asked.rules.apart))
    return [people, "--groups", "4", "--facilitators", leaders, "--apart", pairs]


def run(path: Path, *options: str) -> tuple[int, Any]:
    out = path / "plan.json"
    result = CliRunner().invoke(app, ["groups", *options, "--out", str(out)])
    return result.exit_code, json.loads(out.read_text()) if out.exists() else result.output


def as_plan(made: dict[str, Any]) -> Plan:
    groups = [Group(tuple(g["members"]), g["facilitator"], g["period"]) for g in made["groups"]]
    return Plan(tuple(groups), tuple(made["individual"]))


def test_writes_a_plan_that_keeps_every_hard_rule(tmp_path: Path) -> None:
    options = files(tmp_path, ASKED)
    named = ["--together", "EL:yes", "--together", "IEP:yes", "--min-size", "4"]
    status, made = run(tmp_path, *options, *named, "--time-limit", "8")
    assert status == 0
    assert broken(ASKED, as_plan(made)) == []
    assert made["bound"] <= made["cost"]
    assert made["proved"] == (made["bound"] == made["cost"])
    assert set(made["assignment"]) | set(made["individual"]) == {m.id for m in ASKED.members}
    assert all(each["sentence"] for each in made["broken_soft"])


def test_a_plan_is_kept_after_a_decline(tmp_path: Path) -> None:
    options = files(tmp_path, ASKED)
    made = run(tmp_path, *options, "--time-limit", "8")[1]
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


def test_rules_that_conflict_exit_3_and_are_named(tmp_path: Path) -> None:
    people = write(tmp_path / "m.csv", ({"grade": "9"} for _ in range(13)))
    status, made = run(tmp_path, people, "--groups", "2", "--modality", "online")
    assert status == 3
    assert made["infeasible"] is True
    assert made["conflict"] == ["sizes"]
    assert "13 members do not fit into 2 groups of at most 6" in made["sentence"]


def test_several_rounds_are_all_written(tmp_path: Path) -> None:
    people = write(tmp_path / "m.csv", ({"grade": "9"} for _ in range(9)))
    made = run(tmp_path, people, "--groups", "3", "--rounds", "2")[1]
    assert len(made["rounds"]) == 2
    assert made["rounds"][0]["groups"] == made["groups"]


@pytest.mark.parametrize(
    "options",
    [
        ["--together", "EL"],
        ["--together", "dance:yes"],
        ["--balance", "dance"],
        ["--keep", "missing.json"],
        ["--facilitators", "missing.csv"],
        ["--min-size", "9", "--max-size", "5"],
    ],
)
def test_bad_input_exits_2(tmp_path: Path, options: list[str]) -> None:
    people = write(tmp_path / "m.csv", ({"grade": "9"} for _ in range(6)))
    assert run(tmp_path, people, "--groups", "2", *options)[0] == 2


def test_a_facilitator_of_whom_nothing_is_known_leads_nobody(tmp_path: Path) -> None:
    people = write(tmp_path / "m.csv", ({"grade": "9"} for _ in range(4)))
    leaders = write(tmp_path / "f.csv", [{"id": "f"}])
    options = [people, "--groups", "1", "--facilitators", leaders]
    assert run(tmp_path, *options)[0] == 3
    assert run(tmp_path, *options, "--accept-unknown")[0] == 0
