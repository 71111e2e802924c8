"""Folders and processes for the launcher's tests, all of them real."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.holder import HoldStarter


@pytest.fixture
def home() -> Iterator[Path]:
    """A home below the system's temporary folder, which every account may enter."""
    folder = Path(tempfile.mkdtemp(prefix="tellmore-test-"))
    folder.chmod(0o755)
    yield folder / "home"
    shutil.rmtree(folder)


@pytest.fixture
def hold(home: Path) -> Iterator[HoldStarter]:
    starter = HoldStarter(home)
    yield starter
    starter.close()
