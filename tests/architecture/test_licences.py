"""What we stand on may be used by anybody: no GPL, and NOTICE names whatever asks for more."""

import importlib.metadata
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTICE = (ROOT / "NOTICE").read_text()
ASKS_MORE = r"LGPL|Lesser General|MPL|Mozilla|CC-BY|EPL|CDDL"


def python_licences() -> dict[str, str]:
    """Of each locked package that this platform has."""
    locked = {
        name
        for lock in ROOT.glob("*.lock")
        for name in re.findall(r"^([\w.-]+)(?:\[.*?\])?==", lock.read_text(), re.MULTILINE)
    }
    installed = {
        each.name.lower().replace("_", "-"): each.metadata
        for each in importlib.metadata.distributions()
    }
    return {name: said_by(installed[name]) for name in locked & installed.keys()}


def said_by(about: importlib.metadata.PackageMetadata) -> str:
    """The expression, the classifiers, and the first line of what may be the whole text."""
    classified = (line for line in about.get_all("Classifier") or [] if "License ::" in line)
    lines = (text.split("\n")[0] for text in about.get_all("License") or [])
    return " ".join([*(about.get_all("License-Expression") or []), *classified, *lines])


def npm_licences() -> dict[str, str]:
    locks = [ROOT / "frontend" / "package-lock.json", ROOT / "scripts/chromium/package-lock.json"]
    return {
        path.rpartition("node_modules/")[2]: about.get("license", "")
        for lock in locks
        for path, about in json.loads(lock.read_text())["packages"].items()
        if "node_modules/" in path and not about.get("link")
    }


def test_every_package_says_under_which_licence_it_comes() -> None:
    known = python_licences() | npm_licences()
    assert len(known) > 400
    assert [name for name, licence in known.items() if not licence.strip()] == []


def test_nothing_is_under_the_gpl() -> None:
    for name, licence in (python_licences() | npm_licences()).items():
        bound = re.search(r"(?<!L)A?GPL|(?<!Lesser )General Public", licence)
        assert not bound, (name, licence)


def test_the_notice_names_what_asks_more_than_a_notice() -> None:
    known = python_licences() | npm_licences()
    asking = {name for name, licence in known.items() if re.search(ASKS_MORE, licence)}
    assert {"psycopg", "axe-core"} <= asking
    # The builds of one program for each platform are named by the program.
    parts = {name for name in asking if any(name.startswith(f"{other}-") for other in asking)}
    missing = [name for name in sorted(asking - parts) if not re.search(rf"\b{name}\b", NOTICE)]
    assert missing == []
