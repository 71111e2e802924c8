"""Make a virtual environment with pip, also where the distribution split pip off Python."""

import importlib.util
import os
import shutil
import subprocess
import sys


def main(folder: str) -> int:
    # Debian ships Python without ensurepip; its package python3-venv brings it.
    if importlib.util.find_spec("ensurepip") is None and not _install_ensurepip():
        print("This Python can't make virtual environments: install python3-venv.")
        return 1
    # A fresh process, for ensurepip may have come just now.
    command = [sys.executable, "-m", "venv", folder]
    return subprocess.run(command, check=False).returncode  # noqa: S603  # the Makefile's folder


def _install_ensurepip() -> bool:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    subprocess.run([apt, "--quiet", "update"], check=False)  # noqa: S603 - fixed words
    installing = [apt, "--quiet", "install", "--yes", package]
    return subprocess.run(installing, check=False).returncode == 0  # noqa: S603 - fixed words


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
