"""Prints every import that the house forbids and that layers alone do not catch.

Run with the folder that holds the package on PYTHONPATH: the real one, or a copy with a fault.
"""

import sys

import grimp

PRIVATE = {"queries", "jobs", "endpoints"}
"""What no other package may import: it goes through `service`, or `events`."""

TABLES_OF_CONTENTS = {"tellmore.api", "tellmore.app", "tellmore.worker"}
RANK = {
    "models": 0,
    "events": 1,
    "permissions": 1,
    "schemas": 1,
    "queries": 1,
    "service": 2,
    "endpoints": 3,
    "jobs": 3,
}
"""Within a package imports go down."""


def violations(graph: grimp.ImportGraph) -> list[str]:
    return [
        f"{importer} imports {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if is_private(importer, imported) or goes_up(importer, imported)
    ]


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def is_private(importer: str, imported: str) -> bool:
    if importer in TABLES_OF_CONTENTS or room(importer) == room(imported):
        return False
    last = imported.rpartition(".")[2]
    # `core` knows no room: its `jobs` is how work is declared, and no room's own work.
    return room(imported) != "tellmore.core" and (
        last in PRIVATE or last.endswith(("_endpoints", "_queries", "_jobs"))
    )


def goes_up(importer: str, imported: str) -> bool:
    if room(importer) != room(imported) or room(importer) == "tellmore.core":
        return False
    lower, upper = (RANK.get(name.rpartition(".")[2], -1) for name in (importer, imported))
    return -1 < lower < upper


if __name__ == "__main__":
    faults = violations(grimp.build_graph("tellmore", cache_dir=None))
    sys.stdout.write("\n".join(faults))
    sys.exit(1 if faults else 0)
