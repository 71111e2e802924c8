"""`tellmore draw` and `tellmore verify-draw`, for anybody who wants to check us."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from draw_cases import Case, folder, run, school_pool
from lottery_checker import meets, relaxed_bound
from tellmore.sampling.certificate import Certificate, draw
from tellmore.sampling.commands import app
from tellmore.sampling.lottery import lottery

ROWS = school_pool(80)
BOUNDS = {("grade", "9"): (3, 4), ("EL", "yes"): (2, 3), ("school", "West"): (1, 2)}


def test_writes_a_lottery_whose_chances_and_quotas_hold(tmp_path: Path) -> None:
    status, made = run(folder(tmp_path, ROWS, BOUNDS), "--seed", "dice 5", "--alternates", "4")
    assert status == 0
    chance = dict.fromkeys(range(80), 0.0)
    for panel, weight in zip(made["panels"], made["weights"], strict=True):
        assert len(set(panel)) == 12
        assert meets(ROWS, BOUNDS, panel)
        assert weight >= 0
        for person in panel:
            chance[person] += weight
    assert sum(made["weights"]) == pytest.approx(1)
    assert made["chance"] == pytest.approx({str(person): p for person, p in chance.items()})
    assert made["min_chance"] == min(made["chance"].values())
    assert made["bound"] == pytest.approx(relaxed_bound(ROWS, BOUNDS, 12), rel=1e-6)
    assert made["proved"]
    assert made["gap"] <= 1e-6
    assert made["drawn"] in made["panels"]
    assert len(made["alternates"]) == 4
    assert not set(made["alternates"]) & set(made["drawn"])
    assert made["uniform"] is False


def test_the_same_seed_draws_the_same_students(tmp_path: Path) -> None:
    path = folder(tmp_path, ROWS, BOUNDS)
    first = run(path, "--seed", "dice 5", "--uniform", "100")[1]
    second = run(path, "--seed", "dice 5", "--uniform", "100")[1]
    assert first["uniform"] is True
    assert set(first["weights"]) == {0.01}
    assert first["drawn"] == second["drawn"]
    assert first["panels"] == second["panels"]


def test_an_id_column_names_the_rows(tmp_path: Path) -> None:
    rows = [{"id": f"p{i}", **row} for i, row in enumerate(ROWS)]
    made = run(folder(tmp_path, rows, BOUNDS), "--uniform", "10")[1]
    assert set(made["chance"]) == {f"p{i}" for i in range(80)}


def test_quotas_that_cannot_be_met_exit_3_with_the_smallest_change(tmp_path: Path) -> None:
    rows = [{"grade": "11"}] * 5 + [{"grade": "10"}] * 5
    status, made = run(folder(tmp_path, rows, {("grade", "11"): (6, 8)}), size=8)
    assert status == 3
    assert made["infeasible"] is True
    change = {"category": "grade", "feature": "11", "min": 5, "max": 8}
    assert made["relaxation"] == [change]


def test_less_than_a_second_is_refused_with_the_least_limit(tmp_path: Path) -> None:
    status, output = run(folder(tmp_path, ROWS, BOUNDS), "--time-limit", "0.5")
    assert status == 2
    assert "greater than or equal to 1" in output


def test_seats_beyond_all_counting_are_refused(tmp_path: Path) -> None:
    status, output = run(folder(tmp_path, ROWS, BOUNDS), size=10**30)
    assert (status, "too large a number" in output) == (2, True)


def test_more_panels_than_memory_is_for_are_refused(tmp_path: Path) -> None:
    path = folder(tmp_path, ROWS, BOUNDS)
    for many in (83_334, 10**9, 10**30):
        status, output = run(path, "--uniform", str(many))
        assert status == 2
        assert output.strip() == f"{many} panels of 12 seats are too many: 83333 at most."


def test_more_seats_than_students_exit_3(tmp_path: Path) -> None:
    assert run(folder(tmp_path, ROWS, BOUNDS), size=81)[0] == 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("categories.csv", "category,feature,min,max\ngrade,9,two,3\n"),
        ("categories.csv", "category,feature\ngrade,9\n"),
        ("categories.csv", "category,feature,min,max\nheight,9,1,3\n"),
        ("categories.csv", "category,feature,min,max\ngrade,9,3,1\n"),
        ("categories.csv", ""),
        ("categories.csv", "category;feature;min;max\ngrade;9;1;3\n"),
        ("categories.csv", "category,feature,min,max\ngrade,9,1,99999999999999999999\n"),
        ("categories.csv", "category,feature,min,max\ngrade,9,1,3\ngrade, 9,1,2\n"),
        ("respondents.csv", "id,grade,EL,school\n1,9,no,West\n1,9,no,West\n"),
        ("respondents.csv", ""),
        ("respondents.csv", "grade,EL,school,grade\n9,no,West,10\n"),
        ("respondents.csv", "grade,EL,school\n9,no," + "x" * 200_000 + "\n"),
    ],
)
def test_files_that_make_no_sense_are_refused_with_a_reason(
    tmp_path: Path, name: str, text: str
) -> None:
    path = folder(tmp_path, ROWS, BOUNDS)
    (path / name).write_text(text)
    status, output = run(path)
    assert status == 2
    assert output.strip()
    assert "Traceback" not in output


def test_files_in_another_encoding_are_refused_by_name(tmp_path: Path) -> None:
    path = folder(tmp_path, ROWS, BOUNDS)
    (path / "categories.csv").write_bytes("category,feature,min,max\nschool,École,0,1".encode("l1"))
    status, output = run(path)
    assert status == 2
    assert "categories.csv is not text in UTF-8." in output


def test_a_place_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    path = folder(tmp_path, ROWS, BOUNDS)
    assert run(path, "--out", str(tmp_path))[0] == 2
    assert run(path, "--out", str(tmp_path / "none" / "lottery.json"))[0] == 2


def test_spaces_and_blanks_mean_the_same_in_both_files(tmp_path: Path) -> None:
    (tmp_path / "categories.csv").write_text(
        "category, feature, min, max\ngrade, 9 ,1,1\ngrade,,1,1\ngrade,unheard,0,4\n"
    )
    (tmp_path / "respondents.csv").write_text("id, grade\na,9\nb, 9\nc,\nd\ne,10\n")
    status, made = run(tmp_path, "--uniform", "12", size=2)
    assert status == 0
    for panel in made["panels"]:
        assert set(panel) & {"a", "b"}
        assert set(panel) & {"c", "d"}


def test_rows_of_blanks_as_spreadsheets_leave_them_are_no_students(tmp_path: Path) -> None:
    path = folder(tmp_path, [{"id": f"p{i}", **row} for i, row in enumerate(ROWS)], BOUNDS)
    for name in ("respondents.csv", "categories.csv"):
        with (path / name).open("a") as lines:
            lines.write(" , ,,\n,,,\n\n")
    status, made = run(path, "--uniform", "10")
    assert status == 0
    assert len(made["chance"]) == 80


def test_students_without_an_id_column_are_numbered_past_rows_of_blanks(tmp_path: Path) -> None:
    (tmp_path / "categories.csv").write_text("category,feature,min,max\ngrade,9,1,1\n")
    (tmp_path / "respondents.csv").write_text("grade,EL\n9,no\n,\n10,\n")
    assert set(run(tmp_path, "--uniform", "2", size=2)[1]["chance"]) == {"0", "1"}


def test_a_student_whose_id_is_blank_is_named_by_row(tmp_path: Path) -> None:
    (tmp_path / "categories.csv").write_text("category,feature,min,max\ngrade,9,1,1\n")
    (tmp_path / "respondents.csv").write_text("id,grade\na,9\n,\n ,9\n")
    status, output = run(tmp_path, size=1)
    assert (status, output.strip()) == (2, "respondents.csv has no id in row 4.")


def test_a_value_without_a_column_is_not_dropped_in_silence(tmp_path: Path) -> None:
    (tmp_path / "categories.csv").write_text("category,feature,min,max\ngrade,9,1,1\n")
    (tmp_path / "respondents.csv").write_text("id,grade\na,9, \nb,9,yes\n")
    status, output = run(tmp_path, size=1)
    assert (status, output.strip()) == (2, "respondents.csv has more cells than columns in row 3.")


def test_a_file_without_students_has_no_panel(tmp_path: Path) -> None:
    path = folder(tmp_path, ROWS, BOUNDS)
    (path / "respondents.csv").write_text("grade,EL,school\n")
    status, made = run(path)
    assert (status, made["infeasible"], made["relaxation"]) == (3, True, [])


def test_the_least_change_only_widens_bounds(tmp_path: Path) -> None:
    rows = [{"grade": "11"}] * 5 + [{"grade": "10"}] * 5
    status, made = run(folder(tmp_path, rows, {("grade", "11"): (6, 20)}), size=4)
    assert status == 3
    assert made["relaxation"] == [{"category": "grade", "feature": "11", "min": 4, "max": 20}]


def test_the_time_limit_counts_from_the_start_of_the_process(tmp_path: Path) -> None:
    path, out = folder(tmp_path, ROWS, BOUNDS), tmp_path / "lottery.json"
    asked = ["draw", str(path), "--size", "12", "--out", str(out), "--time-limit", "60"]
    assert CliRunner().invoke(app, asked, obj=50.0).exit_code == 0
    assert json.loads(out.read_text())["seconds"] >= 50


CASE = Case(
    [{"grade": row["grade"], "EL": row["EL"]} for row in ROWS],
    {label: bounds for label, bounds in BOUNDS.items() if label[0] != "school"},
    12,
)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made = lottery(CASE.pool, CASE.quotas, panels=100, time_limit=20)
    return draw(CASE.pool, CASE.quotas, made, "dice", 2).as_json()


def verified(path: Path, text: str, *options: str) -> tuple[int, str]:
    (path / "certificate.json").write_text(text, errors="surrogateescape")
    told = CliRunner().invoke(app, ["verify-draw", str(path / "certificate.json"), *options])
    assert not told.exception or isinstance(told.exception, SystemExit)
    return told.exit_code, told.output


def test_verify_draw_tells_a_true_certificate_from_a_false_one(
    tmp_path: Path, document: dict[str, Any]
) -> None:
    wrapped = {"id": "x", "certificate": {**document, "panel_count": 100}}
    for body, status in (
        (document, 0),
        (wrapped, 0),
        ({**document, "seed": "other"}, 1),
        ({**document, "bound": 0}, 1),
        ({**document, "panels": None}, 2),
        ({**document, "bound": float("inf")}, 2),
        ({}, 2),
        ([], 2),
        ({"certificate": []}, 2),
    ):
        assert verified(tmp_path, json.dumps(body))[0] == status


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not JSON"),
        ("[" * 200_000, "not JSON"),
        ("1" * 5000, "digits"),
        ("\udc80", "not text in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_no_certificate(tmp_path: Path, text: str, reason: str) -> None:
    status, output = verified(tmp_path, text)
    assert (status, reason in output) == (2, True)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(2**26)
    told = CliRunner().invoke(app, ["verify-draw", str(tmp_path / "large.json")])
    assert told.exit_code == 2
    assert "large.json is larger than any file of a draw." in told.output


def test_verify_draw_says_what_only_the_pool_can_show(
    tmp_path: Path, document: dict[str, Any]
) -> None:
    pool = tmp_path / "pool.json"
    pool.write_text(CASE.pool.text)
    assert sha256(pool.read_bytes()).hexdigest() == document["pool_hash"]
    alone = verified(tmp_path, json.dumps(document))
    assert alone[1].startswith("What can be checked without the pool holds.")
    assert "Not checked: Without the pool" in alone[1]
    both = verified(tmp_path, json.dumps(document), "--pool", str(pool))
    assert both == (0, "Everything that the certificate states holds.\n")
    turned = {**document, "alternates": document["alternates"][::-1], "document_hash": None}
    turned["document_hash"] = Certificate.from_json(turned).digest
    assert verified(tmp_path, json.dumps(turned))[0] == 0
    false = verified(tmp_path, json.dumps(turned), "--pool", str(pool))
    assert false == (1, "The alternates are not those whom the rule calls.\n")


def test_verify_draw_refuses_what_is_no_pool(tmp_path: Path, document: dict[str, Any]) -> None:
    pool = tmp_path / "pool.json"
    for text in ("[]", "", "[" * 200_000, CASE.pool.text[:-9]):
        pool.write_text(text)
        status, output = verified(tmp_path, json.dumps(document), "--pool", str(pool))
        assert (status, "This is no pool" in output) == (2, True)
    assert verified(tmp_path, json.dumps(document), "--pool", str(tmp_path / "none"))[0] == 2
