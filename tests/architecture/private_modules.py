"""Prints every import that the house forbids and that layers alone do not catch.

Run with the folder that holds the package on PYTHONPATH: the real one, or a copy with a fault.
"""

import sys

import grimp

PRIVATE = {"queries", "jobs", "reactions", "endpoints", "pages"}
"""What no other package may import: it goes through `service`, or `events`."""

TABLES_OF_CONTENTS = {"tellmore.api", "tellmore.app", "tellmore.worker"}
RANK = {
    "models": 0,
    "events": 1,
    "permissions": 1,
    "schemas": 2,
    "queries": 3,
    "service": 4,
    "jobs": 5,
    "reactions": 5,
    "endpoints": 6,
    "pages": 6,
}
"""Within a package imports go down. A file of a second idea stands by its last word, if it has one
of these; otherwise it may import all but the HTTP of its package."""

HTTP = {"fastapi", "starlette"}
KNOWS_HTTP = {"tellmore.api", "tellmore.app", "tellmore.identity.authentication"}
"""Beside endpoints, pages and `core`: who makes the application, and who reads the credential."""


def violations(graph: grimp.ImportGraph) -> list[str]:
    return [
        f"{importer} imports {imported}"
        for importer in sorted(module for module in graph.modules if room(module) not in HTTP)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if is_private(importer, imported)
        or goes_up(importer, imported)
        or (imported in HTTP and not may_know_http(importer))
    ]


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def kind(module: str) -> str:
    """`tellmore.cohorts.draw_schemas` is one of the `schemas`."""
    return module.rpartition(".")[2].rpartition("_")[2]


def is_private(importer: str, imported: str) -> bool:
    if importer in TABLES_OF_CONTENTS or room(importer) == room(imported):
        return False
    # `core` knows no room: its `jobs` is how work is declared, and no room's own work.
    return room(imported) not in {"tellmore.core", *HTTP} and kind(imported) in PRIVATE


def goes_up(importer: str, imported: str) -> bool:
    if room(importer) != room(imported) or room(importer) == "tellmore.core":
        return False
    return RANK.get(kind(importer), RANK["jobs"]) < RANK.get(kind(imported), -1)


def may_know_http(importer: str) -> bool:
    edge = kind(importer) in {"endpoints", "pages"} or importer in KNOWS_HTTP
    return edge or room(importer) == "tellmore.core"


if __name__ == "__main__":
    faults = violations(
        grimp.build_graph("tellmore", include_external_packages=True, cache_dir=None)
    )
    sys.stdout.write("\n".join(faults))
    sys.exit(1 if faults else 0)
