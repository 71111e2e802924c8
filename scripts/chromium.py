"""Find a Chromium for the browser tests, else install Debian's (as root) or the packaged one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell draws no window round a page that nobody sees: a third of the work for each new page.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
PACKAGED = Path(__file__).resolve().parent / "chromium"


def find_or_install() -> Path:
    """Return the path of a Chromium that starts."""
    return _found() or _from_apt() or _packaged()


def _found() -> Path | None:
    chosen = os.environ.get("CHROMIUM")
    for name in (chosen, *NAMES):
        if name and (path := shutil.which(name)):
            return Path(path)
    return None


def _from_apt() -> Path | None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    print("  Installing Chromium …", flush=True)
    for command in ("update", "install --yes --no-install-recommends chromium-headless-shell"):
        subprocess.run(  # noqa: S603 - fixed words
            [apt, "--quiet", *command.split()],
            check=False,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )
    return _found()


def _packaged() -> Path:
    print("  Installing the packaged Chromium …", flush=True)
    npm = shutil.which("npm") or "npm"
    node = shutil.which("node") or "node"
    subprocess.run(  # noqa: S603 - fixed words
        [npm, "--prefix", PACKAGED, "ci", "--silent"], check=True, stdout=subprocess.DEVNULL
    )
    shown = subprocess.run(  # noqa: S603 - fixed words
        [node, PACKAGED / "path.mjs"], check=True, capture_output=True, text=True
    )
    return Path(shown.stdout.strip())


if __name__ == "__main__":
    print(find_or_install())
    sys.exit()
