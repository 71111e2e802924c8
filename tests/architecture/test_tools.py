"""The commands that a newcomer types, and the files that they install from."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(
    path
    for path in [*ROOT.glob("*.lock"), *ROOT.glob("**/package-lock.json")]
    if "node_modules" not in path.parts and ".venv" not in path.parts
)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_lock_file_names_no_registry(lock: Path) -> None:
    text = lock.read_text()
    # A funding or repository address isn't a source of packages.
    assert not re.search(r'"resolved": "https?:|--(extra-)?index-url|--find-links', text)
    assert not re.search(r"https?://[^\"\s]*(registry|pypi|files\.pythonhosted)", text)


def test_every_python_dependency_is_pinned_by_hash() -> None:
    for lock in ROOT.glob("*.lock"):
        requirements = re.findall(r"^\S.*(?:\n    .*)*", lock.read_text(), re.MULTILINE)
        assert requirements
        assert all("==" in each and "--hash=sha256:" in each for each in requirements)


def test_ci_runs_the_test_command_and_nothing_else() -> None:
    script = (ROOT / ".ci" / "run").read_text().splitlines()
    commands = [line for line in script if line and not line.startswith("#")]
    assert commands == ['cd "$(dirname "$0")/.." && exec env CI=true make test']


def test_an_environment_that_was_left_half_made_is_made_anew(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "tools.lock").touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()  # the first thing that venv makes
    planned = subprocess.run(
        ["make", "--dry-run", ".venv/bin/.tools"],  # noqa: S607 - as a person calls it
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "scripts/environment.py .venv" in planned


def test_help_lists_every_command() -> None:
    declared = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert declared
    shown = subprocess.run(
        ["make", "help"],  # noqa: S607 - the command as the README names it
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert re.findall(r"^  make ([\w-]+) +\S", shown, re.MULTILINE) == declared.group(1).split()
