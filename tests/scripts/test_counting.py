"""What `make test` counts, and that nothing which fell over counts as passed."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    spec = importlib.util.spec_from_file_location("tellmore_test_driver", SCRIPTS / "test.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "REPORTS", tmp_path)
    return module


def counted(driver: ModuleType, code: str, report: str | None = None) -> tuple[int, int, int]:
    counts = driver.Step("step", [sys.executable, "-c", code], report).run()
    return counts.passed, counts.failed, counts.skipped


def test_a_checker_counts_as_one(driver: ModuleType) -> None:
    assert counted(driver, "") == (1, 0, 0)
    assert counted(driver, "raise SystemExit(1)") == (0, 1, 0)


def test_a_report_counts_each_case_once(driver: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "all.xml").write_text(
        "<testsuites><testsuite><testcase/><testcase><failure/><error/></testcase>"
        "<testcase><skipped/></testcase></testsuite></testsuites>"
    )
    assert counted(driver, "raise SystemExit(1)", "all.xml") == (1, 1, 1)


def test_a_runner_that_left_no_report_has_failed(driver: ModuleType) -> None:
    assert counted(driver, "", "none.xml") == (0, 1, 0)


def test_a_runner_that_ran_nothing_has_failed(driver: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_text("<testsuites/>")
    assert counted(driver, "", "empty.xml") == (0, 1, 0)


def test_a_runner_that_broke_after_its_last_test_has_failed(
    driver: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "good.xml").write_text("<testsuite><testcase/></testsuite>")
    assert counted(driver, "raise SystemExit(3)", "good.xml") == (1, 1, 0)
