"""`make bench`: each module of this folder measures one thing and prints it as a ratio.

With names (`python -m bench draw`) only those.
"""

import asyncio
import importlib
import inspect
import pkgutil
import sys
from pathlib import Path


def main() -> None:
    for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
        asked = found.name in sys.argv[1:] or not sys.argv[1:]
        if found.name.startswith("_") or not asked:
            continue
        measure = importlib.import_module(f"bench.{found.name}").measure
        lines = asyncio.run(measure()) if inspect.iscoroutinefunction(measure) else measure()
        for line in lines:
            print(line, flush=True)  # noqa: T201  # what a benchmark is for


if __name__ == "__main__":
    main()
