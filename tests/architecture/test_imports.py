"""Who may import whom: kept by the code as it is, and caught when it is broken on purpose."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = Path(__file__).with_name("private_modules.py")
LINTER = Path(sys.executable).with_name("lint-imports")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code, to break."""
    skipped = shutil.ignore_patterns("__pycache__", "*.toml", "*.html")
    shutil.copytree(ROOT / "backend", tmp_path / "backend", ignore=skipped)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(copy: Path, module: str, line: str) -> None:
    path = copy / "backend" / Path(*module.split(".")).with_suffix(".py")
    path.write_text(path.read_text() + f"\n{line}\n")


def run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(folder / "backend")}
    return subprocess.run(  # noqa: S603 - our own checkers
        command, cwd=folder, env=env, check=False, capture_output=True, text=True
    )


def test_the_code_keeps_to_what_is_private() -> None:
    done = run(ROOT, sys.executable, CHECK)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "told"),
    [
        (
            "tellmore.cohorts.service",
            "from tellmore.rosters import queries as _planted",
            "tellmore.cohorts.service imports tellmore.rosters.queries",
        ),
        (
            "tellmore.webhooks.service",
            "def _f() -> None:\n    import tellmore.cohorts.endpoints",
            "tellmore.webhooks.service imports tellmore.cohorts.endpoints",
        ),
        (
            "tellmore.districts.service",
            "from tellmore.webhooks import jobs as _planted",
            "tellmore.districts.service imports tellmore.webhooks.jobs",
        ),
        (
            "tellmore.cohorts.models",
            "from tellmore.cohorts import service as _planted",
            "tellmore.cohorts.models imports tellmore.cohorts.service",
        ),
        (
            "tellmore.cohorts.draw_schemas",
            "from tellmore.cohorts import queries as _planted",
            "tellmore.cohorts.draw_schemas imports tellmore.cohorts.queries",
        ),
        (
            "tellmore.consent.permission",
            "from tellmore.consent import link_pages as _planted",
            "tellmore.consent.permission imports tellmore.consent.link_pages",
        ),
        (
            "tellmore.insights.service",
            "from tellmore.responses import late_pages as _planted",
            "tellmore.insights.service imports tellmore.responses.late_pages",
        ),
        (
            "tellmore.consent.permission",
            "from fastapi import HTTPException as _planted",
            "tellmore.consent.permission imports fastapi",
        ),
    ],
)
def test_a_planted_import_of_a_private_module_is_caught(
    copy: Path, module: str, line: str, told: str
) -> None:
    plant(copy, module, line)
    done = run(copy, sys.executable, CHECK)
    assert done.returncode == 1, done.stderr
    assert told in done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        (
            "tellmore.identity.service",
            "from tellmore.cohorts import service as _planted",
            "The house has floors",
        ),
        (
            "tellmore.core.clock",
            "from tellmore.districts import models as _planted",
            "The house has floors",
        ),
        (
            "tellmore.cohorts.service",
            "from fastapi import HTTPException as _planted",
            "Below endpoints nothing knows HTTP",
        ),
        (
            "tellmore.disclosure.tables",
            "import sqlalchemy as _planted",
            "The mathematics is pure",
        ),
        (
            "tellmore.sampling.lottery",
            "import sqlmodel as _planted",
            "The mathematics is pure",
        ),
    ],
)
def test_a_planted_breach_of_a_contract_is_caught(
    copy: Path, module: str, line: str, contract: str
) -> None:
    plant(copy, module, line)
    done = run(copy, LINTER, "--no-cache")
    assert done.returncode == 1, done.stdout + done.stderr
    (told,) = [line for line in done.stdout.splitlines() if line.startswith(contract)][:1]
    assert told.endswith("BROKEN")


def test_the_contracts_are_kept_by_an_unbroken_copy(copy: Path) -> None:
    done = run(copy, LINTER, "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr
