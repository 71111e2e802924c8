"""Run every checker and every test there is, and end with one line that counts them.

A checker counts as one test. The runners write JUnit reports, and those are what is counted.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree as ET

import chromium
from served import served

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "build" / "reports"
BIN = ROOT / ".venv" / "bin"
NPM = ["npm", "--prefix", "frontend"]

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 4 * 1024**3

# What these look at is no matter of seconds, so they may wait while the browser is at work.
UNHURRIED = [
    "architecture",
    "disclosure",
    "districts",
    "guides",
    "identity",
    "rosters",
]


@dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Counts") -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


@dataclass(frozen=True)
class Step:
    """One command; with `report`, the JUnit file in which it counts its tests itself."""

    title: str
    command: list[str]
    report: str | None = None
    env: dict[str, str] = field(default_factory=dict)

    def run(self) -> Counts:
        begun = time.monotonic()
        done = subprocess.run(  # noqa: S603 - the commands stand below
            self.command,
            cwd=ROOT,
            env=os.environ | self.env,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        counts = self._counts(succeeded=done.returncode == 0)
        line = f"  {self.title}: {_spoken(counts)} in {time.monotonic() - begun:.1f} s"
        print(line if counts.failed == 0 else f"{line}\n{done.stdout}", flush=True)
        return counts

    def _counts(self, *, succeeded: bool) -> Counts:
        counts = Counts()
        if self.report is None:
            counts.passed = int(succeeded)
        elif (REPORTS / self.report).exists():
            counts = _read(REPORTS / self.report)
        if counts.failed == 0 and not (succeeded and counts.passed):
            counts.failed = 1  # it fell over, or ran nothing: neither is a pass
        return counts


def _read(report: Path) -> Counts:
    """Count the cases of a JUnit report, one each, whatever its runner adds up."""
    counts = Counts()
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - written by our runners
        marks = {child.tag for child in case}
        if marks & {"failure", "error"}:
            counts.failed += 1
        elif "skipped" in marks:
            counts.skipped += 1
        else:
            counts.passed += 1
    return counts


def _spoken(counts: Counts) -> str:
    skipped = f", {counts.skipped} skipped" if counts.skipped else ""
    return f"{counts.passed} passed, {counts.failed} failed{skipped}"


def checkers() -> list[Step]:
    """All that needs neither database nor browser, nor minds how long it takes."""
    return [
        Step("ruff check", [str(BIN / "ruff"), "check", "."]),
        Step("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
        Step("import-linter", [str(BIN / "lint-imports")]),
        Step("TypeScript", [*NPM, "run", "types"]),
        _vitest("client"),
        _vitest("app"),
        Step("types of the client", [str(BIN / "python"), "scripts/client.py", "--check"]),
        Step("mypy", [str(BIN / "mypy")]),
        Step("eslint", [*NPM, "run", "lint"]),
    ]


def _vitest(package: str) -> Step:
    output = REPORTS / f"{package}.xml"
    return Step(
        f"vitest of the {package}",
        [*NPM, "-w", package, "run", "test", "--", "--reporter=junit", f"--outputFile={output}"],
        output.name,
    )


def unhurried() -> Step:
    """One process: the browser leaves less than one processor idle."""
    return _pytest("pytest beside the browser", *(f"tests/{room}" for room in UNHURRIED))


def database_tests() -> Counts:
    print("  pytest …", flush=True)
    ignored = (f"--ignore=tests/{room}" for room in UNHURRIED)
    return _pytest("pytest of the rest", "-n2", "--dist=worksteal", *ignored).run()


def _pytest(title: str, *arguments: str) -> Step:
    report = f"{title.replace(' ', '-')}.xml"
    return Step(title, [str(BIN / "pytest"), f"--junitxml={REPORTS / report}", *arguments], report)


def walk() -> Counts:
    """Run the browser tests against a real server."""
    report = "playwright.xml"
    print("  Playwright in Chromium …", flush=True)
    command = [*NPM, "-w", "app", "run", "e2e", "--", "--reporter=junit"]
    browser = {
        "PLAYWRIGHT_JUNIT_OUTPUT_FILE": str(REPORTS / report),
        "CHROMIUM": str(chromium.find_or_install()),
    }
    try:
        with served(REPORTS / "server.log") as server:
            return Step("Playwright in Chromium", command, report, browser | server).run()
    except RuntimeError as error:
        print(f"  Playwright in Chromium … {error}")
        return Counts(failed=1)


def patient(step: Step) -> Counts:
    """Run it on what the browser leaves idle."""
    return replace(step, command=["nice", "-n", "15", *step.command]).run()


@contextmanager
def in_memory() -> Iterator[None]:
    """Have all that tests write lie in memory, where there is room.

    Forty databases are made and thrown away. On a disk that takes twice the time, most of it the
    kernel's.
    """
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        yield
        return
    folder = Path(tempfile.mkdtemp(prefix="tellmore-", dir=MEMORY))
    folder.chmod(0o711)  # as root PostgreSQL runs as another account
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        # What a browser still holds on to must not hide the counts.
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    REPORTS.mkdir(parents=True, exist_ok=True)
    for old in REPORTS.glob("*.xml"):
        old.unlink()
    with in_memory():
        total = everything()
    if total.skipped:
        print(f"{total.skipped} skipped")
    print(f"{total.passed} passed, {total.failed} failed", flush=True)
    return 1 if total.failed else 0


def everything() -> Counts:
    with ThreadPoolExecutor(max_workers=1) as pool:
        beside = pool.map(patient, [*checkers(), unhurried()])
        total = walk()
        total.add(database_tests())
        for counts in beside:
            total.add(counts)
    return total


if __name__ == "__main__":
    sys.exit(main())
