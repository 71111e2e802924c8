"""The server starts without what only a solver needs: loading that takes longer than all else."""

import json
import subprocess
import sys

import pytest

_SOLVERS = ("numba", "ortools", "pandas", "scipy")
_LOADED = "import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"


@pytest.mark.parametrize("module", ["tellmore.app", "tellmore.cli", "tellmore.worker"])
def test_no_solver_is_loaded_at_the_start(module: str) -> None:
    told = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", _LOADED.format(module=module)],
        capture_output=True,
        check=True,
        text=True,
    )
    loaded = json.loads(told.stdout)
    assert module in loaded
    assert [name for name in _SOLVERS if name in loaded] == []
